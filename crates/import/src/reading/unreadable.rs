//! A file that can't be read, with the reason and the advice.

use std::io;

/// A file that can't be read.
#[derive(Debug)]
pub struct Unreadable {
    /// The line; 0 when it is the file as a whole.
    pub line: u64,
    /// Why, in French.
    pub why: String,
    /// What to do, in French.
    pub advice: &'static str,
}

impl Unreadable {
    /// Why, at a line, and what to do.
    pub fn new(line: u64, why: impl Into<String>, advice: &'static str) -> Self {
        Self {
            line,
            why: why.into(),
            advice,
        }
    }

    /// The file can't be opened or read at all.
    pub fn file(error: &io::Error) -> Self {
        Self::new(
            0,
            format!("Le fichier ne peut pas être lu ({error})."),
            "Vérifiez qu'il existe et qu'il n'est pas ouvert ailleurs.",
        )
    }

    /// A workbook that a password closes.
    pub fn locked() -> Self {
        Self::new(
            0,
            "Ce classeur est protégé par un mot de passe.",
            "Enlevez son mot de passe, puis enregistrez-le à nouveau.",
        )
    }

    /// The reading ended for a reason of ours.
    pub fn cut() -> Self {
        Self::new(
            0,
            "La lecture du fichier s'est interrompue.",
            "Réessayez ; si cela se répète, prévenez l'équipe du service.",
        )
    }
}
