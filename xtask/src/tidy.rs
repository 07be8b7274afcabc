//! The rules of style that a program can check: `cargo xtask tidy`.

mod allowance;
mod arrows;
mod circles;
mod commits;
mod figures;
mod files;
mod functions;
mod glossary;
mod handlers;
mod krate;
mod long_functions;
mod manifest;
mod migrations;
mod named;
mod parameters;
mod paths;
mod resolve;
mod subjects;
mod tables;
mod text;
mod top;
mod tree;
mod type_names;

use std::fs;
use std::path::{Path, PathBuf};

use crate::stamp;
use crate::step::{self, Fault, Outcome, on_file};
use allowance::{Allowances, Finding};
use tree::Tree;

/// The committed allowances, from the root.
const ALLOWED: &str = "xtask/tidy-allowed.txt";

/// Each rule is a function of the files alone.
const RULES: [fn(&Tree) -> Vec<Finding>; 16] = [
    text::lengths,
    text::beginnings,
    text::machines,
    long_functions::rule,
    parameters::tuples,
    parameters::positional,
    tables::rule,
    handlers::rule,
    circles::rule,
    arrows::rule,
    arrows::map,
    subjects::rule,
    glossary::rule,
    type_names::rule,
    migrations::rule,
    paths::rule,
];

/// `cargo xtask tidy`.
///
/// # Errors
///
/// The breaches, or an argument that it doesn't know.
pub fn run(arguments: &[String]) -> Outcome {
    match arguments {
        [] => step::timed("style", check),
        [flag] if flag == "--figures" => {
            for line in figures::lines(&tree()?) {
                println!("{line}");
            }
            Ok(())
        }
        [flag] if flag == "--shrink" => {
            let left = allowed()?.shrunk(&findings(&tree()?));
            let file = step::root().join(ALLOWED);
            fs::write(&file, left.written()).map_err(on_file(&file))
        }
        _ => Err(Fault::new("tidy takes --figures, --shrink or nothing")),
    }
}

/// Checks all rules; the fault lists every breach.
pub fn check() -> Outcome {
    let breaches = allowed()?.breaches(&findings(&tree()?));
    if !breaches.is_empty() {
        return Err(Fault::new(breaches.join("\n")));
    }
    licences()
}

fn findings(tree: &Tree) -> Vec<Finding> {
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|rule| rule(tree)).collect();
    findings.extend(top::rule(&listed(&["ls-files"]).unwrap_or_default()));
    findings.extend(commits::rule(&log()));
    findings
}

fn allowed() -> Outcome<Allowances> {
    let file = step::root().join(ALLOWED);
    let text = fs::read_to_string(&file).map_err(on_file(&file))?;
    Allowances::read(&text).map_err(|fault| Fault::new(format!("{ALLOWED}: {fault}")))
}

/// The files that git knows or would add; outside of a repository, those below what may stand at the root.
fn tree() -> Outcome<Tree> {
    let root = step::root();
    let paths = match listed(&["ls-files", "--cached", "--others", "--exclude-standard"]) {
        Some(paths) => paths,
        None => unlisted(&root)?,
    };
    let mut files = Vec::new();
    for path in paths {
        let file = root.join(&path);
        if file.is_file() {
            let content = fs::read(&file).map_err(on_file(&file))?;
            files.push((path, String::from_utf8_lossy(&content).into_owned()));
        }
    }
    Ok(Tree::new(files))
}

/// Git's own list; none outside of a repository.
fn listed(arguments: &[&str]) -> Option<Vec<String>> {
    let output = step::command("git").args(arguments).arg("-z").output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let paths = text
        .split('\0')
        .filter(|path| !path.is_empty())
        .map(str::to_owned);
    output.status.success().then(|| paths.collect())
}

fn unlisted(root: &Path) -> Outcome<Vec<String>> {
    let mut found: Vec<PathBuf> = Vec::new();
    for top in top::KNOWN {
        found.extend(stamp::files(&root.join(top))?);
    }
    let inner = found.iter().filter_map(|file| file.strip_prefix(root).ok());
    Ok(inner.map(|path| path.to_string_lossy().into_owned()).collect())
}

/// The commits since the rule; nothing where the history isn't at hand.
fn log() -> String {
    let since = format!("{}..HEAD", commits::SINCE);
    let output = step::command("git")
        .args(["log", "--format=%h %s", &since])
        .output();
    output
        .ok()
        .filter(|output| output.status.success())
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
        .unwrap_or_default()
}

/// Licences, versions and sources as deny.toml bounds them, when cargo-deny is installed.
fn licences() -> Outcome {
    if !step::quietly(step::cargo().args(["deny", "--version"])) {
        return Ok(());
    }
    step::run(step::cargo().args(["deny", "--all-features", "check", "bans", "licenses", "sources"]))
}
