//! HTML escaping, for the cells of tables, which are written as strings.

/// Appends `text` with the five characters that HTML reads (`& < > " '`) told apart: safe as text and inside
/// a quoted attribute.
pub fn escape_into(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let mut letters = from.chars();
        out.push_str(match letters.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            Some('"') => "&quot;",
            _ => "&#39;",
        });
        rest = letters.as_str();
    }
    out.push_str(rest);
}

/// `text` as [`escape_into`] writes it.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape_into(&mut out, text);
    out
}

/// Appends ` name="value"`, escaped. `name` is ours, never a user's.
pub fn attribute_into(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape_into(out, value);
    out.push('"');
}

/// A link: its words, and where it leads.
pub fn link(text: &str, href: &str) -> String {
    let mut out = String::with_capacity(text.len() + href.len() + 16);
    out.push_str("<a");
    attribute_into(&mut out, "href", href);
    out.push('>');
    escape_into(&mut out, text);
    out.push_str("</a>");
    out
}

#[cfg(test)]
mod tests {
    use super::{attribute_into, escape};

    #[test]
    fn a_name_cannot_open_a_tag_nor_close_an_attribute() {
        assert_eq!(
            escape(r#"<script>alert("l'école" & 1)</script>"#),
            "&lt;script&gt;alert(&quot;l&#39;école&quot; &amp; 1)&lt;/script&gt;"
        );
        let mut tag = String::new();
        attribute_into(&mut tag, "title", r#"" onclick="x"#);
        assert_eq!(tag, r#" title="&quot; onclick=&quot;x""#);
    }

    #[test]
    fn what_needs_no_escape_is_left_as_it_is() {
        assert_eq!(
            escape("Sainte-Geneviève, 31\u{202f}200"),
            "Sainte-Geneviève, 31\u{202f}200"
        );
        assert_eq!(escape(""), "");
    }
}
