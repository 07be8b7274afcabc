//! What every page is made of: the parts of the State design system that are used, and the frame around them.

pub mod address;
pub mod form;
pub mod html;
pub mod page;
pub mod parts;
pub mod table;
