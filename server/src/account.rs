//! Accounts: one's own, and those of the people of the service.

mod my_account;
mod people;

use crate::request::Route;

/// Their addresses.
pub fn routes() -> Vec<Route> {
    let mut all = my_account::routes();
    all.extend(people::routes());
    all
}
