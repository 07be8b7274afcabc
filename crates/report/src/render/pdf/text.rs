//! Words into glyphs, and glyphs into lines.

use std::ops::Range;

use assets::{BOLD, REGULAR};
use harfrust::{Direction, Feature, FontRef, ShapeOptions, ShaperData, Tag, UnicodeBuffer};
use krilla::text::{Font, GlyphId, KrillaGlyph};

use crate::Fault;

/// The narrow no-break space, and how wide it is at least, in ems: Marianne's own leaves thousands glued together.
const THIN: char = '\u{202f}';
const THIN_WIDTH: f32 = 0.2;

/// The two weights.
pub struct Faces {
    regular: Face,
    bold: Face,
}

/// One weight of the typeface.
struct Face {
    font: Font,
    tables: FontRef<'static>,
    shaper: ShaperData,
    /// What stands for a letter that the typeface hasn't.
    unknown: Option<(GlyphId, f32)>,
}

/// How words look.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// As running text.
    Regular,
    /// As a heading or a total.
    Bold,
}

/// Words as glyphs, measured in ems.
pub struct Run {
    /// What a screen reader says, and what is copied.
    pub text: String,
    /// One after the other.
    pub glyphs: Vec<KrillaGlyph>,
    /// The font that they are in.
    pub font: Font,
}

/// Some glyphs of a run that stand on a line.
#[derive(Debug, Clone, PartialEq)]
pub struct TextLine {
    /// Which ones, with the space that ends them.
    pub glyphs: Range<usize>,
    /// How wide they are, in ems, without that space.
    pub width: f32,
}

impl Faces {
    /// Reads the fonts of the program.
    pub fn load() -> Result<Self, Fault> {
        let load = |data| Face::load(data).ok_or(Fault::NoFont);
        Ok(Self {
            regular: load(REGULAR)?,
            bold: load(BOLD)?,
        })
    }

    /// Shapes words. `figures`: each digit as wide as the other, so that a column is aligned.
    pub fn shape(&self, text: &str, weight: Weight, figures: bool) -> Run {
        let face = match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        };
        face.run(clean(text), figures)
    }
}

impl Face {
    fn load(data: &'static [u8]) -> Option<Self> {
        let tables = FontRef::new(data).ok()?;
        let mut face = Self {
            font: Font::new(data.into(), 0)?,
            shaper: ShaperData::new(&tables),
            tables,
            unknown: None,
        };
        let mark = face.run("?".to_owned(), false);
        face.unknown = mark.glyphs.first().map(|glyph| (glyph.glyph_id, glyph.x_advance));
        Some(face)
    }

    fn run(&self, text: String, figures: bool) -> Run {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&text);
        buffer.guess_segment_properties();
        buffer.set_direction(Direction::LeftToRight);
        let features = [
            Feature::new(Tag::new(b"tnum"), 1, ..),
            Feature::new(Tag::new(b"kern"), 0, ..),
        ];
        let chosen: &[Feature] = if figures { &features } else { &[] };
        let shaper = self.shaper.shaper(&self.tables).build();
        let shaped = shaper.shape(buffer, ShapeOptions::new().features(chosen));
        let em = self.font.units_per_em();
        let clusters: Vec<usize> = shaped
            .glyph_infos()
            .iter()
            .map(|info| usize::try_from(info.cluster).unwrap_or(text.len()))
            .collect();
        let placed = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        let glyphs = placed.enumerate().map(|(index, (info, position))| {
            let begin = clusters.get(index).copied().unwrap_or(text.len());
            let later = clusters.iter().skip(index).find(|next| **next > begin);
            let (id, mut advance) = match self.unknown {
                Some(unknown) if info.glyph_id == 0 => unknown,
                _ => (GlyphId::new(info.glyph_id), ems(position.x_advance, em)),
            };
            if text.get(begin..).is_some_and(|rest| rest.starts_with(THIN)) {
                advance = advance.max(THIN_WIDTH);
            }
            let (x, y) = (ems(position.x_offset, em), ems(position.y_offset, em));
            let letters = begin..later.copied().unwrap_or(text.len());
            KrillaGlyph::new(id, advance, x, y, ems(position.y_advance, em), letters, None)
        });
        Run {
            glyphs: glyphs.collect(),
            font: self.font.clone(),
            text,
        }
    }
}

/// A font's units are below a few thousands: each is a float.
fn ems(units: i32, em: f32) -> f32 {
    units as f32 / em
}

/// Words on one line, without what is not seen: controls, invisible hyphens and joiners, marks that turn the reading round.
/// A letter that only a private font has becomes a plain sign, since nobody could read it in an archive.
fn clean(text: &str) -> String {
    let kept = text.chars().filter_map(|letter| match letter {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\u{ad}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' => None,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => None,
        '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}' => None,
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. => Some('\u{fffd}'),
        letter if letter.is_control() => None,
        letter => Some(letter),
    });
    kept.collect()
}

impl Run {
    /// How wide it is on one line, in ems.
    pub fn width(&self) -> f32 {
        self.measure(0..self.glyphs.len())
    }

    /// How wide the widest piece is that a line is not broken in, in ems.
    pub fn widest_word(&self) -> f32 {
        let words = self.words();
        words
            .iter()
            .fold(0.0, |widest, word| widest.max(self.measure(word.clone())))
    }

    /// The lines it takes, none wider than `width` ems. A word is cut only when it is wider than a line.
    pub fn lines(&self, width: f32) -> Vec<TextLine> {
        let mut lines: Vec<TextLine> = Vec::new();
        let mut line = 0..0;
        for word in self.words() {
            if self.measure(line.start..word.end) <= width {
                line.end = word.end;
                continue;
            }
            if !line.is_empty() {
                lines.push(self.line(line));
            }
            line = word;
            while line.len() > 1 && self.measure(line.clone()) > width {
                let cut = self.cut(&line, width);
                lines.push(self.line(line.start..cut));
                line.start = cut;
            }
        }
        lines.push(self.line(line));
        lines
    }

