//! The glossary's code words exist, and its words "not used here" name nothing.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};

use super::allowance::Finding;
use super::functions;
use super::tree::Tree;

const GLOSSARY: &str = "docs/glossary.md";

/// The rule: nothing is allowed; without a glossary it says nothing.
pub fn rule(tree: &Tree) -> Vec<Finding> {
    let Some(glossary) = tree.file(GLOSSARY) else {
        return Vec::new();
    };
    let (used, unused) = words(&glossary.text);
    let mut findings = Vec::new();
    let written = identifiers(tree);
    for word in used.into_iter().filter(|word| !written.contains(*word)) {
        let told = format!("{GLOSSARY}: `{word}` names nothing in the code");
        findings.push(Finding::one("glossary", word, told));
    }
    let unused: BTreeSet<String> = unused.into_iter().map(plain).collect();
    for (name, place) in names(tree) {
        if unused.contains(&plain(&name)) {
            let told = format!("{place}: `{name}` is a word that {GLOSSARY} says is not used here");
            findings.push(Finding::one("glossary", name, told));
        }
    }
    findings
}

/// The words of the tables' second column, and those of the section "not used here".
fn words(glossary: &str) -> (BTreeSet<&str>, BTreeSet<&str>) {
    let (mut used, mut unused) = (BTreeSet::new(), BTreeSet::new());
    let mut is_unused = false;
    for line in glossary.lines() {
        if line.starts_with('#') {
            is_unused = line.to_lowercase().contains("not used here");
        } else if is_unused {
            // The first of a line or row; what is said instead follows it.
            unused.extend(quoted(line).into_iter().take(1));
        } else if line.starts_with('|') {
            let cell = line.split('|').nth(2).unwrap_or_default();
            used.extend(quoted(cell).into_iter().flat_map(identifiers_of));
        }
    }
    (used, unused)
}

fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

fn identifiers_of(code: &str) -> impl Iterator<Item = &str> {
    let words = code.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
    words.filter(|word| {
        word.starts_with(|first: char| first.is_alphabetic() || first == '_')
            && !matches!(*word, "true" | "false")
    })
}

/// Every identifier of the product's sources.
fn identifiers(tree: &Tree) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (file, _) in tree.rust() {
        if !file.path.starts_with("xtask/")
            && let Ok(tokens) = file.text.parse::<TokenStream>()
        {
            collect(tokens, &mut found);
        }
    }
    found
}

fn collect(tokens: TokenStream, found: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(name) => {
                found.insert(name.to_string());
            }
            TokenTree::Group(group) => collect(group.stream(), found),
            _ => {}
        }
    }
}

/// The modules, types and functions that have a name, with where.
fn names(tree: &Tree) -> Vec<(String, String)> {
    let mut names = Vec::new();
    for module in tree.crates.iter().flat_map(|of| &of.modules) {
        names.extend(module.path.last().map(|name| (name.clone(), module.file.clone())));
        let types = module.types.iter();
        names.extend(types.map(|(name, line)| (name.clone(), format!("{}:{line}", module.file))));
    }
    for (file, rust) in tree.rust() {
        let functions = functions::all(rust).into_iter();
        names.extend(functions.map(|of| {
            (
                of.signature.ident.to_string(),
                format!("{}:{}", file.path, of.line),
            )
        }));
    }
    names
}

/// `AppState` and `app_state` are one word.
fn plain(name: impl AsRef<str>) -> String {
    name.as_ref().replace('_', "").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(glossary: &str) -> Vec<String> {
        let tree = Tree::of(&[
            ("Cargo.toml", "[workspace]\nmembers = [\"app\"]"),
            ("app/Cargo.toml", "[package]\nname = \"app\""),
            (
                "app/src/lib.rs",
                "mod turn; pub enum Credit { Ae } fn available() {} pub struct AppState;",
            ),
            ("app/src/turn.rs", ""),
            (GLOSSARY, glossary),
        ]);
        rule(&tree).into_iter().map(|found| found.place).collect()
    }

    #[test]
    fn a_word_of_the_code_column_exists_in_the_code() {
        let row =
            |code: &str| format!("| screen | code | meaning |\n|---|---|---|\n| AE | {code} | `right` |\n");
        assert!(told(&row("`Credit::{Ae}`, `available()`")).is_empty());
        assert_eq!(told(&row("`Credit::Cp`")), ["Cp"]);
    }

    #[test]
    fn a_word_not_used_here_names_no_module_type_or_function() {
        let list = |word: &str| format!("## Not used here\n\n- `{word}`: say `Credit`\n");
        for (word, name) in [
            ("turn", "turn"),
            ("app_state", "AppState"),
            ("available", "available"),
        ] {
            assert_eq!(told(&list(word)), [name]);
        }
        assert!(told(&list("Desk")).is_empty());
    }
}
