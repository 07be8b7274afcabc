//! The rules of the rollout. No I/O, no clock, no SQL, no view, no French: the same code runs on the server and in the browser.

pub mod actor;
pub mod adoption;
pub mod calendar;
pub mod code;
pub mod fold;
pub mod freshness;
pub mod policy;
pub mod refusal;
pub mod school;
pub mod territory;
pub mod uai;
pub mod unit;

pub use actor::Actor;
pub use adoption::{AdoptionEvent, AdoptionStage, Timeline};
pub use calendar::{SchoolYear, Week};
pub use policy::{LevelCode, PolicyCode, PriorityEducation};
pub use refusal::Refusal;
pub use territory::{TerritoryCode, TerritoryKind};
pub use uai::Uai;
pub use unit::UnitId;
