//! Where a page leads: its links, and its forms that ask, one field varied at a time.

use super::html::Piece;

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

/// A field, what it says when nothing is touched, and what else it can say.
struct Field {
    name: String,
    value: Option<String>,
    others: Vec<Option<String>>,
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

fn fields(inside: &[Piece]) -> Vec<Field> {
    let mut fields = Vec::<Field>::new();
    for (at, piece) in inside.iter().enumerate() {
        let Some(name) = piece.attribute("name").map(str::to_owned) else {
            continue;
        };
        let value = piece.attribute("value").unwrap_or_default().to_owned();
        if piece.opens("select") {
            let end = inside[at..]
                .iter()
                .position(|piece| piece.closes("select"))
                .unwrap();
            fields.push(selected(name, &inside[at..at + end]));
        } else if piece.opens("button") {
            fields.push(Field {
                name,
                value: None,
                others: vec![Some(value)],
            });
        } else if piece.opens("input") {
            match piece.attribute("type").unwrap_or("text") {
                "submit" => fields.push(Field {
                    name,
                    value: None,
                    others: vec![Some(value)],
                }),
                kind @ ("radio" | "checkbox") => {
                    let choice = Choice {
                        name,
                        is_radio: kind == "radio",
                        is_on: piece.attribute("checked").is_some(),
                    };
                    chosen(&mut fields, choice, value);
                }
                "hidden" => fields.push(Field {
                    name,
                    value: Some(value),
                    others: Vec::new(),
                }),
                kind => fields.push(Field {
                    name,
                    others: typed(kind)
                        .map(|text| Some(text.to_owned()))
                        .into_iter()
                        .collect(),
                    value: Some(value),
                }),
            }
        }
    }
    fields
}

/// What somebody could type into a field.
fn typed(kind: &str) -> Option<&'static str> {
    match kind {
        "date" => Some("2021-03-12"),
        "number" => Some("30"),
        "text" | "search" => Some("ecole"),
        _ => None,
    }
}

/// A radio button or a box.
struct Choice {
    name: String,
    is_radio: bool,
    is_on: bool,
}

/// A radio button stands beside those of its name; a box stands alone.
fn chosen(fields: &mut Vec<Field>, choice: Choice, value: String) {
    let Choice {
        name,
        is_radio: radio,
        is_on: on,
    } = choice;
    let known = fields.iter_mut().find(|field| radio && field.name == name);
    match known {
        Some(field) if on => field.value = Some(value),
        Some(field) => field.others.push(Some(value)),
        None if on && !radio => fields.push(Field {
            name,
            value: Some(value),
            others: vec![None],
        }),
        None if on => fields.push(Field {
            name,
            value: Some(value),
            others: Vec::new(),
        }),
        None => fields.push(Field {
            name,
            value: None,
            others: vec![Some(value)],
        }),
    }
}

fn selected(name: String, inside: &[Piece]) -> Field {
    let options: Vec<_> = inside.iter().filter(|piece| piece.opens("option")).collect();
    let value = |piece: &&Piece| piece.attribute("value").unwrap_or_default().to_owned();
    let chosen = options
        .iter()
        .position(|option| option.attribute("selected").is_some())
        .unwrap_or(0);
    let others = options.iter().enumerate().filter(|(rank, _)| *rank != chosen);
    Field {
        name,
        others: others.map(|(_, option)| Some(value(option))).collect(),
        value: options.get(chosen).map(value),
    }
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
