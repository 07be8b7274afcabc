//! Puts the assets that the front build made into the program, and the mark of what its pages are made of.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

/// What a page depends on, beside the data.
const SOURCES: [&str; 6] = [
    "src",
    "chart/src",
    "report/src",
    "store/src",
    "../app/src",
    "../app/domain/src",
];

fn main() {
    let mut mark = DefaultHasher::new();
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
        if let Err(error) = hash(Path::new(source), &mut mark) {
            println!("cargo::error={source}: {error}");
        }
    }
    println!("cargo::rerun-if-env-changed=CLASSE12_ASSETS");
    let built = std::env::var_os("CLASSE12_ASSETS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/front/assets"),
        PathBuf::from,
    );
    println!("cargo::rerun-if-changed={}", built.display());
    // Without a front build (a linter, an editor) the program has no looks, and still compiles.
    let empty = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default()).join("no-assets");
    if !built.is_dir() {
        println!(
            "cargo::warning=no assets in {}: `cargo xtask build` makes them",
            built.display()
        );
        if let Err(error) = std::fs::create_dir_all(&empty) {
            println!("cargo::error={error}");
        }
    }
    let from = if built.is_dir() { built } else { empty };
    if let Err(error) = hash(&from, &mut mark) {
        println!("cargo::error={}: {error}", from.display());
    }
    println!("cargo::rustc-env=CLASSE12_BUILD={:016x}", mark.finish());
    memory_serve::load_directory_with_embed(from, true);
}

/// Adds the names and contents of a folder, in the order of the names.
fn hash(path: &Path, mark: &mut DefaultHasher) -> std::io::Result<()> {
    if path.is_file() {
        path.file_name().hash(mark);
        std::fs::read(path)?.hash(mark);
        return Ok(());
    }
    let mut entries = std::fs::read_dir(path)?
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<Vec<_>>>()?;
    entries.sort();
    entries.iter().try_for_each(|entry| hash(entry, mark))
}
