//! Dependencies between crates: one table here, which the Cargo.toml files keep to and the map of ARCHITECTURE.md shows.

use super::allowance::Finding;
use super::manifest::Package;
use super::tree::Tree;

/// Each crate with the crates that it may know, the lowest first; `*` is all. No arrow more than there is: a new one is a change here too.
const MAY_KNOW: [(&str, &[&str]); 13] = [
    ("domain", &[]),
    ("french", &["domain"]),
    ("assets", &[]),
    ("store", &["domain"]),
    ("chart", &["assets", "domain", "french"]),
    ("report", &["assets", "french"]),
    ("import", &["domain", "french", "store"]),
    ("demo", &["domain", "store"]),
    ("app", &["chart", "domain", "french", "import", "report", "store"]),
    (
        "server",
        &["app", "assets", "domain", "french", "import", "report", "store"],
    ),
    ("classe12", &["*"]),
    ("bench", &["*"]),
    ("xtask", &[]),
];

/// Libraries that only some crates may name.
const RESERVED: [(&str, &[&str]); 3] = [
    ("sqlx", &["store", "bench"]),
    ("leptos", &["app", "server", "classe12"]),
    ("leptos_axum", &["server"]),
];

/// The rule: no arrow is allowed that isn't in the table.
pub fn rule(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut tell = |of: &Package, told: String| {
        let path = of.path("Cargo.toml");
        findings.push(Finding::one("arrow", of.name.as_str(), format!("{path}: {told}")));
    };
    for of in &tree.packages {
        let Some((_, may_know)) = MAY_KNOW.iter().find(|(name, _)| *name == of.name) else {
            tell(of, format!("{} has no place among the crates", of.name));
            continue;
        };
        for known in known(tree, of) {
            if !may_know.contains(&"*") && !may_know.contains(&known) {
                tell(of, format!("{} must not know {known}", of.name));
            }
        }
        for (library, may_name) in RESERVED {
            if of.dependencies.iter().any(|name| name == library) && !may_name.contains(&of.name.as_str()) {
                tell(of, format!("{library} is for {}", may_name.join(", ")));
            }
        }
    }
    findings
}

/// The crates of ours that a package knows.
fn known<'a>(tree: &'a Tree, of: &'a Package) -> Vec<&'a str> {
    let ours = |name: &&str| tree.packages.iter().any(|package| package.name == *name);
    of.dependencies.iter().map(String::as_str).filter(ours).collect()
}

/// The rule for the map in ARCHITECTURE.md: a row `| crate | what it is | knows |` says what the Cargo.toml says.
pub fn map(tree: &Tree) -> Vec<Finding> {
    let Some(file) = tree.file("ARCHITECTURE.md") else {
        return Vec::new();
    };
    let rows: Vec<Vec<&str>> = file
        .text
        .lines()
        .skip_while(|line| !line.starts_with("| crate |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    let mut findings = Vec::new();
    let mut tell = |told: String| {
        findings.push(Finding::one(
            "map",
            "ARCHITECTURE.md",
            format!("ARCHITECTURE.md: the map {told}"),
        ));
    };
    for of in &tree.packages {
        let row = rows
            .iter()
            .find(|row| row.first().is_some_and(|cell| is_of(of, cell)));
        let Some(cell) = row.and_then(|row| row.last()) else {
            tell(format!("has no row for {}", of.name));
            continue;
        };
        if matches!(*cell, "everything" | "") {
            continue;
        }
        let mut told: Vec<&str> = cell.split('`').skip(1).step_by(2).collect();
        told.sort_unstable();
        let known = known(tree, of);
        if told != known {
            tell(format!(
                "says that {} knows {}, its Cargo.toml {}",
                of.name,
                listed(&told),
                listed(&known)
            ));
        }
    }
    findings
}

fn is_of(package: &Package, cell: &str) -> bool {
    let mut names = cell.split('`').skip(1).step_by(2);
    names.any(|name| name == package.name || name.rsplit('/').next() == Some(&package.name))
}

fn listed(names: &[&str]) -> String {
    match names {
        [] => "nothing".to_owned(),
        names => names.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOT: &str =
        "[package]\nname = \"classe12\"\n[workspace]\nmembers = [\".\", \"a/domain\", \"a/store\"]";

    fn tree(store: &str, map: &str) -> Tree {
        Tree::of(&[
            ("Cargo.toml", ROOT),
            ("a/domain/Cargo.toml", "[package]\nname = \"domain\""),
            (
                "a/store/Cargo.toml",
                &format!("[package]\nname = \"store\"\n{store}"),
            ),
            ("ARCHITECTURE.md", map),
        ])
    }

    fn told(findings: Vec<Finding>) -> Vec<String> {
        findings.into_iter().map(|found| found.told).collect()
    }

    #[test]
    fn an_arrow_that_points_up_or_aside_is_told() {
        let fine = "[dependencies]\ndomain.workspace = true\nsqlx.workspace = true";
        assert!(rule(&tree(fine, "")).is_empty());
        let up = tree(
            "[dependencies]\nclasse12 = { path = \"../..\" }\nleptos.workspace = true",
            "",
        );
        assert_eq!(
            told(rule(&up)),
            [
                "a/store/Cargo.toml: store must not know classe12",
                "a/store/Cargo.toml: leptos is for app, server, classe12"
            ]
        );
        assert!(rule(&tree("[dev-dependencies]\nclasse12 = \"0\"", "")).is_empty());
    }

    #[test]
    fn a_crate_that_the_table_does_not_know_is_told() {
        let odd = Tree::of(&[
            ("Cargo.toml", "[workspace]\nmembers = [\"odd\"]"),
            ("odd/Cargo.toml", "[package]\nname = \"odd\""),
        ]);
        assert_eq!(
            told(rule(&odd)),
            ["odd/Cargo.toml: odd has no place among the crates"]
        );
    }

    #[test]
    fn the_map_says_what_the_manifests_say() {
        let map = |store: &str| {
            format!(
                "# A\n| crate | what | knows |\n|---|---|---|\n| `classe12` (`src`) | it | everything |\n\
                 | `a/store` | SQL | {store} |\n| `a/domain` | rules | nothing |\n"
            )
        };
        let needs = "[dependencies]\ndomain.workspace = true";
        assert!(self::map(&tree(needs, &map("`domain`"))).is_empty());
        let wrong = told(self::map(&tree(needs, &map("nothing"))));
        assert_eq!(
            wrong,
            ["ARCHITECTURE.md: the map says that store knows nothing, its Cargo.toml domain"]
        );
        assert_eq!(self::map(&tree(needs, "")).len(), 3);
    }
}
