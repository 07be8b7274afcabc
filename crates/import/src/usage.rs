//! Measures of use: exports of Matomo (CSV, JSON), statistics of PeerTube, tables. Read line by line, compared with what is known, written whole or not at all.

mod columns;
mod json;
mod open;
mod place;

pub use open::Input;

use crate::{
    fields,
    headers::Columns,
    job::{End, Job},
    reading::{Row, Source},
    unreadable::Unreadable,
};
use chrono::NaiveDate;
use domain::{
    Week,
    fold::fold,
    usage::{Instrument, Measure, Nature, PeriodError, UsagePlace, week_of_period},
};
use place::Where;
use std::collections::BTreeMap;
use store::intake::{Intake, UsageReason, UsageRow, UsageRun};

/// A line of measures, whatever file it comes from.
pub struct Line {
    /// Its line; 0 where the file has none.
    pub line: u64,
    /// Whether the file says of what each line is: then a line that does not is not the nation's.
    pub placed: bool,
    /// Its week, as it is written.
    pub period: String,
    /// The domain, the académie or the code that it is of; empty for the nation.
    pub label: String,
    /// The school that it is of.
    pub uai: String,
    /// The number of the unit that it is of.
    pub unit: String,
    /// (column, measure, value as it is written).
    pub values: Vec<(usize, Measure, String)>,
}

/// Reads it.
pub async fn read(intake: &mut Intake, input: Input, job: &mut Job<'_>) -> Result<(u64, Vec<String>), End> {
    let mut reading = match &input {
        Input::Table(source) => {
            let names: Vec<String> = source.header().iter().map(fold).collect();
            begin(intake, columns::instrument(names.iter().map(String::as_str)), job).await?
        }
        Input::Json(_) => begin(intake, Instrument::Matomo, job).await?,
    };
    let rows = match input {
        Input::Table(source) => table(intake, source, &mut reading, job).await?,
        Input::Json(text) => texts(intake, &[text], &mut reading, job).await?,
    };
    Ok((rows, reading.end(intake, job).await?))
}

/// Reads what Matomo answered to a pull.
pub async fn answers(
    intake: &mut Intake,
    answers: &[String],
    job: &mut Job<'_>,
) -> Result<(u64, Vec<String>), End> {
    let mut reading = begin(intake, Instrument::MatomoPull, job).await?;
    let rows = texts(intake, answers, &mut reading, job).await?;
    Ok((rows, reading.end(intake, job).await?))
}

async fn begin(intake: &mut Intake, instrument: Instrument, job: &mut Job<'_>) -> Result<Reading, End> {
    let run = intake
        .begin_usage(job.policy.code, instrument, &job.request.name)
        .await?;
    Ok(Reading {
        run,
        merged: BTreeMap::new(),
        totals: BTreeMap::new(),
        unfinished: 0,
        strangers: BTreeMap::new(),
    })
}

async fn table(
    intake: &mut Intake,
    mut source: Source,
    reading: &mut Reading,
    job: &mut Job<'_>,
) -> Result<u64, End> {
    let columns = source.columns(columns::WANTED, job)?;
    let measures: Vec<(usize, Measure)> = (columns::FIRST..)
        .zip(columns::MEASURES.iter().copied())
        .filter(|(column, _)| columns.has(*column))
        .collect();
    if measures.is_empty() {
        return Err(End::Unreadable(Unreadable::new(
            1,
            "Aucune colonne de ce fichier n'est une mesure d'usage : visites, visiteurs uniques, actions, vidéos, vues…",
            "Choisissez un export de Matomo ou de PeerTube, ou nommez les colonnes ainsi.",
        )));
    }
    while let Some(rows) = source.batch().await? {
        let mut found = Vec::with_capacity(rows.len() * measures.len());
        for row in &rows {
            reading.take(line(row, &columns, &measures), &mut found, job);
        }
        reading.put(intake, &found, job).await?;
        source.tell(&mut job.work);
    }
    Ok(source.rows())
}

fn line(row: &Row, columns: &Columns, measures: &[(usize, Measure)]) -> Line {
    let text = |column| columns.value(&row.record, column).to_owned();
    let placed = [columns::LABEL, columns::UAI, columns::UNIT];
    Line {
        line: row.line,
        placed: placed.into_iter().any(|column| columns.has(column)),
        period: text(columns::PERIOD),
        label: text(columns::LABEL),
        uai: text(columns::UAI),
        unit: text(columns::UNIT),
        values: measures
            .iter()
            .map(|(column, measure)| (*column, *measure, text(*column)))
            .collect(),
    }
}

