//! Columns found by their names, blind to case, accents, spaces and underscores, never by position.

mod row;

pub use super::wanted::Wanted;
use super::{
    report::Findings,
    source::{Record, Source},
    unreadable::Unreadable,
    wanted::name,
};
use csv::StringRecord;
pub use row::Row;

/// Defines the columns of a format, `WANTED`, with a constant for the place of each: its title in reports, then its folded spellings.
macro_rules! columns {
    ($($name:ident = $need:ident($title:literal, [$($spelling:literal),* $(,)?]);)*) => {
        $crate::reading::headers::columns!(@place 0; $($name)*);
        pub(crate) const WANTED: &[$crate::reading::headers::Wanted] =
            &[$($crate::reading::headers::Wanted::$need($title, &[$($spelling),*])),*];
    };
    (@place $place:expr;) => {};
    (@place $place:expr; $name:ident $($more:ident)*) => {
        const $name: usize = $place;
        $crate::reading::headers::columns!(@place $place + 1; $($more)*);
    };
}
pub(crate) use columns;

/// The title of the column that says what is wrong with each row of a file that is given back.
pub const ERROR: &str = "erreur";

/// Where the wanted columns stand, in the order of what was wanted.
pub struct Columns {
    wanted: &'static [Wanted],
    at: Vec<Option<usize>>,
}

impl Columns {
    /// Finds them in a file's header; the others are told as not read.
    ///
    /// # Errors
    /// [`Unreadable`]: one that is required is missing.
    pub fn of(
        source: &Source,
        wanted: &'static [Wanted],
        findings: &mut Findings,
    ) -> Result<Self, Unreadable> {
        let columns = Self::find(source.header(), source.header_line(), wanted)?;
        findings.unread = columns.unread(source.header());
        Ok(columns)
    }

    fn find(header: &StringRecord, line: u64, wanted: &'static [Wanted]) -> Result<Self, Unreadable> {
        let names: Vec<String> = header.iter().map(name).collect();
        check_twice(header, &names, line, wanted)?;
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
            line,
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
    fn unread(&self, header: &StringRecord) -> Vec<String> {
        let unread = |(at, title): &(usize, &str)| {
            !self.at.contains(&Some(*at)) && !title.trim().is_empty() && name(title) != ERROR
        };
        let titles = header.iter().enumerate().filter(unread);
        titles.map(|(_, title)| title.trim().to_owned()).collect()
    }

    /// A row of the file, read by these columns.
    pub const fn row<'r>(&'r self, record: &'r Record) -> Row<'r> {
        Row {
            line: record.line,
            columns: self,
            fields: &record.fields,
        }
    }

    /// The columns that are read, in which a spreadsheet left one of its errors.
    pub fn broken<'r>(&'r self, record: &'r Record) -> impl Iterator<Item = usize> + 'r {
        let is_broken = |at: &Option<usize>| {
            let text = at.and_then(|at| record.fields.get(at)).unwrap_or_default();
            text.starts_with('#') && BROKEN.contains(&text)
        };
        let columns = self.at.iter().enumerate();
        columns
            .filter(move |(_, at)| is_broken(at))
            .map(|(column, _)| column)
    }

    /// Whether the file has a column.
    pub fn has(&self, column: usize) -> bool {
        self.at.get(column).copied().flatten().is_some()
    }
}

/// Two columns of one name: which of them is meant, nobody knows.
fn check_twice(
    header: &StringRecord,
    names: &[String],
    line: u64,
    wanted: &[Wanted],
) -> Result<(), Unreadable> {
    let is_wanted = |name: &str| wanted.iter().any(|column| column.spellings.contains(&name));
    for (at, name) in names.iter().enumerate().filter(|(_, name)| is_wanted(name)) {
        if names.iter().take(at).any(|before| before == name) {
            let title = header.get(at).unwrap_or_default();
            return Err(Unreadable::new(
                line,
                format!("Deux colonnes s'appellent « {title} »."),
                "Gardez celle qui est à lire, ou renommez l'autre.",
            ));
        }
    }
    Ok(())
}

/// What a spreadsheet leaves in a cell whose formula failed.
const BROKEN: [&str; 13] = [
    "#N/A", "#NA", "#REF!", "#VALEUR!", "#VALUE!", "#DIV/0!", "#NOM?", "#NAME?", "#NUL!", "#NULL!",
    "#NOMBRE!", "#NUM!", "#CALC!",
];

/// The name of a column in reports.
pub fn title(wanted: &[Wanted], column: usize) -> &'static str {
    wanted.get(column).map_or("", |column| column.title)
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
