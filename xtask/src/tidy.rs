//! The rules of style that a program can check.

use std::fs;
use std::path::{Path, PathBuf};

use crate::stamp;
use crate::step::{self, Fault, Outcome, on_file};

const LINES_MAX: usize = 400;

/// Folders where no file may be longer.
const SHORT: [&str; 5] = ["app", "crates", "server", "src", "xtask"];
const SHORT_KINDS: [&str; 6] = ["rs", "css", "js", "mjs", "ts", "sh"];

/// Folders of one machine, which mean nothing on another. Cut in two, or this file would be found.
const ELSEWHERE: [&str; 2] = [concat!("/wo", "rk/"), concat!("/ro", "ot/")];

/// What may stand at the root.
const TOP: [&str; 29] = [
    ".cargo",
    ".ci",
    ".dockerignore",
    ".editorconfig",
    ".gitattributes",
    ".github",
    ".gitignore",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "Dockerfile",
    "LICENSE",
    "README.md",
    "SECURITY.md",
    "app",
    "clippy.toml",
    "crates",
    "deny.toml",
    "docs",
    "end2end",
    "migrations",
    "public",
    "rustfmt.toml",
    "server",
    "src",
    "style",
    "xtask",
];

/// `cargo xtask tidy`.
pub fn run() -> Outcome {
    step::timed("style", check)
}

/// Checks all rules; the fault lists every breach.
pub fn check() -> Outcome {
    let root = step::root();
    let mut breaches = Vec::new();
    let tracked = listed(&["ls-files"]);
    for path in tracked.iter().flatten() {
        if let Some(top) = path
            .iter()
            .next()
            .filter(|top| !TOP.iter().any(|known| top == known))
        {
            breaches.push(format!(
                "{}: not among what may stand at the root",
                Path::new(top).display()
            ));
        }
    }
    breaches.dedup();
    let files = match listed(&["ls-files", "--cached", "--others", "--exclude-standard"]) {
        Some(files) => files,
        None => unlisted(&root)?,
    };
    for path in files {
        let file = root.join(&path);
        if file.is_file() {
            let content = fs::read(&file).map_err(on_file(&file))?;
            breaches.extend(breaches_of(&path, &String::from_utf8_lossy(&content)));
        }
    }
    if !breaches.is_empty() {
        return Err(Fault::new(breaches.join("\n")));
    }
    licences()
}

/// Git's own list; none outside of a repository.
fn listed(arguments: &[&str]) -> Option<Vec<PathBuf>> {
    let output = step::command("git").args(arguments).arg("-z").output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let paths = text
        .split('\0')
        .filter(|path| !path.is_empty())
        .map(PathBuf::from);
    output.status.success().then(|| paths.collect())
}

fn unlisted(root: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    for top in TOP {
        found.extend(stamp::files(&root.join(top))?);
    }
    Ok(found
        .iter()
        .filter_map(|file| file.strip_prefix(root).ok())
        .map(Path::to_path_buf)
        .collect())
}

fn breaches_of(path: &Path, content: &str) -> Vec<String> {
    let mut breaches = Vec::new();
    let kind = path
        .extension()
        .and_then(|kind| kind.to_str())
        .unwrap_or_default();
    let lines = content.lines().count();
    if lines > LINES_MAX && SHORT.iter().any(|top| path.starts_with(top)) && SHORT_KINDS.contains(&kind) {
        breaches.push(format!(
            "{}: {lines} lines, more than {LINES_MAX}",
            path.display()
        ));
    }
    if kind == "rs" && !content.starts_with("//!") {
        breaches.push(format!("{}: doesn't start with `//!`", path.display()));
    }
    for (number, line) in content.lines().enumerate() {
        for elsewhere in ELSEWHERE
            .iter()
            .filter(|elsewhere| begins_a_path(line, elsewhere))
        {
            breaches.push(format!("{}:{}: names {elsewhere}", path.display(), number + 1));
        }
    }
    breaches
}

/// Whether `line` holds `folder` as the beginning of a path, rather than inside of another or of an address.
fn begins_a_path(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|letter| !letter.is_alphanumeric() && !"/._-}".contains(letter))
    })
}

/// What deny.toml says of licences, versions and sources, where cargo-deny is installed.
fn licences() -> Outcome {
    if !step::quietly(step::cargo().args(["deny", "--version"])) {
        return Ok(());
    }
    step::run(step::cargo().args(["deny", "--all-features", "check", "bans", "licenses", "sources"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_file_is_named_with_its_length() {
        let long = format!("//! Long.\n{}", "\n".repeat(400));
        assert_eq!(
            breaches_of(Path::new("app/src/a.rs"), &long),
            ["app/src/a.rs: 401 lines, more than 400"]
        );
        assert!(breaches_of(Path::new("docs/a.md"), &long).is_empty());
    }

    #[test]
    fn a_module_says_what_it_is_for() {
        assert_eq!(
            breaches_of(Path::new("src/a.rs"), "fn f() {}"),
            ["src/a.rs: doesn't start with `//!`"]
        );
    }

    #[test]
    fn a_folder_of_one_machine_is_found_but_not_an_address() {
        let [folder, _] = ELSEWHERE;
        let found = breaches_of(Path::new("docs/a.md"), &format!("fine\nin {folder}main"));
        assert_eq!(found, [format!("docs/a.md:2: names {folder}")]);
        assert!(!begins_a_path(&format!("https://example.org{folder}a"), folder));
    }
}
