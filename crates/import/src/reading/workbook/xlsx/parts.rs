//! What the sheets of a workbook of Excel hide and merge, as its own parts say: calamine tells their values only.

use super::super::{
    OTHER, SAVE_AGAIN,
    layout::{Layout, Merged, Span},
};
use crate::reading::unreadable::Unreadable;
use quick_xml::{
    Reader,
    escape::unescape,
    events::{BytesStart, Event},
};
use std::{
    collections::HashMap,
    fs::File,
    io::{BufReader, Read},
    path::Path,
};

type ZippedParts = zip::ZipArchive<BufReader<File>>;

fn broken() -> Unreadable {
    Unreadable::new(0, OTHER, SAVE_AGAIN)
}

/// The layout of each sheet, by its name.
pub fn layouts(path: &Path) -> Result<HashMap<String, Layout>, Unreadable> {
    let file = File::open(path).map_err(|error| Unreadable::file(&error))?;
    let mut parts = zip::ZipArchive::new(BufReader::new(file)).map_err(|_| broken())?;
    let mut sheets = Vec::new();
    each(&mut parts, "xl/workbook.xml", &mut |tag| {
        if tag.local_name().as_ref() == "sheet" {
            sheets.push((value(tag, "name"), value(tag, "id")));
        }
    })?;
    let mut targets = HashMap::new();
    each(&mut parts, "xl/_rels/workbook.xml.rels", &mut |tag| {
        if tag.local_name().as_ref() == "Relationship" {
            targets.insert(value(tag, "Id"), value(tag, "Target"));
        }
    })?;
    let mut layouts = HashMap::new();
    for (name, id) in sheets {
        let target = targets.get(&id).cloned().unwrap_or_default();
        let part = match target.strip_prefix('/') {
            Some(whole) => whole.to_owned(),
            None => format!("xl/{target}"),
        };
        layouts.insert(name, layout(&mut parts, &part)?);
    }
    Ok(layouts)
}

fn layout(parts: &mut ZippedParts, part: &str) -> Result<Layout, Unreadable> {
    let mut layout = Layout::default();
    let mut row = 0;
    each(parts, part, &mut |tag| match tag.local_name().as_ref() {
        "row" => {
            row = value(tag, "r").parse().unwrap_or(row + 1);
            if is_hidden(tag, "ht") {
                layout.hide_row(row);
            }
        }
        "col" if is_hidden(tag, "width") => {
            let at = |name| {
                value(tag, name)
                    .parse::<usize>()
                    .ok()
                    .and_then(|at| at.checked_sub(1))
            };
            if let (Some(first), Some(last)) = (at("min"), at("max")) {
                layout.columns.push(Span { first, last });
            }
        }
        "mergeCell" => layout.merged.extend(merged(&value(tag, "ref"))),
        _ => {}
    })?;
    layout.rows.sort_by_key(|run| run.first);
    Ok(layout)
}

/// Whether a row or a column is hidden: it says so, or it has no size.
fn is_hidden(tag: &BytesStart<'_>, size: &str) -> bool {
    matches!(value(tag, "hidden").as_str(), "1" | "true") || value(tag, size).parse() == Ok(0.0)
}

/// `A2:A5` as lines and columns.
fn merged(area: &str) -> Option<Merged> {
    let (first, last) = area.split_once(':')?;
    let ((column, line), (to_column, to_line)) = (place(first)?, place(last)?);
    Some(Merged {
        lines: (line, to_line),
        columns: (column, to_column),
    })
}

fn place(cell: &str) -> Option<(usize, u64)> {
    let letters = cell.find(|letter: char| letter.is_ascii_digit())?;
    let (column, line) = cell.split_at_checked(letters)?;
    let column = column.bytes().try_fold(0_usize, |column, letter| {
        let digit = usize::from(letter.to_ascii_uppercase().checked_sub(b'A')?) + 1;
        column.checked_mul(26)?.checked_add(digit)
    });
    Some((column?.checked_sub(1)?, line.parse().ok()?))
}

/// Shows each tag of a part; a part that is not there has none.
fn each(
    parts: &mut ZippedParts,
    part: &str,
    show: &mut dyn FnMut(&BytesStart<'_>),
) -> Result<(), Unreadable> {
    let Ok(part) = parts.by_name(part) else {
        return Ok(());
    };
    tags(BufReader::new(part), show)
}

fn tags(part: BufReader<impl Read>, show: &mut dyn FnMut(&BytesStart<'_>)) -> Result<(), Unreadable> {
    let mut xml = Reader::from_reader(part);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|_| broken())? {
            Event::Start(tag) | Event::Empty(tag) => show(&tag),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// What a tag says of a name, whatever its prefix.
fn value(tag: &BytesStart<'_>, name: &str) -> String {
    let mut attributes = tag.attributes().flatten();
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name);
    found
        .and_then(|attribute| unescape(&attribute.value).ok().map(std::borrow::Cow::into_owned))
        .unwrap_or_default()
}
