//! Each block of the document as bands, and as a branch of the structure that a screen reader walks.

use std::{mem, num::NonZeroU16, rc::Rc};

use krilla::tagging::{ListNumbering, Tag};

use super::{
    composed::{Composed, GAP, Twig, baseline},
    page::{Band, Bar, Ink, LANDSCAPE, MARGIN, PORTRAIT, Words},
    table::{self, Shaped},
    text::{Faces, Run, Weight},
};
use crate::{Block, Cell, Document, Section};

/// How a paragraph looks.
#[derive(Clone, Copy)]
struct Look {
    size: f32,
    leading: f32,
    before: f32,
    weight: Weight,
    ink: Ink,
    /// Whether what follows stands on the same page.
    leads: bool,
}

const TITLE: Look = Look {
    size: 20.0,
    leading: 26.0,
    before: 0.0,
    weight: Weight::Bold,
    ink: Ink::Blue,
    leads: true,
};
const SUBTITLE: Look = Look {
    size: 11.0,
    leading: 16.0,
    before: 4.0,
    weight: Weight::Regular,
    ink: Ink::Grey,
    leads: true,
};
const HEADING: Look = Look {
    size: 13.0,
    leading: 18.0,
    before: 22.0,
    weight: Weight::Bold,
    ink: Ink::Black,
    leads: true,
};
const BODY: Look = Look {
    size: 10.0,
    leading: 15.0,
    before: 6.0,
    weight: Weight::Regular,
    ink: Ink::Black,
    leads: false,
};

/// The height of a line of facts, and the space above and below it.
const FACT_LEADING: f32 = 14.0;
const FACT_SPACE: f32 = 4.0;
/// The share of the width that is for labels.
const LABELS: f32 = 0.42;

/// Makes the bands of the whole document.
pub fn compose(document: &Document, faces: &Faces) -> Composed {
    let tables: Vec<Shaped> = (document.tables())
        .map(|table| Shaped::new(table, faces))
        .collect();
    let stands = tables.iter().all(|table| table.fits(&PORTRAIT));
    let paper = if stands { PORTRAIT } else { LANDSCAPE };
    let mut composed = Composed {
        paper,
        bands: Vec::new(),
        heads: Vec::new(),
        twigs: Vec::new(),
        slots: 0,
        anchors: Vec::new(),
        gap: 0.0,
    };
    composed.title(document, faces);
    let mut tables = tables.into_iter();
    for section in &document.sections {
        composed.section(section, faces, &mut tables);
    }
    composed
}

impl Composed {
    fn title(&mut self, document: &Document, faces: &Faces) {
        self.heading(&document.title, faces, TITLE, 1);
        self.paragraph(&document.subtitle, faces, SUBTITLE);
        self.bands.push(Band {
            height: 2.0,
            before: 10.0,
            stays: true,
            bars: vec![Bar {
                x: MARGIN,
                y: 0.0,
                width: self.paper.measure(),
                height: 1.5,
                ink: Ink::Blue,
            }],
            ..Band::default()
        });
    }

    fn section(&mut self, section: &Section, faces: &Faces, tables: &mut impl Iterator<Item = Shaped>) {
        self.heading(&section.heading, faces, HEADING, 2);
        for block in &section.blocks {
            match block {
                Block::Words(words) => {
                    for paragraph in words.lines() {
                        self.paragraph(paragraph, faces, BODY);
                    }
                }
                Block::Facts(facts) => self.facts(facts, faces),
                Block::Table(table) => {
                    if let Some(shaped) = tables.next() {
                        let twig = table::compose(self, table, &shaped, faces);
                        self.twigs.push(twig);
                    }
                }
            }
        }
    }

    fn heading(&mut self, words: &str, faces: &Faces, look: Look, level: u16) {
        let level = NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
        let tag = Tag::Hn(level, Some(words.to_owned()));
        let first = self.bands.len();
        let leaf = self.lines(words, faces, look);
        if let Some(band) = self.bands.get_mut(first) {
            band.anchor = Some(self.anchors.len());
        }
        self.anchors.push(words.to_owned());
        self.twigs.push(Twig::Branch(tag.into(), vec![leaf]));
    }

