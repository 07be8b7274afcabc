//! The adoption of the service by a unit: stages, events, the fold from events to the stage on a day, and what an event adds to the counts.

mod advance;
mod delta;
mod event;
mod stage;
mod timeline;

pub use advance::{Advance, Advanced, advance, enter, withdraw};
pub use delta::{Delta, StageCounts, deltas};
pub use event::{AdoptionEvent, RequestId, Sequence, Source, Step};
pub use stage::AdoptionStage;
pub use timeline::{Standing, Timeline};

#[cfg(test)]
mod tests;
