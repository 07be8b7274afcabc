//! Rules read line by line: lengths of files, their first line, folders of one machine.

use super::allowance::Finding;
use super::files::File;
use super::tree::Tree;

const LINES_MAX: usize = 400;

/// Folders where no file may be longer.
const SHORT: [&str; 7] = [
    "app/", "server/", "src/", "xtask/", "crates/", "style/", "end2end/",
];
const SHORT_KINDS: [&str; 6] = ["rs", "css", "js", "mjs", "ts", "sh"];

/// Folders of one machine, which mean nothing on another. Cut in two, or this file would be found.
const ELSEWHERE: [&str; 2] = [concat!("/wo", "rk/"), concat!("/ro", "ot/")];

/// Tells if the length of a file is bounded.
pub fn is_short(file: &File) -> bool {
    SHORT.iter().any(|top| file.path.starts_with(top)) && SHORT_KINDS.contains(&file.kind())
}

/// The rule for lengths.
pub fn lengths(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files().filter(|file| is_short(file)) {
        let lines = file.text.lines().count();
        if lines > LINES_MAX {
            let told = format!("{}: {lines} lines, more than {LINES_MAX}", file.path);
            findings.push(Finding::one("long-file", tree.module(&file.path), told));
        }
    }
    findings
}

/// The rule for the first line of Rust, which must also parse: the other rules read what the parser made.
pub fn beginnings(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files().filter(|file| file.kind() == "rs") {
        let mut tell = |told: &str| {
            findings.push(Finding::one(
                "beginning",
                tree.module(&file.path),
                format!("{}: {told}", file.path),
            ));
        };
        if !file.text.starts_with("//!") {
            tell("doesn't start with `//!`");
        }
        if file.rust.is_none() {
            tell("is no Rust that parses");
        }
    }
    findings
}

/// The rule for folders of one machine.
pub fn machines(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files() {
        for (number, line) in file.text.lines().enumerate() {
            for folder in ELSEWHERE.iter().filter(|folder| begins_a_path(line, folder)) {
                let told = format!("{}:{}: names {folder}", file.path, number + 1);
                findings.push(Finding::one("machine", file.path.as_str(), told));
            }
        }
    }
    findings
}

/// Tells if `line` holds `folder` as the beginning of a path, rather than inside of another or of an address.
fn begins_a_path(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|letter| !letter.is_alphanumeric() && !"/._-}".contains(letter))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(rule: fn(&Tree) -> Vec<Finding>, path: &str, text: &str) -> Vec<String> {
        rule(&Tree::of(&[(path, text)]))
            .into_iter()
            .map(|found| found.told)
            .collect()
    }

    #[test]
    fn a_long_file_is_named_with_its_length() {
        let long = format!("//! Long.\n{}", "\n".repeat(400));
        for path in [
            "app/src/a.rs",
            "crates/a/src/a.rs",
            "style/a.css",
            "end2end/tests/a.ts",
        ] {
            assert_eq!(
                told(lengths, path, &long),
                [format!("{path}: 401 lines, more than 400")]
            );
        }
        assert!(told(lengths, "docs/a.md", &long).is_empty());
    }

    #[test]
    fn a_module_says_what_it_is_for() {
        assert_eq!(
            told(beginnings, "src/a.rs", "fn f() {}"),
            ["src/a.rs: doesn't start with `//!`"]
        );
        assert_eq!(
            told(beginnings, "src/a.rs", "//! A.\nfn f( {}"),
            ["src/a.rs: is no Rust that parses"]
        );
    }

    #[test]
    fn a_folder_of_one_machine_is_found_but_not_an_address() {
        let [folder, _] = ELSEWHERE;
        let found = told(machines, "docs/a.md", &format!("fine\nin {folder}main"));
        assert_eq!(found, [format!("docs/a.md:2: names {folder}")]);
        assert!(!begins_a_path(&format!("https://example.org{folder}a"), folder));
    }
}
