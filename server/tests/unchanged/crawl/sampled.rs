//! Which addresses are walked: some of each shape.

use super::Shown;
use axum::http::Method;
use domain::{TerritoryCode, Uai};
use server::routes;
use std::collections::{BTreeMap, BTreeSet};

/// Addresses of one shape (path, names of its parameters) that are asked.
const SHAPE_MAX: u32 = 1;

/// How many of each shape, and with each value, were asked.
pub(super) struct Sampled {
    routes: Vec<&'static str>,
    shapes: BTreeMap<String, u32>,
    values: BTreeSet<String>,
}

impl Sampled {
    pub(super) fn new() -> Self {
        let routes = routes::all()
            .into_iter()
            .filter(|route| route.method == Method::GET);
        Self {
            routes: routes.map(|route| route.path).collect(),
            shapes: BTreeMap::new(),
            values: BTreeSet::new(),
        }
    }

    /// Whether there is something new to learn from an address, and the values that it asks for.
    pub(super) fn wants(&mut self, address: &str, shown: &Shown) -> (bool, Vec<String>) {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let path = self.shape(path);
        let query: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes())
            .map(|(name, value)| (name.into_owned(), kind(&value)))
            .collect();
        let names: BTreeSet<&str> = query.iter().map(|(name, _)| name.as_str()).collect();
        let shape = format!("{path} {names:?}");
        let shapes = self.shapes.entry(shape).or_default();
        let mut wanted = *shapes < SHAPE_MAX;
        *shapes += 1;
        let values = query.iter().map(|(name, value)| format!("{path} {name}={value}"));
        let values: Vec<String> = values.collect();
        for value in &values {
            wanted |= self.values.insert(value.clone()) && !shown.contains(value);
        }
        (wanted, values)
    }

    /// A path with its names instead of what fills them, codes by their kind.
    fn shape(&self, path: &str) -> String {
        let parts: Vec<&str> = path.split('/').collect();
        let fits = |route: &&&str| {
            let names: Vec<&str> = route.split('/').collect();
            names.len() == parts.len()
                && names
                    .iter()
                    .zip(&parts)
                    .all(|(name, part)| name.starts_with('{') || name == part)
        };
        let literal = |route: &&&str| route.split('/').filter(|name| !name.starts_with('{')).count();
        let Some(route) = self.routes.iter().filter(fits).max_by_key(literal) else {
            return path.to_owned();
        };
        let told = route.split('/').zip(&parts).map(|(name, part)| match name {
            "{code}" => kind(part),
            "{id}" | "{entry}" => name.to_owned(),
            _ => (*part).to_owned(),
        });
        told.collect::<Vec<_>>().join("/")
    }
}

/// What a value is, where its own letters teach nothing.
fn kind(value: &str) -> String {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits(value) {
        return "(number)".to_owned();
    }
    if value.len() == 10 && value.split('-').all(digits) {
        return "(day)".to_owned();
    }
    if value.parse::<Uai>().is_ok() {
        return "(school)".to_owned();
    }
    if TerritoryCode::parse(value).is_some() && value != "FR" {
        return format!("({}…)", &value[..1]);
    }
    if value.len() > 1 && value.starts_with('R') && value[1..].parse::<Uai>().is_ok() {
        return "(network)".to_owned();
    }
    if value.len() > 30 {
        return "(text)".to_owned();
    }
    value.to_owned()
}
