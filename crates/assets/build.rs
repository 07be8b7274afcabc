//! Finds the front build, takes in what is drawn and printed with, and tells where what is served stands.

#[path = "build/front.rs"]
mod front;

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

fn main() {
    if let Err(error) = build() {
        println!("cargo::error={error}");
    }
}

fn build() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-env-changed=CLASSE12_ASSETS");
    println!("cargo::rustc-check-cfg=cfg(complete)");
    let told = env::var_os("CLASSE12_ASSETS").map(PathBuf::from);
    // Whoever says where the front build is means to have it; a linter or an editor does without.
    let severity = if told.is_some() { "error" } else { "warning" };
    let served =
        told.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/front/assets"));
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let missing = front::missing(&served);
    for path in &missing {
        println!(
            "cargo::{severity}={}: missing or empty, `cargo xtask build` makes it",
            path.display()
        );
    }
    if missing.is_empty() {
        println!("cargo::rustc-cfg=complete");
    }
    for name in front::TAKEN_IN {
        let from = front::beside(&served, name);
        println!("cargo::rerun-if-changed={}", from.display());
        let into = out.join(from.file_name().unwrap_or_default());
        fs::write(
            into,
            if from.is_file() {
                fs::read(&from)?
            } else {
                Vec::new()
            },
        )?;
    }
    for name in front::SERVED {
        println!("cargo::rerun-if-changed={}", served.join(name).display());
    }
    println!("cargo::metadata=served={}", folder(served, &out)?.display());
    Ok(())
}

/// The folder of what is served; an empty one where the front build left none.
fn folder(served: PathBuf, out: &Path) -> io::Result<PathBuf> {
    if served.is_dir() {
        return Ok(served);
    }
    let empty = out.join("nothing-served");
    fs::create_dir_all(&empty)?;
    Ok(empty)
}