async fn texts(
    intake: &mut Intake,
    texts: &[String],
    reading: &mut Reading,
    job: &mut Job<'_>,
) -> Result<u64, End> {
    let mut rows = 0;
    for text in texts {
        let (lines, names) = json::lines(text, &job.today.to_string())?;
        if columns::instrument(names.iter().map(String::as_str)) == Instrument::PeerTube {
            reading.run.instrument = Instrument::PeerTube;
        }
        rows += lines.len() as u64;
        let mut found = Vec::new();
        for line in lines {
            reading.take(line, &mut found, job);
        }
        for (rank, some) in (1_u64..).zip(found.chunks(TOGETHER)) {
            reading.put(intake, some, job).await?;
            job.work.read(rows, rank, found.len().div_ceil(TOGETHER) as u64);
        }
    }
    job.work.read(rows, 1, 1);
    Ok(rows)
}

/// Measures of a text written between two tellings of how far it is.
const TOGETHER: usize = 2_000;

/// A file under way.
struct Reading {
    run: UsageRun,
    /// What académies did, by the domains of their addresses: one académie may have several. (line, value, domains)
    merged: BTreeMap<(UsagePlace, Measure, Week), (u64, i64, u32)>,
    /// What there was so far, by the latest of the week's days that the file tells: (day, line, value).
    totals: BTreeMap<(UsagePlace, Measure, Week), (NaiveDate, u64, i64)>,
    /// Lines of the week that is not over.
    unfinished: u64,
    /// Labels that are no académie, with the first line of each.
    strangers: BTreeMap<String, u64>,
}

/// Labels that are told.
const STRANGERS_TOLD: usize = 50;

impl Reading {
    /// The measures of a line; what is wrong is told.
    fn take(&mut self, line: Line, found: &mut Vec<UsageRow>, job: &mut Job<'_>) {
        let place = place::of(&line, job);
        let totals = line
            .values
            .iter()
            .all(|(_, measure, _)| measure.nature() == Nature::Total);
        let (week, place) = match (self.week(&line, totals, job), place) {
            (Some(week), Some(place)) => (week, place),
            (_, None) | (None, _) => return,
        };
        for (column, measure, text) in &line.values {
            let title = columns::WANTED.get(*column).map(|wanted| wanted.title);
            let value = match value(text) {
                Ok(Some(value)) => value,
                Ok(None) => continue,
                Err(why) => {
                    let reason = format!("{why} (semaine {})", line.period);
                    let advice =
                        "Une mesure est un nombre entier, sans unité ; une semaine non mesurée reste vide.";
                    job.findings.error(line.line, title, text, reason, advice);
                    continue;
                }
            };
            // A week that is not over is not a week; what there is so far is what there is so far.
            if week.sunday() >= job.today && measure.nature() != Nature::Total {
                self.unfinished += 1;
                continue;
            }
            match &place {
                Where::Stranger => {
                    if self.strangers.len() < STRANGERS_TOLD {
                        self.strangers.entry(line.label.clone()).or_insert(line.line);
                    }
                }
                Where::Domain(place) => {
                    let merged = self
                        .merged
                        .entry((*place, *measure, week))
                        .or_insert((line.line, 0, 0));
                    merged.1 = merged.1.saturating_add(value);
                    merged.2 += 1;
                }
                Where::Place(place) if measure.nature() == Nature::Total => {
                    let day = fields::day(&line.period).unwrap_or(week.sunday());
                    let known = self
                        .totals
                        .entry((*place, *measure, week))
                        .or_insert((day, line.line, value));
                    if day > known.0 {
                        *known = (day, line.line, value);
                    } else if day == known.0 && value != known.2 {
                        let (column, why, advice) = refused(UsageReason::Twice);
                        job.findings
                            .error(line.line, Some(column), &line.period, why, advice);
                    }
                }
                Where::Place(place) => found.push(UsageRow {
                    line: line.line,
                    place: *place,
                    measure: *measure,
                    week,
                    value,
                }),
            }
        }
    }

    /// The week of a line. What is counted so far may be of any day.
    fn week(&self, line: &Line, totals: bool, job: &mut Job<'_>) -> Option<Week> {
        let day = |text: &str| fields::day(text).map(Week::of);
        let read = match week_of_period(&line.period) {
            Err(PeriodError::NotAWeek) if totals => day(&line.period).ok_or(PeriodError::NotAWeek),
            read => read,
        };
        let (reason, advice) = match read {
            Ok(week) if week.monday() <= job.today => return Some(week),
            Ok(_) => ("Cette semaine n'a pas commencé.", "Vérifiez la date."),
            Err(PeriodError::NotAWeek) => (
                "Cette période n'est pas une semaine, du lundi au dimanche.",
                "Exportez avec des semaines (period=week) : des jours ou des mois ne se changent pas en semaines sans compter deux fois les mêmes visiteurs.",
            ),
            Err(PeriodError::Unreadable) => (
                "Ce n'est pas une semaine.",
                "Écrivez-la comme 2021-03-08,2021-03-14, comme 2021-W10, ou par son lundi.",
            ),
        };
        let title = columns::WANTED.get(columns::PERIOD).map(|wanted| wanted.title);
        job.findings.error(line.line, title, &line.period, reason, advice);
        None
    }

