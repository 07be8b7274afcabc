//! The only crate that speaks SQL, written once for SQLite and PostgreSQL. No type of sqlx leaves it, and nothing above it holds a transaction.

pub mod account;
pub mod adoption;
pub mod audit;
mod batch;
mod cache;
pub mod calendar;
mod demonstration;
mod engine;
mod extensions;
mod fault;
pub mod forecast;
pub mod funding;
mod group_commit;
pub mod import;
pub mod intake;
mod notes;
pub mod objective;
mod open;
mod policy;
mod reach;
pub mod school;
mod sqlite;
mod store;
mod territory;
mod transaction;
pub mod usage;
mod version;

pub use cache::VersionedCache;
pub use demonstration::DemoMark;
pub use fault::{Fault, StoreError};
pub use open::FILE;
pub use store::Store;
