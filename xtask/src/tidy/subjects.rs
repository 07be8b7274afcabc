//! One subject, one word in every layer: a module at the top of a crate is a subject or a technical name that ARCHITECTURE.md lists.

use std::collections::BTreeSet;

use super::allowance::Finding;
use super::tree::Tree;

/// The subjects of the product, those to come among them.
const SUBJECTS: [&str; 26] = [
    "account",
    "adaptation",
    "adoption",
    "api",
    "audit",
    "calendar",
    "comparison",
    "convention",
    "data_quality",
    "face_to_face",
    "field",
    "forecast",
    "funding",
    "import",
    "journeys",
    "networks",
    "objective",
    "open_data",
    "operations",
    "policy",
    "review",
    "school",
    "search",
    "sign_in",
    "territory",
    "usage",
];

/// The heading after which ARCHITECTURE.md lists the technical names, in a fence.
const HEADING: &str = "## Names at the top of a crate";
const TECHNICAL_MAX: usize = 25;

/// The suite of the server's tests, one subject a module like the crates.
const SUITE: &str = "server/tests/";

/// Packages that are no layer of the product.
const BESIDE: [&str; 2] = ["bench", "xtask"];

/// The rule: counted by module.
pub fn rule(tree: &Tree) -> Vec<Finding> {
    let technical = technical(tree);
    let mut findings = Vec::new();
    if technical.len() > TECHNICAL_MAX {
        let told = format!(
            "ARCHITECTURE.md: {} technical names, more than {TECHNICAL_MAX}",
            technical.len()
        );
        findings.push(Finding::one("technical-names", "ARCHITECTURE.md", told));
    }
    for (of, name) in tops(tree) {
        if !SUBJECTS.contains(&name.as_str()) && !technical.contains(name.as_str()) {
            let told = format!(
                "{of}::{name}: at the top, neither a subject nor a technical name of ARCHITECTURE.md"
            );
            findings.push(Finding::one("top-module", format!("{of}::{name}"), told));
        }
    }
    findings
}

/// The modules at the top of each layer and of the server's suite.
fn tops(tree: &Tree) -> BTreeSet<(String, String)> {
    let layers = tree
        .crates
        .iter()
        .filter(|of| !BESIDE.contains(&of.name.as_str()));
    let mut tops: BTreeSet<_> = layers
        .flat_map(|of| {
            of.modules[0]
                .children
                .keys()
                .map(|name| (of.name.clone(), name.clone()))
        })
        .collect();
    for (file, rust) in tree.rust() {
        let Some(inner) = file
            .path
            .strip_prefix(SUITE)
            .and_then(|inner| inner.strip_suffix(".rs"))
        else {
            continue;
        };
        let mut add = |name: &str| {
            tops.insert(("server-tests".to_owned(), name.to_owned()));
        };
        match inner.split('/').collect::<Vec<_>>().as_slice() {
            ["main"] | [_, "main"] => {
                for item in &rust.items {
                    if let syn::Item::Mod(module) = item {
                        add(&module.ident.to_string());
                    }
                }
            }
            [name] => add(name),
            _ => {}
        }
    }
    tops
}

fn technical(tree: &Tree) -> BTreeSet<&str> {
    let text = tree.file("ARCHITECTURE.md").map_or("", |file| file.text.as_str());
    let after = text.split_once(HEADING).map_or("", |(_, after)| after);
    let fence = after.split("```").nth(1).unwrap_or_default();
    let words = fence.split_once('\n').map_or("", |(_, words)| words);
    words.split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(lib: &str, architecture: &str) -> Vec<String> {
        let tree = Tree::of(&[
            ("Cargo.toml", "[workspace]\nmembers = [\"app\"]"),
            ("app/Cargo.toml", "[package]\nname = \"app\""),
            ("app/src/lib.rs", lib),
            ("app/src/funding.rs", "mod free;"),
            ("app/src/funding/free.rs", ""),
            ("app/src/words.rs", ""),
            ("app/src/bulk.rs", ""),
            ("server/tests/suite/main.rs", "mod funding; mod odd;"),
            ("server/tests/rates.rs", ""),
            ("ARCHITECTURE.md", architecture),
        ]);
        rule(&tree).into_iter().map(|found| found.place).collect()
    }

    #[test]
    fn a_module_at_the_top_is_a_subject_or_a_technical_name_of_the_list() {
        let list = format!("{HEADING}\n\nSome.\n\n```text\nwords\nui\n```\nbulk");
        let odd = ["server-tests::odd", "server-tests::rates"];
        assert_eq!(told("mod funding; mod words;", &list), odd);
        assert_eq!(told("mod bulk;", &list), [&["app::bulk"], &odd[..]].concat());
        assert_eq!(told("mod words;", ""), [&["app::words"], &odd[..]].concat());
    }

    #[test]
    fn technical_names_are_few() {
        let many: String = (0..26).map(|number| format!("name{number} ")).collect();
        let list = format!("{HEADING}\n```text\n{many}\n```");
        assert_eq!(told("", &list)[0], "ARCHITECTURE.md");
    }
}
