//! A folder's npm packages, exactly those of its lock.

use std::path::Path;

use crate::stamp;
use crate::step::{self, Fault, Outcome};

/// Installs what `folder`'s lock names, once per content of the lock. No install scripts: those of the design
/// system and of Playwright download from places that a closed network doesn't reach, and nothing needs them.
pub fn install(folder: &str) -> Outcome {
    let at = step::root().join(folder);
    let lock = at.join("package-lock.json");
    if !lock.is_file() {
        return Err(Fault::new(format!("{} is missing", lock.display())));
    }
    let stamp = at.join("node_modules/.stamp");
    stamp::unless_fresh(&stamp, &[lock], &[at.join("node_modules")], || {
        step::timed(&format!("npm packages of {folder}"), || ci(&at))
    })
}

fn ci(folder: &Path) -> Outcome {
    let mut npm = step::command("npm");
    npm.args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]);
    step::run(
        npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
            .current_dir(folder),
    )
}
