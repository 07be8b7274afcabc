//! Where a page leads: its links, and its forms that ask, one field varied at a time.

mod fields;

use super::html::Piece;
use fields::fields;

/// The addresses of ours that a page leads to, in its order.
pub fn links(pieces: &[Piece], here: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let href = match piece {
            Piece::Open(name, _) if name == "a" => piece.attribute("href").or(piece.attribute("xlink:href")),
            Piece::Open(name, _) if name == "img" || name == "object" => {
                piece.attribute("src").or(piece.attribute("data"))
            }
            Piece::Open(name, _) if name == "form" => {
                if piece.attribute("method").unwrap_or("get") == "get" {
                    let end = pieces[at..].iter().position(|piece| piece.closes("form"));
                    let inside = &pieces[at + 1..at + end.unwrap_or(1)];
                    found.extend(asked(piece.attribute("action").unwrap_or(here), inside));
                }
                None
            }
            _ => None,
        };
        found.extend(href.and_then(|href| resolved(href, here)));
    }
    found.into_iter().filter_map(|address| ours(&address)).collect()
}

/// An address as it stands beside the one of its page.
fn resolved(href: &str, here: &str) -> Option<String> {
    match href.chars().next()? {
        '?' => Some(format!("{}{href}", here.split('?').next().unwrap())),
        '/' => Some(href.to_owned()),
        _ => None,
    }
}

/// An address without its fragment, if it is one of the product's pages or files.
fn ours(address: &str) -> Option<String> {
    let address = address.split('#').next()?;
    let inside = address.starts_with('/') && !address.starts_with("//") && !address.starts_with("/assets/");
    inside.then(|| address.to_owned())
}

/// What a form that asks can ask: as it stands, then with each field changed alone.
fn asked(action: &str, inside: &[Piece]) -> Vec<String> {
    let fields = fields(inside);
    let action = action.split(['?', '#']).next().unwrap();
    let address = |changed: Option<(usize, &Option<String>)>| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (rank, field) in fields.iter().enumerate() {
            let value = match changed {
                Some((of, value)) if of == rank => value,
                _ => &field.value,
            };
            if let Some(value) = value {
                query.append_pair(&field.name, value);
            }
        }
        format!("{action}?{}", query.finish())
    };
    let mut all = vec![address(None)];
    for (rank, field) in fields.iter().enumerate() {
        all.extend(field.others.iter().map(|other| address(Some((rank, other)))));
    }
    all
}

#[test]
fn unchanged_follows_the_forms_that_ask_one_field_at_a_time() {
    let page = super::html::read(
        "<a href=\"/a?x=1#y\">a</a><a href=\"https://elsewhere.fr\">b</a><a href=\"?n=2\">c</a>\
         <form action=\"/f\"><input type=\"hidden\" name=\"h\" value=\"1\">\
         <select name=\"s\"><option value=\"p\">P</option><option value=\"q\" selected>Q</option></select>\
         <input type=\"checkbox\" name=\"c\" value=\"oui\"></form><form method=\"post\" action=\"/g\"></form>",
    );
    assert_eq!(
        links(&page, "/here?n=1"),
        [
            "/a?x=1",
            "/here?n=2",
            "/f?h=1&s=q",
            "/f?h=1&s=p",
            "/f?h=1&s=q&c=oui"
        ]
    );
}