    async fn put(&mut self, intake: &mut Intake, rows: &[UsageRow], job: &mut Job<'_>) -> Result<(), End> {
        // Once a line is wrong nothing will be kept: the others are only checked.
        if job.findings.errors_total > 0 || rows.is_empty() {
            return Ok(());
        }
        for (line, reason) in intake.put_usage(&mut self.run, rows).await? {
            let (column, why, advice) = refused(reason);
            job.findings.error(line, Some(column), "", why, advice);
        }
        Ok(())
    }

    /// Writes what académies did, then says what was done.
    async fn end(mut self, intake: &mut Intake, job: &mut Job<'_>) -> Result<Vec<String>, End> {
        let mut rows = Vec::with_capacity(self.merged.len());
        for ((place, measure, week), (line, value, domains)) in std::mem::take(&mut self.merged) {
            if domains > 1 && measure.nature() != Nature::Flow {
                let reason = format!(
                    "Cette académie a plusieurs domaines la semaine du {} : leurs visiteurs différents ne s'additionnent pas.",
                    french::short_day(week.monday())
                );
                job.findings.warning(
                    line,
                    None,
                    &place.to_string(),
                    reason,
                    "Cette mesure est laissée de côté.",
                );
                continue;
            }
            rows.push(UsageRow {
                line,
                place,
                measure,
                week,
                value,
            });
        }
        let totals = std::mem::take(&mut self.totals).into_iter();
        rows.extend(totals.map(|((place, measure, week), (_, line, value))| UsageRow {
            line,
            place,
            measure,
            week,
            value,
        }));
        self.put(intake, &rows, job).await?;
        for (label, line) in &self.strangers {
            job.findings.warning(
                *line,
                Some("territoire"),
                label,
                "Ce n'est pas le domaine d'une académie.",
                "Laissé de côté ; le total national, lui, vient de ses propres lignes.",
            );
        }
        if job.findings.errors_total > 0 {
            return Ok(Vec::new());
        }
        let summary = self.summary();
        intake.end_usage(self.run).await?;
        Ok(summary)
    }

    fn summary(&self) -> Vec<String> {
        let (measured, corrected) = (self.run.measured, self.run.corrected);
        let many = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        let mut summary = match (measured - corrected, corrected) {
            (0, 0) => vec!["Rien n'a changé : toutes ces mesures étaient déjà là.".to_owned()],
            (new, 0) => vec![format!(
                "{}.",
                french::count(many(new), "mesure enregistrée", "mesures enregistrées")
            )],
            (new, corrected) => vec![format!(
                "{}, {} : les valeurs d'avant restent lisibles.",
                french::count(many(new), "mesure nouvelle", "mesures nouvelles"),
                french::count(many(corrected), "corrigée", "corrigées")
            )],
        };
        if measured > 0 && self.run.same > 0 {
            summary.push(format!(
                "{}.",
                french::count(many(self.run.same), "était déjà là", "étaient déjà là")
            ));
        }
        if self.unfinished > 0 {
            summary.push("La semaine en cours, qui n'est pas finie, est laissée de côté.".to_owned());
        }
        summary
    }
}

/// A number of uses; none where nothing stands.
fn value(text: &str) -> Result<Option<i64>, &'static str> {
    let digits: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}'))
        .collect();
    match digits.as_str() {
        "" | "-" => Ok(None),
        digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            digits.parse().map(Some).map_err(|_| "Ce nombre est trop grand.")
        }
        digits if digits.starts_with('-') => Err("Une mesure n'est jamais négative."),
        _ => Err("Ce n'est pas un nombre entier."),
    }
}

fn refused(reason: UsageReason) -> (&'static str, String, &'static str) {
    match reason {
        UsageReason::UnknownSchool(uai) => (
            "UAI",
            format!("L'école {uai} n'est pas dans l'annuaire importé."),
            "Vérifiez le UAI, ou importez d'abord l'annuaire.",
        ),
        UsageReason::UnknownUnit(id) => (
            "id",
            format!("Aucune classe ne porte le numéro {id}."),
            "Repartez d'un fichier téléchargé depuis la liste des classes.",
        ),
        UsageReason::Twice => (
            "semaine",
            "Cette mesure est donnée deux fois pour la même semaine et le même lieu.".to_owned(),
            "Gardez une seule des deux lignes.",
        ),
    }
}
