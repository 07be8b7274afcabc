//! Puts the assets that the front build made into the program, and the mark of what its pages are made of.

#[path = "build/page_mark.rs"]
mod page_mark;

use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
};

fn main() {
    if let Err(error) = build() {
        println!("cargo::error={error}");
    }
}

fn build() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-env-changed=CLASSE12_ASSETS");
    let built =
        env::var_os("CLASSE12_ASSETS").map_or_else(|| root.join("target/front/assets"), PathBuf::from);
    println!("cargo::rerun-if-changed={}", built.display());
    // Without a front build (a linter, an editor) the program has no looks, and still compiles.
    let empty = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("no-assets");
    if !built.is_dir() {
        println!(
            "cargo::warning=no assets in {}: `cargo xtask build` makes them",
            built.display()
        );
        fs::create_dir_all(&empty)?;
    }
    let from = if built.is_dir() { built } else { empty };
    let sources = page_mark::sources(&root, &from)?;
    for source in &sources {
        println!("cargo::rerun-if-changed={}", source.display());
    }
    println!(
        "cargo::rustc-env=CLASSE12_BUILD={:016x}",
        page_mark::mark(&sources)?
    );
    memory_serve::load_directory_with_embed(from, true);
    Ok(())
}
