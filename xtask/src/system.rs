//! The machine: which programs it has, and Debian's packages when we may install them.

use std::path::PathBuf;

use crate::step::{self, Fault, Outcome};

/// The program's path, if `PATH` has it.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

/// Whether we are root.
pub fn is_root() -> bool {
    step::output(step::command("id").arg("-u")).is_ok_and(|id| id == "0")
}

/// Installs one of Debian's packages, as root or by sudo without a password.
pub fn install(package: &str) -> Outcome {
    let prefix: &[&str] = match () {
        () if find("apt-get").is_none() => {
            return Err(Fault::new(format!(
                "{package} is missing, and there is no apt-get: install it"
            )));
        }
        () if is_root() => &["env"],
        () if step::quietly(step::command("sudo").args(["-n", "true"])) => &["sudo", "-n", "env"],
        () => {
            return Err(Fault::new(format!(
                "{package} is missing: sudo apt-get install {package}"
            )));
        }
    };
    let apt = |arguments: &[&str]| {
        let mut command = step::command(prefix[0]);
        command
            .args(&prefix[1..])
            .args(["DEBIAN_FRONTEND=noninteractive", "apt-get"])
            .args(arguments);
        step::run(&mut command)
    };
    let install = ["install", "-y", "-q", "--no-install-recommends", package];
    step::timed(&format!("Debian's {package}"), || {
        apt(&install).or_else(|_| apt(&["update", "-q"]).and_then(|()| apt(&install)))
    })
}

/// Python 3, installed where it is missing.
pub fn python() -> Outcome {
    if find("python3").is_some() {
        return Ok(());
    }
    install("python3")
}
