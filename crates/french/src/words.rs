//! The words of the rules: one home for each, whatever shows it.

mod acts;
mod batches;
mod calendar;
pub mod funding;
mod people;
mod refusals;
mod rows;
mod stages;
mod territories;

pub use acts::action;
pub use batches::{batch_kind, followed, undo_label};
pub use calendar::{break_kind, calendar_refusal, school_break, zone};
pub use people::{author, party, pseudonym, role};
pub use refusals::refusal;
pub use rows::row_refusal;
pub use stages::{NOTED, leaving, source, stage, stage_meaning, step};
pub use territories::{MovedSchool, children, mark, moved_school, place, school_kind, territory};
