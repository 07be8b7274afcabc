//! Names of sheets: short, without signs that a spreadsheet refuses, each once.

use crate::Table;

/// A sheet's name has at most 31 units of UTF-16.
const LONG: usize = 31;

/// A name for each table, after its caption.
pub fn sheets<'a>(tables: impl Iterator<Item = &'a Table>) -> Vec<String> {
    // The summary's, and the one that Excel keeps for itself.
    let mut taken = vec![super::SUMMARY.to_lowercase(), "history".to_owned()];
    let mut names = Vec::new();
    for table in tables {
        let wanted = plain(&table.caption);
        let mut name = shorten(&wanted, "");
        let mut again = 2;
        while taken.contains(&name.to_lowercase()) {
            name = shorten(&wanted, &format!(" ({again})"));
            again += 1;
        }
        taken.push(name.to_lowercase());
        names.push(name);
    }
    names
}

fn plain(caption: &str) -> String {
    let known = caption.replace(
        |letter: char| letter.is_control() || "*?:[]\\/".contains(letter),
        " ",
    );
    let words: Vec<&str> = known.split_whitespace().collect();
    let joined = words.join(" ");
    match joined.trim_matches('\'').trim() {
        "" => "Tableau".to_owned(),
        name => name.to_owned(),
    }
}

/// The name with its suffix, its end left out when it is too long.
fn shorten(name: &str, suffix: &str) -> String {
    let room = LONG - suffix.len();
    if name.encode_utf16().count() <= room {
        return format!("{name}{suffix}");
    }
    let mut out = String::new();
    for letter in name.chars() {
        if out.encode_utf16().count() + letter.len_utf16() >= room {
            break;
        }
        out.push(letter);
    }
    format!("{}…{suffix}", out.trim_end())
}

#[cfg(test)]
mod tests {
    use super::sheets;
    use crate::Table;

    fn named(captions: &[&str]) -> Vec<String> {
        let tables: Vec<Table> = (captions.iter())
            .map(|caption| Table {
                caption: (*caption).to_owned(),
                columns: Vec::new(),
                rows: Vec::new(),
                total: None,
            })
            .collect();
        sheets(tables.iter())
    }

    #[test]
    fn a_refused_sign_becomes_a_space() {
        assert_eq!(named(&["Payé / engagé [2021]: où ?"]), ["Payé engagé 2021 où"]);
        assert_eq!(named(&["'Hors marché'", "  "]), ["Hors marché", "Tableau"]);
    }

    #[test]
    fn a_name_stands_once_whatever_its_case() {
        assert_eq!(
            named(&["Synthèse", "Écoles", "ÉCOLES", "History"]),
            ["Synthèse (2)", "Écoles", "ÉCOLES (2)", "History (2)"]
        );
    }

    #[test]
    fn a_long_name_is_shortened_and_still_told_from_the_others() {
        let long = "Engagements et paiements par circonscription";
        let names = named(&[long, long]);
        assert_eq!(
            names,
            [
                "Engagements et paiements par c…",
                "Engagements et paiements p… (2)"
            ]
        );
        assert!(names.iter().all(|name| name.encode_utf16().count() <= 31));
        let wide = "😀".repeat(40);
        assert!(
            named(&[&wide])
                .iter()
                .all(|name| name.encode_utf16().count() <= 31)
        );
    }
}
