//! A table: how wide its columns are, and a band for each of its rows.

use std::{mem, rc::Rc};

use krilla::tagging::{TableHeaderScope, Tag};

use super::{
    composed::{Composed, GAP, Twig, baseline},
    page::{Band, Bar, Ink, MARGIN, PORTRAIT, Paper, Words},
    text::{Faces, Run, TextLine, Weight},
};
use crate::{Cell, Column, Kind, Table};

/// The sizes that a table may be written in, on each paper.
const STANDING: [f32; 2] = [9.0, 8.5];
const LYING: [f32; 4] = [9.0, 8.5, 8.0, 7.0];
/// The space on each side of a cell's words.
const SIDE: f32 = 5.0;
/// The space above and below them.
const ABOVE: f32 = 4.0;
/// A line's height, in ems.
const LEADING: f32 = 1.4;
/// How wide a column of words is at least, in ems, if its words are so wide; and how much of a long word it shows in one piece.
const WORDS: f32 = 11.0;

/// A table whose words are shaped.
pub struct Shaped {
    head: Vec<Rc<Run>>,
    rows: Vec<Vec<Rc<Run>>>,
    total: Option<Vec<Rc<Run>>>,
    /// How narrow each column may be, in ems.
    least: Vec<f32>,
}

impl Shaped {
    /// Shapes all its cells.
    pub fn new(table: &Table, faces: &Faces) -> Self {
        let row = |cells: &Vec<Cell>, weight| -> Vec<Rc<Run>> {
            let columns = table.columns.iter();
            let shape = |(cell, column): (&Cell, &Column)| {
                faces.shape(&cell.shown(), weight, column.kind != Kind::Text)
            };
            cells.iter().zip(columns).map(shape).map(Rc::new).collect()
        };
        let titles = table.columns.iter();
        let head: Vec<Rc<Run>> = titles
            .map(|column| Rc::new(faces.shape(&column.title, Weight::Bold, false)))
            .collect();
        let rows: Vec<_> = table
            .rows
            .iter()
            .map(|cells| row(cells, Weight::Regular))
            .collect();
        let total = table.total.as_ref().map(|cells| row(cells, Weight::Bold));
        let mut least: Vec<f32> = head.iter().map(|title| title.widest_word()).collect();
        for cells in rows.iter().chain(&total) {
            for ((least, run), column) in least.iter_mut().zip(cells).zip(&table.columns) {
                let need = match column.kind {
                    Kind::Text => run.widest_word().max(run.width().min(WORDS)).min(WORDS),
                    _ => run.width().min(2.0 * WORDS),
                };
                *least = least.max(need);
            }
        }
        Self {
            head,
            rows,
            total,
            least,
        }
    }

    /// Whether it can be read on this paper.
    pub fn fits(&self, paper: &Paper) -> bool {
        self.size(paper).is_some()
    }

    /// The greatest size that its columns fit in.
    fn size(&self, paper: &Paper) -> Option<f32> {
        let sizes: &[f32] = if *paper == PORTRAIT { &STANDING } else { &LYING };
        let fits = |size: &f32| self.needs(*size).iter().sum::<f32>() <= paper.measure();
        sizes.iter().copied().find(fits)
    }

    fn needs(&self, size: f32) -> Vec<f32> {
        let least = self.least.iter();
        least.map(|least| least * size + 2.0 * SIDE + 0.1).collect()
    }

    /// Where each column begins, and how wide it is: by its share, but never narrower than it needs.
    fn grid(&self, table: &Table, paper: &Paper) -> Grid {
        let last = LYING.last().copied().unwrap_or(9.0);
        let size = self.size(paper).unwrap_or(last);
        let mut widths = self.needs(size);
        let need: f32 = widths.iter().sum();
        if need > paper.measure() {
            // More columns than a page holds: all get narrower, and figures are broken rather than hidden.
            widths
                .iter_mut()
                .for_each(|width| *width *= paper.measure() / need);
        } else {
            widen(&mut widths, &table.columns, paper.measure());
        }
        let mut x = MARGIN;
        let mut columns = Vec::new();
        for (width, column) in widths.into_iter().zip(&table.columns) {
            columns.push((x, width, column.kind));
            x += width;
        }
        Grid {
            size,
            leading: size * LEADING,
            columns,
            measure: paper.measure(),
        }
    }
}

