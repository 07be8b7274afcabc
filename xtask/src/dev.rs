//! `cargo xtask dev`: the quickly built program, built and started again at each change of a source.

use std::path::{Path, PathBuf};
use std::process::Child;
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use crate::front::Profile;
use crate::step::{self, Fault, Outcome};

/// What the program and its pages are made of.
const SOURCES: [&str; 6] = ["Cargo.toml", "app", "migrations", "server", "src", "style"];
const EVERY: Duration = Duration::from_millis(500);

/// Serves until it is stopped.
pub fn run(arguments: &[String]) -> Outcome {
    loop {
        let seen = latest();
        let mut program = match crate::build(Profile::Dev) {
            Ok(path) => Some(start(&path, arguments)?),
            Err(fault) => {
                eprintln!("{fault}");
                None
            }
        };
        // Looked at, not told of by the system: a few hundred files cost a millisecond, a watcher would be this command's only dependency.
        while latest() <= seen {
            sleep(EVERY);
        }
        println!("── a source changed");
        if let Some(program) = &mut program {
            stop(program)?;
        }
    }
}

fn start(program: &Path, arguments: &[String]) -> Outcome<Child> {
    let mut command = crate::demonstration(program, arguments);
    command
        .spawn()
        .map_err(|error| Fault::new(format!("{}: {error}", program.display())))
}

/// Kills it: what it acknowledged is on disk.
fn stop(program: &mut Child) -> Outcome {
    let ended = program.kill().and_then(|()| program.wait());
    ended
        .map(|_| ())
        .map_err(|error| Fault::new(format!("the program can't be stopped: {error}")))
}

/// When a source last changed.
fn latest() -> Option<SystemTime> {
    SOURCES
        .iter()
        .filter_map(|source| newest(&step::root().join(source)))
        .max()
}

fn newest(path: &Path) -> Option<SystemTime> {
    let own = path.metadata().ok()?;
    if own.is_file() {
        return own.modified().ok();
    }
    let entries = path.read_dir().ok()?.filter_map(Result::ok);
    let inside = entries.map(|entry| entry.path());
    inside
        .filter(|path: &PathBuf| !path.ends_with("node_modules"))
        .filter_map(|path| newest(&path))
        .max()
}