    /// As many lines, as even as they can be: a heading doesn't end with a word alone.
    pub fn even_lines(&self, width: f32) -> Vec<TextLine> {
        let mut lines = self.lines(width);
        let mut narrower = width * 0.98;
        while lines.len() > 1 && narrower > width * 0.5 {
            let tried = self.lines(narrower);
            if tried.len() > lines.len() {
                break;
            }
            lines = tried;
            narrower *= 0.98;
        }
        lines
    }

    fn line(&self, glyphs: Range<usize>) -> TextLine {
        TextLine {
            width: self.measure(glyphs.clone()),
            glyphs,
        }
    }

    /// Where a word that is too wide is cut: after a sign that parts it if it has one, else after the last letter that fits.
    fn cut(&self, word: &Range<usize>, width: f32) -> usize {
        let fits = |end: &usize| self.measure(word.start..*end) <= width;
        let parts = |end: &usize| {
            let last = end.checked_sub(1).and_then(|last| self.letters(last));
            last.is_some_and(|last| last.ends_with(['-', '/', '_', '@', '.', '–']))
        };
        let first = word.start + 1;
        let mut after_sign = None;
        let mut after_letter = None;
        for end in (first..word.end).take_while(fits) {
            if parts(&end) {
                after_sign = Some(end);
            }
            if self.begins_letter(end) {
                after_letter = Some(end);
            }
        }
        after_sign.or(after_letter).unwrap_or(first)
    }

    /// The pieces that a line may be broken between: after a space, and after a hyphen or a slash between letters.
    fn words(&self) -> Vec<Range<usize>> {
        let mut words = Vec::new();
        let mut begin = 0;
        for end in 1..self.glyphs.len() {
            let (last, next) = (self.letters(end - 1), self.letters(end));
            let broken = match (last, next) {
                (Some(" "), Some(next)) => next != " ",
                (Some("-" | "/"), Some(next)) => next.starts_with(char::is_alphabetic),
                _ => false,
            };
            if broken {
                words.push(begin..end);
                begin = end;
            }
        }
        if begin < self.glyphs.len() {
            words.push(begin..self.glyphs.len());
        }
        words
    }

    fn letters(&self, glyph: usize) -> Option<&str> {
        self.text.get(self.glyphs.get(glyph)?.text_range.clone())
    }

    /// Whether a glyph begins other letters than the one before: an accent is not parted from its letter.
    fn begins_letter(&self, glyph: usize) -> bool {
        let begin = |index: usize| self.glyphs.get(index).map(|glyph| glyph.text_range.start);
        glyph.checked_sub(1).and_then(begin) != begin(glyph)
    }

    /// The width of some glyphs, without the spaces that end them.
    fn measure(&self, glyphs: Range<usize>) -> f32 {
        let some = self.glyphs.get(glyphs.clone()).unwrap_or_default();
        let spaces = (glyphs.rev()).take_while(|glyph| self.letters(*glyph) == Some(" "));
        let shown = some.len().saturating_sub(spaces.count());
        some.iter().take(shown).map(|glyph| glyph.x_advance).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::{Faces, Run, Weight};

    fn shape(text: &str) -> Run {
        let faces = Faces::load().expect("fonts: `cargo xtask build` makes them");
        faces.shape(text, Weight::Regular, true)
    }

    fn told(run: &Run, width: f32) -> Vec<&str> {
        let letters = |line: &super::TextLine| {
            let glyphs = &run.glyphs[line.glyphs.clone()];
            let begin = glyphs.first().map_or(0, |glyph| glyph.text_range.start);
            let end = glyphs.last().map_or(0, |glyph| glyph.text_range.end);
            &run.text[begin..end]
        };
        run.lines(width).iter().map(letters).collect()
    }

    #[test]
    fn a_line_is_broken_between_words_and_after_a_hyphen() {
        let run = shape("École Sainte-Geneviève-des-Bois");
        assert_eq!(told(&run, 100.0), ["École Sainte-Geneviève-des-Bois"]);
        assert_eq!(told(&run, 7.0), ["École Sainte-", "Geneviève-", "des-Bois"]);
        assert_eq!(told(&shape("2021-2022"), 3.0), ["2021-", "2022"]);
    }

    #[test]
    fn an_amount_is_one_word_and_each_digit_as_wide_as_the_other() {
        assert_eq!(shape(&french::full_euros(123_456_789)).words().len(), 1);
        let widths = [11_111_111, 88_888_888].map(|cents| shape(&french::full_euros(cents)).width());
        assert!((widths[0] - widths[1]).abs() < 0.001, "{widths:?}");
    }

    #[test]
    fn a_line_never_ends_in_the_middle_of_a_letter() {
        let run = shape(&"e\u{301}x\u{323}\u{302}".repeat(40));
        for line in told(&run, 6.0) {
            assert!(line.starts_with(['e', 'x', 'é']), "{line}");
        }
    }

    #[test]
    fn a_heading_fills_its_lines_evenly() {
        let run = shape("Relevé des fonds du dédoublement, de l’engagement au paiement");
        let lines = run.even_lines(run.width() * 0.95);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].width > lines[0].width * 0.7);
    }

    #[test]
    fn no_width_at_all_is_a_letter_on_each_line() {
        assert_eq!(told(&shape("abc"), -1.0).concat(), "abc");
    }
}
