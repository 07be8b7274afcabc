//! The fields of a row of a list of classes; what is wrong with one is told.

use super::{CO_TEACHING, DAY, LABEL, LEVELS, PUPILS, UAI, YEAR};
use crate::{
    reading::{fields, headers::Row, job::Job},
    words,
};
use chrono::NaiveDate;
use domain::{
    PriorityEducation, SchoolYear, Uai,
    adoption::census::CensusLine,
    calendar::Zone,
    unit::{LABEL_MAX, Levels, PUPILS_MAX},
};
use std::collections::HashMap;
use store::intake::{ClassKey, ClassRow, KeptPlaces, SchoolMark};

/// The schools that are known, and where their units stand.
#[derive(Clone, Copy)]
pub(super) struct KnownSchools<'s> {
    pub schools: &'s HashMap<Uai, SchoolMark>,
    pub kept: &'s KeptPlaces,
}

pub(super) fn class(row: &Row<'_>, known: KnownSchools<'_>, job: &mut Job<'_>) -> Option<ClassRow> {
    let school = fields::uai(row, UAI, job);
    let year = fields::year(row, YEAR, job);
    let label = label(row, job);
    let pupils = pupils(row, job);
    let co_teaching = co_teaching(row, job);
    let levels = levels(row, job);
    let (school, year) = (school?, year?);
    let key = ClassKey { year, school };
    let mark = mark(row, key, known, job);
    let day = day(row, year, mark, job);
    let mark = mark?;
    Some(ClassRow {
        key,
        class: CensusLine {
            line: row.line,
            label: label?,
            levels: levels?,
            pupils: pupils?,
            co_teaching: co_teaching?,
            day: day?,
            dated: !row.text(DAY).is_empty(),
        },
        priority_education: mark.priority_education,
    })
}

/// Whether two teachers share the room: no where the cell is empty, not said where the file has no such column.
fn co_teaching(row: &Row<'_>, job: &mut Job<'_>) -> Option<Option<bool>> {
    if !row.has(CO_TEACHING) {
        return Some(None);
    }
    let co_teaching = fields::yes(row.text(CO_TEACHING));
    if co_teaching.is_none() {
        let advice = "Écrivez oui ou non, ou laissez vide.";
        row.error(CO_TEACHING, "Ce n'est ni oui ni non.", advice, &mut job.findings);
    }
    co_teaching.map(Some)
}

fn label(row: &Row<'_>, job: &mut Job<'_>) -> Option<String> {
    let label = row.text(LABEL);
    if label.is_empty() || label.chars().count() > LABEL_MAX {
        let why = format!("Le nom d'une classe a de 1 à {LABEL_MAX} caractères.");
        let advice = "Donnez-lui un nom court, comme CP A.";
        row.error(LABEL, why, advice, &mut job.findings);
        return None;
    }
    Some(label.to_owned())
}

/// The number of pupils, which a list may leave empty.
fn pupils(row: &Row<'_>, job: &mut Job<'_>) -> Option<Option<u16>> {
    let text = row.text(PUPILS);
    if text.is_empty() {
        return Some(None);
    }
    let counted = fields::count(text);
    let pupils = counted
        .and_then(|pupils| u16::try_from(pupils).ok())
        .filter(|pupils| *pupils <= PUPILS_MAX);
    if pupils.is_none() {
        let why = match counted {
            Some(_) => format!("Une classe n'a pas plus de {PUPILS_MAX} élèves."),
            None => "Ce n'est pas un nombre d'élèves.".to_owned(),
        };
        let advice = "Écrivez un nombre entier, ou laissez vide.";
        row.error(PUPILS, why, advice, &mut job.findings);
    }
    pupils.map(Some)
}

fn levels(row: &Row<'_>, job: &mut Job<'_>) -> Option<Levels> {
    let levels = fields::levels(row.text(LEVELS), &job.policy);
    if levels.is_none() {
        let known = job.policy.levels.iter().map(|level| level.code.to_string());
        let advice = format!(
            "Les niveaux suivis sont : {} ; plusieurs s'écrivent CP+CE1.",
            known.collect::<Vec<_>>().join(", ")
        );
        row.error(
            LEVELS,
            "Ce niveau n'est pas suivi ici.",
            advice,
            &mut job.findings,
        );
    }
    levels
}

/// The day that the line is of: the rentrée of the school's zone where it says none.
fn day(row: &Row<'_>, year: SchoolYear, mark: Option<&SchoolMark>, job: &mut Job<'_>) -> Option<NaiveDate> {
    let day = match row.text(DAY) {
        "" => {
            let zone = mark.and_then(|mark| Zone::of_lineage(&[mark.lineage.academy]));
            Some(job.calendar.start_in(year, zone))
        }
        day => fields::day(day).filter(|day| (year.first_event_day()..=year.last_event_day()).contains(day)),
    };
    if day.is_none() {
        let why = "Ce n'est pas un jour de cette année scolaire.";
        let advice = "Écrivez-le comme 01/09/2020, ou laissez vide.";
        row.error(DAY, why, advice, &mut job.findings);
    }
    day
}

/// What the directory says of a school, to who may bring its classes.
fn mark<'s>(
    row: &Row<'_>,
    key: ClassKey,
    known: KnownSchools<'s>,
    job: &mut Job<'_>,
) -> Option<&'s SchoolMark> {
    let mark = known.schools.get(&key.school);
    let kept = known.kept.get(&key).map_or(&[][..], Vec::as_slice);
    if !job.allows(mark, kept) {
        row.error(UAI, words::NOT_YOURS, words::NOT_YOURS_ADVICE, &mut job.findings);
        return None;
    }
    let Some(mark) = mark else {
        let why = "Cette école n'est pas dans l'annuaire importé.";
        let advice = "Vérifiez le UAI, ou importez d'abord l'annuaire.";
        row.error(UAI, why, advice, &mut job.findings);
        return None;
    };
    if mark.priority_education == PriorityEducation::None {
        let why = "Cette école n'est pas en éducation prioritaire selon l'annuaire.";
        let advice = "Vérifiez : la classe est recensée quand même.";
        row.warning(UAI, why, advice, &mut job.findings);
    }
    Some(mark)
}
