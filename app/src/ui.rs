//! What every page is made of: a folder for each part of the State design system, with its style, and the layout around them.

pub mod address;
pub(crate) mod alert;
pub(crate) mod badge;
pub(crate) mod breadcrumb;
pub(crate) mod button;
pub(crate) mod checkbox;
pub(crate) mod date_field;
pub(crate) mod download_link;
pub mod failure;
pub(crate) mod file_field;
pub(crate) mod footer;
pub mod form;
pub(crate) mod header;
pub(crate) mod hidden_field;
pub(crate) mod html;
pub mod layout;
pub(crate) mod notice;
pub mod page;
pub(crate) mod pagination;
pub(crate) mod select;
pub(crate) mod skip_links;
pub(crate) mod table;
pub(crate) mod taps;
pub(crate) mod text_field;
pub(crate) mod tile;
