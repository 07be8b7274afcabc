//! HTML as a reader gets it: parsed, comments dropped, neighbouring texts joined, attributes sorted. Spaces stay as they are.

use std::fmt::Write;

/// A part of a document.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    /// `<!DOCTYPE …>`, as it is written.
    Declaration(String),
    /// A tag that opens, its attributes sorted.
    Open(String, Vec<(String, String)>),
    /// A tag that closes; those that can't be closed have none.
    Close(String),
    /// Text, its entities read.
    Text(String),
}

impl Piece {
    /// The value of an attribute; one without a value is empty.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        match self {
            Self::Open(_, attributes) => attributes
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, value)| value.as_str()),
            _ => None,
        }
    }

    /// Whether it opens this tag.
    pub fn opens(&self, name: &str) -> bool {
        matches!(self, Self::Open(known, _) if known == name)
    }

    /// Whether it closes this tag.
    pub fn closes(&self, name: &str) -> bool {
        matches!(self, Self::Close(known) if known == name)
    }
}

const VOID: [&str; 12] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr",
];
/// What holds no tags.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// Reads a document.
pub fn read(mut text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    while !text.is_empty() {
        if let Some(rest) = text.strip_prefix("<!--") {
            text = after(rest, "-->");
        } else if text.starts_with("<!") {
            let (inside, rest) = text.split_once('>').unwrap_or((text, ""));
            // Leptos puts `<!>` between neighbouring texts: a comment for whoever reads HTML.
            if inside.len() > 2 {
                pieces.push(Piece::Declaration(inside[2..].to_owned()));
            }
            text = rest;
        } else if let Some(rest) = text.strip_prefix("</") {
            let (name, rest) = rest.split_once('>').unwrap_or((rest, ""));
            let name = name.trim().to_owned();
            if !VOID.contains(&name.as_str()) {
                pieces.push(Piece::Close(name));
            }
            text = rest;
        } else if text.starts_with('<') && text[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            text = tag(&text[1..], &mut pieces);
        } else {
            // A sign that opens no tag is text.
            let first = text.chars().next().map_or(0, char::len_utf8);
            let end = text[first..].find('<').map_or(text.len(), |at| at + first);
            say(&mut pieces, &entities(&text[..end]));
            text = &text[end..];
        }
    }
    pieces
}

/// The document, a line a part.
pub fn shown(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Declaration(text) => write!(out, "<!{text}>"),
            Piece::Close(name) => write!(out, "</{name}>"),
            Piece::Text(text) => write!(out, "{text:?}"),
            Piece::Open(name, attributes) => {
                write!(out, "<{name}").unwrap();
                for (name, value) in attributes {
                    write!(out, " {name}={value:?}").unwrap();
                }
                write!(out, ">")
            }
        }
        .unwrap();
        out.push('\n');
    }
    out
}

fn after<'a>(text: &'a str, end: &str) -> &'a str {
    text.find(end).map_or("", |at| &text[at + end.len()..])
}

fn say(pieces: &mut Vec<Piece>, said: &str) {
    match pieces.last_mut() {
        _ if said.is_empty() => {}
        Some(Piece::Text(text)) => text.push_str(said),
        _ => pieces.push(Piece::Text(said.to_owned())),
    }
}

/// Reads a tag from its name on, with what it holds if that is no tags; answers what follows.
fn tag<'a>(text: &'a str, pieces: &mut Vec<Piece>) -> &'a str {
    let end = text
        .find(|c: char| c.is_whitespace() || c == '>' || c == '/')
        .unwrap_or(text.len());
    let (name, mut rest) = text.split_at(end);
    let (mut attributes, mut closed) = (Vec::new(), false);
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix('>') {
            rest = after;
            break;
        }
        if let Some(after) = rest.strip_prefix('/') {
            (closed, rest) = (true, after);
            continue;
        }
        if rest.is_empty() {
            break;
        }
        closed = false;
        rest = attribute(rest, &mut attributes);
    }
    // An empty class is none.
    attributes.retain(|(name, value): &(String, String)| name != "class" || !value.is_empty());
    attributes.sort();
    pieces.push(Piece::Open(name.to_owned(), attributes));
    if RAW.contains(&name) && !closed {
        let end = rest.find(&format!("</{name}")).unwrap_or(rest.len());
        let inside = &rest[..end];
        match name {
            "script" | "style" => say(pieces, inside),
            _ => say(pieces, &entities(inside)),
        }
        return &rest[end..];
    }
    if closed && !VOID.contains(&name) {
        pieces.push(Piece::Close(name.to_owned()));
    }
    rest
}

/// Reads an attribute; answers what follows.
fn attribute<'a>(text: &'a str, into: &mut Vec<(String, String)>) -> &'a str {
    let end = text
        .find(|c: char| c.is_whitespace() || c == '>' || c == '/' || c == '=')
        .unwrap_or(text.len())
        // A sign that is no name is taken for one: reading goes on.
        .max(1);
    let (name, rest) = text.split_at(end);
    let Some(rest) = rest.strip_prefix('=') else {
        into.push((name.to_owned(), String::new()));
        return rest;
    };
    let (value, rest) = match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => rest[1..].split_once(quote).unwrap_or((&rest[1..], "")),
        _ => rest.split_at(
            rest.find(|c: char| c.is_whitespace() || c == '>')
                .unwrap_or(rest.len()),
        ),
    };
    into.push((name.to_owned(), entities(value)));
    rest
}

fn entities(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let named = rest.find(';').and_then(|end| Some((letter(&rest[1..end])?, end)));
        let (letter, end) = named.unwrap_or(('&', 0));
        out.push(letter);
        rest = &rest[end + 1..];
    }
    out + rest
}

fn letter(name: &str) -> Option<char> {
    let number = name.strip_prefix('#');
    if let Some(number) = number {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        _ => return None,
    })
}

#[test]
fn unchanged_reads_html_as_a_reader_does() {
    let one = r#"<!DOCTYPE html><p class="b" id="a">L&#x27;&eacute;t<!-- x -->é <b>&lt;1</b></p><br/><input required="" disabled><path d="M0"/><title>a &lt; b</title>"#;
    let two = r#"<!DOCTYPE html><p id='a' class=b>L'&eacute;t<!>é <b>&#60;1</b></p><br><input disabled required><path d="M0"></path><title>a < b</title>"#;
    assert_eq!(shown(&read(one)), shown(&read(two)));
    for other in [
        one.replace("é <b>", "é<b>"),
        one.replace("id=\"a\"", "id=\"A\""),
        one.replace(" required=\"\"", ""),
        one.replace("<b>", "<i>"),
    ] {
        assert_ne!(shown(&read(one)), shown(&read(&other)), "{other}");
    }
}
