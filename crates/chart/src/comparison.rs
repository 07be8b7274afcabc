//! The charts that compare territories: a map, a funnel plot, small multiples.

pub mod funnel;
pub mod map;
pub mod multiples;
