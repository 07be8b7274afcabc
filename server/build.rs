//! Puts what the front build made to be served into the program, and the mark of what its pages are made of.

#[path = "build/page_mark.rs"]
mod page_mark;

use std::{
    env,
    error::Error,
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
    let served = env::var_os("DEP_CLASSE12_ASSETS_SERVED").map(PathBuf::from);
    let served = served.ok_or("the crate `assets` doesn't tell where what is served stands")?;
    let sources = page_mark::sources(&root, &served)?;
    for source in &sources {
        println!("cargo::rerun-if-changed={}", source.display());
    }
    println!(
        "cargo::rustc-env=CLASSE12_BUILD={:016x}",
        page_mark::mark(&sources)?
    );
    memory_serve::load_directory_with_embed(served, true);
    Ok(())
}
