//! Cargo's test programs: built and linted once, then run several at a time, each shown whole when it ends.

mod artifacts;

use std::collections::VecDeque;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use crate::front::{self, Profile};
use crate::libtest;
use crate::step::{self, Fault, Outcome};
use artifacts::Suite;

/// Programs that run at the same time, each with as many threads as there are cores: some wait for a disk or a server.
const AT_ONCE: usize = 2;

/// The longest, which begin first. The others follow by their size.
const FIRST: [&str; 3] = ["crates/store story", "server suite", "crates/domain domain"];

/// It loads the machine and measures how the program stands it: last, with nothing beside.
const ALONE: &str = ". end2end";

/// What a build made.
#[derive(Debug, Default)]
pub struct Built {
    suites: Vec<Suite>,
    /// What the compiler and clippy had to say.
    pub warnings: usize,
}

/// Builds every program and every test of the workspace, linted where clippy is installed.
pub fn build() -> Outcome<Built> {
    let mut cargo = front::cargo("build", Profile::Dev)?;
    cargo.args([
        "--workspace",
        "--bins",
        "--tests",
        "--message-format=json-render-diagnostics",
    ]);
    let (status, made, told) = step::lines(&mut cargo)?;
    if !status.success() {
        return Err(Fault::new("what is above does not compile"));
    }
    let suites = made
        .iter()
        .filter_map(|line| Suite::read(line, &step::root()))
        .collect();
    let warnings = told.iter().map(|line| artifacts::warnings(line)).sum();
    Ok(Built { suites, warnings })
}

impl Built {
    /// Runs all of them with `arguments`, and counts.
    pub fn run(&self, arguments: &[&str], environment: &[(&str, PathBuf)]) -> Outcome<libtest::Count> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let command = |suite: &Suite| {
            let mut command = Command::new(&suite.program);
            command
                .args(arguments)
                .arg(format!("--test-threads={threads}"))
                .current_dir(&suite.folder)
                .env("CARGO_MANIFEST_DIR", &suite.folder)
                .envs(environment.iter().map(|(name, value)| (name, value)));
            command
        };
        let (alone, together): (Vec<_>, Vec<_>) =
            self.in_order().into_iter().partition(|suite| suite.name == ALONE);
        let waiting = Mutex::new(VecDeque::from(together));
        let count = Mutex::new(libtest::Count::default());
        let next = || lock(&waiting).pop_front();
        let work = || {
            while let Some(suite) = next() {
                one(&suite.name, &mut command(suite), &count);
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..AT_ONCE {
                scope.spawn(work);
            }
        });
        for suite in alone {
            one(&suite.name, &mut command(suite), &count);
        }
        documented(&count)?;
        Ok(count.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    fn in_order(&self) -> Vec<&Suite> {
        let mut suites: Vec<&Suite> = self.suites.iter().collect();
        suites.sort_by_cached_key(|suite| {
            let rank = FIRST.iter().position(|name| *name == suite.name);
            let bytes = suite.program.metadata().map_or(0, |file| file.len());
            (rank.unwrap_or(FIRST.len()), std::cmp::Reverse(bytes))
        });
        suites
    }
}

/// Runs one to its end, then shows and counts what it printed.
fn one(name: &str, command: &mut Command, count: &Mutex<libtest::Count>) {
    let start = Instant::now();
    let outcome = command.output();
    let mut count = lock(count);
    match outcome {
        Ok(output) => {
            let printed = String::from_utf8_lossy(&output.stdout);
            println!("{printed}{}", String::from_utf8_lossy(&output.stderr));
            count.add(name, &printed, output.status.success());
        }
        Err(error) => count.add(name, &error.to_string(), false),
    }
    println!("── {name}  {:.1} s", start.elapsed().as_secs_f32());
}

/// Examples in the documentation are tests too, which only cargo can run: asked where there is one.
fn documented(count: &Mutex<libtest::Count>) -> Outcome {
    let written = |file: &PathBuf| {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        let code = |line: &str| {
            ["/// ```", "//! ```"]
                .iter()
                .any(|mark| line.trim().starts_with(mark))
        };
        file.extension().is_some_and(|kind| kind == "rs") && text.lines().any(code)
    };
    let mut files = Vec::new();
    for folder in ["app", "crates", "server", "src"] {
        files.extend(crate::stamp::files(&step::root().join(folder))?);
    }
    if files.iter().any(written) {
        let mut cargo = front::cargo("test", Profile::Dev)?;
        one("examples", cargo.args(["--workspace", "--doc"]), count);
    }
    Ok(())
}

fn lock<T>(of: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn programs_run_side_by_side_and_one_that_dies_is_a_failure() {
        use std::os::unix::fs::PermissionsExt;
        let folder = std::env::temp_dir().join(format!("xtask-suites-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let made = |name: &str, script: &str| {
            let program = folder.join(name);
            fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
            fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
            Suite {
                name: name.to_owned(),
                program,
                folder: folder.clone(),
            }
        };
        // Each waits for a file that the other leaves where its package is.
        let meets = |own: &str, other: &str| {
            format!(
                "touch {own}; n=0; until [ -e {other} ]; do sleep 0.1; n=$((n+1)); [ $n -lt 100 ] || exit 1; done\n\
                 echo 'test met_on_postgres ... ok'\n\
                 echo 'test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured'"
            )
        };
        let built = Built {
            suites: vec![
                made("one", &meets("a", "b")),
                made("two", &meets("b", "a")),
                made("dies", "[ \"$1 $KNOWN\" = '--exact here' ] && kill -9 $$"),
            ],
            warnings: 0,
        };
        let count = built.run(&["--exact"], &[("KNOWN", "here".into())]).unwrap();
        assert_eq!((count.passed, count.postgres, count.failed), (2, 2, 1));
        assert_eq!(count.broken, ["dies ended before it could say"]);
        fs::remove_dir_all(&folder).unwrap();
    }

    /// `autotests = false`: a file that no `main.rs` names would never run, and nothing else would say so.
    #[test]
    fn every_file_of_tests_is_a_module_of_its_suite_or_a_program_of_its_own() {
        let mut suites = Vec::new();
        for folder in ["app", "crates", "server", "end2end"] {
            let files = crate::stamp::files(&step::root().join(folder)).unwrap();
            let tests = |file: &PathBuf| file.ends_with("tests/main.rs") || file.ends_with("end2end/main.rs");
            suites.extend(files.into_iter().filter(tests));
        }
        assert!(suites.len() > 4, "{suites:?}");
        for suite in suites {
            let folder = suite.parent().unwrap();
            let main = fs::read_to_string(&suite).unwrap();
            let manifest = fs::read_to_string(folder.with_file_name("Cargo.toml")).unwrap_or_default();
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let stem = path.file_stem().unwrap().to_str().unwrap();
                let rust = path.extension().is_some_and(|kind| kind == "rs") || path.join("mod.rs").exists();
                let named = main.contains(&format!("mod {stem};"))
                    || manifest.contains(&format!("path = \"tests/{stem}.rs\""));
                assert!(!rust || stem == "main" || named, "{}", path.display());
            }
        }
    }
}
