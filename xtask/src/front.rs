//! What the browser loads: stylesheet, script, fonts and icons by node; the islands by cargo and wasm-bindgen.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::stamp;
use crate::step::{self, Fault, Outcome, on_file};
use crate::system;

const WASM: &str = "wasm32-unknown-unknown";

/// Where all of it goes; the program takes it in when it is built.
pub fn assets() -> PathBuf {
    folder().join("assets")
}

/// A profile of Cargo.toml that the program is compiled with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Quickly, with debug information, and linted on the way.
    Dev,
    /// Fast, without optimization across crates: half the time of the next.
    Local,
    /// As it is released: one stripped file.
    Release,
}

impl Profile {
    fn folder(self) -> &'static str {
        match self {
            Self::Dev => "debug",
            Self::Local => "local",
            Self::Release => "release",
        }
    }

    /// The program, once built.
    pub fn program(self) -> PathBuf {
        step::target().join(self.folder()).join("classe12")
    }
}

/// Cargo that finds the assets. Every cargo of ours is this one, so that none rebuilds for another's sake.
pub fn cargo(command: &str, profile: Profile) -> Outcome<Command> {
    let mut cargo = step::cargo();
    cargo.arg(command).env("CLASSE12_ASSETS", assets());
    match profile {
        // One build for lints and tests. Not for the others: clippy turns off an optimization.
        Profile::Dev => match clippy()? {
            Some(driver) => {
                cargo.env("RUSTC_WORKSPACE_WRAPPER", driver);
            }
            None => eprintln!("clippy is not installed: what is built is not linted"),
        },
        Profile::Local => {
            cargo.args(["--profile", "local"]);
        }
        Profile::Release => {
            cargo.args(["--profile", "release", "--config"]).arg(remap()?);
        }
    }
    Ok(cargo)
}

/// Clippy's compiler, which is rustc with more warnings; none where it is not installed.
pub fn clippy() -> Outcome<Option<PathBuf>> {
    let driver = sysroot()?.join("bin/clippy-driver");
    Ok(driver
        .is_file()
        .then_some(driver)
        .or_else(|| system::find("clippy-driver")))
}

/// A setting for cargo: no path of this machine in what is compiled.
fn remap() -> Outcome<String> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let known = [
        (home, "cargo"),
        (Some(sysroot()?), "rust"),
        (Some(step::root()), "classe12"),
    ];
    let flags: Vec<String> = known
        .into_iter()
        .filter_map(|(path, name)| {
            Some(format!(
                "{:?}",
                format!("--remap-path-prefix={}={name}", path?.display())
            ))
        })
        .collect();
    Ok(format!("build.rustflags=[{}]", flags.join(", ")))
}

/// Where the compiler's own files are.
fn sysroot() -> Outcome<PathBuf> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let sysroot = step::output(step::command(rustc).args(["--print", "sysroot"]))?;
    Ok(PathBuf::from(sysroot))
}

/// Makes what isn't there or not up to date.
pub fn build() -> Outcome {
    fs::create_dir_all(assets()).map_err(on_file(&assets()))?;
    style()?;
    let version = locked(&step::root().join("Cargo.lock"), "wasm-bindgen")?;
    standard_library()?;
    let wasm = step::timed("islands", islands)?;
    bind(&wasm, &version)
}

fn folder() -> PathBuf {
    step::root().join("target/front")
}

fn stamp_of(what: &str) -> PathBuf {
    folder().join("stamps").join(what)
}

fn style() -> Outcome {
    crate::npm::install("style")?;
    let root = step::root();
    let inputs = ["style", "public", "app/src"].map(|input| root.join(input));
    let products = [
        assets().join("classe12.css"),
        assets().join("classe12-page.js"),
        folder().join("map/shapes.txt"),
        folder().join("map/looks.css"),
    ];
    stamp::unless_fresh(&stamp_of("style"), &inputs, &products, || {
        step::timed("stylesheet, fonts, icons", || {
            step::run(step::command("node").arg("style/build.mjs"))
        })
    })
}

/// Rust's standard library for the browser: from rustup's server, or built from Debian's sources.
fn standard_library() -> Outcome {
    let sysroot = sysroot()?;
    let library = sysroot.join("lib/rustlib").join(WASM).join("lib");
    let complete = || {
        let names = fs::read_dir(&library).into_iter().flatten().flatten();
        names
            .map(|entry| entry.file_name())
            .any(|name| name.to_string_lossy().starts_with("libstd-"))
    };
    if complete() {
        return Ok(());
    }
    step::timed("Rust's standard library for the browser", || {
        let added = step::status(step::command("rustup").args(["target", "add", WASM]));
        if !(added.is_ok_and(|status| status.success()) && complete()) {
            eprintln!("rustup couldn't add it; building it from Debian's rust-src");
            step::run(step::command("bash").arg("xtask/wasm-std.sh").arg(&sysroot)).map_err(|fault| {
                Fault::new(format!(
                    "{fault}\nRust has no standard library for {WASM} in {}: both `rustup target add {WASM}` \
                     and xtask/wasm-std.sh failed, see above",
                    sysroot.display()
                ))
            })?;
        }
        if complete() {
            Ok(())
        } else {
            Err(Fault::new(format!("{} is still missing", library.display())))
        }
    })
}

/// Compiled, not yet ready for the browser. Has a target folder of its own, or it would wait for the program's.
fn islands() -> Outcome<PathBuf> {
    let target = folder().join("cargo");
    let mut cargo = step::cargo();
    cargo.args([
        "build",
        "--lib",
        "-p",
        "classe12",
        "--profile",
        "wasm",
        "--config",
        &remap()?,
        "--target",
        WASM,
        "--target-dir",
    ]);
    step::run(cargo.arg(&target))?;
    Ok(target.join(WASM).join("wasm/classe12.wasm"))
}

fn bind(wasm: &std::path::Path, version: &str) -> Outcome {
    let own = step::root().join("xtask/bindgen");
    let ours = locked(&own.join("Cargo.lock"), "wasm-bindgen-cli-support")?;
    if ours != version {
        return Err(Fault::new(format!(
            "Cargo.lock has wasm-bindgen {version}, xtask/bindgen has {ours}, and they must be equal: \
             put \"={version}\" in xtask/bindgen/Cargo.toml, then \
             `cargo update --manifest-path xtask/bindgen/Cargo.toml`"
        )));
    }
    let inputs = [wasm.to_path_buf(), own];
    let products = [assets().join("classe12.js"), assets().join("classe12_bg.wasm")];
    stamp::unless_fresh(&stamp_of("bindgen"), &inputs, &products, || {
        let mut cargo = step::cargo();
        cargo.args(["run", "--locked", "--manifest-path", "xtask/bindgen/Cargo.toml"]);
        cargo
            .args(["--target-dir", "target/xtask-bindgen", "--"])
            .arg(wasm)
            .arg(assets());
        step::timed("islands for the browser", || step::run(&mut cargo))
    })
}

fn locked(lock: &std::path::Path, package: &str) -> Outcome<String> {
    let text = fs::read_to_string(lock).map_err(on_file(lock))?;
    version_in(&text, package)
        .map(str::to_owned)
        .ok_or_else(|| Fault::new(format!("{} has no {package}", lock.display())))
}

fn version_in<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let (_, after) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    after.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_that_of_the_package_itself() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.1.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(version_in(lock, "bindgen"), None);
    }
}
