//! Puts the fonts that the front build unpacked into the crate.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

const FONTS: [&str; 2] = ["Marianne-Regular.ttf", "Marianne-Bold.ttf"];

fn main() {
    println!("cargo::rerun-if-env-changed=CLASSE12_ASSETS");
    let assets = env::var_os("CLASSE12_ASSETS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/front/assets"),
        PathBuf::from,
    );
    let into = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    for font in FONTS {
        let from = assets.with_file_name("print-fonts").join(font);
        println!("cargo::rerun-if-changed={}", from.display());
        if let Err(error) = bring(&from, &into.join(font)) {
            println!("cargo::error={}: {error}", from.display());
        }
    }
}

/// Without a front build (a linter, an editor) the font is empty: the crate still compiles, and no PDF can be made.
fn bring(from: &Path, to: &Path) -> io::Result<()> {
    match fs::read(from) {
        Ok(font) => fs::write(to, font),
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
