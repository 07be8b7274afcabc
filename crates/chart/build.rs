//! Puts what the front build made for the charts into the crate: the shapes of the départements, the looks of a chart that is a file of its own.

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
    for name in ["shapes.txt", "looks.css"] {
        let from = assets.with_file_name("map").join(name);
        let into = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join(name);
        println!("cargo::rerun-if-changed={}", from.display());
        if let Err(error) = bring(&from, &into) {
            println!("cargo::error={}: {error}", from.display());
        }
    }
}

/// Without a front build (a linter, an editor) there are none: the crate still compiles, maps are empty and files have no looks.
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
