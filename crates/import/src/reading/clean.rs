//! Cells freed of what nobody sees: marks without width, spaces of every kind, control characters, what protects a zero from a spreadsheet.

use csv::StringRecord;

/// Whether nothing is seen of a character, not even a space.
const fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
    )
}

/// Whether a character alone says nothing.
pub fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || letter.is_control() || is_invisible(letter)
}

/// The fields of a row, each cleaned.
pub fn clean(fields: StringRecord) -> StringRecord {
    if fields.iter().all(is_clean) {
        return fields;
    }
    fields.iter().map(cell).collect()
}

fn is_clean(text: &str) -> bool {
    let odd = |letter: char| letter != ' ' && is_blank(letter);
    !text.starts_with(['=', '\'', ' ']) && !text.ends_with(' ') && !text.contains(odd)
}

/// A text without what nobody sees, each space of whatever kind a plain one.
pub fn cell(text: &str) -> String {
    let seen = text.chars().filter(|letter| !is_invisible(*letter));
    let plain: String = seen
        .map(|letter| if is_blank(letter) { ' ' } else { letter })
        .collect();
    unprotected(plain.trim()).unwrap_or(plain.trim()).to_owned()
}

/// What `="0350122T"`, `'0350122T` or `'=1+1` protects from a spreadsheet.
fn unprotected(text: &str) -> Option<&str> {
    if let Some(quoted) = text.strip_prefix("=\"") {
        let inner = quoted.strip_suffix('"')?;
        return (!inner.contains('"')).then_some(inner.trim());
    }
    let marked = text.strip_prefix('\'')?;
    let protects = |letter: char| letter.is_ascii_digit() || matches!(letter, '=' | '+' | '-' | '@');
    marked.starts_with(protects).then_some(marked)
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn what_nobody_sees_is_taken_off_and_what_a_cell_says_stays() {
        for (written, said) in [
            ("\u{feff}0359101C\u{200b}", "0359101C"),
            ("CP\u{a0}A", "CP A"),
            ("\u{202f}12 \u{2009}", "12"),
            ("deux\r\nlignes\u{b}ici", "deux  lignes ici"),
            ("=\"0359101C\"", "0359101C"),
            ("= \"0359101C\"", "= \"0359101C\""),
            ("'0359101C", "0359101C"),
            ("'=1+1", "=1+1"),
            ("'t Hof", "'t Hof"),
            ("École Saint\u{2011}Jean", "École Saint\u{2011}Jean"),
            ("\u{81}CP A\u{7f}", "CP A"),
        ] {
            assert_eq!(cell(written), said, "{written:?}");
        }
    }
}
