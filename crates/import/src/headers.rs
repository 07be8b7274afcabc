//! Columns found by their names, blind to case, accents, spaces and underscores, never by position.

use crate::unreadable::Unreadable;
use csv::StringRecord;
use domain::fold::fold;

/// A column to find.
pub struct Wanted {
    /// Its name in reports.
    pub title: &'static str,
    /// Its spellings, folded.
    pub spellings: &'static [&'static str],
    /// Whether a file without it is another file.
    pub required: bool,
}

/// Where the wanted columns stand, in the order of what was wanted.
pub struct Columns {
    wanted: &'static [Wanted],
    at: Vec<Option<usize>>,
}

impl Columns {
    /// Finds them in a header.
    ///
    /// # Errors
    /// [`Unreadable`]: one that is required is missing.
    pub fn find(header: &StringRecord, wanted: &'static [Wanted]) -> Result<Self, Unreadable> {
        let names: Vec<String> = header.iter().map(name).collect();
        let place = |column: &Wanted| {
            names
                .iter()
                .position(|name| column.spellings.contains(&name.as_str()))
        };
        let at: Vec<Option<usize>> = wanted.iter().map(place).collect();
        let missing = wanted
            .iter()
            .zip(&at)
            .filter(|(column, at)| column.required && at.is_none());
        let missing: Vec<String> = missing
            .map(|(column, _)| format!("« {} »", column.title))
            .collect();
        if missing.is_empty() {
            return Ok(Self { wanted, at });
        }
        Err(Unreadable {
            line: 1,
            why: format!(
                "Il manque {} : {}.{}",
                if missing.len() > 1 {
                    "des colonnes"
                } else {
                    "une colonne"
                },
                missing.join(", "),
                looks_like(&names)
            ),
            advice: "Choisissez le bon fichier, ou le bon contenu dans la liste.",
        })
    }

    /// The titles of the columns that nothing reads, as they stand in the header.
    pub fn unread(&self, header: &StringRecord) -> Vec<String> {
        let unread = |(at, title): &(usize, &str)| !self.at.contains(&Some(*at)) && !title.trim().is_empty();
        let titles = header.iter().enumerate().filter(unread);
        titles.map(|(_, title)| title.trim().to_owned()).collect()
    }

    /// The value of a column, trimmed; empty when the file has no such column.
    pub fn value<'a>(&self, record: &'a StringRecord, column: usize) -> &'a str {
        let at = self.at.get(column).copied().flatten();
        at.and_then(|at| record.get(at)).unwrap_or_default().trim()
    }

    /// Whether the file has a column.
    pub fn has(&self, column: usize) -> bool {
        self.at.get(column).copied().flatten().is_some()
    }

    /// A column's name in reports.
    pub fn title(&self, column: usize) -> &'static str {
        self.wanted.get(column).map_or("", |column| column.title)
    }
}

/// A column's folded name; a plus sign counts, since it tells `REP +` from `REP`.
fn name(title: &str) -> String {
    let folded = fold(title);
    if title.contains('+') {
        format!("{folded} plus")
    } else {
        folded
    }
}

/// Which other file of ours it could be.
fn looks_like(names: &[String]) -> &'static str {
    let has = |name: &str| names.iter().any(|known| known == name);
    if has("identifiant de l etablissement") || has("appartenance education prioritaire") {
        " Ce fichier ressemble à l'annuaire des écoles."
    } else if has("rentree scolaire") {
        " Ce fichier ressemble aux effectifs du ministère."
    } else if has("etape") || has("stade") {
        " Ce fichier ressemble à des mises à jour de l'adoption."
    } else if has("classe") {
        " Ce fichier ressemble à une liste de classes."
    } else {
        ""
    }
}
