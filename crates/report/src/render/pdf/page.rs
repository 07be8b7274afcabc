//! Bands of marks, and how they flow over the pages.

use std::{ops::Range, rc::Rc};

use super::text::{Run, TextLine};

/// The paper and its margins, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paper {
    /// The paper's width.
    pub width: f32,
    /// The paper's height.
    pub height: f32,
    /// Where the words end at the bottom.
    pub bottom: f32,
}

/// The margin on the left and on the right.
pub const MARGIN: f32 = 54.0;
/// Where words begin.
pub const TOP: f32 = 54.0;

/// A4, standing.
pub const PORTRAIT: Paper = Paper {
    width: 595.28,
    height: 841.89,
    bottom: 841.89 - 66.0,
};
/// A4, lying.
pub const LANDSCAPE: Paper = Paper {
    width: 841.89,
    height: 595.28,
    bottom: 595.28 - 66.0,
};

impl Paper {
    /// How wide a line of words may be.
    pub fn measure(&self) -> f32 {
        self.width - 2.0 * MARGIN
    }

    /// How high a page's words may be.
    pub fn depth(&self) -> f32 {
        self.bottom - TOP
    }
}

/// A colour of the design system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// `grey-50`: words.
    Black,
    /// `grey-425`: labels, the foot of the page.
    Grey,
    /// `blue-france-sun-113`: the title, the line under a table's head.
    Blue,
    /// `grey-900`: thin lines.
    Pale,
    /// `grey-975`: behind a table's head.
    Paper,
}

/// Words on a line. `y` is the baseline's.
#[derive(Clone)]
pub struct Words {
    /// The glyphs.
    pub run: Rc<Run>,
    /// Those of this line.
    pub glyphs: Range<usize>,
    /// Where it begins, from the paper's left.
    pub x: f32,
    /// Its baseline, from the band's top.
    pub y: f32,
    /// Its size.
    pub size: f32,
    /// Its colour.
    pub ink: Ink,
    /// The place it has in the structure; none for what is only shown.
    pub slot: Option<usize>,
}

impl Words {
    /// A line of a run.
    pub fn new(run: &Rc<Run>, line: &TextLine, size: f32, slot: Option<usize>) -> Self {
        Self {
            run: Rc::clone(run),
            glyphs: line.glyphs.clone(),
            x: MARGIN,
            y: 0.0,
            size,
            ink: Ink::Black,
            slot,
        }
    }
}

/// A filled rectangle: a thin line, or what stands behind words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    /// From the paper's left.
    pub x: f32,
    /// From the band's top.
    pub y: f32,
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// Its colour.
    pub ink: Ink,
}

/// A slice of the document that is never cut.
#[derive(Clone, Default)]
pub struct Band {
    /// How high it is.
    pub height: f32,
    /// The space above it, but at the top of a page.
    pub before: f32,
    /// Whether the next one stands on the same page.
    pub stays: bool,
    /// The head that is said again above it when it begins a page.
    pub head: Option<usize>,
    /// The bookmark that leads to it.
    pub anchor: Option<usize>,
    /// Its words.
    pub words: Vec<Words>,
    /// Its lines, under its words.
    pub bars: Vec<Bar>,
}

/// A page: what stands on it, measured from its top.
#[derive(Default)]
pub struct Page {
    /// Its words.
    pub words: Vec<Words>,
    /// Its lines.
    pub bars: Vec<Bar>,
    /// The bookmarks that lead to it, each with its height.
    pub anchors: Vec<(usize, f32)>,
}

impl Page {
    fn place(&mut self, band: &Band, top: f32) {
        self.words.extend(band.words.iter().cloned().map(|mut words| {
            words.y += top;
            words
        }));
        self.bars.extend(band.bars.iter().map(|bar| Bar {
            y: bar.y + top,
            ..*bar
        }));
        self.anchors.extend(band.anchor.map(|anchor| (anchor, top)));
    }
}

/// Lays bands on pages; `heads` are those of tables, said again on each page that a table goes on to.
pub fn flow(paper: &Paper, bands: &[Band], heads: &[Band]) -> Vec<Page> {
    let mut pages = Pages {
        all: vec![Page::default()],
        top: TOP,
        fresh: true,
        bottom: paper.bottom,
        heads,
    };
    for group in bands.chunk_by(|band, _| band.stays) {
        let height: f32 = group.iter().map(|band| band.before + band.height).sum();
        if !pages.fresh && pages.top + height > pages.bottom {
            pages.turn(group.first());
        }
        for band in group {
            if !pages.fresh && pages.top + band.before + band.height > pages.bottom {
                pages.turn(Some(band));
            }
            pages.put(band);
        }
    }
    pages.all
}

struct Pages<'a> {
    all: Vec<Page>,
    top: f32,
    /// Whether nothing of the flow stands on the page yet.
    fresh: bool,
    bottom: f32,
    heads: &'a [Band],
}

impl Pages<'_> {
    /// Begins a page, with the head of the table that goes on.
    fn turn(&mut self, next: Option<&Band>) {
        self.all.push(Page::default());
        self.top = TOP;
        let head = next.and_then(|band| self.heads.get(band.head?));
        if let Some(head) = head {
            self.place(head);
        }
        self.fresh = true;
    }

    fn put(&mut self, band: &Band) {
        if !self.fresh {
            self.top += band.before;
        }
        self.place(band);
        self.fresh = false;
    }

    fn place(&mut self, band: &Band) {
        if let Some(page) = self.all.last_mut() {
            page.place(band, self.top);
        }
        self.top += band.height;
    }
}
