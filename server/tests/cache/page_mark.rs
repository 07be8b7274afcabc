//! The page mark changes with each thing that a page is made of: a browser never shows a page of the program before.

#![allow(clippy::unwrap_used)]

#[path = "../../build/page_mark.rs"]
mod build;

use std::{fs, path::Path};

/// Copies what the mark may read: manifests, lock file, sources, migrations.
fn copied(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name();
        let skipped = ["target", "node_modules", "tests", "xtask", "end2end", ".git"];
        if entry.path().is_dir() && !skipped.iter().any(|skipped| name == *skipped) {
            copied(&entry.path(), &to.join(name));
        } else if entry.path().is_file() {
            fs::copy(entry.path(), to.join(name)).unwrap();
        }
    }
}

fn mark(root: &Path) -> u64 {
    build::mark(&build::sources(root, &root.join("assets")).unwrap()).unwrap()
}

#[test]
fn whatever_a_page_is_made_of_moves_the_mark_and_nothing_else_does() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    copied(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), root);
    fs::create_dir_all(root.join("assets")).unwrap();
    fs::write(root.join("assets/classe12.css"), "body {}").unwrap();
    let before = mark(root);
    assert_eq!(before, mark(root));
    let touch = |path: &Path| {
        let kept = fs::read(path).unwrap();
        fs::write(path, [kept.as_slice(), b"\n// touched\n"].concat()).unwrap();
        let after = mark(root);
        fs::write(path, kept).unwrap();
        after
    };
    // Each crate by its own text: a list read from the manifests could forget what the manifests do not name as we think.
    let workspace: toml::Table = fs::read_to_string(root.join("Cargo.toml"))
        .unwrap()
        .parse()
        .unwrap();
    let crates = workspace["workspace"]["dependencies"].as_table().unwrap();
    let ours: Vec<_> = crates
        .values()
        .filter_map(|one| one.get("path")?.as_str())
        .collect();
    let apart = ["demo"];
    for path in ours {
        let moved = touch(&root.join(path).join("src/lib.rs")) != before;
        assert_eq!(moved, !apart.iter().any(|name| path.ends_with(name)), "{path}");
    }
    let migration = fs::read_dir(root.join("migrations/sqlite"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    for made_of in [
        root.join("Cargo.lock"),
        root.join("assets/classe12.css"),
        root.join("server/build.rs"),
        migration.path(),
    ] {
        assert_ne!(touch(&made_of), before, "{}", made_of.display());
    }
    for other in ["README.md", "src/main.rs"] {
        assert_eq!(touch(&root.join(other)), before, "{other}");
    }
}
