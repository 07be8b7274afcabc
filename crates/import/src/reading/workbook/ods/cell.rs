//! A cell of a workbook of LibreOffice as text.

use crate::reading::{
    unreadable::Unreadable,
    workbook::cells::{amount, check_text, cut},
};
use quick_xml::{
    escape::unescape,
    events::{BytesStart, Event},
};
use std::borrow::Cow;

/// A cell under way.
pub struct CellText {
    /// Its value, where its tag tells it.
    value: Option<String>,
    /// Whether a formula gives it.
    pub formula: bool,
    said: String,
    /// How many notes one is within: what they say is not the cell's.
    notes: usize,
}

impl CellText {
    /// A cell by its tag.
    pub fn begin(tag: &BytesStart<'_>) -> Self {
        let told = |name| attribute(tag, name);
        let value = match told("value-type").as_deref() {
            Some("float" | "currency" | "percentage") => {
                told("value").and_then(|text| Some(amount(text.parse().ok()?)))
            }
            Some("date") => {
                told("date-value").map(|day| day.split('T').next().unwrap_or_default().to_owned())
            }
            Some("boolean") => {
                told("boolean-value").map(|yes| if yes == "true" { "VRAI" } else { "FAUX" }.to_owned())
            }
            _ => None,
        };
        Self {
            value,
            formula: told("formula").is_some(),
            said: String::new(),
            notes: 0,
        }
    }

    /// Takes what stands in the cell.
    pub fn take(&mut self, event: &Event<'_>, line: u64) -> Result<(), Unreadable> {
        match event {
            Event::Start(tag) if tag.local_name().as_ref() == "annotation" => self.notes += 1,
            Event::End(tag) if tag.local_name().as_ref() == "annotation" => {
                self.notes = self.notes.saturating_sub(1)
            }
            _ if self.notes > 0 => {}
            Event::Start(tag) => match tag.local_name().as_ref() {
                "p" if !self.said.is_empty() => self.said.push(' '),
                "s" | "tab" | "line-break" => self.said.push(' '),
                _ => {}
            },
            Event::Text(text) => self.said.push_str(&text.xml10_content()),
            Event::CData(text) => self.said.push_str(&text.xml10_content()),
            Event::GeneralRef(name) => {
                let letter = name.resolve_char_ref().map_err(|_| cut(line))?;
                match letter {
                    Some(letter) => self.said.push(letter),
                    None => {
                        let name = format!("&{};", name.xml10_content());
                        self.said.push_str(&unescape(&name).map_err(|_| cut(line))?);
                    }
                }
            }
            _ => {}
        }
        check_text(line + 1, self.said.len())
    }

    /// What the cell says.
    pub fn text(self) -> String {
        self.value.unwrap_or_else(|| self.said.trim().to_owned())
    }
}

/// What a tag says of a name, whatever its prefix.
pub fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes().flatten();
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    unescape(&found.value).ok().map(Cow::into_owned)
}
