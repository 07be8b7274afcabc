//! Job of reading a file: its request, what every format is read with, and why a reading ends early.

use super::{progress::Work, report::Findings, unreadable::Unreadable};
use chrono::NaiveDate;
use domain::{
    Action, PolicyCode, Principal, SchoolYear, TerritoryCode,
    policy::Policy,
    rights::{Object, Powers, authorize},
    unit::Unit,
};
use store::{StoreError, import::ImportKind};

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
    /// Which titles the columns of an extract of Chorus have, as the file of [`crate::kept_columns`]; those of the product where none is given.
    pub columns: Option<String>,
    /// Whether it is only tried.
    pub dry_run: bool,
}

/// What every kind of file is read with.
pub(crate) struct Job<'a> {
    pub request: &'a Request,
    pub policy: Policy,
    pub today: NaiveDate,
    pub by: Principal,
    pub findings: Findings,
    pub work: Work<'a>,
}

impl Job<'_> {
    /// Whether whoever brings the file may enter this unit.
    pub fn allows(&self, unit: &Unit) -> bool {
        if self.by.powers == Powers::All {
            return true;
        }
        let mut lineage = vec![TerritoryCode::nation(), unit.academy, unit.department];
        lineage.extend(unit.district);
        let object = Object {
            policy: Some(unit.policy),
            lineage: &lineage,
        };
        authorize(&self.by, action(self.request.kind), &object, self.today).is_ok()
    }
}

/// Why a reading ends early.
pub(crate) enum End {
    Unreadable(Unreadable),
    StoreError(StoreError),
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
