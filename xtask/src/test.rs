//! `cargo xtask test`: everything that must hold before a change is shown to others, or some parts of it.

use std::path::PathBuf;

use crate::front::{self, Profile};
use crate::postgres::Postgres;
use crate::step::{self, Fault, Outcome};
use crate::suites::{self, Built};
use crate::{browser, libtest, npm, system, tidy};

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Parts {
    /// The tests of Rust that need no PostgreSQL.
    rust: bool,
    /// Those on PostgreSQL.
    postgres: bool,
    browser: bool,
    /// Format, rules of style, lints.
    style: bool,
}

impl Parts {
    fn read(arguments: &[String]) -> Outcome<Self> {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let all = |browser| Self {
            rust: true,
            postgres: true,
            browser,
            style: true,
        };
        let names = match arguments[..] {
            [] => return Ok(all(true)),
            ["--quick"] => return Ok(all(false)),
            ["--only", names] => names,
            _ => return Err(Fault::new("test takes --quick, --only PARTS or nothing")),
        };
        let mut parts = Self {
            rust: false,
            postgres: false,
            browser: false,
            style: false,
        };
        for name in names.split(',') {
            *match name {
                "rust" => &mut parts.rust,
                "postgres" => &mut parts.postgres,
                "browser" => &mut parts.browser,
                "style" => &mut parts.style,
                _ => return Err(Fault::new("the parts are rust,postgres,browser,style")),
            } = true;
        }
        Ok(parts)
    }

    /// How libtest is told which tests.
    fn filter(self) -> &'static [&'static str] {
        match (self.rust, self.postgres) {
            (true, false) => &["--skip", "on_postgres"],
            (false, true) => &["on_postgres"],
            _ => &[],
        }
    }
}

/// Runs all of it, to the end even when something fails; answers whether all held.
pub fn run(arguments: &[String]) -> Outcome<bool> {
    let parts = Parts::read(arguments)?;
    let mut tally = Tally::default();
    if parts.style {
        tally.check("format", || {
            step::run(step::cargo().args(["fmt", "--all", "--check"]))
        });
        tally.check("style", tidy::check);
    }
    tally.keep("front", front::build());
    let built = tally.keep(
        "program and tests",
        step::timed("program and tests", suites::build),
    );
    let built = built.unwrap_or_default();
    if parts.rust || parts.postgres {
        let rust = tally.keep("Rust tests", rust(&built, parts)).unwrap_or_default();
        for name in &rust.broken {
            println!("broken: {name}");
        }
        tally.passed += rust.passed;
        tally.failed += rust.failed;
        if parts.rust {
            tally.kind("rust", rust.passed);
            tally.kind("proofs", rust.proofs);
        }
        if parts.postgres {
            tally.kind("postgres", rust.postgres);
        }
    }
    if parts.browser {
        let count = tally.keep("browser tests", browser::run(&Profile::Dev.program(), None));
        tally.passed += count.as_ref().map_or(0, |count| count.passed);
        tally.failed += count.as_ref().map_or(0, |count| count.failed);
        tally.kind("browser", count.map_or(0, |count| count.passed));
    }
    if parts.style {
        tally.keep("lints", lints(&built));
    }
    for (kept, name) in [
        (parts.rust, "rust"),
        (parts.postgres, "postgres"),
        (parts.browser, "browser"),
        (parts.style, "style"),
    ] {
        if !kept {
            println!("{name}: left out");
        }
    }
    println!("{} passed, {} failed", tally.passed, tally.failed);
    Ok(tally.failed == 0)
}

/// The build was linted on its way: cargo shows again what it said of what is up to date.
fn lints(built: &Built) -> Outcome {
    if front::clippy()?.is_none() {
        return Err(Fault::new(
            "clippy is missing: `rustup component add clippy`, or your system's package",
        ));
    }
    match built.warnings {
        0 => Ok(()),
        warnings => Err(Fault::new(format!(
            "{warnings} warnings, see above: `cargo clippy --all-targets` shows them again"
        ))),
    }
}

fn rust(built: &Built, parts: Parts) -> Outcome<libtest::Count> {
    // Some start an identity provider or a mail server, which are programs of Node.
    npm::install("end2end")?;
    // One recomputes the figures with a script of Python's own library.
    system::python()?;
    let postgres = parts.postgres.then(Postgres::start).transpose()?;
    let mut environment = vec![("CLASSE12_BIN", Profile::Dev.program())];
    if let Some(postgres) = &postgres {
        environment.push(("CLASSE12_TEST_POSTGRES", PathBuf::from(postgres.url())));
    }
    step::timed("Rust tests", || built.run(parts.filter(), &environment))
}

/// What held and what didn't, so far.
#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
}

impl Tally {
    fn check(&mut self, what: &str, work: impl FnOnce() -> Outcome) {
        let outcome = step::timed(what, work);
        self.keep(what, outcome);
    }

    fn keep<T>(&mut self, what: &str, outcome: Outcome<T>) -> Option<T> {
        outcome
            .inspect_err(|fault| println!("broken: {what}: {fault}"))
            .inspect_err(|_| self.failed += 1)
            .ok()
    }

    /// Prints a kind's count. None at all means that they didn't run, which is a failure.
    fn kind(&mut self, what: &str, count: usize) {
        if count == 0 {
            println!("broken: no test of kind `{what}` held, and there must be some");
            self.failed += 1;
        }
        println!("{what}: {count}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_named_and_everything_is_the_default() {
        let read =
            |words: &str| Parts::read(&words.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        let all = read("").unwrap();
        assert_eq!(
            (all, all.filter().len()),
            (read("--only rust,postgres,browser,style").unwrap(), 0)
        );
        assert_eq!(
            read("--quick").unwrap(),
            Parts {
                browser: false,
                ..all
            }
        );
        assert_eq!(read("--only rust").unwrap().filter(), ["--skip", "on_postgres"]);
        assert_eq!(read("--only postgres").unwrap().filter(), ["on_postgres"]);
        for wrong in ["--only", "--only rst", "--only rust postgres", "--slow"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
