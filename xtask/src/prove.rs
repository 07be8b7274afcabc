//! `cargo xtask prove`: each promise of the product, by name. A proof is a test of the suite, run at full speed.

use crate::postgres::Postgres;
use crate::step::{self, Fault, Outcome};
use crate::{front, libtest, npm};

/// A promise and the test that proves it.
struct Proof {
    name: &'static str,
    package: &'static str,
    test: &'static str,
    promise: &'static str,
}

const PROOFS: [Proof; 6] = [
    Proof {
        name: "rollup",
        package: "store",
        test: "prove_rollup",
        promise: "the figures shown equal those recomputed from every event, after any history",
    },
    Proof {
        name: "two-writers",
        package: "store",
        test: "prove_two_writers",
        promise: "of two who write at once one wins, and the other sees both values",
    },
    Proof {
        name: "kill",
        package: "classe12",
        test: "prove_kill",
        promise: "what was answered as kept is there after the program was killed",
    },
    Proof {
        name: "directory",
        package: "import",
        test: "prove_directory",
        promise: "the national directory of schools is read whole, and read twice changes nothing",
    },
    Proof {
        name: "oidc",
        package: "server",
        test: "prove_oidc",
        promise: "the identity provider signs in whom somebody invited, and no answer that is forged, late or played twice",
    },
    Proof {
        name: "mail-link",
        package: "server",
        test: "prove_mail_link",
        promise: "a link by e-mail signs in once, in its time, and tells nobody who has an account",
    },
];

/// Proves what is named, or lists what can be; answers whether all held.
pub fn run(arguments: &[String]) -> Outcome<bool> {
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
            println!("{:12} {}", proof.name, proof.promise);
        }
        return Ok(true);
    }
    let chosen: Vec<&Proof> = PROOFS
        .iter()
        .filter(|proof| all || names.contains(&proof.name))
        .collect();
    if chosen.iter().any(|proof| proof.package == "classe12") {
        crate::build(true)?;
    }
    if chosen.iter().any(|proof| proof.package == "server") {
        npm::install("end2end")?;
    }
    let postgres = Postgres::start()?;
    let mut held = true;
    for proof in chosen {
        held &= prove(proof, &postgres, flags.contains(&"--long"))?;
    }
    Ok(held)
}

fn prove(proof: &Proof, postgres: &Postgres, long: bool) -> Outcome<bool> {
    let mut cargo = front::cargo(&[
        "test",
        "--release",
        "-p",
        proof.package,
        proof.test,
        "--",
        "--nocapture",
    ]);
    cargo
        .env("CLASSE12_TEST_POSTGRES", postgres.url())
        .env("CLASSE12_BIN", front::program(true));
    if long {
        cargo.env("PROOF_LONG", "1");
    }
    let count = step::timed(proof.name, || libtest::Count::of(&mut cargo))?;
    // A name that matches no test would pass without a word.
    let held = count.failed == 0 && count.passed > 0;
    println!(
        "{}: {}; {} tests {}",
        proof.name,
        count.figures.join("; "),
        count.passed,
        if held { "held" } else { "broken" }
    );
    Ok(held)
}
