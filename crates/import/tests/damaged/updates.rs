//! Damaged files of updates.

use super::{Damage, damage};
use crate::support::uai;
use store::import::ImportKind;

pub fn updates() -> Vec<Damage> {
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
