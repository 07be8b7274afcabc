//! Pieces of SVG: numbers, escaped text, labels; written without the formatting machinery, since a page holds thousands of them.

/// Writes a whole number.
pub fn whole(out: &mut String, value: i32) {
    if value < 0 {
        out.push('-');
    }
    let mut rest = value.unsigned_abs();
    let mut digits = [0; 10];
    let mut start = digits.len();
    loop {
        start -= 1;
        digits[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend(digits[start..].iter().map(|digit| char::from(*digit)));
}

/// Writes a number of tenths: 125 is `12.5`, -3 is `-.3`, 40 is `4`.
pub fn tenths(out: &mut String, value: i32) {
    let (before, after) = (value / 10, (value % 10).abs());
    if before != 0 || after == 0 {
        whole(out, before);
    } else if value < 0 {
        out.push('-');
    }
    if after != 0 {
        out.push('.');
        whole(out, after);
    }
}

/// Text as SVG holds it.
pub fn escape(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
}

/// Where a text of one line stands, and how it looks.
pub struct SvgText<'a> {
    pub class: &'a str,
    /// Where its baseline begins, has its middle or ends, as `anchor` says, in tenths of a pixel.
    pub x: i32,
    pub y: i32,
    /// `middle` or `end`; empty: it begins there.
    pub anchor: &'a str,
}

impl SvgText<'_> {
    /// Writes the `<text>`.
    pub fn write(&self, svg: &mut String, text: &str) {
        svg.extend(["<text class=\"", self.class, "\" x=\""]);
        tenths(svg, self.x);
        svg.push_str("\" y=\"");
        tenths(svg, self.y);
        if !self.anchor.is_empty() {
            svg.extend(["\" text-anchor=\"", self.anchor]);
        }
        svg.push_str("\">");
        escape(svg, text);
        svg.push_str("</text>");
    }
}

#[cfg(test)]
mod tests {
    use super::{tenths, whole};

    fn written(write: impl Fn(&mut String, i32), value: i32) -> String {
        let mut out = String::new();
        write(&mut out, value);
        out
    }

    #[test]
    fn whole_numbers_are_written_in_full() {
        for value in [0, 7, -7, 10, 1080, i32::MAX, i32::MIN] {
            assert_eq!(written(whole, value), value.to_string());
        }
    }

    #[test]
    fn tenths_lose_their_zeros() {
        let cases = [
            (0, "0"),
            (40, "4"),
            (125, "12.5"),
            (-125, "-12.5"),
            (3, ".3"),
            (-3, "-.3"),
            (-40, "-4"),
        ];
        for (value, text) in cases {
            assert_eq!(written(tenths, value), text);
        }
    }
}
