//! A file of measures as it stands on the disk: JSON by its first letter, else a table.

use super::{columns, json};
use crate::reading::{source::Source, titles::titles, unreadable::Unreadable, workbook::BookOptions};
use std::{fs::File, io::Read, path::Path};

/// An opened file.
pub enum Input {
    /// A table.
    Table(Source),
    /// The text of a JSON file.
    Json(String),
}

impl Input {
    /// Opens a file: JSON by its first letter, else a table.
    ///
    /// # Errors
    /// [`Unreadable`]: too large for JSON, binary, empty.
    pub fn open(path: &Path, options: BookOptions) -> Result<Self, Unreadable> {
        let closed = |error: std::io::Error| Unreadable::file(&error);
        let mut head = [0; 512];
        let read = File::open(path)
            .and_then(|mut file| file.read(&mut head))
            .map_err(closed)?;
        let head = head.get(..read).unwrap_or_default();
        if !json::looks_like(head) {
            let titles = titles(columns::WANTED);
            return Source::open(path, &titles, options).map(Self::Table);
        }
        let text = String::from_utf8(bounded(path)?).map_err(|_| {
            Unreadable::new(
                0,
                "Ce fichier JSON n'est pas en UTF-8.",
                "Téléchargez-le à nouveau.",
            )
        })?;
        Ok(Self::Json(text.trim_start_matches('\u{feff}').to_owned()))
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
