//! `cargo xtask prove`: each promise of the product, by name. A proof is a test of the suite, run on the optimized program.

mod promises;

use crate::front::{self, Profile};
use crate::postgres::Postgres;
use crate::step::{self, Fault, Outcome};
use crate::{browser, libtest, npm, system};
use promises::{PROOFS, Proof};

/// Proves what is named, or lists what can be; answers whether all held.
pub fn run(arguments: &[String]) -> Outcome<bool> {
    let mut arguments = arguments.to_vec();
    let attempts = take_attempts(&mut arguments)?;
    let (flags, names): (Vec<&str>, Vec<&str>) = arguments
        .iter()
        .map(String::as_str)
        .partition(|word| word.starts_with("--"));
    if let Some(flag) = flags
        .iter()
        .find(|flag| !["--long", "--all", "--list"].contains(flag))
    {
        return Err(Fault::new(format!("prove has no {flag}")));
    }
    if let Some(name) = names
        .iter()
        .find(|name| PROOFS.iter().all(|proof| proof.name != **name))
    {
        return Err(Fault::new(format!(
            "no proof `{name}`: `cargo xtask prove` lists them"
        )));
    }
    let all = flags.contains(&"--all");
    if flags.contains(&"--list") || (names.is_empty() && !all) {
        for proof in &PROOFS {
            println!("{:16} {}", proof.name, proof.promise);
        }
        return Ok(true);
    }
    let chosen: Vec<&Proof> = PROOFS
        .iter()
        .filter(|proof| all || names.contains(&proof.name))
        .collect();
    let program = |proof: &&Proof| {
        proof.browser.is_some() || proof.tests.iter().any(|(package, _)| *package == "classe12")
    };
    if chosen.iter().any(program) {
        crate::build(Profile::Local)?;
    }
    // Some proofs start servers of npm's.
    npm::install("end2end")?;
    system::python()?;
    let postgres = Postgres::start()?;
    let mut held = true;
    for proof in chosen {
        held &= prove(proof, &postgres, flags.contains(&"--long"), attempts)?;
    }
    Ok(held)
}

/// The number after `--attempts`, taken out: how often a race or a model is tried, whatever the form.
fn take_attempts(arguments: &mut Vec<String>) -> Outcome<Option<u64>> {
    let Some(at) = arguments.iter().position(|word| word == "--attempts") else {
        return Ok(None);
    };
    let number = arguments.get(at + 1).and_then(|number| number.parse().ok());
    let number = number.ok_or_else(|| Fault::new("--attempts takes a number"))?;
    arguments.drain(at..at + 2);
    Ok(Some(number))
}

fn prove(proof: &Proof, postgres: &Postgres, long: bool, attempts: Option<u64>) -> Outcome<bool> {
    let mut held = true;
    let mut figures = Vec::new();
    for (package, test) in proof.tests {
        let mut cargo = front::cargo("test", Profile::Local)?;
        cargo.args(["-p", package, test, "--", "--nocapture"]);
        cargo
            .env("CLASSE12_TEST_POSTGRES", postgres.url())
            .env("CLASSE12_BIN", Profile::Local.program());
        if long {
            cargo.env("PROOF_LONG", "1");
        }
        if let Some(attempts) = attempts {
            cargo.env("PROOF_ATTEMPTS", attempts.to_string());
        }
        let count = step::timed(proof.name, || libtest::Count::of(&mut cargo))?;
        // A name that matches no test would pass without a word.
        held &= count.failed == 0 && count.passed > 0;
        figures.extend(count.figures);
        figures.push(format!("{} tests", count.passed));
    }
    if let Some(spec) = proof.browser {
        let count = browser::run(&Profile::Local.program(), Some(spec))?;
        held &= count.failed == 0 && count.passed > 0;
        figures.push(format!("{} browser tests", count.passed));
    }
    println!(
        "{}: {} {}",
        proof.name,
        figures.join("; "),
        if held { "held" } else { "broken" }
    );
    Ok(held)
}
