//! The document on paper: A4, Marianne, tagged for a screen reader (PDF/UA-1) and fit to be archived (PDF/A-2a).
//!
//! Three steps: each block becomes bands (`block`, `table`, into `composed`), the bands flow over the pages (`page`), the pages are drawn with
//! the structure that a screen reader walks (`draw`). Numbers of pages are known before the first is drawn.

mod block;
mod composed;
mod draw;
mod page;
mod table;
mod text;

use crate::{Document, Fault};

/// Makes the PDF. What would leave a reader behind (no title, a letter without a glyph, a part without its tag) is a fault.
pub fn pdf(document: &Document) -> Result<Vec<u8>, Fault> {
    document.check()?;
    let faces = text::Faces::load()?;
    let composed = block::compose(document, &faces);
    let pages = page::flow(&composed.paper, &composed.bands, &composed.heads);
    draw::draw(document, &composed, &pages, &faces)
}
