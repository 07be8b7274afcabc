//! The answers of a run beside those that are kept: one line for each, those who get the same one on the same line.

use super::answer::Answer;
use std::{
    collections::BTreeMap,
    fmt::Write,
    path::{Path, PathBuf},
};

/// The differences that are told.
const TOLD_MAX: usize = 20;

/// (part, what is asked, who asks) → status, length, fingerprint.
type Lines = BTreeMap<(String, String, String), String>;

/// Where an answer stands in the book.
pub struct Place<'a> {
    pub part: &'a str,
    /// What is asked.
    pub asked: &'a str,
    /// Who asks.
    pub who: &'a str,
}

/// The answers of a run.
pub struct Book {
    lines: Lines,
    /// Where each answer is written in full, if it is.
    dump: Option<PathBuf>,
}

impl Book {
    pub fn open() -> Self {
        Self {
            lines: Lines::new(),
            dump: std::env::var_os("UNCHANGED_DUMP").map(PathBuf::from),
        }
    }

    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Adds the answers of another.
    pub fn add(&mut self, other: Self) {
        self.lines.extend(other.lines);
    }

    /// Enters an answer.
    pub fn enter(&mut self, place: Place<'_>, answer: &Answer) {
        let Place { part, asked, who } = place;
        if let Some(dump) = &self.dump {
            let name: String = asked
                .chars()
                .map(|letter| {
                    if letter.is_ascii_alphanumeric() {
                        letter
                    } else {
                        '_'
                    }
                })
                .take(180)
                .collect();
            let folder = dump.join(part).join(who);
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join(name), &answer.text).unwrap();
        }
        let key = (part.to_owned(), asked.to_owned(), who.to_owned());
        let before = self.lines.insert(key, answer.told.clone());
        assert_eq!(before, None, "{part} {asked} {who} is asked twice");
    }

    fn written(&self) -> String {
        let mut rows = BTreeMap::<_, Vec<&str>>::new();
        for ((part, asked, who), told) in &self.lines {
            rows.entry((part, asked, told)).or_default().push(who);
        }
        let mut text = "# What is asked, the status, the length and the SHA-256 in short of what is compared, who gets it.\n".to_owned();
        let mut last = "";
        for ((part, asked, told), who) in rows {
            if last != part {
                writeln!(text, "## {part}").unwrap();
                last = part;
            }
            writeln!(text, "{asked} {told} {}", who.join(",")).unwrap();
        }
        text
    }

    /// Compares with the answers that are kept, or keeps these when `UPDATE_UNCHANGED` is set.
    pub fn compare(&self, path: &Path) {
        if std::env::var_os("UPDATE_UNCHANGED").is_some() {
            std::fs::write(path, self.written()).unwrap();
        }
        let kept = read(&std::fs::read_to_string(path).unwrap_or_default());
        let mut wrong = Vec::new();
        for (key, told) in &self.lines {
            match kept.get(key) {
                None => wrong.push((key, format!("is new: {told}"))),
                Some(before) if before != told => wrong.push((key, format!("was {before}, is {told}"))),
                Some(_) => {}
            }
        }
        let gone = kept.keys().filter(|key| !self.lines.contains_key(key));
        wrong.extend(gone.map(|key| (key, "is asked no more".to_owned())));
        let mut text = String::new();
        for ((part, asked, who), why) in wrong.iter().take(TOLD_MAX) {
            writeln!(text, "{part} · {who} · {asked} {why}").unwrap();
        }
        assert!(
            wrong.is_empty(),
            "{} answers differ (UNCHANGED_DUMP=folder writes each in full, to compare two runs):\n{text}",
            wrong.len()
        );
    }
}

fn read(text: &str) -> Lines {
    let (mut lines, mut part) = (Lines::new(), "");
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            part = name;
        } else if !line.starts_with('#') {
            let words: Vec<&str> = line.split(' ').collect();
            let at = words.len() - 4;
            let (asked, told) = (words[..at].join(" "), words[at..at + 3].join(" "));
            for who in words[at + 3].split(',') {
                lines.insert((part.to_owned(), asked.clone(), who.to_owned()), told.clone());
            }
        }
    }
    lines
}
