//! When two names name one class: equal once folded. The rule of every list and form that names classes.

use unicode_normalization::UnicodeNormalization;

/// A name of a class without what people write now one way, now another: case, accents (composed or not), ligatures, the form of an apostrophe,
/// spaces, hyphens, characters that nobody sees. A gap between two digits stays, as one space: `CP 1 2` is not `CP 12`.
pub fn fold_label(label: &str) -> String {
    let mut folded = String::with_capacity(label.len());
    let mut gap = false;
    for character in label.nfd().flat_map(char::to_lowercase) {
        match character {
            accent if is_accent(accent) => {}
            unseen if is_unseen(unseen) => {}
            space if is_gap(space) => gap = true,
            written => {
                let digits = written.is_ascii_digit() && folded.ends_with(|last: char| last.is_ascii_digit());
                if std::mem::take(&mut gap) && digits {
                    folded.push(' ');
                }
                match written {
                    'œ' => folded.push_str("oe"),
                    'æ' => folded.push_str("ae"),
                    '\u{2018}' | '\u{2019}' | '\u{2bc}' => folded.push('\''),
                    plain => folded.push(plain),
                }
            }
        }
    }
    folded
}

/// An accent written apart from its letter.
const fn is_accent(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}

/// Soft hyphens, zero-width spaces and joiners, marks of direction and of byte order.
const fn is_unseen(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// A space, a tab or an end of line; a hyphen, a dash or a minus sign.
fn is_gap(character: char) -> bool {
    character.is_whitespace() || matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

#[cfg(test)]
mod tests;
