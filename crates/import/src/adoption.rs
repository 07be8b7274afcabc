//! Files of the units and of their adoption: the census of a year, its estimate, updates.

pub mod estimate;
pub mod units;
pub mod updates;
