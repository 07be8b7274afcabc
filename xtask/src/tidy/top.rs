//! The root holds what it is known to hold.

use std::collections::BTreeSet;

use super::allowance::Finding;

/// The names that may stand at the root.
pub const KNOWN: [&str; 29] = [
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

/// The rule on the paths that git tracks: nothing is allowed.
pub fn rule(tracked: &[String]) -> Vec<Finding> {
    let tops: BTreeSet<&str> = tracked.iter().filter_map(|path| path.split('/').next()).collect();
    let unknown = tops.into_iter().filter(|top| !KNOWN.contains(top));
    unknown
        .map(|top| Finding::one("top", top, format!("{top}: not among what may stand at the root")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_to_stand_at_the_root_is_told_once() {
        let tracked = ["app/src/lib.rs", "notes/a.md", "notes/b.md", "README.md"].map(str::to_owned);
        let found = rule(&tracked);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].told, "notes: not among what may stand at the root");
    }
}
