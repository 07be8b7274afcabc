//! A table, and how it is written: its encoding, its separator, its line ends, what stands above and beside it.

use crate::reading::text::tests::{Single, encoded};
use proptest::{collection::vec, prelude::*, sample::select};

const TITLES: [&str; 6] = ["UAI", "classe", "étape", "date", "remarque", "suite"];
/// Words of French files; what a spreadsheet protects stands first.
const WORDS: [&str; 16] = [
    "0350011X",
    "0350012Y",
    "12",
    "",
    "",
    "CP A",
    "École élémentaire",
    "François",
    "à côté",
    "Noël",
    "15/03/2021",
    "embarquée",
    "Hélène",
    "l'Île-aux-Moines",
    "A; B",
    "dite \"la petite\"",
];

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Encoding {
    Utf8,
    Utf8Marked,
    Utf16 { little: bool, marked: bool },
    Single(Single),
    Twice,
}

#[derive(Clone, Debug)]
pub struct Written {
    rows: Vec<[usize; 6]>,
    encoding: Encoding,
    separator: char,
    end: &'static str,
    /// Lines above the titles; an empty one where there is no word.
    above: Vec<&'static str>,
    told: bool,
    /// Whether the last cells of a row are left out where they are empty, as Excel does in some blocks of rows.
    short: bool,
    /// Empty cells beyond the titles.
    beyond: usize,
    protection: usize,
    /// Whether the last line is ended.
    ended: bool,
    /// Whether nothing stands around the table and no cell is protected.
    plain: bool,
}

pub fn written() -> impl Strategy<Value = Written> {
    let encodings = vec![
        Encoding::Utf8,
        Encoding::Utf8Marked,
        Encoding::Utf16 {
            little: true,
            marked: true,
        },
        Encoding::Utf16 {
            little: false,
            marked: true,
        },
        Encoding::Utf16 {
            little: true,
            marked: false,
        },
        Encoding::Utf16 {
            little: false,
            marked: false,
        },
        Encoding::Single(Single::Windows1252),
        Encoding::Single(Single::MacRoman),
        Encoding::Single(Single::Cp850),
        Encoding::Twice,
    ];
    let rows = vec(proptest::array::uniform6(0..WORDS.len()), 1..40);
    let shape = (
        select(encodings),
        select(vec![';', ',', '\t', '|']),
        select(vec!["\n", "\r\n", "\r"]),
    );
    let above = vec(
        select(vec!["", "Mises à jour de mars", "Académie de Rennes"]),
        0..6,
    );
    let around = (
        above,
        any::<bool>(),
        any::<bool>(),
        0..3_usize,
        0..5_usize,
        any::<bool>(),
    );
    (rows, shape, around).prop_map(
        |(rows, (encoding, separator, end), (above, told, short, beyond, protection, ended))| Written {
            rows,
            encoding,
            separator,
            end,
            above,
            told,
            short,
            beyond,
            protection,
            ended,
            plain: false,
        },
    )
}

impl Written {
    /// The table alone.
    pub fn alone(self) -> Self {
        Self { plain: true, ..self }
    }

    /// The titles and the rows, as they are to be read: without the rows that are empty.
    pub fn table(&self) -> Vec<Vec<String>> {
        let titles = TITLES.map(str::to_owned).to_vec();
        std::iter::once(titles)
            .chain(self.words().into_iter().filter(|row| !is_empty(row)))
            .collect()
    }

    fn words(&self) -> Vec<Vec<String>> {
        let word = |at: &usize| WORDS[*at].to_owned();
        self.rows
            .iter()
            .map(|row| row.iter().map(word).collect())
            .collect()
    }

    /// The line of each row of the table.
    pub fn lines(&self) -> Vec<u64> {
        let first = 1 + self.above().len() as u64 + u64::from(self.told());
        let rows = (first + 1..).zip(self.words());
        std::iter::once(first)
            .chain(rows.filter(|(_, row)| !is_empty(row)).map(|(line, _)| line))
            .collect()
    }

    fn above(&self) -> &[&'static str] {
        if self.plain { &[] } else { &self.above }
    }

    /// « sep= » is read by its first line; above it nothing stands.
    fn told(&self) -> bool {
        self.told && self.above.is_empty() && !self.plain
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut lines: Vec<String> = Vec::new();
        lines.extend(self.told().then(|| format!("sep={}", self.separator)));
        lines.extend(self.above().iter().map(|line| (*line).to_owned()));
        lines.push(TITLES.join(&self.separator.to_string()));
        let last = self.rows.len() - 1;
        // A file whose last line is short is ended, else it is a file that was cut.
        let ended = self.ended || self.short;
        for (at, row) in self.words().into_iter().enumerate() {
            let mut cells: Vec<String> = row.iter().map(|cell| self.cell(cell)).collect();
            while self.short
                && (at / 16) % 2 == 0
                && cells.last().is_some_and(String::is_empty)
                && cells.len() > 1
            {
                cells.pop();
            }
            if cells.len() == TITLES.len() && (at != last || ended) {
                cells.extend(vec![String::new(); self.beyond]);
            }
            lines.push(cells.join(&self.separator.to_string()));
        }
        let mut text = lines.join(self.end);
        if ended {
            text.push_str(self.end);
        }
        match self.encoding {
            Encoding::Utf8 => text.into_bytes(),
            Encoding::Utf8Marked => format!("\u{feff}{text}").into_bytes(),
            Encoding::Utf16 { little, marked } => {
                let mark = if marked { "\u{feff}" } else { "" };
                let units: Vec<u16> = format!("{mark}{text}").encode_utf16().collect();
                let bytes = |unit: u16| {
                    if little {
                        unit.to_le_bytes()
                    } else {
                        unit.to_be_bytes()
                    }
                };
                units.into_iter().flat_map(bytes).collect()
            }
            Encoding::Single(single) => encoded(&text, single),
            Encoding::Twice => encoding_rs::WINDOWS_1252
                .decode(text.as_bytes())
                .0
                .into_owned()
                .into_bytes(),
        }
    }

    fn cell(&self, word: &str) -> String {
        let is_code = word.starts_with(|letter: char| letter.is_ascii_digit());
        let wide = matches!(
            self.encoding,
            Encoding::Utf8 | Encoding::Utf8Marked | Encoding::Utf16 { .. }
        );
        let said = match self.protection {
            _ if self.plain || word.is_empty() => word.to_owned(),
            1 if is_code => return format!("=\"{word}\""),
            2 if is_code => format!("'{word}"),
            3 if wide => format!("\u{feff}{word}\u{200b}\u{a0}"),
            4 => format!("  {word} "),
            _ => word.to_owned(),
        };
        if said.contains([self.separator, '"', '\n']) {
            format!("\"{}\"", said.replace('"', "\"\""))
        } else {
            said
        }
    }
}

fn is_empty(row: &[String]) -> bool {
    row.iter().all(String::is_empty)
}
