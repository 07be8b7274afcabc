//! Table of measures: an export of Matomo in CSV, statistics of PeerTube, a table of one's own.

use super::{columns, line::MeasureLine, measures::Measures};
use crate::reading::{
    format::RowFormat,
    headers::{Columns, Row},
    job::{End, Job},
    source::Source,
    unreadable::Unreadable,
    verdict::Verdict,
};
use domain::{search::fold, usage::Measure};
use store::intake::{Intake, UsageRow};

/// Table under way.
pub struct MeasureTable {
    measures: Measures,
    /// The measures that the file has, with their columns.
    columns: Vec<(usize, Measure)>,
    /// Whether the column of periods is one of days.
    daily: bool,
    /// What a batch of rows came to.
    found: Vec<UsageRow>,
}

impl RowFormat for MeasureTable {
    /// « Total » is the nation's.
    const TOTALS_ARE_ROWS: bool = true;
    const JUDGED_BESIDE_ERRORS: bool = true;

    async fn begin(_intake: &mut Intake, source: &Source, job: &mut Job<'_>) -> Result<(Columns, Self), End> {
        let names: Vec<String> = source.header().iter().map(fold).collect();
        let instrument = columns::instrument(names.iter().map(String::as_str));
        let measures = Measures::begin(instrument);
        let known = Columns::of(source, columns::WANTED, &mut job.findings)?;
        let columns: Vec<_> = (columns::FIRST..)
            .zip(columns::MEASURES.iter().copied())
            .filter(|(column, _)| known.has(*column))
            .collect();
        if columns.is_empty() {
            return Err(End::Unreadable(Unreadable::new(
                1,
                "Aucune colonne de ce fichier n'est une mesure d'usage : visites, visiteurs uniques, actions, vidéos, vues…",
                "Choisissez un export de Matomo ou de PeerTube, ou nommez les colonnes ainsi.",
            )));
        }
        let period = names.iter().find(|name| title_of_period(name));
        let table = Self {
            measures,
            columns,
            daily: period.is_some_and(|name| name == "jour"),
            found: Vec::new(),
        };
        Ok((known, table))
    }

    fn take(&mut self, row: &Row<'_>, job: &mut Job<'_>) {
        let line = self.line(row);
        self.measures.take(&line, &mut self.found, job);
    }

    async fn flush(&mut self, intake: &mut Intake, _job: &mut Job<'_>) -> Result<(), End> {
        intake.stage_usage(&self.found).await?;
        self.found.clear();
        Ok(())
    }

    async fn close(&mut self, intake: &mut Intake, job: &mut Job<'_>) -> Result<(), End> {
        self.measures.close(intake, job).await
    }
}

impl Verdict for MeasureTable {
    async fn decide(&mut self, intake: &mut Intake, job: &mut Job<'_>) -> Result<Vec<String>, End> {
        self.measures.decide(intake, job).await
    }
}

impl MeasureTable {
    fn line(&self, row: &Row<'_>) -> MeasureLine {
        let text = |column| row.text(column).to_owned();
        let placed = [columns::LABEL, columns::UAI, columns::UNIT];
        let values = self.columns.iter();
        MeasureLine {
            line: row.line,
            daily: self.daily,
            placed: placed.into_iter().any(|column| row.has(column)),
            period: text(columns::PERIOD),
            label: text(columns::LABEL),
            uai: text(columns::UAI),
            unit: text(columns::UNIT),
            values: values
                .map(|(column, measure)| (*column, *measure, text(*column)))
                .collect(),
        }
    }
}

fn title_of_period(name: &str) -> bool {
    let wanted = columns::WANTED.get(columns::PERIOD);
    wanted.is_some_and(|wanted| wanted.spellings.contains(&name))
}
