//! Puts the assets that the front build made into the program.

use std::path::{Path, PathBuf};

fn main() {
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
    memory_serve::load_directory_with_embed(from, true);
}
