//! The rules of the rollout. No I/O, no clock, no SQL, no view, no French: the same code runs on the server and in the browser.

pub mod account;
pub mod actor;
pub mod adoption;
pub mod audit;
pub mod calendar;
pub mod code;
pub mod disclosure;
pub mod fold;
pub mod forecast;
pub mod freshness;
pub mod funding;
pub mod network;
pub mod policy;
pub mod refusal;
pub mod rights;
pub mod school;
pub mod territory;
pub mod token;
pub mod uai;
pub mod unit;
pub mod usage;

pub use account::{AccountId, Email};
pub use actor::Actor;
pub use adoption::{AdoptionEvent, AdoptionStage, Timeline, objective};
pub use audit::AuditAction;
pub use calendar::{SchoolYear, Week};
pub use policy::{LevelCode, PolicyCode, PriorityEducation};
pub use refusal::Refusal;
pub use rights::{Action, Principal, Role};
pub use territory::{TerritoryCode, TerritoryKind};
pub use uai::Uai;
pub use unit::UnitId;
