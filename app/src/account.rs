//! People on the screen: sign-in, one's own account, everybody's, who did what.

pub mod data;
pub mod letters;
pub mod mine;
pub mod one;
pub mod people;
pub mod person;
pub mod tokens;
