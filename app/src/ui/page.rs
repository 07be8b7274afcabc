//! Page: title, status, cacheability and body, loaded and ready to be rendered.

use leptos::prelude::*;
use std::sync::Arc;

/// A page, loaded and ready to be shown. A clone is the same page.
#[derive(Clone)]
pub struct Page {
    /// Its title.
    pub title: String,
    /// Its status.
    pub status: u16,
    /// Whether it is the same for everyone until the data changes: it holds no form's id.
    pub kept: bool,
    /// Whether it holds an island, hence needs the wasm.
    pub island: bool,
    /// Whether it learns that there are newer figures: it holds no form that is being filled.
    pub live: bool,
    /// The part of the navigation it belongs to.
    pub part: Part,
    /// What it shows.
    pub(super) body: Arc<dyn Fn() -> AnyView + Send + Sync>,
}

impl Page {
    /// A page that can be kept, without island.
    pub fn new(
        part: Part,
        title: impl Into<String>,
        body: impl Fn() -> AnyView + Send + Sync + 'static,
    ) -> Self {
        Self {
            title: title.into(),
            status: 200,
            kept: true,
            island: false,
            live: false,
            part,
            body: Arc::new(body),
        }
    }
}

/// A part of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Figures, schools, updates.
    Rollout,
    /// The search of a school.
    Schools,
    /// The money of the convention.
    Funding,
    /// Files.
    Imports,
    /// People and their roles.
    People,
    /// Who did what.
    Trail,
    /// What the figures mean.
    Methods,
    /// None of them.
    None,
}
