//! The reading loop of the files that are read row by row. A new format is a type that is a [`RowFormat`], named in [`crate::read`].
//! No lock is held while a file is read: what its rows come to is judged once all are.

use super::{
    headers::{Columns, Row},
    job::{End, Job},
    source::{Record, Source},
    total::is_total_row,
    verdict::{Verdict, judge},
};
use std::{
    future::Future,
    panic::{AssertUnwindSafe, catch_unwind},
};
use store::intake::Intake;

/// Format of a file: what its columns are, what its rows come to, what is decided of them all.
pub trait RowFormat: Verdict + Sized {
    /// Whether a row that begins by « Total » is one like the others.
    const TOTALS_ARE_ROWS: bool = false;

    /// The verdict on all rows is told beside the errors of some, so that all are told at once.
    const JUDGED_BESIDE_ERRORS: bool = false;

    /// Finds the columns, and what rows are checked against.
    fn begin(
        intake: &mut Intake,
        source: &Source,
        job: &mut Job<'_>,
    ) -> impl Future<Output = Result<(Columns, Self), End>> + Send;

    /// Takes a row; what is wrong in it is told.
    fn take(&mut self, row: &Row<'_>, job: &mut Job<'_>);

    /// Puts aside what a batch of rows came to, in a format whose rows don't stay in memory.
    fn flush(
        &mut self,
        _intake: &mut Intake,
        _job: &mut Job<'_>,
    ) -> impl Future<Output = Result<(), End>> + Send {
        async { Ok(()) }
    }

    /// Ends the reading, once all rows are taken.
    fn close(
        &mut self,
        _intake: &mut Intake,
        _job: &mut Job<'_>,
    ) -> impl Future<Output = Result<(), End>> + Send {
        async { Ok(()) }
    }
}

/// Reads a file of a format, batch by batch, and judges it; it is written only where no row is wrong. Answers the number of rows, and what was done.
pub async fn read_rows<F: RowFormat>(
    intake: &mut Intake,
    mut source: Source,
    job: &mut Job<'_>,
) -> Result<(u64, Vec<String>), End> {
    source.tell_notes(&mut job.findings);
    let (columns, mut format) = F::begin(intake, &source, job).await?;
    while let Some(records) = source.batch().await? {
        for record in &records {
            let row = columns.row(record);
            if is_row::<F>(record, &source, job) && is_whole(&row, &columns, record, job) {
                // What was taken of the file is let go: nobody sees what a panic left half done.
                catch_unwind(AssertUnwindSafe(|| format.take(&row, job)))
                    .map_err(|_| End::Panicked(row.line))?;
            }
        }
        format.flush(intake, job).await?;
        source.tell(&mut job.work);
    }
    format.close(intake, job).await?;
    let mut summary = Vec::new();
    if job.findings.errors_total == 0 || F::JUDGED_BESIDE_ERRORS {
        summary = judge(&mut format, intake, job).await?;
    }
    Ok((source.rows(), summary))
}

/// Whether a line is a row of the table; what is not is told.
fn is_row<F: RowFormat>(record: &Record, source: &Source, job: &mut Job<'_>) -> bool {
    if let Some(beyond) = &record.beyond {
        let why = "Cette ligne a plus de cellules que de titres.";
        let advice = "Vérifiez ses séparateurs et ses guillemets, ou donnez un titre à cette colonne.";
        job.findings.error(record.line, None, beyond, why, advice);
        return false;
    }
    if record.fields == *source.header() {
        let why = "Cette ligne répète les titres.";
        job.findings
            .warning(record.line, None, "", why, "Elle est laissée de côté.");
        return false;
    }
    if !F::TOTALS_ARE_ROWS && is_total_row(record.fields.iter()) {
        let first = record.fields.iter().find(|field| !field.is_empty());
        let why = "Cette ligne est un total.";
        job.findings.warning(
            record.line,
            None,
            first.unwrap_or_default(),
            why,
            "Elle est laissée de côté.",
        );
        return false;
    }
    true
}

/// Whether no cell that is read holds an error of a spreadsheet; the others are told.
fn is_whole(row: &Row<'_>, columns: &Columns, record: &Record, job: &mut Job<'_>) -> bool {
    let mut whole = true;
    for column in columns.broken(record) {
        whole = false;
        let why = "Cette cellule contient une erreur du tableur.";
        row.error(
            column,
            why,
            "Corrigez sa formule, ou écrivez sa valeur.",
            &mut job.findings,
        );
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::{
        headers::columns,
        job::Request,
        progress::{Progress, Work},
        report::{Findings, Report},
        titles::titles,
        workbook::BookOptions,
    };
    use chrono::DateTime;
    use domain::{
        PolicyCode, Principal,
        calendar::{Calendar, paris_day},
    };
    use store::{Store, import::ImportKind};

    columns! {
        NAME = required("nom", ["nom"]);
    }

    /// A format with a fault of ours.
    struct Faulty;

    impl RowFormat for Faulty {
        async fn begin(_: &mut Intake, source: &Source, job: &mut Job<'_>) -> Result<(Columns, Self), End> {
            Ok((Columns::of(source, WANTED, &mut job.findings)?, Self))
        }

        fn take(&mut self, row: &Row<'_>, _: &mut Job<'_>) {
            assert_ne!(row.text(NAME), "Rennes", "a fault of ours");
        }
    }

    impl Verdict for Faulty {
        async fn decide(&mut self, _: &mut Intake, _: &mut Job<'_>) -> Result<Vec<String>, End> {
            Ok(Vec::new())
        }
    }

    #[tokio::test]
    async fn prove_register_a_panic_ends_a_file_at_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open_sqlite(folder.path()).await.unwrap();
        let path = folder.path().join("noms.csv");
        std::fs::write(&path, "nom\nBruz\nRennes\nRedon\n").unwrap();
        let policy = PolicyCode::HALVED_CLASSES;
        let request = Request::plain(ImportKind::Units, "noms.csv", policy);
        let (by, now) = (Principal::operator(), DateTime::UNIX_EPOCH);
        let mut tell = |_: Progress| {};
        let mut job = Job {
            request: &request,
            policy: store.policy(policy).await.unwrap().unwrap(),
            calendar: Calendar::official(),
            today: paris_day(now),
            by: by.clone(),
            clock: None,
            findings: Findings::default(),
            work: Work::new(request.kind, 0, &mut tell),
        };
        let mut intake = store.begin_judging(&by, now).await.unwrap();
        let source = Source::open(&path, &titles(WANTED), BookOptions::default()).unwrap();
        let done = read_rows::<Faulty>(&mut intake, source, &mut job).await;
        assert!(matches!(done, Err(End::Panicked(3))));
        let told = Report::broken(3, 0);
        assert_eq!((told.errors[0].line, told.import_state().code()), (3, "failed"));
    }
}
