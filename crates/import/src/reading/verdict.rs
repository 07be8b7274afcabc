//! Verdict on the rows of a file that is read: what they come to against the data, before the writer's lock is taken and once more under it.

use super::job::{End, Job};
use std::future::Future;
use store::intake::Intake;

/// Decision on all the rows of a file together.
pub trait Verdict: Send {
    /// Decides, against the data as it is seen, and says in sentences what is done; what is wrong is told. Once the writer's lock is held it is written too.
    fn decide(
        &mut self,
        intake: &mut Intake,
        job: &mut Job<'_>,
    ) -> impl Future<Output = Result<Vec<String>, End>> + Send;

    /// Optimistic check, after a concurrent write: what each row was read against still holds; else the file is read once more.
    fn still_holds(
        &mut self,
        _intake: &mut Intake,
        _job: &mut Job<'_>,
    ) -> impl Future<Output = Result<bool, End>> + Send {
        async { Ok(true) }
    }
}

/// Judges what was read. Where all is right and something changes, takes the writer's lock and decides again, on the data as it is by then: what moved
/// since changes the verdict or refuses it. A file that is wrong, that changes nothing or that is only tried takes no lock.
pub async fn judge<V: Verdict>(
    verdict: &mut V,
    intake: &mut Intake,
    job: &mut Job<'_>,
) -> Result<Vec<String>, End> {
    let read = job.findings.clone();
    let judged = verdict.decide(intake, job).await?;
    if job.findings.errors_total > 0 || job.request.dry_run {
        return Ok(judged);
    }
    job.work.judged();
    if !intake.changes() {
        job.work.decided(1, 1);
        return Ok(judged);
    }
    let moved = intake.lock().await?;
    if let Some(clock) = job.clock {
        intake.write_at(clock());
    }
    if moved && !verdict.still_holds(intake, job).await? {
        return Err(End::Moved);
    }
    job.findings = read;
    verdict.decide(intake, job).await
}
