//! The page mark: a hash of all that a page is made of, beside the data. It seeds every ETag, so that after an upgrade no browser
//! keeps a page of the program before.

use std::{
    collections::BTreeSet,
    hash::{DefaultHasher, Hash, Hasher},
    io,
    path::{Path, PathBuf},
};

/// The files and folders that pages are made of: the sources of `server` and of every crate of the workspace that it depends on,
/// however far, the migrations, the lock file and the assets. `root` is the workspace's folder.
///
/// # Errors
/// A Cargo.toml that can't be read.
pub fn sources(root: &Path, assets: &Path) -> io::Result<Vec<PathBuf>> {
    let workspace = manifest(&root.join("Cargo.toml"))?;
    let shared = &workspace["workspace"]["dependencies"];
    let mut to_read = vec!["server".to_owned()];
    let mut known = BTreeSet::new();
    let mut found = vec![
        root.join("Cargo.lock"),
        root.join("migrations"),
        assets.to_owned(),
    ];
    while let Some(name) = to_read.pop() {
        let Some(folder) = shared.get(&name).and_then(|one| one.get("path")?.as_str()) else {
            continue;
        };
        if !known.insert(name) {
            continue;
        }
        let folder = root.join(folder);
        to_read.extend(dependencies(&manifest(&folder.join("Cargo.toml"))?));
        found.push(folder.join("src"));
        found.push(folder.join("Cargo.toml"));
        found.extend(Some(folder.join("build.rs")).filter(|script| script.exists()));
    }
    found.sort();
    Ok(found)
}

fn manifest(path: &Path) -> io::Result<toml::Table> {
    let wrong = |error| io::Error::other(format!("{}: {error}", path.display()));
    std::fs::read_to_string(path)?.parse().map_err(wrong)
}

/// The names of what a crate depends on, whatever the target.
fn dependencies(manifest: &toml::Table) -> Vec<String> {
    let targets = manifest.get("target").and_then(toml::Value::as_table);
    let targets = targets.into_iter().flat_map(|targets| targets.values());
    let tables = std::iter::once(manifest.get("dependencies"))
        .chain(targets.map(|target| target.get("dependencies")))
        .flatten()
        .filter_map(toml::Value::as_table);
    tables.flat_map(|table| table.keys().cloned()).collect()
}

/// The mark of these files and folders: their names, below the folder that is named, and their contents.
///
/// # Errors
/// A file that can't be read.
pub fn mark(sources: &[PathBuf]) -> io::Result<u64> {
    let mut hasher = DefaultHasher::new();
    sources.iter().try_for_each(|source| add(source, &mut hasher))?;
    Ok(hasher.finish())
}

/// Adds a file, or a folder in the order of its names.
fn add(path: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    path.file_name().hash(hasher);
    if path.is_file() {
        std::fs::read(path)?.hash(hasher);
        return Ok(());
    }
    let mut entries = std::fs::read_dir(path)?
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    entries.iter().try_for_each(|entry| add(entry, hasher))
}