/// Gives each column its share of the whole width; those that need more than their share keep what they need.
fn widen(widths: &mut [f32], columns: &[Column], measure: f32) {
    let mut fixed = vec![false; widths.len()];
    loop {
        let (mut room, mut shares) = (measure, 0.0);
        for ((width, column), fixed) in widths.iter().zip(columns).zip(&fixed) {
            if *fixed {
                room -= width;
            } else {
                shares += f32::from(column.share.max(1));
            }
        }
        let part = |column: &Column| room * f32::from(column.share.max(1)) / shares;
        let mut all_fit = true;
        for ((width, column), fixed) in widths.iter().zip(columns).zip(&mut fixed) {
            if !*fixed && part(column) < *width {
                *fixed = true;
                all_fit = false;
            }
        }
        if all_fit {
            for ((width, column), fixed) in widths.iter_mut().zip(columns).zip(&fixed) {
                if !*fixed {
                    *width = part(column);
                }
            }
            return;
        }
    }
}

/// Where a table's columns stand.
struct Grid {
    size: f32,
    leading: f32,
    columns: Vec<(f32, f32, Kind)>,
    measure: f32,
}

impl Grid {
    /// The lines of each cell, and how many the row has.
    fn lines(&self, runs: &[Rc<Run>]) -> (Vec<Vec<TextLine>>, usize) {
        let widths = self.columns.iter().map(|(_, width, _)| width - 2.0 * SIDE);
        let cells = runs.iter().zip(widths);
        let lines: Vec<Vec<TextLine>> = cells.map(|(run, width)| run.lines(width / self.size)).collect();
        let rows = lines.iter().map(Vec::len).max().unwrap_or(0);
        (lines, rows)
    }

    /// The bands of a row: one, unless it is higher than a page.
    fn row(&self, runs: &[Rc<Run>], slots: &[Option<usize>], depth: usize) -> Vec<Band> {
        let (cells, rows) = self.lines(runs);
        let mut bands = Vec::new();
        for first in (0..rows).step_by(depth.max(1)) {
            let shown = (rows - first).min(depth.max(1));
            let mut band = Band {
                height: self.leading * shown as f32 + 2.0 * ABOVE,
                ..Band::default()
            };
            for (index, (run, lines)) in runs.iter().zip(&cells).enumerate() {
                let slot = slots.get(index).copied().flatten();
                let part = lines.iter().skip(first).take(shown);
                for (at, line) in part.enumerate() {
                    band.words.extend(self.words(index, run, line, slot, at));
                }
            }
            bands.push(band);
        }
        bands
    }

    fn words(
        &self,
        column: usize,
        run: &Rc<Run>,
        line: &TextLine,
        slot: Option<usize>,
        at: usize,
    ) -> Option<Words> {
        let (x, width, kind) = *self.columns.get(column)?;
        let right = x + width - SIDE - line.width * self.size;
        Some(Words {
            x: if kind.is_figure() { right } else { x + SIDE },
            y: ABOVE + self.leading * at as f32 + baseline(self.size, self.leading),
            ..Words::new(run, line, self.size, slot)
        })
    }

    fn bar(&self, y: f32, height: f32, ink: Ink) -> Bar {
        Bar {
            x: MARGIN,
            y,
            width: self.measure,
            height,
            ink,
        }
    }

    /// The row of the columns' titles, which stand on its lower line.
    fn head(&self, runs: &[Rc<Run>], slots: &[Option<usize>]) -> Band {
        let (cells, rows) = self.lines(runs);
        let mut band = self.row(runs, slots, rows).pop().unwrap_or_default();
        let counts = runs
            .iter()
            .zip(&cells)
            .map(|(run, lines)| (Rc::as_ptr(run), lines.len()));
        for words in &mut band.words {
            let lines = counts.clone().find(|(run, _)| *run == Rc::as_ptr(&words.run));
            let missing = rows - lines.map_or(rows, |(_, lines)| lines);
            words.y += self.leading * missing as f32;
        }
        band.bars.push(self.bar(0.0, band.height, Ink::Paper));
        band.bars.push(self.bar(band.height - 1.0, 1.0, Ink::Blue));
        band
    }
}

