//! Damaged files: each is refused whole, at the exact line and column.

mod support;

use store::import::{ImportKind, ImportState};
use support::{Ask, Desk, TECHNICAL, directory, uai};

struct Damage {
    name: &'static str,
    kind: ImportKind,
    file: Vec<u8>,
    line: u64,
    column: Option<&'static str>,
    says: &'static str,
}

fn damage(
    name: &'static str,
    kind: ImportKind,
    file: impl Into<Vec<u8>>,
    line: u64,
    column: Option<&'static str>,
    says: &'static str,
) -> Damage {
    Damage {
        name,
        kind,
        file: file.into(),
        line,
        column,
        says,
    }
}

const ID: Option<&str> = Some("Identifiant_de_l_etablissement");

fn directories() -> Vec<Damage> {
    let s = ImportKind::Schools;
    let good = directory(TECHNICAL);
    let second = uai(350_012);
    let at = |line: usize, text: &str| -> String {
        good.lines()
            .enumerate()
            .map(|(rank, old)| format!("{}\n", if rank + 1 == line { text } else { old }))
            .collect()
    };
    let swap = |from: &str, to: &str| good.replacen(from, to, 1);
    let wide = vec!["c"; 301].join(";");
    let cut = good.trim_end();
    let mut nul = good.clone().into_bytes();
    let port = good.find("Port").unwrap();
    nul[port] = 0;
    let mut half = good.clone().into_bytes();
    // The é of "École maternelle", line 3, loses its second byte.
    let e = good.find("École maternelle").unwrap();
    half.remove(e + 1);
    vec![
        damage("empty", s, "", 1, None, "vide"),
        damage("header only", s, format!("{TECHNICAL}\n"), 1, None, "titres"),
        damage("nul byte", s, nul, 3, None, "octet nul"),
        damage(
            "301 columns",
            s,
            format!("{wide}\n{wide}\n"),
            1,
            None,
            "301 colonnes",
        ),
        damage("ten million columns", s, ";".repeat(10_000_000), 1, None, "1 Mo"),
        damage(
            "quote never closed",
            s,
            swap("École maternelle", &format!("\"{}", "x".repeat(1_200_000))),
            3,
            None,
            "1 Mo",
        ),
        damage(
            "too few fields",
            s,
            at(3, "a;b;c"),
            3,
            None,
            "3 colonnes au lieu de 15",
        ),
        damage(
            "too many fields",
            s,
            swap("Saint-Malo", "Saint;Malo"),
            3,
            None,
            "16 colonnes au lieu de 15",
        ),
        damage(
            "cut in its last line",
            s,
            &cut.as_bytes()[..cut.len() - 20],
            7,
            None,
            "coupé",
        ),
        damage(
            "cut inside quotes",
            s,
            format!("{good}{};\"Éco", uai(350_016)),
            8,
            None,
            "coupé",
        ),
        damage(
            "cut inside the last field's quotes",
            s,
            format!(
                "{good}{};École;Ecole;Public;35000;Rennes;035;1;1;;;;OUVERT;151;\"Circ",
                uai(350_016)
            ),
            8,
            None,
            "coupé",
        ),
        damage(
            "a column is missing",
            s,
            swap("Type_etablissement", "Genre"),
            1,
            None,
            "Type_etablissement",
        ),
        damage(
            "another dataset",
            s,
            format!("UAI;classe;niveau\n{second};CP A;CP\n"),
            1,
            None,
            "ressemble à une liste de classes",
        ),
        damage(
            "wrong letter",
            s,
            swap(
                &second,
                &format!(
                    "{}{}",
                    &second[..7],
                    if second.ends_with('A') { 'B' } else { 'A' }
                ),
            ),
            3,
            ID,
            "lettre",
        ),
        damage(
            "zeros lost",
            s,
            swap(&second, second.trim_start_matches('0')),
            3,
            ID,
            "zéro",
        ),
        damage("not a UAI", s, swap(&second, "rien"), 3, ID, "UAI"),
        damage("no UAI", s, swap(&second, ""), 3, ID, "manque"),
        damage(
            "unknown mark",
            s,
            swap(";REP;", ";ZEP;"),
            2,
            Some("Appartenance_Education_Prioritaire"),
            "prioritaire",
        ),
        damage(
            "department in words",
            s,
            swap("Saint-Malo;035", "Saint-Malo;Bretagne"),
            3,
            Some("Code_departement"),
            "département",
        ),
        damage("half a letter in UTF-8", s, half, 3, None, "UTF-8"),
        damage(
            "after CRLF",
            s,
            swap(&second, "rien").replace('\n', "\r\n"),
            3,
            ID,
            "UAI",
        ),
        damage(
            "after blank lines",
            s,
            swap(&format!("\n{second}"), "\n\n\nrien"),
            5,
            ID,
            "UAI",
        ),
        damage(
            "after blank CRLF lines",
            s,
            swap(&format!("\n{second}"), "\n\n\nrien").replace('\n', "\r\n"),
            5,
            ID,
            "UAI",
        ),
        damage(
            "after a name of two lines",
            s,
            swap("École primaire des Tilleuls", "\"École\nprimaire\"").replacen(&second, "rien", 1),
            4,
            ID,
            "UAI",
        ),
        damage(
            "after a name of two CRLF lines",
            s,
            swap("École primaire des Tilleuls", "\"École\nprimaire\"")
                .replacen(&second, "rien", 1)
                .replace('\n', "\r\n"),
            4,
            ID,
            "UAI",
        ),
    ]
}

