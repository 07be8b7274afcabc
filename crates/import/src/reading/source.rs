//! Source of rows: the table of a file, whatever it is written as, within bounds of memory whatever it holds.

mod batches;
mod kind;

use super::{
    job::COLUMNS_MAX,
    progress::Work,
    raw_row::{Note, RawRow},
    report::Findings,
    text::Text,
    titles::Titles,
    unreadable::Unreadable,
    workbook::{BookKind, BookOptions, Merged, Workbook},
};
use batches::Batches;
use csv::StringRecord;
use kind::FileKind;
use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};
use tokio::sync::mpsc;

/// A file whose rows are read one after the other, on a thread of its own: meanwhile the rows before are written.
pub struct Source {
    header: RawRow,
    shape: String,
    /// What the reading told before its first row.
    notes: Vec<Note>,
    batches: mpsc::Receiver<Batch>,
    bytes: u64,
    /// The bytes that were read of them.
    read: Arc<AtomicU64>,
    rows: u64,
    /// The merged cells of a workbook that are left as they are.
    pub merged: Vec<Merged>,
}

/// Some rows; none at the end.
type Batch = Result<Option<Vec<Record>>, Unreadable>;

/// Batches read ahead of those that are written.
const BATCHES_AHEAD: usize = 2;

/// A row of the file with its line.
pub struct Record {
    /// Its line in the file.
    pub line: u64,
    /// Its fields: as many as the titles.
    pub fields: StringRecord,
    /// The columns whose cell a formula gives.
    pub formulas: Vec<usize>,
    /// What stands beyond the titles, where something does.
    pub beyond: Option<String>,
}

impl Source {
    /// Opens a file and finds its titles. Asked within tokio.
    ///
    /// # Errors
    /// [`Unreadable`]: empty, no table, too wide.
    pub fn open(path: &Path, titles: &Titles, options: BookOptions) -> Result<Self, Unreadable> {
        match FileKind::of(path)? {
            FileKind::Text => Self::of_text(Text::open(path, titles)?),
            FileKind::Book(kind) => Self::of_book(path, kind, titles, options),
        }
    }

    fn of_book(
        path: &Path,
        kind: BookKind,
        titles: &Titles,
        options: BookOptions,
    ) -> Result<Self, Unreadable> {
        let book = Workbook::open(path, kind, titles, options)?;
        let bytes = std::fs::metadata(path).map_or(0, |file| file.len());
        let (header, shape) = (book.header.clone(), book.shape());
        let (notes, merged) = (book.notes.clone(), book.merged());
        let (send, batches) = mpsc::channel(BATCHES_AHEAD);
        let mut to = Batches::new(header.fields.len(), send);
        // How much of a folded file its rows are is not known before the last one.
        let read = Arc::new(AtomicU64::new(0));
        let all = read.clone();
        tokio::task::spawn_blocking(move || {
            let done = book.rows(&mut to);
            all.store(bytes, Ordering::Relaxed);
            to.end(done);
        });
        Ok(Self {
            header,
            shape,
            notes,
            batches,
            bytes,
            read,
            rows: 0,
            merged,
        })
    }

    fn of_text(text: Text) -> Result<Self, Unreadable> {
        let header = text.header.clone();
        if header.fields.len() > COLUMNS_MAX {
            return Err(Unreadable::new(
                header.number,
                format!("La première ligne a {} colonnes.", header.fields.len()),
                "Choisissez un fichier CSV dont la première ligne nomme les colonnes.",
            ));
        }
        let (send, batches) = mpsc::channel(BATCHES_AHEAD);
        let (shape, bytes, read) = (text.shape(), text.bytes(), text.read.clone());
        let mut to = Batches::new(header.fields.len(), send);
        tokio::task::spawn_blocking(move || {
            let done = text.rows(&mut to);
            to.end(done);
        });
        Ok(Self {
            header,
            shape,
            notes: Vec::new(),
            batches,
            bytes,
            read,
            rows: 0,
            merged: Vec::new(),
        })
    }

    /// Its titles.
    pub const fn header(&self) -> &StringRecord {
        &self.header.fields
    }

    /// The line of its titles.
    pub const fn header_line(&self) -> u64 {
        self.header.number
    }

    /// How the file is written, in words.
    pub fn shape(&self) -> String {
        match self.header.number {
            0 | 1 => self.shape.clone(),
            line => format!("{}, titres à la ligne {line}", self.shape),
        }
    }

    /// Tells what is to be known of the file as a whole.
    pub fn tell_notes(&mut self, findings: &mut Findings) {
        for note in std::mem::take(&mut self.notes) {
            findings.warning(note.line, None, "", note.why, note.advice);
        }
    }

    /// The next rows; none at the end.
    ///
    /// # Errors
    /// [`Unreadable`]: a row that is cut or too long; a file without a row.
    pub async fn batch(&mut self) -> Result<Option<Vec<Record>>, Unreadable> {
        let batch = self.batches.recv().await.ok_or_else(Unreadable::cut)??;
        self.rows += batch.as_ref().map_or(0, |rows| rows.len() as u64);
        if batch.is_none() && self.rows == 0 {
            return Err(Unreadable::new(
                self.header.number,
                "Le fichier n'a que sa ligne de titres.",
                "Choisissez le fichier qui contient les données.",
            ));
        }
        Ok(batch)
    }

    /// Rows given so far.
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    /// Tells that the rows given are dealt with.
    pub fn tell(&self, work: &mut Work<'_>) {
        work.read(self.rows, self.read.load(Ordering::Relaxed), self.bytes);
    }
}

#[cfg(test)]
mod tests;
