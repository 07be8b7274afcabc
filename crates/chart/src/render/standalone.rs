//! A chart as a file of its own, for a note or a slide: its looks inside, what it finds above it, its source below.

use crate::render::backend::text_width;
use crate::render::svg::escape;
use assets::LOOKS;

/// Around the chart, in pixels.
const MARGIN: i64 = 24;
/// How a text looks, in pixels.
struct TextStyle {
    em: i64,
    /// The height of a line.
    line: i64,
    /// The attributes of its `<text>`.
    looks: &'static str,
}

const FINDING: TextStyle = TextStyle {
    em: 20,
    line: 26,
    looks: "font-weight=\"700\"",
};
const SOURCE: TextStyle = TextStyle {
    em: 12,
    line: 17,
    looks: "fill=\"#3a3a3a\"",
};

/// The chart with its finding and its source; empty for an empty chart.
pub fn standalone(svg: &str, finding: &str, source: &str) -> String {
    let Some((width, height, inner)) = sized(svg) else {
        return String::new();
    };
    let room = width * 10;
    let (above, below) = (lines(finding, FINDING.em, room), lines(source, SOURCE.em, room));
    let count = |lines: &[String]| i64::try_from(lines.len()).unwrap_or(0);
    let top = MARGIN + count(&above) * FINDING.line;
    let foot = top + height + SOURCE.line;
    let (full_width, full_height) = (
        width + 2 * MARGIN,
        foot + count(&below) * SOURCE.line + MARGIN / 2,
    );
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{full_width}\" height=\"{full_height}\" viewBox=\"0 0 {full_width} {full_height}\" \
         font-family=\"Marianne, Arial, sans-serif\"><style>{LOOKS}</style><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>"
    );
    write(&mut out, &above, &FINDING, MARGIN);
    out.push_str(&format!(
        "<svg x=\"{MARGIN}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" {inner}"
    ));
    write(&mut out, &below, &SOURCE, foot);
    out.push_str("</svg>\n");
    out
}

/// The size of a drawing, and the drawing without the beginning of its tag.
fn sized(svg: &str) -> Option<(i64, i64, &str)> {
    let inner = svg.strip_prefix("<svg ")?;
    let (_, after) = inner.split_once("viewBox=\"0 0 ")?;
    let (size, _) = after.split_once('"')?;
    let (width, height) = size.split_once(' ')?;
    Some((width.parse().ok()?, height.parse().ok()?, inner))
}

/// A text cut into lines between words; `room` is in tenths of a pixel.
fn lines(text: &str, em: i64, room: i64) -> Vec<String> {
    let em = i32::try_from(em * 10).unwrap_or(120);
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match longer.filter(|longer| i64::from(text_width(longer, em)) <= room) {
            Some(longer) => {
                lines.pop();
                lines.push(longer);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

fn write(out: &mut String, lines: &[String], style: &TextStyle, top: i64) {
    let TextStyle {
        em,
        line: height,
        looks,
    } = style;
    for (line, rank) in lines.iter().zip(0..) {
        let y = top + height * rank + em;
        out.push_str(&format!(
            "<text x=\"{MARGIN}\" y=\"{y}\" font-size=\"{em}\" {looks}>"
        ));
        escape(out, line);
        out.push_str("</text>");
    }
}

#[cfg(test)]
mod tests {
    use super::{lines, standalone};

    const CHART: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1080 380\"><path class=\"c12-grid\" d=\"M0 0h9\"/></svg>";

    #[test]
    fn a_file_holds_its_looks_its_finding_and_its_source() {
        let file = standalone(
            CHART,
            "58 % des classes < la moitié",
            "Source : mises à jour, au 17 décembre 2021.",
        );
        assert!(file.starts_with("<?xml") && file.trim_end().ends_with("</svg>"));
        for said in [
            "58 % des classes &lt; la moitié",
            "au 17 décembre 2021.",
            "c12-grid",
            "<style>",
        ] {
            assert!(file.contains(said), "{said}");
        }
        assert!(!file.contains("var(--"), "no colour depends on a page");
        assert_eq!(file.matches("<svg ").count(), file.matches("</svg>").count());
        assert_eq!(standalone("", "rien", "rien"), "");
    }

    #[test]
    fn a_long_source_is_cut_between_words() {
        let text = "mot ".repeat(200);
        let cut = lines(text.trim(), 12, 10_800);
        assert!(cut.len() > 3);
        assert_eq!(cut.join(" "), text.trim());
    }
}
