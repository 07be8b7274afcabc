//! The document as bands and branches, before it is laid on pages.

use krilla::tagging::TagKind;

use super::page::{Band, Paper};

/// The document before it is laid on pages.
pub struct Composed {
    /// The paper.
    pub paper: Paper,
    /// What stands on it, from the first page to the last.
    pub bands: Vec<Band>,
    /// The heads of tables, said again on each page.
    pub heads: Vec<Band>,
    /// Its structure.
    pub twigs: Vec<Twig>,
    /// How many places the structure has for words.
    pub slots: usize,
    /// Its bookmarks: the title, then the headings.
    pub anchors: Vec<String>,
    /// The least space above what comes next.
    pub gap: f32,
}

/// A part of the structure.
pub enum Twig {
    /// A tag and what it holds.
    Branch(TagKind, Vec<Twig>),
    /// Words, wherever they stand.
    Leaf(usize),
}

/// The space under facts and tables.
pub const GAP: f32 = 14.0;

impl Composed {
    /// A new place for words.
    pub fn slot(&mut self) -> usize {
        self.slots += 1;
        self.slots - 1
    }
}

/// Where the letters stand in a line: Marianne's capitals are 0.7 em high.
pub fn baseline(size: f32, leading: f32) -> f32 {
    (leading + 0.7 * size) / 2.0
}
