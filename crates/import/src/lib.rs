//! Files as people have them: read as a stream, checked line by line, applied whole or not at all.

mod adoption;
mod funding;
mod networks;
mod reading;
mod school;
mod usage;
mod words;

pub use funding::kept_columns;
pub use reading::{
    job::{CensusOptions, NewEntry, RegisterEntry, Request, action},
    progress::{Progress, Tell},
    report::{Finding, GivenBack, Report},
};

use adoption::{estimate, units, updates};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    AuditAction, Principal, TerritoryCode,
    adoption::BatchKind,
    rights::{AccessScope, Object, authorize, reach},
};
use reading::{
    again::read_again,
    format::read_rows,
    headers::{Columns, Wanted},
    job::{End, Job, Occasion},
    progress::Work,
    report::Findings,
    source::Source,
    titles::titles,
    unreadable::Unreadable,
    workbook::BookOptions,
};
use std::path::Path;
use store::{
    Store, StoreError,
    adoption::BatchHead,
    audit::AuditEvent,
    import::{ImportKind, ImportState},
    intake::Intake,
};

/// Reads a file and applies it: all of it, or nothing when a line is wrong or when it is only tried.
///
/// # Errors
/// [`StoreError`]: the store is busy or broken, or nobody lets `by` bring such a file. A file that is wrong is a report, not an error.
pub async fn run(
    store: &Store,
    path: &Path,
    request: &Request,
    by: &Principal,
    today: NaiveDate,
    now: DateTime<Utc>,
    tell: Tell<'_>,
) -> Result<Report, StoreError> {
    let occasion = Occasion {
        by,
        today,
        now,
        entry: None,
        new: None,
    };
    run_on(store, path, request, occasion, tell).await
}

/// As [`run`], of an import that stands in the register: what it writes and its end are kept together.
///
/// # Errors
/// As [`run`]; [`StoreError::Broken`] when the import is no longer this program's.
pub async fn run_entered(
    store: &Store,
    path: &Path,
    request: &Request,
    by: &Principal,
    today: NaiveDate,
    entry: RegisterEntry<'_>,
    tell: Tell<'_>,
) -> Result<Report, StoreError> {
    let now = (entry.clock)();
    let occasion = Occasion {
        by,
        today,
        now,
        entry: Some(entry),
        new: None,
    };
    run_on(store, path, request, occasion, tell).await
}

async fn run_on(
    store: &Store,
    path: &Path,
    request: &Request,
    occasion: Occasion<'_>,
    tell: Tell<'_>,
) -> Result<Report, StoreError> {
    allow(occasion.by, request, occasion.today)?;
    if request.kind == ImportKind::Funding {
        return funding::run(store, path, request, occasion, tell).await;
    }
    let bytes = std::fs::metadata(path).map_or(0, |file| file.len());
    let work = Work::new(request.kind, bytes, tell);
    let mut report = apply(store, Brought::File(path), request, occasion, work).await?;
    if report.errors.iter().any(|finding| finding.line > 0) {
        give_back(request, path, &mut report).await;
    }
    Ok(report)
}

/// Reads a refused table once more: its wrong lines are named, and it is given back with them. A file that can't be read twice is told as it was.
async fn give_back(request: &Request, path: &Path, report: &mut Report) {
    let Ok(Opened::Table(source)) = Brought::File(path).open(request) else {
        return;
    };
    let mut aside = Findings::default();
    let Ok(columns) = Columns::of(&source, wanted(request.kind), &mut aside) else {
        return;
    };
    if let Ok(given_back) = read_again(source, &columns, report).await {
        report.given_back = given_back;
    }
}

/// Applies what Matomo answered to a pull: JSON texts, each of several weeks, all of them or none. What it writes and its entry of the register are kept
/// together; a pull that changes nothing has none.
///
/// # Errors
/// As [`run`].
pub async fn take_answers(
    store: &Store,
    answers: &[String],
    request: &Request,
    by: &Principal,
    today: NaiveDate,
    entry: NewEntry<'_>,
) -> Result<Report, StoreError> {
    allow(by, request, today)?;
    let tell: Tell<'_> = &mut |_| {};
    let work = Work::new(request.kind, 0, tell);
    let occasion = Occasion {
        by,
        today,
        now: (entry.clock)(),
        entry: Some(RegisterEntry {
            id: entry.new.id,
            clock: entry.clock,
        }),
        new: Some(entry.new),
    };
    apply(store, Brought::Answers(answers), request, occasion, work).await
}

