//! Typed paths: codes are read once, and what names nothing is answered 404 before anything else is asked.

use app::failure::PageError;
use domain::{TerritoryCode, Uai};
use serde::{Deserialize, de::DeserializeOwned};

/// A path's names as a handler needs them.
pub trait FromPath: Sized + Send {
    /// The names as they stand in the path.
    type Raw: DeserializeOwned + Send;

    /// Reads the names.
    ///
    /// # Errors
    /// [`PageError::NotFound`]: a name that names nothing.
    fn read(raw: Self::Raw) -> Result<Self, PageError>;
}

/// A path without names.
impl FromPath for () {
    type Raw = ();

    fn read(raw: ()) -> Result<Self, PageError> {
        Ok(raw)
    }
}

/// A path with one name that its page reads itself.
impl FromPath for String {
    type Raw = Self;

    fn read(raw: Self) -> Result<Self, PageError> {
        Ok(raw)
    }
}

/// A policy by its slug.
pub struct PolicyPath {
    /// The slug, which the scope of the page looks up.
    pub policy: String,
}

impl FromPath for PolicyPath {
    type Raw = String;

    fn read(policy: String) -> Result<Self, PageError> {
        Ok(Self { policy })
    }
}

/// A code within a policy, as it stands in a path.
#[derive(Deserialize)]
pub struct CodeInPolicy {
    policy: String,
    code: String,
}

/// A territory within a policy.
pub struct TerritoryPath {
    /// The policy's slug.
    pub policy: String,
    /// The territory.
    pub code: TerritoryCode,
}

impl FromPath for TerritoryPath {
    type Raw = CodeInPolicy;

    fn read(CodeInPolicy { policy, code }: CodeInPolicy) -> Result<Self, PageError> {
        let code = TerritoryCode::parse(&code).ok_or(PageError::NotFound("Ce territoire"))?;
        Ok(Self { policy, code })
    }
}

/// A school within a policy.
pub struct SchoolPath {
    /// The policy's slug.
    pub policy: String,
    /// The school.
    pub uai: Uai,
}

impl FromPath for SchoolPath {
    type Raw = CodeInPolicy;

    fn read(CodeInPolicy { policy, code }: CodeInPolicy) -> Result<Self, PageError> {
        let uai = code.parse().map_err(|_| PageError::NotFound("Cette école"))?;
        Ok(Self { policy, uai })
    }
}

/// Where the figures of a policy are shown.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// A territory.
    Territory(TerritoryCode),
    /// A school.
    School(Uai),
}

/// A territory by its code, or a school by its UAI, within a policy.
pub struct PlacePath {
    /// The policy's slug.
    pub policy: String,
    /// The place.
    pub place: Place,
}

impl FromPath for PlacePath {
    type Raw = CodeInPolicy;

    fn read(CodeInPolicy { policy, code }: CodeInPolicy) -> Result<Self, PageError> {
        let place = match (TerritoryCode::parse(&code), code.parse()) {
            (Some(code), _) => Place::Territory(code),
            (None, Ok(uai)) => Place::School(uai),
            (None, Err(_)) => return Err(PageError::NotFound("Ce territoire ou cette école")),
        };
        Ok(Self { policy, place })
    }
}

/// A network of priority education within a policy.
pub struct NetworkPath {
    /// The policy's slug.
    pub policy: String,
    /// The network's code, which its page reads.
    pub code: String,
}

impl FromPath for NetworkPath {
    type Raw = CodeInPolicy;

    fn read(CodeInPolicy { policy, code }: CodeInPolicy) -> Result<Self, PageError> {
        Ok(Self { policy, code })
    }
}
