//! The figures that are shown, recomputed from the exported events by a program that shares nothing with the product.

use crate::{program, turn};
use std::process::Command;

#[test]
fn prove_figures_shown_equal_those_recomputed_by_another_program() {
    let _turn = turn();
    let folder = tempfile::tempdir().unwrap();
    let (data, out) = (folder.path().join("data"), folder.path().join("export"));
    let program = program::start(&data, None);
    let exported = Command::new(env!("CARGO_BIN_EXE_classe12"))
        .args(["export", "--data"])
        .args([&data, &out])
        .status()
        .unwrap();
    assert!(exported.success());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/end2end/figures.py");
    let url = format!("http://{}", program.address);
    let python = Command::new("python3")
        .arg(script)
        .arg(&out)
        .arg(&url)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&python.stdout);
    assert!(
        python.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&python.stderr)
    );
    println!("{said}");
}