    fn paragraph(&mut self, words: &str, faces: &Faces, look: Look) {
        if !words.trim().is_empty() {
            let leaf = self.lines(words, faces, look);
            self.twigs.push(Twig::Branch(Tag::P.into(), vec![leaf]));
        }
    }

    /// A band for each line; neither the first nor the last stands alone on a page.
    fn lines(&mut self, words: &str, faces: &Faces, look: Look) -> Twig {
        let run = Rc::new(faces.shape(words, look.weight, false));
        let width = self.paper.measure() / look.size;
        let lines = if look.leads {
            run.even_lines(width)
        } else {
            run.lines(width)
        };
        let before = look.before.max(mem::take(&mut self.gap));
        let slot = self.slot();
        let count = lines.len();
        for (index, line) in lines.iter().enumerate() {
            let shown = Words {
                y: baseline(look.size, look.leading),
                ink: look.ink,
                ..Words::new(&run, line, look.size, Some(slot))
            };
            let last = index + 1 == count;
            let parted = index > 0 && index + 2 < count;
            self.bands.push(Band {
                height: look.leading,
                before: if index == 0 { before } else { 0.0 },
                stays: look.leads || !(last || parted),
                words: vec![shown],
                ..Band::default()
            });
        }
        Twig::Leaf(slot)
    }

    fn facts(&mut self, facts: &[(String, Cell)], faces: &Faces) {
        let columns = self.paper.measure() * LABELS;
        let values = self.paper.measure() - columns;
        let runs: Vec<(Rc<Run>, Rc<Run>)> = (facts.iter())
            .map(|(label, value)| {
                let figure = value.is_figure();
                let weight = if figure { Weight::Bold } else { Weight::Regular };
                let value = faces.shape(&value.shown(), weight, figure);
                let label = faces.shape(label, Weight::Regular, false);
                (Rc::new(label), Rc::new(value))
            })
            .collect();
        // Nothing but figures: digit under digit.
        let figures = facts.iter().all(|(_, value)| value.is_figure());
        let widest = runs
            .iter()
            .fold(0.0_f32, |widest, (_, value)| widest.max(value.width()));
        let above = mem::replace(&mut self.gap, GAP).max(8.0);
        let mut items = Vec::new();
        for (index, (label, value)) in runs.iter().enumerate() {
            let (named, said) = (self.slot(), self.slot());
            let mut band = Band {
                before: if index == 0 { above } else { 0.0 },
                stays: index == 0 && runs.len() > 1,
                ..Band::default()
            };
            let last = index + 1 == runs.len();
            band.stays |= index + 2 == runs.len() && !last;
            let left = label.lines((columns - 12.0) / BODY.size);
            let right = value.lines(values / BODY.size);
            let rows = left.len().max(right.len());
            for (run, lines, slot, x, ink) in [
                (label, left, named, MARGIN, Ink::Grey),
                (value, right, said, MARGIN + columns, Ink::Black),
            ] {
                let mut top = FACT_SPACE;
                for line in &lines {
                    let shift = if figures && slot == said {
                        widest - line.width
                    } else {
                        0.0
                    };
                    band.words.push(Words {
                        x: x + shift * BODY.size,
                        y: top + baseline(BODY.size, FACT_LEADING),
                        ink,
                        ..Words::new(run, line, BODY.size, Some(slot))
                    });
                    top += FACT_LEADING;
                }
            }
            band.height = FACT_LEADING * rows as f32 + 2.0 * FACT_SPACE;
            band.bars.push(Bar {
                x: MARGIN,
                y: band.height - 0.5,
                width: self.paper.measure(),
                height: 0.5,
                ink: Ink::Pale,
            });
            self.bands.push(band);
            let label = Twig::Branch(Tag::Lbl.into(), vec![Twig::Leaf(named)]);
            let body = Twig::Branch(Tag::LBody.into(), vec![Twig::Leaf(said)]);
            items.push(Twig::Branch(Tag::LI.into(), vec![label, body]));
        }
        if !items.is_empty() {
            self.twigs
                .push(Twig::Branch(Tag::L(ListNumbering::None).into(), items));
        }
    }
}
