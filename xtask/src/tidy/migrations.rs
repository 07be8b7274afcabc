//! The two dialects have the same migrations.

use std::collections::BTreeSet;

use super::allowance::Finding;
use super::tree::Tree;

const SIDES: [&str; 2] = ["migrations/sqlite/", "migrations/postgres/"];

/// The rule: nothing is allowed.
pub fn rule(tree: &Tree) -> Vec<Finding> {
    let [sqlite, postgres] = SIDES.map(|side| {
        let names = tree.files().filter_map(|file| file.path.strip_prefix(side));
        names.collect::<BTreeSet<_>>()
    });
    let alone = sqlite.symmetric_difference(&postgres);
    alone
        .map(|name| {
            Finding::one(
                "migration",
                *name,
                format!("migrations: {name} stands on one side only"),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_migration_of_one_side_is_told() {
        let both = [("migrations/sqlite/1.sql", ""), ("migrations/postgres/1.sql", "")];
        assert!(rule(&Tree::of(&both)).is_empty());
        assert_eq!(rule(&Tree::of(&both[..1])).len(), 1);
        assert_eq!(rule(&Tree::of(&both[1..])).len(), 1);
    }
}
