//! An answer as it is compared: status, headers and body, without what is made anew each time.

use super::html;
use crate::support::Asked;
use axum::http::header;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The headers left out: what knows the build or the length of what is left out.
const LEFT_OUT: [&str; 2] = ["etag", "content-length"];
/// The bits of a secret, as an address writes them.
const SECRET: usize = 43;

/// The badge of the session that asks.
const THIS_SESSION: &str = "\" \"\n<span class=\"c12-badge\">\n\"celle-ci\"\n</span>\n";

/// An answer in full, and in short.
pub struct Answer {
    /// What is compared.
    pub text: Vec<u8>,
    /// Its status, its length and its fingerprint.
    pub told: String,
    /// The parts of its page, where it is one.
    pub page: Option<Vec<html::Piece>>,
}

/// Reads an answer.
pub fn answer(asked: &Asked) -> Answer {
    let mut head = format!("{}\n", asked.status.as_u16());
    let mut lines: Vec<_> = asked
        .headers
        .iter()
        .filter(|(name, _)| !LEFT_OUT.contains(&name.as_str()))
        .map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes());
            match *name == header::SET_COOKIE {
                true => format!("{name}: {}", cookie(&value)),
                false => format!("{name}: {}", scrubbed(&value)),
            }
        })
        .collect();
    lines.sort();
    for line in lines {
        writeln!(head, "{line}").unwrap();
    }
    let kind = asked.headers.get(header::CONTENT_TYPE);
    let kind = kind.map_or("", |kind| kind.to_str().unwrap());
    let (mut text, mut page) = ((head + "\n").into_bytes(), None);
    if kind.starts_with("text/html") {
        let pieces = html::read(&scrubbed(&asked.text));
        // Two sessions of one second come in any order.
        text.extend(html::shown(&pieces).replace(THIS_SESSION, "").into_bytes());
        page = Some(pieces);
    } else if kind.starts_with("application/pdf") {
        text.extend(&asked.bytes);
    } else if !kind.contains("spreadsheetml") {
        text.extend(scrubbed(&asked.text).into_bytes());
    }
    let mut short = String::new();
    for byte in &Sha256::digest(&text)[..8] {
        write!(short, "{byte:02x}").unwrap();
    }
    Answer {
        told: format!("{} {} {short}", asked.status.as_u16(), text.len()),
        text,
        page,
    }
}

/// A cookie without its secret and the time of its end.
fn cookie(set: &str) -> String {
    let mut parts = set.split("; ");
    let (name, value) = parts.next().and_then(|pair| pair.split_once('=')).unwrap();
    let value = if value.is_empty() { "" } else { "(secret)" };
    let rest = parts.filter(|part| !part.starts_with("Expires="));
    [format!("{name}={value}")]
        .into_iter()
        .chain(rest.map(str::to_owned))
        .collect::<Vec<_>>()
        .join("; ")
}

/// A text without ids made just now, secrets, and the fingerprints in the names of served files.
fn scrubbed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    while let Some(at) = rest.bytes().position(is_word) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().position(|byte| !is_word(byte)).unwrap_or(rest.len());
        let word = &rest[..end];
        rest = &rest[end..];
        match word {
            word if is_new_id(word) => out.push_str("(id)"),
            word if word.len() == SECRET && out.ends_with("/connexion/lien/") => out.push_str("(secret)"),
            // The ledger's chain covers the ids of the files that were brought.
            word if word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
                out.push_str("(hash)");
            }
            word if word.len() == SECRET + 4 && word.starts_with("c12_") => out.push_str("c12_(secret)"),
            word => out.push_str(word),
        }
    }
    without_marks(&(out + rest))
}

/// Whether a word is an id with the time of this run: those of the story are older.
fn is_new_id(word: &str) -> bool {
    let hex: String = word.chars().filter(|letter| *letter != '-').collect();
    let form = [8, 13, 18, 23]
        .iter()
        .all(|at| word.as_bytes().get(*at) == Some(&b'-'));
    hex.len() == 32
        && ((word.len() == 36 && form) || word.len() == 32)
        && hex.bytes().all(|byte| byte.is_ascii_hexdigit())
        && hex.as_bytes()[12] == b'7'
        && hex.as_str() >= "0195"
        && hex.as_str() < "01c"
}

/// Served files without the fingerprint in their names.
fn without_marks(text: &str) -> String {
    let mut parts = text.split("/assets/");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part
            .find(['"', '\'', ' ', ')', '>', '?', '\n'])
            .unwrap_or(part.len());
        let (name, rest) = part.split_at(end);
        out.push_str("/assets/");
        let kept = name
            .split(['-', '.'])
            .filter(|word| !(word.len() >= 8 && word.bytes().all(|byte| byte.is_ascii_hexdigit())));
        out.push_str(&kept.collect::<Vec<_>>().join("."));
        out.push_str(rest);
    }
    out
}

#[test]
fn unchanged_leaves_out_what_is_made_anew_and_nothing_else() {
    let secret = "x".repeat(SECRET);
    let text = format!(
        "0199a0b0-0000-7000-8000-000000000001 0190a0b0-0000-7000-8000-000000000001 /connexion/lien/{secret} c12_{secret} \
         /assets/classe12-0123456789abcdef.css /assets/fonts/Marianne-Bold.woff2"
    );
    assert_eq!(
        scrubbed(&text),
        "(id) 0190a0b0-0000-7000-8000-000000000001 /connexion/lien/(secret) c12_(secret) \
         /assets/classe12.css /assets/fonts/Marianne.Bold.woff2"
    );
}