/// Adds a table's bands, and answers its structure.
pub fn compose(composed: &mut Composed, table: &Table, shaped: &Shaped, faces: &Faces) -> Twig {
    let grid = shaped.grid(table, &composed.paper);
    let mut parts = vec![caption(composed, table, faces)];

    let (cells, slots) = cells(composed, table, |_| Some(TableHeaderScope::Column));
    let mut head = grid.head(&shaped.head, &slots);
    head.stays = !shaped.rows.is_empty() || shaped.total.is_some();
    let again = composed.heads.len();
    composed.heads.push(unspoken(&head));
    let depth = depth(&grid, &composed.paper, head.height);
    composed.bands.push(head);
    parts.push(Twig::Branch(
        Tag::THead.into(),
        vec![Twig::Branch(Tag::TR.into(), cells)],
    ));

    let mut body = Vec::new();
    let named = table
        .columns
        .first()
        .is_some_and(|column| column.kind == Kind::Text);
    for runs in &shaped.rows {
        let (cells, slots) = self::cells(composed, table, |column| {
            (named && column == 0).then_some(TableHeaderScope::Row)
        });
        for mut band in grid.row(runs, &slots, depth) {
            band.head = Some(again);
            band.bars.push(grid.bar(band.height - 0.5, 0.5, Ink::Pale));
            composed.bands.push(band);
        }
        body.push(Twig::Branch(Tag::TR.into(), cells));
    }
    if !body.is_empty() {
        parts.push(Twig::Branch(Tag::TBody.into(), body));
    }
    if let Some(runs) = &shaped.total {
        let (cells, slots) = self::cells(composed, table, |column| {
            (column == 0).then_some(TableHeaderScope::Row)
        });
        if let Some(band) = composed.bands.last_mut() {
            band.stays = true;
        }
        for mut band in grid.row(runs, &slots, depth) {
            band.head = Some(again);
            band.bars.push(grid.bar(-0.5, 1.0, Ink::Black));
            band.bars.push(grid.bar(band.height - 1.0, 1.0, Ink::Black));
            composed.bands.push(band);
        }
        let row = Twig::Branch(Tag::TR.into(), cells);
        parts.push(Twig::Branch(Tag::TFoot.into(), vec![row]));
    }
    Twig::Branch(Tag::Table.into(), parts)
}

/// The table's name, above it.
fn caption(composed: &mut Composed, table: &Table, faces: &Faces) -> Twig {
    const SIZE: f32 = 10.0;
    const HIGH: f32 = 14.0;
    let run = Rc::new(faces.shape(&table.caption, Weight::Bold, false));
    let slot = composed.slot();
    let lines = run.lines(composed.paper.measure() / SIZE);
    let count = lines.len();
    let above = mem::replace(&mut composed.gap, GAP).max(12.0);
    for (index, line) in lines.iter().enumerate() {
        composed.bands.push(Band {
            height: HIGH + if index + 1 == count { 4.0 } else { 0.0 },
            before: if index == 0 { above } else { 0.0 },
            stays: true,
            words: vec![Words {
                y: baseline(SIZE, HIGH),
                ..Words::new(&run, line, SIZE, Some(slot))
            }],
            ..Band::default()
        });
    }
    Twig::Branch(Tag::Caption.into(), vec![Twig::Leaf(slot)])
}

/// The structure of a row, and the place of each of its cells.
fn cells(
    composed: &mut Composed,
    table: &Table,
    scope: impl Fn(usize) -> Option<TableHeaderScope>,
) -> (Vec<Twig>, Vec<Option<usize>>) {
    let cell = |column: usize| {
        let slot = composed.slot();
        let leaf = vec![Twig::Leaf(slot)];
        let twig = match scope(column) {
            Some(scope) => Twig::Branch(Tag::TH(scope).into(), leaf),
            None => Twig::Branch(Tag::TD.into(), leaf),
        };
        (twig, Some(slot))
    };
    (0..table.columns.len()).map(cell).unzip()
}

/// A head as it is shown again: a screen reader has said it already.
fn unspoken(head: &Band) -> Band {
    let mut again = head.clone();
    again.words.iter_mut().for_each(|words| words.slot = None);
    again
}

/// How many lines of a row a page holds.
fn depth(grid: &Grid, paper: &Paper, head: f32) -> usize {
    let room = paper.depth() - head - 2.0 * ABOVE;
    let mut lines = 1;
    while grid.leading * (lines + 1) as f32 <= room {
        lines += 1;
    }
    lines
}
