//! What an import brings, and how far it is.

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ImportKind {
    /// The national directory.
    Schools,
    /// A list of units.
    Units,
    /// The ministry's class counts, of which estimates are made.
    Estimate,
    /// Updates of adoption.
    Adoption,
    /// An extract of commitments, services and payments from Chorus.
    Funding,
    /// Measures of use.
    Usage,
    /// The ministry's list of networks of priority education.
    Networks,
}

impl ImportKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Schools,
        Self::Units,
        Self::Estimate,
        Self::Adoption,
        Self::Funding,
        Self::Usage,
        Self::Networks,
    ];

    /// The code kept in the store and in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Schools => "schools",
            Self::Units => "units",
            Self::Estimate => "estimate",
            Self::Adoption => "adoption",
            Self::Funding => "funding",
            Self::Usage => "usage",
            Self::Networks => "networks",
        }
    }

    /// The kind of a code, if it is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ImportState {
    /// Its turn has not come.
    Waiting,
    /// Under way.
    Running,
    /// Kept.
    Done,
    /// Refused: nothing was written.
    Refused,
    /// Tried without writing.
    Tried,
    /// Something broke: nothing was written.
    Failed,
    /// The program stopped meanwhile: nothing was written.
    Interrupted,
}

impl ImportState {
    /// Every state.
    pub const ALL: [Self; 7] = [
        Self::Waiting,
        Self::Running,
        Self::Done,
        Self::Refused,
        Self::Tried,
        Self::Failed,
        Self::Interrupted,
    ];

    /// The code kept in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Tried => "tried",
            Self::Failed => "failed",
            Self::Interrupted => "interrupted",
        }
    }

    /// Whether it has not ended.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Running)
    }

    /// The state of a code, if it is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}
