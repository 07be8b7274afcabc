//! The money: its ledger through the router, and the report that the convention asks for.

mod account_report;
mod ledger;
