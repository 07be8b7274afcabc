//! Job of reading a file: its request, what every format is read with, and why a reading ends early.

use super::{
    progress::Work,
    report::{Findings, Report},
    unreadable::Unreadable,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Action, PolicyCode, Principal, SchoolYear,
    calendar::Calendar,
    policy::Policy,
    rights::{Object, Powers, authorize, authorize_absent},
    school::places,
    territory::Lineage,
};
use store::{
    Store, StoreError,
    import::{ImportClosing, ImportId, ImportKind, NewImport},
    intake::SchoolMark,
};

/// The widest header.
pub(crate) const COLUMNS_MAX: usize = 300;

/// What to do with a file.
#[derive(Clone, Debug)]
pub struct Request {
    /// What it holds.
    pub kind: ImportKind,
    /// Its name, as people know it.
    pub name: String,
    /// The policy its units adopt.
    pub policy: PolicyCode,
    /// The school year of the lines that don't say theirs.
    pub year: Option<SchoolYear>,
    /// Whether a UAI that lost its leading zeros is repaired.
    pub repair: bool,
    /// Many schools of a directory may move at once.
    pub accept_moves: bool,
    /// Which titles the columns of an extract of Chorus have, as the file of [`crate::kept_columns`]; those of the product where none is given.
    pub columns: Option<String>,
    /// How a list of classes is taken.
    pub census: CensusOptions,
    /// Whether the rows and columns that a workbook hides are read too.
    pub hidden: bool,
    /// Whether it is only tried.
    pub dry_run: bool,
}

impl Request {
    /// A file without options.
    pub fn plain(kind: ImportKind, name: impl Into<String>, policy: PolicyCode) -> Self {
        Self {
            kind,
            name: name.into(),
            policy,
            year: None,
            repair: false,
            accept_moves: false,
            columns: None,
            census: CensusOptions::default(),
            hidden: false,
            dry_run: false,
        }
    }
}

/// What whoever brings a list of classes says yes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CensusOptions {
    /// Classes inherit the estimates that somebody wrote of, as the trial paired them.
    pub accept_pairs: bool,
    /// Names that are nearly another's are of other classes.
    pub distinct: bool,
    /// The list holds against what was written by hand after its day.
    pub overwrite: bool,
    /// The list names every class of its schools, of the levels that it has there.
    pub complete: bool,
    /// Classes that a complete list does not name close though something followed the day it is of.
    pub accept_closings: bool,
}

/// Tells the time.
pub type Clock<'a> = &'a (dyn Fn() -> DateTime<Utc> + Send + Sync);

/// Under which entry of the register a file is read: it ends in the transaction of what is written.
#[derive(Clone, Copy)]
pub struct RegisterEntry<'a> {
    /// Its id.
    pub id: ImportId,
    /// What time it is when it ends.
    pub clock: Clock<'a>,
}

/// The entry of the register that a pull gets with what it writes.
#[derive(Clone, Copy)]
pub struct NewEntry<'a> {
    /// The row of the register.
    pub new: &'a NewImport,
    /// The clock of its beginning and its end.
    pub clock: Clock<'a>,
}

/// Who brings a file and when, and its entry of the register where it has one.
#[derive(Clone, Copy)]
pub(crate) struct Occasion<'a> {
    pub by: &'a Principal,
    pub today: NaiveDate,
    pub now: DateTime<Utc>,
    pub entry: Option<RegisterEntry<'a>>,
    /// The row of its entry, where that is made in the transaction of what is written.
    pub new: Option<&'a NewImport>,
}

impl Occasion<'_> {
    /// How its entry ends with a report.
    pub fn closing(&self, report: &Report) -> Option<ImportClosing> {
        let entry = self.entry?;
        Some(ImportClosing {
            id: entry.id,
            at: (entry.clock)(),
            state: report.import_state(),
            rows_read: report.rows,
            report_json: report.to_json(),
            given_back_json: None,
        })
    }
}

/// What every kind of file is read with.
pub(crate) struct Job<'a> {
    pub request: &'a Request,
    pub policy: Policy,
    pub calendar: Calendar,
    pub today: NaiveDate,
    pub by: Principal,
    /// The clock of the writing, where that may be long after the beginning.
    pub clock: Option<Clock<'a>>,
    pub findings: Findings,
    pub work: Work<'a>,
}

impl Job<'_> {
    /// Begins again, with nothing found yet and what is known by now.
    pub async fn begin_again(&mut self, store: &Store) -> Result<(), StoreError> {
        self.findings = Findings::default();
        if let Some(policy) = store.policy(self.policy.code).await? {
            self.policy = policy;
        }
        self.calendar = store.calendar().await?;
        Ok(())
    }

    /// Whether whoever brings the file may bring what it holds of a school, or be told that the directory does not have it.
    pub fn allows(&self, school: Option<&SchoolMark>, kept: &[Lineage]) -> bool {
        if self.by.powers == Powers::All {
            return true;
        }
        let (action, policy) = (action(self.request.kind), Some(self.request.policy));
        let allowed = match school {
            Some(school) => {
                let object = Object {
                    policy,
                    lineage: &places(&school.lineage, kept),
                };
                authorize(&self.by, action, &object, self.today)
            }
            None => authorize_absent(&self.by, action, policy, self.today),
        };
        allowed.is_ok()
    }
}

/// Why a reading ends early.
pub(crate) enum End {
    Unreadable(Unreadable),
    StoreError(StoreError),
    /// The program panicked on a line.
    Panicked(u64),
    /// A concurrent write changed what its rows were read against.
    Moved,
}
impl From<Unreadable> for End {
    fn from(unreadable: Unreadable) -> Self {
        Self::Unreadable(unreadable)
    }
}
impl From<StoreError> for End {
    fn from(stop: StoreError) -> Self {
        Self::StoreError(stop)
    }
}

/// What bringing a file of a kind is.
pub const fn action(kind: ImportKind) -> Action {
    match kind {
        ImportKind::Schools | ImportKind::Networks => Action::ImportSchools,
        ImportKind::Units => Action::ImportUnits,
        ImportKind::Estimate => Action::ImportEstimate,
        ImportKind::Adoption => Action::ImportAdoption,
        ImportKind::Funding => Action::KeepLedger,
        ImportKind::Usage => Action::ImportUsage,
    }
}
