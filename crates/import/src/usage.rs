//! Measures of use: exports of Matomo (CSV, JSON), statistics of PeerTube, tables. Read line by line, then compared with what is known, written whole or not at all.

mod columns;
mod json;
mod line;
mod measures;
mod open;
mod place;
mod table;

pub use columns::WANTED;
pub use open::Input;

use crate::reading::{
    format::read_rows,
    job::{End, Job},
    verdict::judge,
};
use domain::usage::Instrument;
use measures::Measures;
use store::intake::Intake;
use table::MeasureTable;

/// Reads a file.
pub async fn read(intake: &mut Intake, input: Input, job: &mut Job<'_>) -> Result<(u64, Vec<String>), End> {
    match input {
        Input::Table(source) => read_rows::<MeasureTable>(intake, source, job).await,
        Input::Json(text) => read_texts(intake, &[text], Instrument::Matomo, job).await,
    }
}

/// Reads what Matomo answered to a pull.
pub async fn answers(
    intake: &mut Intake,
    answers: &[String],
    job: &mut Job<'_>,
) -> Result<(u64, Vec<String>), End> {
    read_texts(intake, answers, Instrument::MatomoPull, job).await
}

/// Measures of a text put aside between two tellings of how far it is.
const TOGETHER: usize = 2_000;

async fn read_texts(
    intake: &mut Intake,
    texts: &[String],
    instrument: Instrument,
    job: &mut Job<'_>,
) -> Result<(u64, Vec<String>), End> {
    let mut measures = Measures::begin(instrument);
    let mut rows = 0;
    for text in texts {
        let (lines, names) = json::lines(text, &job.today.to_string())?;
        if columns::instrument(names.iter().map(String::as_str)) == Instrument::PeerTube {
            measures.measured_by(Instrument::PeerTube);
        }
        rows += lines.len() as u64;
        let mut found = Vec::new();
        for line in &lines {
            measures.take(line, &mut found, job);
        }
        for (rank, some) in (1_u64..).zip(found.chunks(TOGETHER)) {
            intake.stage_usage(some).await?;
            job.work.read(rows, rank, found.len().div_ceil(TOGETHER) as u64);
        }
    }
    job.work.read(rows, 1, 1);
    measures.close(intake, job).await?;
    Ok((rows, judge(&mut measures, intake, job).await?))
}
