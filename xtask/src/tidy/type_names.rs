//! One name, one type in a crate; and a name that fits every type is given to none.

use std::collections::{BTreeMap, BTreeSet};

use super::allowance::Finding;
use super::tree::Tree;

/// Names that would fit any type.
const COMMON: [&str; 7] = ["Asked", "Entry", "Frame", "Held", "Kept", "Line", "Told"];

/// The names given to several types of a crate, with where.
pub fn doubles(tree: &Tree) -> BTreeMap<String, BTreeSet<String>> {
    let mut all = defined(tree);
    all.retain(|_, places| places.len() > 1);
    all
}

/// Types by crate and name; what stands twice in one module, each time for another system, is one.
fn defined(tree: &Tree) -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for of in &tree.crates {
        for module in &of.modules {
            for (name, _) in &module.types {
                let places = all.entry(format!("{}::{name}", of.name)).or_default();
                places.insert(of.full(module));
            }
        }
    }
    all
}

/// The rule: counted by name.
pub fn rule(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, places) in doubles(tree) {
        let all = places.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        let told = format!("{name}: {} types of one name: {all}", places.len());
        findings.push(Finding::counted("type-twice", name, places.len(), told));
    }
    for (name, places) in defined(tree) {
        if COMMON.iter().any(|common| name.ends_with(&format!("::{common}"))) {
            let all = places.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
            let told = format!("{name} in {all}: a name that fits every type");
            findings.push(Finding::counted("common-type", name, places.len(), told));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(b: &str) -> Vec<(String, usize)> {
        let tree = Tree::of(&[
            ("Cargo.toml", "[workspace]\nmembers = [\"app\"]"),
            ("app/Cargo.toml", "[package]\nname = \"app\""),
            ("app/src/lib.rs", "mod a; mod b;"),
            ("app/src/a.rs", "pub struct Row;"),
            ("app/src/b.rs", b),
        ]);
        rule(&tree)
            .into_iter()
            .map(|found| (found.place, found.count))
            .collect()
    }

    #[test]
    fn two_types_of_one_name_are_told() {
        assert_eq!(told("enum Row {}"), [("app::Row".to_owned(), 2)]);
        assert_eq!(told("type Row = u8;"), [("app::Row".to_owned(), 2)]);
        assert!(told("#[cfg(unix)] struct Other; #[cfg(not(unix))] struct Other;").is_empty());
        assert!(told("#[cfg(test)] mod tests { struct Row; }").is_empty());
    }

    #[test]
    fn a_name_that_fits_every_type_is_told() {
        assert_eq!(told("trait Asked {}"), [("app::Asked".to_owned(), 1)]);
        assert!(told("struct WasAsked;").is_empty());
    }
}
