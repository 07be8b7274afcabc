//! What the words on the screens promise.

use super::*;
use chrono::NaiveDate;

fn on(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

#[test]
fn thousands_are_parted_by_a_narrow_no_break_space() {
    assert_eq!(number(0), "0");
    assert_eq!(number(999), "999");
    assert_eq!(number(31_200), "31\u{202f}200");
    assert_eq!(number(-1_234_567), "−1\u{202f}234\u{202f}567");
    assert_eq!(
        number(i64::MIN),
        "−9\u{202f}223\u{202f}372\u{202f}036\u{202f}854\u{202f}775\u{202f}808"
    );
}

#[test]
fn a_share_is_rounded_to_the_nearest_percent() {
    assert_eq!(percent(62, 100), "62\u{202f}%");
    assert_eq!(percent(14_229, 24_480), "58\u{202f}%");
    assert_eq!(percent(125, 1_000), "13\u{202f}%");
    assert_eq!(percent(124, 1_000), "12\u{202f}%");
    assert_eq!(percent(6, 5), "120\u{202f}%");
}

#[test]
fn a_share_says_none_or_all_only_when_it_is_so() {
    assert_eq!(percent(0, 24_480), "0\u{202f}%");
    assert_eq!(percent(1, 24_480), "<\u{a0}1\u{202f}%");
    assert_eq!(percent(24_479, 24_480), ">\u{a0}99\u{202f}%");
    assert_eq!(percent(24_480, 24_480), "100\u{202f}%");
}

#[test]
fn a_share_of_nothing_has_no_figure() {
    assert_eq!(percent(0, 0), "sans objet");
}

#[test]
fn a_change_carries_its_sign_and_its_unit() {
    assert_eq!(points(32), "+\u{202f}3,2\u{a0}points");
    assert_eq!(points(-20), "−\u{202f}2\u{a0}points");
    assert_eq!(points(15), "+\u{202f}1,5\u{a0}point");
    assert_eq!(points(-4), "−\u{202f}0,4\u{a0}point");
    assert_eq!(points(0), "0\u{a0}point");
}

#[test]
fn cents_are_written_only_where_there_are_some() {
    assert_eq!(euros(3_120_000), "31\u{202f}200\u{202f}€");
    assert_eq!(euros(640), "6,40\u{202f}€");
    assert_eq!(euros(-105), "−1,05\u{202f}€");
}

#[test]
fn days_are_written_in_full_or_in_short() {
    assert_eq!(day(on(2021, 3, 15)), "lundi 15 mars 2021");
    assert_eq!(day(on(2021, 8, 1)), "dimanche 1er août 2021");
    assert_eq!(long_day(on(2019, 10, 28)), "28 octobre 2019");
    assert_eq!(short_day(on(2021, 3, 5)), "05/03/2021");
    assert_eq!(month_and_year(on(2021, 12, 31)), "décembre 2021");
}

#[test]
fn freshness_is_told_in_days_then_months_then_years() {
    let today = on(2021, 3, 15);
    let ago = |from| days_ago(Some(from), today);
    assert_eq!(ago(today), "aujourd'hui");
    assert_eq!(ago(on(2021, 3, 14)), "hier");
    assert_eq!(ago(on(2021, 3, 3)), "il y a 12\u{a0}jours");
    assert_eq!(ago(on(2021, 1, 15)), "il y a 59\u{a0}jours");
    assert_eq!(ago(on(2020, 12, 15)), "il y a 3\u{a0}mois");
    assert_eq!(ago(on(2020, 12, 16)), "il y a 2\u{a0}mois");
    assert_eq!(ago(on(2020, 3, 16)), "il y a 11\u{a0}mois");
    assert_eq!(ago(on(2020, 3, 15)), "il y a 12\u{a0}mois");
    assert_eq!(ago(on(2019, 3, 15)), "il y a 2\u{a0}ans");
    assert_eq!(ago(on(2021, 3, 16)), "demain");
    assert_eq!(ago(on(2021, 3, 20)), "dans 5\u{a0}jours");
    assert_eq!(days_ago(None, today), "jamais");
}

#[test]
fn the_plural_begins_at_two() {
    assert_eq!(plural(0, "classe", "classes"), "classe");
    assert_eq!(plural(1, "classe", "classes"), "classe");
    assert_eq!(plural(2, "classe", "classes"), "classes");
    assert_eq!(count(31_200, "classe", "classes"), "31\u{202f}200\u{a0}classes");
}

#[test]
fn a_list_ends_with_et() {
    assert_eq!(list(&["GS", "CP", "CE1"]), "GS, CP et CE1");
    assert_eq!(list(&["GS", "CP"]), "GS et CP");
    assert_eq!(list(&["GS"]), "GS");
    assert_eq!(list(&[] as &[&str]), "");
}

#[test]
fn de_is_elided_before_a_vowel() {
    assert_eq!(de("Ille-et-Vilaine"), "d'Ille-et-Vilaine");
    assert_eq!(de("Épernay"), "d'Épernay");
    assert_eq!(de("Paris"), "de Paris");
    assert_eq!(de("Hayange"), "de Hayange");
}

#[test]
fn a_near_day_is_said_and_a_far_one_is_dated() {
    let friday = on(2021, 12, 17);
    let said = |day| near_day(day, friday).replace(FIRM, " ");
    assert_eq!(said(friday), "Aujourd'hui");
    assert_eq!(said(on(2021, 12, 16)), "Hier");
    assert_eq!(said(on(2021, 12, 14)), "Mardi 14");
    assert_eq!(said(on(2021, 8, 31)), "Mardi 31 août 2021");
}

#[test]
fn an_account_s_amount_always_shows_its_cents() {
    assert_eq!(full_euros(3_120_000), "31\u{202f}200,00\u{202f}€");
    assert_eq!(full_euros(0), "0,00\u{202f}€");
    assert_eq!(full_euros(5), "0,05\u{202f}€");
    assert_eq!(full_euros(-100_001), "−1\u{202f}000,01\u{202f}€");
    assert_eq!(full_euros(-5), "−0,05\u{202f}€");
    assert_eq!(
        full_euros(i64::MIN),
        "−92\u{202f}233\u{202f}720\u{202f}368\u{202f}547\u{202f}758,08\u{202f}€"
    );
}

#[test]
fn where_there_is_little_room_months_are_abbreviated() {
    assert_eq!(short_month(on(2020, 9, 7)), "sept.");
    assert_eq!(short_month_day(on(2020, 7, 1)), "1er juil.");
    assert_eq!(short_month_day(on(2021, 12, 31)), "31 déc.");
}

#[test]
fn a_school_that_moved_says_where_it_stands_and_where_its_classes_count() {
    let territory = |code, name: &str| domain::territory::Territory {
        code,
        name: name.to_owned(),
        parent: None,
    };
    let redon = domain::TerritoryCode::district(domain::Uai::from_number(359_001).unwrap());
    let here = territory(redon.unwrap(), "Redon");
    let kept = territory(
        domain::TerritoryCode::department("35").unwrap(),
        "Ille-et-Vilaine",
    );
    let moved = MovedSchool {
        kind: domain::school::SchoolKind::Primary,
        since: Some(on(2021, 10, 1)),
        here: &here,
        kept: &kept,
        year: domain::SchoolYear::starting(2021).unwrap(),
        under_way: true,
    };
    assert_eq!(
        moved_school(&moved),
        "Cette école relève depuis l'annuaire du 1er octobre 2021 de la circonscription de Redon ; ses classes de 2021-2022 restent comptées \
         dans le département « Ille-et-Vilaine » jusqu'à la fin de l'année scolaire."
    );
    let moved = MovedSchool {
        kind: domain::school::SchoolKind::Middle,
        since: None,
        here: &kept,
        kept: &here,
        under_way: false,
        ..moved
    };
    assert_eq!(
        moved_school(&moved),
        "Ce collège relève maintenant du département « Ille-et-Vilaine » ; ses classes de 2021-2022 restent comptées dans la circonscription de Redon."
    );
}
