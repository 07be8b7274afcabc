//! The fields of a form, and what is asked with them.

use crate::unchanged::html::Piece;

/// A field, what it says when nothing is touched, and what else it can say.
pub(super) struct Field {
    pub(super) name: String,
    pub(super) value: Option<String>,
    pub(super) others: Vec<Option<String>>,
}

pub(super) fn fields(inside: &[Piece]) -> Vec<Field> {
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
    pub(super) name: String,
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