/// Reads what is brought and applies it. No lock is held while it is read: what its rows were read against may move meanwhile, and then it is read once more.
async fn apply<'a>(
    store: &Store,
    brought: Brought<'_>,
    request: &'a Request,
    occasion: Occasion<'a>,
    work: Work<'a>,
) -> Result<Report, StoreError> {
    let mut findings = Findings::default();
    let policy = store.policy(request.policy).await?;
    let (Some(policy), Ok(())) = (policy, check_year(request, &mut findings)) else {
        return Ok(Report::refused(findings, 0, None));
    };
    let mut job = Job {
        request,
        policy,
        calendar: store.calendar().await?,
        today: occasion.today,
        by: occasion.by.clone(),
        clock: occasion.entry.map(|entry| entry.clock),
        findings,
        work,
    };
    let mut end = apply_once(store, brought, &occasion, &mut job).await;
    if let Err(End::Moved) = end {
        job.begin_again(store).await?;
        end = apply_once(store, brought, &occasion, &mut job).await;
    }
    match end {
        Ok(report) => Ok(report),
        Err(End::StoreError(stop)) => Err(stop),
        // Twice in the time of a reading: whoever brings it comes back.
        Err(End::Moved) => Err(StoreError::Busy),
        Err(End::Panicked(line)) => Ok(Report::broken(line, 0)),
        Err(End::Unreadable(unreadable)) => {
            job.findings.unreadable(&unreadable);
            Ok(Report::refused(job.findings, 0, None))
        }
    }
}

async fn apply_once(
    store: &Store,
    brought: Brought<'_>,
    occasion: &Occasion<'_>,
    job: &mut Job<'_>,
) -> Result<Report, End> {
    let request = job.request;
    let opened = brought.open(request)?;
    let shape = opened.shape();
    let mut intake = begin(store, request, occasion).await?;
    let (rows, summary) = match read(&mut intake, opened, job).await {
        Ok(done) => done,
        Err(End::Unreadable(unreadable)) => {
            job.findings.unreadable(&unreadable);
            (0, Vec::new())
        }
        Err(End::StoreError(stop)) => return Err(stop.into()),
        Err(end) => {
            intake.abandon().await?;
            return Err(end);
        }
    };
    let findings = std::mem::take(&mut job.findings);
    if findings.errors_total > 0 {
        intake.abandon().await?;
        return Ok(Report::refused(findings, rows, Some(shape)));
    }
    if request.dry_run {
        intake.abandon().await?;
        let tried = ImportState::Tried;
        return Ok(Report::applied(tried, summary, findings, rows, shape));
    }
    let mut report = Report::applied(ImportState::Done, summary, findings, rows, shape);
    report.batch = intake.written_batch().map(|batch| batch.0);
    let entered = occasion.new.is_none() || report.batch.is_some();
    if let Some(new) = occasion.new.filter(|_| entered) {
        intake.open_import(new).await?;
    }
    let deed = AuditEvent::new(AuditAction::ImportApplied, request.kind.code());
    let deed = deed.within(within(occasion, request));
    let closing = occasion.closing(&report).filter(|_| entered);
    report.lock_held = intake.finish_and_close(deed, closing.as_ref()).await?;
    Ok(report)
}

/// The territory of the audit line: the author's own one, else the nation.
fn within(occasion: &Occasion<'_>, request: &Request) -> Option<TerritoryCode> {
    let action = action(request.kind);
    match reach(occasion.by, action, Some(request.policy), occasion.today) {
        AccessScope::Within(territories) if territories.len() == 1 => territories.first().copied(),
        _ => Some(TerritoryCode::nation()),
    }
}

/// Begins to judge a file, whose lines come with a batch under the id of its entry of the register. An extract of Chorus goes to the ledger, and is none.
async fn begin(store: &Store, request: &Request, occasion: &Occasion<'_>) -> Result<Intake, StoreError> {
    let kind = match request.kind {
        ImportKind::Schools => BatchKind::Schools,
        ImportKind::Networks => BatchKind::Networks,
        ImportKind::Units => BatchKind::Units,
        ImportKind::Estimate => BatchKind::Estimate,
        ImportKind::Adoption | ImportKind::Funding => BatchKind::Updates,
        ImportKind::Usage => BatchKind::Usage,
    };
    let id = occasion.entry.map(|entry| entry.id.0);
    let mut intake = store.begin_judging(occasion.by, occasion.now).await?;
    intake.in_batch(BatchHead {
        year: request.year,
        ..BatchHead::of_file(id, kind, request.policy, &request.name)
    });
    Ok(intake)
}

