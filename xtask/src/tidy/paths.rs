//! A path that a script, a manifest or a page of documentation names exists.

use super::allowance::Finding;
use super::files::File;
use super::tree::Tree;

const TOPS: [&str; 10] = [
    "app/",
    "server/",
    "src/",
    "style/",
    "end2end/",
    "crates/",
    "docs/",
    "migrations/",
    "xtask/",
    "public/",
];
const KINDS: [&str; 5] = ["mjs", "ts", "sh", "toml", "md"];

/// Inside of packages that others made.
const ELSEWHERE: [&str; 1] = ["src/scan.js"];

/// The rule: nothing is allowed.
pub fn rule(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files().filter(|file| is_read(file)) {
        for (number, line) in file.text.lines().enumerate() {
            for path in named(line).filter(|path| !exists(tree, file, path)) {
                let told = format!("{}:{}: there is no `{path}`", file.path, number + 1);
                findings.push(Finding::one("path", file.path.as_str(), told));
            }
        }
    }
    findings
}

/// The rules' own files are left out: their tests speak of files that nobody has.
fn is_read(file: &File) -> bool {
    KINDS.contains(&file.kind())
        || file.kind() == "rs" && file.path.starts_with("xtask/") && !file.path.starts_with("xtask/src/tidy")
}

/// The paths that stand between two marks of one kind and begin with a folder of the root.
fn named(line: &str) -> impl Iterator<Item = &str> {
    let marks = line
        .char_indices()
        .filter(|(_, mark)| matches!(mark, '`' | '"' | '\''));
    marks.filter_map(|(at, mark)| {
        let after = &line[at + 1..];
        let end = after.find(|letter: char| !letter.is_alphanumeric() && !"./_-".contains(letter))?;
        let path = &after[..end];
        let whole = after[end..].starts_with(mark);
        (whole && !ELSEWHERE.contains(&path) && TOPS.iter().any(|top| path.starts_with(top)))
            .then_some(path.trim_end_matches('/'))
    })
}

/// From the root, or from the folder that the file stands in.
fn exists(tree: &Tree, file: &File, path: &str) -> bool {
    let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    tree.exists(path) || tree.exists(&format!("{folder}/{path}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(path: &str, text: &str) -> usize {
        let tree = Tree::of(&[("app/src/lib.rs", ""), ("app/Cargo.toml", ""), (path, text)]);
        rule(&tree).len()
    }

    #[test]
    fn a_path_that_is_not_there_is_told() {
        assert_eq!(
            told("style/build.mjs", "read('app/src/lib.rs'); list(\"app/src\")"),
            0
        );
        assert_eq!(told("style/build.mjs", "read('app/source/lib.rs')"), 1);
        assert_eq!(told("CONTRIBUTING.md", "see `app/source/`, `app/src/`"), 1);
        assert_eq!(told("xtask/src/front.rs", "const A: &str = \"app/a\";"), 1);
        assert_eq!(
            told("app/Cargo.toml", "path = \"src/lib.rs\"\nother = \"src/main.rs\""),
            1
        );
    }

    #[test]
    fn what_is_no_whole_path_is_left() {
        for text in [
            "`app/*.rs`",
            "`app/{a,b}`",
            "`app/${name}`",
            "app/none",
            "`other/none`",
            "`app/a b`",
        ] {
            assert_eq!(told("README.md", text), 0, "{text}");
        }
    }
}
