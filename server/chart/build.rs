//! Puts the shapes of the départements that the front build took out of the design system into the crate.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

fn main() {
    println!("cargo::rerun-if-env-changed=CLASSE12_ASSETS");
    let assets = env::var_os("CLASSE12_ASSETS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/front/assets"),
        PathBuf::from,
    );
    let from = assets.with_file_name("map").join("shapes.txt");
    let into = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("shapes.txt");
    println!("cargo::rerun-if-changed={}", from.display());
    if let Err(error) = bring(&from, &into) {
        println!("cargo::error={}: {error}", from.display());
    }
}

/// Without a front build (a linter, an editor) there are no shapes: the crate still compiles, and maps are empty.
fn bring(from: &Path, to: &Path) -> io::Result<()> {
    match fs::read(from) {
        Ok(shapes) => fs::write(to, shapes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            println!(
                "cargo::warning=no {}: `cargo xtask build` makes it",
                from.display()
            );
            fs::write(to, [])
        }
        Err(error) => Err(error),
    }
}
