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
                "{} écoles gardent la circonscription déjà connue : ce fichier ne décrit pas la leur.",
                seated.kept
            ));
        }
        if seated.lost > 0 {
            remarks.push(format!(
                "{} écoles sans circonscription reconnue : elles comptent dans leur département.",
                seated.lost
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
