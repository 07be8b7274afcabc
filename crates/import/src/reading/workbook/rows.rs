//! The rows of a sheet as they are read: without what is hidden, in the columns of the first sheet, merged cells repeated.

use super::layout::{Layout, Merged};
use crate::reading::{clean::clean, raw_row::RawRow};
use csv::StringRecord;
use domain::search::fold;
use std::collections::BTreeMap;

/// A row without its hidden cells; none when it is hidden itself.
pub fn shown(line: RawRow, layout: &Layout, hidden: bool) -> Option<RawRow> {
    if hidden {
        return Some(line);
    }
    if layout.hides_row(line.number) {
        return None;
    }
    if layout.columns.is_empty() {
        return Some(line);
    }
    let fields = line.fields.iter().enumerate();
    let fields = fields.map(|(at, field)| if layout.hides_column(at) { "" } else { field });
    Some(RawRow {
        fields: fields.collect(),
        ..line
    })
}

/// Where the columns of the first sheet stand in another; none when they stand alike.
pub fn places(first: &StringRecord, other: &StringRecord) -> Option<Vec<Option<usize>>> {
    let names: Vec<String> = other.iter().map(fold).collect();
    let place = |(at, title): (usize, &str)| {
        let title = fold(title);
        if names.get(at) == Some(&title) {
            return Some(at);
        }
        names.iter().position(|name| *name == title && !name.is_empty())
    };
    let places: Vec<_> = first.iter().enumerate().map(place).collect();
    let alike = places.iter().enumerate().all(|(at, place)| *place == Some(at));
    (!alike || other.len() > first.len()).then_some(places)
}

pub fn placed(fields: &StringRecord, places: &[Option<usize>]) -> StringRecord {
    let cell = |place: &Option<usize>| place.and_then(|at| fields.get(at)).unwrap_or_default();
    places.iter().map(cell).collect()
}

/// The values of merged cells, repeated on each of their rows.
#[derive(Default)]
pub struct Fill {
    /// By the first line and column of the merged cells.
    values: BTreeMap<(u64, usize), String>,
}

impl Fill {
    pub fn fill(&mut self, line: RawRow, merged: &[Merged]) -> RawRow {
        let mut fields: Vec<String> = Vec::new();
        for area in merged
            .iter()
            .filter(|area| (area.lines.0..=area.lines.1).contains(&line.number))
        {
            let (first, column) = (area.lines.0, area.columns.0);
            if area.lines.1 == first {
                continue;
            }
            if line.number == first {
                let value = line.fields.get(column).unwrap_or_default().to_owned();
                self.values.insert((first, column), value);
            } else if let Some(value) = self.values.get(&(first, column)) {
                if fields.is_empty() {
                    fields = line.fields.iter().map(str::to_owned).collect();
                }
                fields.resize(fields.len().max(column + 1), String::new());
                if let Some(cell) = fields.get_mut(column) {
                    cell.clone_from(value);
                }
            }
        }
        if fields.is_empty() {
            return line;
        }
        RawRow {
            fields: clean(fields.into_iter().collect()),
            ..line
        }
    }
}
