//! `cargo xtask test`: everything that must hold before a change is shown to others.

use crate::postgres::Postgres;
use crate::step::{self, Fault, Outcome};
use crate::{browser, front, libtest, npm, system, tidy};

/// Runs all of it, to the end even when something fails; answers whether all held.
pub fn run(arguments: &[String]) -> Outcome<bool> {
    let quick = match arguments {
        [] => false,
        [flag] if flag == "--quick" => true,
        _ => return Err(Fault::new("test takes --quick or nothing")),
    };
    let mut tally = Tally::default();
    tally.check("format", || {
        step::run(step::cargo().args(["fmt", "--all", "--check"]))
    });
    tally.check("style", tidy::check);
    tally.keep("front", front::build());
    let lints = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--quiet",
        "--",
        "-D",
        "warnings",
    ];
    tally.check("lints", || step::run(&mut front::cargo(&lints)));
    let built = ["build", "--workspace", "--bins", "--tests"];
    tally.check("program and tests", || step::run(&mut front::cargo(&built)));
    let rust = tally.keep("Rust tests", rust()).unwrap_or_default();
    let browser = match quick {
        true => None,
        false => tally.keep("browser tests", browser::run(&front::program(false), None)),
    };
    for name in &rust.broken {
        println!("broken: {name}");
    }
    tally.passed += rust.passed;
    tally.failed += rust.failed;
    if let Some(browser) = &browser {
        tally.passed += browser.passed;
        tally.failed += browser.failed;
    }
    tally.kind("rust", rust.passed);
    tally.kind("postgres", rust.postgres);
    tally.kind("proofs", rust.proofs);
    if quick {
        println!("browser: left out");
    } else {
        tally.kind("browser", browser.map_or(0, |count| count.passed));
    }
    println!("{} passed, {} failed", tally.passed, tally.failed);
    Ok(tally.failed == 0)
}

fn rust() -> Outcome<libtest::Count> {
    // Some start an identity provider or a mail server, which are programs of Node.
    npm::install("end2end")?;
    // One recomputes the figures with a script of Python's own library.
    system::python()?;
    let postgres = Postgres::start()?;
    let mut cargo = front::cargo(&["test", "--workspace", "--no-fail-fast"]);
    cargo
        .env("CLASSE12_TEST_POSTGRES", postgres.url())
        .env("CLASSE12_BIN", front::program(false));
    step::timed("Rust tests", || libtest::Count::of(&mut cargo))
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