/// Whether somebody may bring such a file. Lists and updates are then looked at line by line; the others are the whole nation's.
///
/// # Errors
/// [`domain::Refusal::Forbidden`].
pub fn allow(by: &Principal, request: &Request, today: NaiveDate) -> Result<(), StoreError> {
    let action = action(request.kind);
    let by_line = matches!(request.kind, ImportKind::Units | ImportKind::Adoption);
    if by_line && by.may_somewhere(action, today) {
        return Ok(());
    }
    let object = Object {
        // The money is the convention's, whatever the policy.
        policy: (request.kind != ImportKind::Funding).then_some(request.policy),
        lineage: &[TerritoryCode::nation()],
    };
    Ok(authorize(by, action, &object, today)?)
}

fn check_year(request: &Request, findings: &mut Findings) -> Result<(), ()> {
    match request.kind {
        ImportKind::Estimate => estimate::check_year(request, findings),
        _ => Ok(()),
    }
}

/// The columns of a kind of file.
const fn wanted(kind: ImportKind) -> &'static [Wanted] {
    match kind {
        ImportKind::Usage => usage::WANTED,
        ImportKind::Schools => school::WANTED,
        ImportKind::Units => units::WANTED,
        ImportKind::Networks => networks::WANTED,
        ImportKind::Estimate => estimate::WANTED,
        ImportKind::Adoption => updates::WANTED,
        // Its titles are those of a mapping.
        ImportKind::Funding => &[],
    }
}

/// A column that is looked for in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExpectedColumn {
    /// Its name in reports.
    pub title: &'static str,
    /// Whether a file without it is another file.
    pub required: bool,
}

/// The columns that are looked for in a kind of file.
pub fn expected_columns(kind: ImportKind) -> Vec<ExpectedColumn> {
    let column = |wanted: &Wanted| ExpectedColumn {
        title: wanted.title,
        required: wanted.required,
    };
    wanted(kind).iter().map(column).collect()
}

/// Input of an import: a file, or Matomo's answers.
#[derive(Clone, Copy)]
enum Brought<'a> {
    File(&'a Path),
    Answers(&'a [String]),
}

/// A file that is open: a table, or measures of use, which have other forms.
enum Opened<'a> {
    Table(Source),
    Usage(usage::Input),
    Answers(&'a [String]),
}

impl<'a> Brought<'a> {
    fn open(self, request: &Request) -> Result<Opened<'a>, Unreadable> {
        let options = BookOptions {
            hidden: request.hidden,
            keep_merged: false,
        };
        match (self, request.kind) {
            (Self::Answers(answers), _) => Ok(Opened::Answers(answers)),
            (Self::File(path), ImportKind::Usage) => usage::Input::open(path, options).map(Opened::Usage),
            (Self::File(path), kind) => Source::open(path, &titles(wanted(kind)), options).map(Opened::Table),
        }
    }
}

impl Opened<'_> {
    /// How the file is written, in words.
    fn shape(&self) -> String {
        match self {
            Self::Table(source) => source.shape(),
            Self::Usage(input) => input.shape(),
            Self::Answers(_) => "JSON".to_owned(),
        }
    }
}

/// Reads a file by its kind's format.
async fn read(intake: &mut Intake, opened: Opened<'_>, job: &mut Job<'_>) -> Result<(u64, Vec<String>), End> {
    let source = match opened {
        Opened::Table(source) => source,
        Opened::Usage(input) => return usage::read(intake, input, job).await,
        Opened::Answers(answers) => return usage::answers(intake, answers, job).await,
    };
    match job.request.kind {
        ImportKind::Schools => read_rows::<school::Directory>(intake, source, job).await,
        ImportKind::Units => read_rows::<units::Census>(intake, source, job).await,
        ImportKind::Networks => read_rows::<networks::NetworkList>(intake, source, job).await,
        ImportKind::Estimate => read_rows::<estimate::Estimate>(intake, source, job).await,
        ImportKind::Adoption => read_rows::<updates::Updates>(intake, source, job).await,
        // They are opened another way: the first is compared with the ledger, not written row by row.
        ImportKind::Funding | ImportKind::Usage => Ok((0, Vec::new())),
    }
}
