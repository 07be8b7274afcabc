//! Bounds of a workbook: it is unfolded once into nothing, and counted, before it is opened.

use super::{OTHER, SAVE_AGAIN};
use crate::reading::unreadable::Unreadable;
use std::{
    fs::File,
    io::{self, BufReader, Read},
    path::Path,
};

/// The largest workbook, folded and unfolded, in bytes: the list of all classes of the nation unfolds to a third of it.
const FOLDED_MAX: u64 = 32 << 20;
const UNFOLDED_MAX: u64 = 192 << 20;
/// The texts that its cells share, which are held in memory.
const TEXTS: &str = "xl/sharedStrings.xml";
const TEXTS_MAX: u64 = 48 << 20;
/// The most parts of a workbook.
const PARTS_MAX: usize = 2_000;

/// A small file may unfold to gigabytes: it is unfolded into nothing first, and what it says of its own size is not believed.
pub(super) fn bound(path: &Path) -> Result<(), Unreadable> {
    let file = File::open(path).map_err(|error| Unreadable::file(&error))?;
    let size = file.metadata().map_err(|error| Unreadable::file(&error))?.len();
    let large = |why: String| Unreadable::new(0, why, "Exportez moins de lignes à la fois, ou en CSV.");
    if size > FOLDED_MAX {
        return Err(large(format!("Ce classeur dépasse {} Mo.", FOLDED_MAX >> 20)));
    }
    let broken = |_| Unreadable::new(0, OTHER, SAVE_AGAIN);
    let mut parts = zip::ZipArchive::new(BufReader::new(file)).map_err(broken)?;
    let mut left = UNFOLDED_MAX;
    let unfolded = || {
        large(format!(
            "Ce classeur se déplie en plus de {} Mo.",
            UNFOLDED_MAX >> 20
        ))
    };
    if parts.len() > PARTS_MAX {
        return Err(unfolded());
    }
    for index in 0..parts.len() {
        let part = parts.by_index(index).map_err(broken)?;
        let texts = part.name().is_ok_and(|name| name == TEXTS);
        let mut counts = Counts::default();
        let read = io::copy(&mut part.take(left + 1), &mut counts);
        let read = read.map_err(|_| Unreadable::new(0, OTHER, SAVE_AGAIN))?;
        left = left.checked_sub(read).ok_or_else(unfolded)?;
        if texts && read > TEXTS_MAX {
            return Err(large(format!(
                "Les textes de ce classeur dépassent {} Mo.",
                TEXTS_MAX >> 20
            )));
        }
        if counts.greatest > STRINGS_MAX {
            return Err(large(
                "Ce classeur annonce plus de textes qu'il n'en contient.".to_owned(),
            ));
        }
    }
    Ok(())
}

/// What a workbook says of how many texts it holds: room is made for them before they are read, so that a lie costs memory.
const COUNT: &[u8] = b"uniqueCount";
const STRINGS_MAX: u64 = 2_000_000;

/// Reads a part into nothing but the greatest count that it tells.
#[derive(Default)]
struct Counts {
    /// The end of what was read: a count may stand across two reads.
    tail: Vec<u8>,
    greatest: u64,
}

impl io::Write for Counts {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.tail.extend_from_slice(bytes);
        let mut rest = self.tail.as_slice();
        while let Some(at) = rest.windows(COUNT.len()).position(|window| window == COUNT) {
            rest = rest.get(at + COUNT.len()..).unwrap_or_default();
            let digits = rest
                .iter()
                .skip_while(|byte| !byte.is_ascii_digit())
                .take_while(|byte| byte.is_ascii_digit());
            let told = digits.take(20).fold(0_u64, |told, digit| {
                told.saturating_mul(10).saturating_add(u64::from(digit - b'0'))
            });
            self.greatest = self.greatest.max(told);
        }
        let kept = self.tail.len().saturating_sub(64);
        self.tail.drain(..kept);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
