//! The reading loop of the files that are read row by row. A new format is a type that is a [`RowFormat`], named in [`crate::read`].

use super::{
    headers::{Columns, Row},
    job::{End, Job},
    source::Source,
};
use std::future::Future;
use store::intake::Intake;

/// Format of a file: what its columns are, what its rows come to, how that is written.
pub trait RowFormat: Sized + Send {
    /// Finds the columns, and what rows are checked against.
    fn begin(
        intake: &mut Intake,
        source: &Source,
        job: &mut Job<'_>,
    ) -> impl Future<Output = Result<(Columns, Self), End>> + Send;

    /// Takes a row; what is wrong in it is told.
    fn take(&mut self, row: &Row<'_>, job: &mut Job<'_>);

    /// Writes what a batch of rows came to, in a format that need not see them all first.
    fn flush(
        &mut self,
        _intake: &mut Intake,
        _job: &mut Job<'_>,
    ) -> impl Future<Output = Result<(), End>> + Send {
        async { Ok(()) }
    }

    /// Checks the rows together, once all are taken.
    fn close(
        &mut self,
        _intake: &mut Intake,
        _job: &mut Job<'_>,
    ) -> impl Future<Output = Result<(), End>> + Send {
        async { Ok(()) }
    }

    /// Writes the rows, of which none is wrong, and says in sentences what was done.
    fn write(
        self,
        intake: &mut Intake,
        job: &mut Job<'_>,
    ) -> impl Future<Output = Result<Vec<String>, End>> + Send;
}

/// Reads a file of a format, batch by batch; it is written only where no row is wrong. Answers the number of rows, and what was done.
pub async fn read_rows<F: RowFormat>(
    intake: &mut Intake,
    mut source: Source,
    job: &mut Job<'_>,
) -> Result<(u64, Vec<String>), End> {
    let (columns, mut format) = F::begin(intake, &source, job).await?;
    while let Some(records) = source.batch().await? {
        for record in &records {
            format.take(&columns.row(record), job);
        }
        format.flush(intake, job).await?;
        source.tell(&mut job.work);
    }
    format.close(intake, job).await?;
    let summary = if job.findings.errors_total > 0 {
        Vec::new()
    } else {
        format.write(intake, job).await?
    };
    Ok((source.rows(), summary))
}