fn lists() -> Vec<Damage> {
    let u = ImportKind::Units;
    let school = uai(350_011);
    let file = |row: &str| {
        format!(
            "UAI;classe;niveau;effectif;co-enseignement;année;date\n{school};CP Z;CP;12;non;2020-2021;\n{row}\n"
        )
    };
    vec![
        damage(
            "label too long",
            u,
            file(&format!("{school};{};CP;12;;2020-2021;", "x".repeat(41))),
            3,
            Some("classe"),
            "40",
        ),
        damage(
            "no label",
            u,
            file(&format!("{school};;CP;12;;2020-2021;")),
            3,
            Some("classe"),
            "40",
        ),
        damage(
            "level of elsewhere",
            u,
            file(&format!("{school};A;6e;12;;2020-2021;")),
            3,
            Some("niveau"),
            "niveau",
        ),
        damage(
            "pupils in words",
            u,
            file(&format!("{school};A;CP;douze;;2020-2021;")),
            3,
            Some("effectif"),
            "nombre",
        ),
        damage(
            "neither yes nor no",
            u,
            file(&format!("{school};A;CP;12;parfois;2020-2021;")),
            3,
            Some("co-enseignement"),
            "oui ni non",
        ),
        damage(
            "no year",
            u,
            file(&format!("{school};A;CP;12;;;")),
            3,
            Some("année"),
            "manque",
        ),
        damage(
            "day of another year",
            u,
            file(&format!("{school};A;CP;12;;2020-2021;01/09/2022")),
            3,
            Some("date"),
            "année",
        ),
        damage(
            "class twice",
            u,
            file(&format!("{school};CP Z;CP;12;;2020-2021;")),
            3,
            Some("classe"),
            "ligne 2",
        ),
        damage(
            "unknown school",
            u,
            file(&format!("{};A;CP;12;;2020-2021;", uai(350_999))),
            3,
            Some("UAI"),
            "annuaire",
        ),
    ]
}

fn updates() -> Vec<Damage> {
    let a = ImportKind::Adoption;
    let school = uai(350_011);
    let file = |row: &str| {
        format!("UAI;classe;année;étape;date\n{school};CE1 A;2020-2021;contactée;05/10/2020\n{row}\n")
    };
    vec![
        damage(
            "not a stage",
            a,
            file(&format!("{school};CP A;2020-2021;contente;05/10/2020")),
            3,
            Some("étape"),
            "étape",
        ),
        damage(
            "not a day",
            a,
            file(&format!("{school};CP A;2020-2021;active;31/02/2021")),
            3,
            Some("date"),
            "jour",
        ),
        damage(
            "to come",
            a,
            file(&format!("{school};CP A;2020-2021;active;20/06/2021")),
            3,
            Some("date"),
            "pas encore",
        ),
        damage(
            "before the census",
            a,
            file(&format!("{school};CP A;2020-2021;active;15/07/2020")),
            3,
            Some("date"),
            "recensement",
        ),
        damage(
            "outside the year",
            a,
            file(&format!("{school};CP A;2020-2021;active;15/07/2019")),
            3,
            Some("date"),
            "hors",
        ),
        damage(
            "step back",
            a,
            file(&format!("{school};CE1 A;2020-2021;identifiée;06/10/2020")),
            3,
            Some("étape"),
            "suivre",
        ),
        damage(
            "unknown class",
            a,
            file(&format!("{school};CP Q;2020-2021;active;05/10/2020")),
            3,
            Some("classe"),
            "CP Q",
        ),
        damage(
            "unknown school",
            a,
            file(&format!("{};CP A;2020-2021;active;05/10/2020", uai(350_999))),
            3,
            Some("UAI"),
            "annuaire",
        ),
        damage(
            "unknown number",
            a,
            "id;étape;date\n1;active;05/10/2020\n77;active;05/10/2020\n".to_owned(),
            3,
            Some("id"),
            "77",
        ),
        damage(
            "twice a day",
            a,
            file(&format!("{school};CE1 A;2020-2021;active;05/10/2020")),
            3,
            Some("classe"),
            "ligne 2",
        ),
        damage(
            "neither number nor UAI",
            a,
            "classe;étape;date\nCP A;active;05/10/2020\n".to_owned(),
            1,
            None,
            "UAI",
        ),
    ]
}

#[tokio::test]
async fn every_damage_is_told_at_its_line_and_column_and_nothing_is_written() {
    let desk = Desk::with_units().await;
    let before = desk.schools().await;
    let damages: Vec<Damage> = [directories(), lists(), updates()]
        .into_iter()
        .flatten()
        .collect();
    let mut wrong = Vec::new();
    let total = damages.len();
    for Damage {
        name,
        kind,
        file,
        line,
        column,
        says,
    } in damages
    {
        let report = desk.bring(kind, file, Ask::default()).await;
        let told = report
            .errors
            .first()
            .map(|first| (first.line, first.column.as_deref()));
        let said = report
            .errors
            .first()
            .is_some_and(|first| first.reason.contains(says) && !first.advice.is_empty());
        if report.import_state() != ImportState::Refused || told != Some((line, column)) || !said {
            wrong.push(format!(
                "{name}: wanted {line} {column:?} {says:?}\n    {}",
                report
                    .to_text()
                    .lines()
                    .next()
                    .unwrap_or_default()
                    .chars()
                    .take(300)
                    .collect::<String>()
            ));
        }
    }
    println!("figures: {total} damages, {} wrongly told", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(desk.schools().await, before);
}
