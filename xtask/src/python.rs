//! A Python with packages of PyPI, exactly those that a file of requirements names with their hashes.

use crate::stamp;
use crate::step::{self, Outcome};
use std::path::PathBuf;

/// The interpreter of an environment of its own that has what `requirements` names, made once per content of that file.
pub fn with(requirements: &str) -> Outcome<PathBuf> {
    let (wanted, folder) = (step::root().join(requirements), step::target().join("python"));
    let python = folder.join("bin/python");
    let stamp = folder.join(".stamp");
    stamp::unless_fresh(
        &stamp,
        std::slice::from_ref(&wanted),
        std::slice::from_ref(&python),
        || {
            step::timed(&format!("Python packages of {requirements}"), || {
                step::run(
                    step::command("python3")
                        .args(["-m", "venv", "--clear"])
                        .arg(&folder),
                )?;
                let mut pip = step::command(&python);
                pip.args([
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--require-hashes",
                    "--only-binary=:all:",
                    "-r",
                ]);
                step::run(pip.arg(&wanted))
            })
        },
    )?;
    Ok(python)
}
