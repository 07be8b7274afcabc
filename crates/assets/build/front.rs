//! The files of the front build that the program can't do without.

use std::path::{Path, PathBuf};

/// What is compiled into the program, named from the folder that holds the one of what is served.
pub const TAKEN_IN: [&str; 4] = [
    "print-fonts/Marianne-Regular.ttf",
    "print-fonts/Marianne-Bold.ttf",
    "map/shapes.txt",
    "map/looks.css",
];

/// What every page or island asks for, in the folder of what is served.
pub const SERVED: [&str; 5] = [
    "classe12.css",
    "classe12-page.js",
    "classe12-island.js",
    "classe12.js",
    "classe12_bg.wasm",
];

/// A file that stands beside the folder of what is served.
pub fn beside(served: &Path, name: &str) -> PathBuf {
    served.parent().unwrap_or(served).join(name)
}

/// Those that are missing or empty: a build that was cut short leaves such files.
pub fn missing(served: &Path) -> Vec<PathBuf> {
    let taken_in = TAKEN_IN.map(|name| beside(served, name));
    let wanted = taken_in.into_iter().chain(SERVED.map(|name| served.join(name)));
    wanted.filter(|path| !filled(path)).collect()
}

fn filled(path: &Path) -> bool {
    path.metadata().is_ok_and(|of| of.is_file() && of.len() > 0)
}
