//! What the file held and what was left out, in sentences.

use super::{Directory, districts::Seated};
use domain::{
    PriorityEducation,
    school::{School, SchoolKind},
};

impl Directory {
    /// What was not taken as the file has it, in sentences.
    pub(super) fn remarks(&self, seated: &Seated) -> Vec<String> {
        let mut remarks = Vec::new();
        if seated.kept > 0 {
            remarks.push(format!(
                "Écoles qui gardent la circonscription déjà connue, que ce fichier ne décrit pas : {}.",
                seated.kept
            ));
        }
        if seated.lost > 0 {
            remarks.push(format!(
                "Écoles sans circonscription reconnue, comptées dans leur département : {}.",
                seated.lost
            ));
        }
        let not_open: Vec<String> = self
            .not_open
            .iter()
            .map(|(state, number)| format!("{state} : {number}"))
            .collect();
        if !not_open.is_empty() {
            remarks.push(format!(
                "Établissements qui ne sont pas ouverts, gardés comme tels : {}.",
                not_open.join(" ; ")
            ));
        }
        let left_out = self.left_out.iter();
        let left_out: Vec<String> = left_out
            .map(|(why, number)| format!("{why} : {number}"))
            .collect();
        if !left_out.is_empty() {
            remarks.push(format!("Laissés de côté : {}.", left_out.join(" ; ")));
        }
        remarks
    }
}

/// Count of the classes that got the first circonscription of their school; no sentence of none.
pub(super) fn placed(classes: u64, tried: bool) -> Option<String> {
    let now = if tried {
        "qui seraient comptées"
    } else {
        "comptées maintenant"
    };
    (classes > 0).then(|| {
        format!("Classes jusqu'ici sans circonscription, {now} dans la première de leur école : {classes}.")
    })
}

/// How many there are of each kind, in a sentence.
pub(super) fn counted(schools: &[School], districts: usize) -> String {
    let (middle, schools): (Vec<_>, Vec<_>) = schools
        .iter()
        .partition(|school| school.kind == SchoolKind::Middle);
    let marked = |mark| {
        let marked = schools.iter().filter(|school| school.priority_education == mark);
        marked.count()
    };
    let count =
        |number: usize, one, many| french::count(i64::try_from(number).unwrap_or(i64::MAX), one, many);
    format!(
        "{} (dont {} REP et {} REP+) et {}, {}.",
        count(schools.len(), "école publique", "écoles publiques"),
        marked(PriorityEducation::Rep),
        marked(PriorityEducation::RepPlus),
        count(middle.len(), "collège public", "collèges publics"),
        count(districts, "circonscription", "circonscriptions"),
    )
}
