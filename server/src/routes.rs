//! Every address of the product, in one list: the router is made of it, and the test of rights walks it.

pub use crate::request::Route;

use crate::{
    account, adoption, api, audit, calendar, comparison, data_quality, events, face_to_face, funding, health,
    import, journeys, methods, networks, objective, open_data, search, sign_in, territory, usage,
};

/// The addresses, subject by subject.
pub fn all() -> Vec<Route> {
    [
        territory::routes(),
        adoption::routes(),
        objective::routes(),
        comparison::routes(),
        face_to_face::routes(),
        journeys::routes(),
        networks::routes(),
        data_quality::routes(),
        usage::routes(),
        calendar::routes(),
        funding::routes(),
        search::routes(),
        methods::routes(),
        import::routes(),
        open_data::routes(),
        api::routes(),
        account::routes(),
        audit::routes(),
        sign_in::routes(),
        events::routes(),
        health::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
