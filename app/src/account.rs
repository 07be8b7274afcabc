//! People on the screen: sign-in, one's own account, everybody's, who did what.

pub mod data;
pub mod letters;
pub mod mine;
pub mod one;
pub mod people;
mod person;
pub mod sign_in;
pub mod tokens;
pub mod trail;
