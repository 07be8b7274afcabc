//! Encodings of one byte a letter, told apart by what letters can be: those of French text, where they can stand.

use encoding_rs::{MACINTOSH, WINDOWS_1252};

/// The upper half of the code page of MS-DOS, which some exports still write.
pub const CP850: [char; 128] = [
    'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å', 'É', 'æ', 'Æ', 'ô', 'ö',
    'ò', 'û', 'ù', 'ÿ', 'Ö', 'Ü', 'ø', '£', 'Ø', '×', 'ƒ', 'á', 'í', 'ó', 'ú', 'ñ', 'Ñ', 'ª', 'º', '¿', '®',
    '¬', '½', '¼', '¡', '«', '»', '░', '▒', '▓', '│', '┤', 'Á', 'Â', 'À', '©', '╣', '║', '╗', '╝', '¢', '¥',
    '┐', '└', '┴', '┬', '├', '─', '┼', 'ã', 'Ã', '╚', '╔', '╩', '╦', '╠', '═', '╬', '¤', 'ð', 'Ð', 'Ê', 'Ë',
    'È', 'ı', 'Í', 'Î', 'Ï', '┘', '┌', '█', '▄', '¦', 'Ì', '▀', 'Ó', 'ß', 'Ô', 'Ò', 'õ', 'Õ', 'µ', 'þ', 'Þ',
    'Ú', 'Û', 'Ù', 'ý', 'Ý', '¯', '´', '\u{ad}', '±', '‗', '¾', '¶', '§', '÷', '¸', '°', '¨', '·', '¹', '³',
    '²', '■', '\u{a0}',
];

/// An encoding of one byte a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Single {
    Windows1252,
    MacRoman,
    Cp850,
}

/// Alike, the first one is meant: what French spreadsheets write.
const ALL: [Single; 3] = [Single::Windows1252, Single::MacRoman, Single::Cp850];

impl Single {
    /// The letter of a byte above ASCII.
    fn letter(self, byte: u8) -> char {
        let one = [byte];
        let decoded = match self {
            Self::Windows1252 => WINDOWS_1252.decode_without_bom_handling(&one).0,
            Self::MacRoman => MACINTOSH.decode_without_bom_handling(&one).0,
            Self::Cp850 => return CP850.get(usize::from(byte & 0x7f)).copied().unwrap_or('\u{fffd}'),
        };
        decoded.chars().next().unwrap_or('\u{fffd}')
    }
}

/// What stands beside a byte.
#[derive(Clone, Copy, PartialEq)]
enum Beside {
    Lower,
    Upper,
    /// Another byte above ASCII: any letter.
    Above,
    Other,
}

impl Beside {
    const fn of(byte: u8) -> Self {
        match byte {
            b'a'..=b'z' => Self::Lower,
            b'A'..=b'Z' => Self::Upper,
            0x80.. => Self::Above,
            _ => Self::Other,
        }
    }

    const fn is_letter(self) -> bool {
        matches!(self, Self::Lower | Self::Upper)
    }
}

/// How well the bytes of a file are French letters in each encoding.
#[derive(Default)]
pub struct Letters {
    scores: [i64; 3],
    before: u8,
}

impl Letters {
    /// Looks at bytes that follow those before.
    pub fn look(&mut self, bytes: &[u8]) {
        for (at, byte) in bytes.iter().enumerate() {
            if *byte >= 0x80 {
                let next = bytes.get(at + 1).copied().unwrap_or(b' ');
                let beside = (Beside::of(self.before), Beside::of(next));
                for (score, single) in self.scores.iter_mut().zip(ALL) {
                    *score += likely(single.letter(*byte), beside.0, beside.1);
                }
            }
            self.before = *byte;
        }
    }

    /// The encoding in which they are; none where they are French in none.
    pub fn best(&self) -> Option<Single> {
        let best = self.scores.iter().max()?;
        let found = ALL.iter().zip(self.scores).find(|(_, score)| score == best);
        found.filter(|_| *best >= 0).map(|(single, _)| *single)
    }
}

/// How likely a letter stands there: as often as French has it, where French can have it.
fn likely(letter: char, before: Beside, after: Beside) -> i64 {
    let within = before.is_letter() && after.is_letter();
    match letter {
        // French words seldom begin by these.
        'ê' | 'ô' | 'î' | 'û' | 'ù' | 'â' | 'ë' | 'ï' if !before.is_letter() => 1,
        'à' if within => 1,
        'é' => 6,
        'è' | 'à' => 4,
        'ê' | 'ç' => 3,
        'ô' | 'î' | 'û' | 'ù' | 'â' | 'ë' | 'ï' | 'œ' => 2,
        'ä' | 'ö' | 'ü' | 'ÿ' | 'æ' => 1,
        // A capital does not follow a small letter.
        'É' | 'È' | 'À' | 'Ç' | 'Ê' | 'Î' | 'Ô' | 'Ï' | 'Ë' | 'Û' | 'Ù' | 'Â' | 'Œ' | 'Ä' | 'Ö' | 'Ü' => {
            match before {
                Beside::Lower => -3,
                _ if letter == 'É' => 4,
                _ if matches!(letter, 'À' | 'È' | 'Ê' | 'Î' | 'Ô' | 'Ç') => 2,
                _ => 1,
            }
        }
        '’' if within => 4,
        '\u{a0}' => 2,
        '’' | '‘' | '“' | '”' | '«' | '»' | '…' | '–' | '—' | '•' | '°' | '€' | '²' | 'º' if !within => {
            1
        }
        letter if letter.is_control() => -6,
        _ => -3,
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A text in an encoding of one byte a letter, which has all its letters.
    pub fn encoded(text: &str, single: Single) -> Vec<u8> {
        let of = |letter: char| {
            if letter.is_ascii() {
                return u8::try_from(letter).unwrap();
            }
            (0x80..=0xff).find(|byte| single.letter(*byte) == letter).unwrap()
        };
        text.chars().map(of).collect()
    }

    #[test]
    fn each_encoding_is_told_by_its_letters_from_a_single_word_on() {
        for text in [
            "école",
            "École",
            "ÉCOLE ÉLÉMENTAIRE",
            "Hélène",
            "à côté",
            "Noël à la crèche",
            "Françoise",
            "tête",
            "Saint-Géréon ; élèves",
            "L'Île-d'Yeu",
            "Sœur Agnès",
        ] {
            for single in ALL {
                let mut letters = Letters::default();
                // MS-DOS has no œ.
                if single == Single::Cp850 && text.contains('œ') {
                    continue;
                }
                letters.look(&encoded(text, single));
                assert_eq!(letters.best(), Some(single), "{text}: {:?}", letters.scores);
            }
        }
    }

    #[test]
    fn bytes_that_are_french_nowhere_are_of_no_encoding() {
        let mut letters = Letters::default();
        letters.look(b"a\x81b\xf7c\xd0d\xb6e");
        assert_eq!(letters.best(), None);
    }
}
