//! Damaged files of updates.

use super::{Damage, damage};
use crate::support::uai;
use store::import::ImportKind;

pub fn updates() -> Vec<Damage> {
    let mut damages = wrong_rows();
    damages.extend(wrong_names());
    damages
}

/// Files whose rows do not say which class they are of, or name one that there is not.
fn wrong_names() -> [Damage; 2] {
    [
        damage(
            "unknown number",
            ImportKind::Adoption,
            "id;étape;date\n1;active;05/10/2020\n77;active;05/10/2020\n".to_owned(),
            3,
            Some("id"),
            "77",
        ),
        damage(
            "neither number nor UAI",
            ImportKind::Adoption,
            "classe;étape;date\nCP A;active;05/10/2020\n".to_owned(),
            1,
            None,
            "UAI",
        ),
    ]
}

/// Files with one row that is wrong.
fn wrong_rows() -> Vec<Damage> {
    let known = uai(350_011);
    // A row with a value that is wrong, below one that is right.
    let of = |name, school: &str, row: &str, column, says| {
        let file = format!(
            "UAI;classe;année;étape;date\n{known};CE1 A;2020-2021;contactée;05/10/2020\n{school};{row}\n"
        );
        damage(name, ImportKind::Adoption, file, 3, Some(column), says)
    };
    let row = |name, row: &str, column, says| of(name, &known, row, column, says);
    vec![
        row(
            "not a stage",
            "CP A;2020-2021;contente;05/10/2020",
            "étape",
            "étape",
        ),
        row("not a day", "CP A;2020-2021;active;31/02/2021", "date", "jour"),
        row(
            "to come",
            "CP A;2020-2021;active;20/06/2021",
            "date",
            "pas encore",
        ),
        row(
            "before the census",
            "CP A;2020-2021;active;15/07/2020",
            "date",
            "recensement",
        ),
        row(
            "outside the year",
            "CP A;2020-2021;active;15/07/2019",
            "date",
            "hors",
        ),
        row(
            "step back",
            "CE1 A;2020-2021;identifiée;06/10/2020",
            "étape",
            "suivre",
        ),
        row(
            "unknown class",
            "CP Q;2020-2021;active;05/10/2020",
            "classe",
            "CP Q",
        ),
        of(
            "unknown school",
            &uai(350_999),
            "CP A;2020-2021;active;05/10/2020",
            "UAI",
            "annuaire",
        ),
        row(
            "twice a day",
            "CE1 A;2020-2021;active;05/10/2020",
            "classe",
            "ligne 2",
        ),
    ]
}
