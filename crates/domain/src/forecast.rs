//! Statistics that the forecasts of adoption and of the money share.

pub(crate) mod draw;
