//! Updates of adoption: what their forms say, and the page that moves many classes at once.

pub mod batch;
pub mod bulk_update;
pub mod figures;
mod record;

pub use record::*;
