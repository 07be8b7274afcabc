//! A file of measures as it stands on the disk: JSON by its first letter, else a table; Matomo writes its own in UTF-16.

use super::json;
use crate::reading::{source::Source, unreadable::Unreadable};
use encoding_rs::{UTF_16BE, UTF_16LE};
use std::{
    fs::File,
    io::{Read, Write},
    path::Path,
};

/// An opened file.
pub enum Input {
    /// A table.
    Table(Source),
    /// The text of a JSON file.
    Json(String),
}

impl Input {
    /// Opens a file: JSON by its first letter, else a table; Matomo writes its own in UTF-16.
    ///
    /// # Errors
    /// [`Unreadable`]: too large for JSON, binary, empty.
    pub fn open(path: &Path) -> Result<Self, Unreadable> {
        let closed = |error: std::io::Error| Unreadable::file(&error);
        let mut head = [0; 512];
        let read = File::open(path)
            .and_then(|mut file| file.read(&mut head))
            .map_err(closed)?;
        let head = head.get(..read).unwrap_or_default();
        let wide = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
        if !wide && !json::looks_like(head) {
            return Ok(Self::Table(Source::open(path)?));
        }
        let bytes = bounded(path)?;
        if !wide {
            let text = String::from_utf8(bytes).map_err(|_| {
                Unreadable::new(
                    0,
                    "Ce fichier JSON n'est pas en UTF-8.",
                    "Téléchargez-le à nouveau.",
                )
            })?;
            return Ok(Self::Json(text.trim_start_matches('\u{feff}').to_owned()));
        }
        let encoding = if bytes.starts_with(b"\xff\xfe") {
            UTF_16LE
        } else {
            UTF_16BE
        };
        let (text, _, damaged) = encoding.decode(&bytes);
        if damaged {
            return Err(Unreadable::new(
                0,
                "Ce fichier annonce de l'UTF-16 et n'en est pas jusqu'au bout.",
                "Téléchargez-le à nouveau.",
            ));
        }
        let mut copy = tempfile::NamedTempFile::new().map_err(closed)?;
        copy.write_all(text.as_bytes()).map_err(closed)?;
        Ok(Self::Table(Source::open(copy.path())?))
    }

    /// How the file is written, in words.
    pub fn shape(&self) -> String {
        match self {
            Self::Table(source) => source.shape(),
            Self::Json(_) => "JSON".to_owned(),
        }
    }
}

fn bounded(path: &Path) -> Result<Vec<u8>, Unreadable> {
    let mut bytes = Vec::new();
    let most = u64::try_from(json::BYTES_MAX).unwrap_or(u64::MAX);
    let file = File::open(path).map_err(|error| Unreadable::file(&error))?;
    file.take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Unreadable::file(&error))?;
    if bytes.len() > json::BYTES_MAX {
        return Err(Unreadable::new(
            0,
            "Ce fichier dépasse 64 Mo.",
            "Exportez moins de semaines à la fois, ou un CSV en UTF-8.",
        ));
    }
    Ok(bytes)
}
