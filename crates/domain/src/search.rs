//! Folded form of a text, by which names are searched and headers are matched: blind to case, accents, ligatures and punctuation.

/// Lower case, without accents, every run of other characters than letters and digits as one space: `"St-Étienne  (Loire)"` → `"st etienne loire"`.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars().flat_map(char::to_lowercase) {
        match plain(character) {
            Some(letters) => folded.push_str(letters),
            None if character.is_alphanumeric() => folded.push(character),
            // An accent written apart belongs to the letter before it.
            None if ('\u{300}'..='\u{36f}').contains(&character) => {}
            None if folded.ends_with(' ') || folded.is_empty() => {}
            None => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

fn plain(character: char) -> Option<&'static str> {
    Some(match character {
        'à' | 'â' | 'ä' | 'á' | 'ã' | 'å' => "a",
        'ç' => "c",
        'é' | 'è' | 'ê' | 'ë' => "e",
        'î' | 'ï' | 'í' | 'ì' => "i",
        'ñ' => "n",
        'ô' | 'ö' | 'ó' | 'ò' | 'õ' => "o",
        'ù' | 'û' | 'ü' | 'ú' => "u",
        'ÿ' | 'ý' => "y",
        'œ' => "oe",
        'æ' => "ae",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn names_match_whatever_their_case_accents_and_punctuation() {
        for same in [
            "Saint-Étienne (Loire)",
            "SAINT ETIENNE  LOIRE",
            "saint_étienne\tloire",
        ] {
            assert_eq!(fold(same), "saint etienne loire");
        }
        assert_eq!(fold("Sacré-Cœur"), "sacre coeur");
        assert_eq!(fold("E\u{301}cole"), "ecole");
        assert_eq!(fold("  — "), "");
    }
}
