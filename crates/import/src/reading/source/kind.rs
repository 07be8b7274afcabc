//! What a file is, by its first bytes: what is no table is called what it is.

use crate::reading::{unreadable::Unreadable, workbook::BookKind};
use std::{
    fs::File,
    io::{BufReader, Read},
    path::Path,
};

/// A file that holds a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Lines of text.
    Text,
    /// A workbook.
    Book(BookKind),
}

const EXPORT: &str = "Exportez le tableau au format CSV ou XLSX.";
const SAVE: &str = "Ouvrez-le dans un tableur et enregistrez-le au format XLSX ou CSV.";

/// First bytes of files that hold no table, what they are, what to do.
const OTHERS: [(&[u8], &str, &str); 11] = [
    (b"%PDF", "C'est un document PDF, pas un tableau.", EXPORT),
    (b"\x89PNG", "C'est une image, pas un tableau.", EXPORT),
    (b"\xff\xd8\xff", "C'est une image, pas un tableau.", EXPORT),
    (b"GIF8", "C'est une image, pas un tableau.", EXPORT),
    (
        b"{\\rtf",
        "C'est un document de traitement de texte (RTF), pas un tableau.",
        EXPORT,
    ),
    (
        b"\x1f\x8b",
        "C'est un fichier compressé (.gz).",
        "Décompressez-le d'abord.",
    ),
    (
        b"7z\xbc\xaf",
        "C'est un fichier compressé (.7z).",
        "Décompressez-le d'abord.",
    ),
    (
        b"Rar!",
        "C'est un fichier compressé (.rar).",
        "Décompressez-le d'abord.",
    ),
    (
        b"SQLite format 3",
        "C'est une base SQLite, pas un tableau.",
        EXPORT,
    ),
    (
        b"PAR1",
        "C'est un fichier Parquet, pas un tableau qui se lit ici.",
        EXPORT,
    ),
    (
        b"From:",
        "C'est un courriel, pas un tableau.",
        "Enregistrez d'abord sa pièce jointe.",
    ),
];

impl FileKind {
    /// What a file is.
    ///
    /// # Errors
    /// [`Unreadable`]: no table.
    pub fn of(path: &Path) -> Result<Self, Unreadable> {
        let mut head = Vec::new();
        File::open(path)
            .and_then(|file| file.take(4_096).read_to_end(&mut head))
            .map_err(|error| Unreadable::file(&error))?;
        if head.starts_with(b"PK\x03\x04") {
            return zipped(path);
        }
        if head.starts_with(b"\xd0\xcf\x11\xe0") {
            return Ok(Self::Book(BookKind::Xls));
        }
        let other = OTHERS.iter().find(|(start, ..)| head.starts_with(start));
        if let Some((_, why, advice)) = other {
            return Err(Unreadable::new(0, *why, advice));
        }
        marked_up(&head).map_or(Ok(Self::Text), Err)
    }
}

/// A page or an answer of a program, by its first letters.
fn marked_up(head: &[u8]) -> Option<Unreadable> {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let text = String::from_utf8_lossy(text.trim_ascii_start()).to_lowercase();
    let (why, advice) = if text.starts_with("<?xml")
        && text.contains("urn:schemas-microsoft-com:office:spreadsheet")
    {
        (
            "C'est un classeur au format « Feuille de calcul XML 2003 ».",
            SAVE,
        )
    } else if text.starts_with("<!doctype html")
        || text.starts_with("<html")
        || text.contains("<tr") && text.starts_with('<')
    {
        (
            "C'est une page web (HTML), même si son nom finit par .xls ou .csv : peut-être la page d'une session expirée.",
            "Téléchargez le fichier à nouveau ; si c'est un tableau, ouvrez-le dans un tableur et enregistrez-le au format XLSX ou CSV.",
        )
    } else if text.starts_with("<br") || text.starts_with("<b>") {
        (
            "Ce fichier commence par un message de PHP, pas par un tableau.",
            "Téléchargez-le à nouveau ; si cela se répète, faites corriger le service qui le donne.",
        )
    } else if text.starts_with("<?xml") || text.starts_with("<rss") {
        ("C'est un fichier XML, pas un tableau.", EXPORT)
    } else if is_json(&text) {
        ("C'est un fichier JSON, pas un tableau.", EXPORT)
    } else {
        return None;
    };
    Some(Unreadable::new(0, why, advice))
}

/// Whether a text begins as an object or a list of JSON does: no title does.
fn is_json(text: &str) -> bool {
    let within = |open: char, first: &[char]| {
        let inner = text.strip_prefix(open).map(str::trim_start);
        inner.is_some_and(|inner| inner.is_empty() || inner.starts_with(first))
    };
    within('{', &['"', '}']) || within('[', &['{', '[', '"', ']'])
}

/// What a folded folder holds, by the names of its parts.
fn zipped(path: &Path) -> Result<FileKind, Unreadable> {
    let file = File::open(path).map_err(|error| Unreadable::file(&error))?;
    let broken = |_| {
        Unreadable::new(
            0,
            "Ce classeur est abîmé ou coupé.",
            "Téléchargez-le à nouveau, ou enregistrez-le à nouveau.",
        )
    };
    let mut parts = zip::ZipArchive::new(BufReader::new(file)).map_err(broken)?;
    let names: Vec<String> = parts
        .file_names()
        .flatten()
        .map(std::borrow::Cow::into_owned)
        .collect();
    let has = |start: &str| names.iter().any(|name| name.starts_with(start));
    let ends = |end: &str| names.iter().any(|name| name.ends_with(end));
    let (why, advice) = if has("xl/workbook.bin") {
        ("C'est un classeur binaire d'Excel (.xlsb).", SAVE)
    } else if has("xl/") {
        return Ok(FileKind::Book(BookKind::Xlsx));
    } else if has("content.xml") {
        return if is_locked(&mut parts) {
            Err(Unreadable::locked())
        } else {
            Ok(FileKind::Book(BookKind::Ods))
        };
    } else if ends(".iwa") || has("Index.zip") {
        (
            "C'est un classeur de Numbers (.numbers).",
            "Exportez-le depuis Numbers au format Excel (.xlsx) ou CSV.",
        )
    } else if has("word/") {
        ("C'est un document Word (.docx), pas un tableau.", EXPORT)
    } else if has("ppt/") {
        ("C'est une présentation PowerPoint, pas un tableau.", EXPORT)
    } else {
        (
            "C'est une archive ZIP, pas un tableau.",
            "Sortez-en d'abord le fichier à importer.",
        )
    };
    Err(Unreadable::new(0, why, advice))
}

/// Whether the parts of a workbook of LibreOffice are encrypted, as its own list of them says.
fn is_locked(parts: &mut zip::ZipArchive<BufReader<File>>) -> bool {
    let Ok(list) = parts.by_name("META-INF/manifest.xml") else {
        return false;
    };
    let mut text = String::new();
    let read = list.take(1 << 20).read_to_string(&mut text);
    read.is_ok() && text.contains("encryption-data")
}
