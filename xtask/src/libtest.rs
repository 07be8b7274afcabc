//! What cargo's tests say on their standard output, counted.

use std::process::Command;

use crate::step::{self, Outcome};

/// Tests counted: the totals as each suite gives them, the kinds by the tests' names.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Tests that held.
    pub passed: usize,
    /// Tests that didn't, or a build or suite that ended before it could say.
    pub failed: usize,
    /// Among those that held, the ones on PostgreSQL.
    pub postgres: usize,
    /// Among those that held, the proofs.
    pub proofs: usize,
    /// The names of those that didn't.
    pub broken: Vec<String>,
    /// What the tests say that they measured, in their order: their lines `figures: …`.
    pub figures: Vec<String>,
}

impl Count {
    /// Runs cargo's tests, shows what they print and counts them.
    pub fn of(command: &mut Command) -> Outcome<Self> {
        let mut count = Self::default();
        let status = step::tee(command, |line| count.read(line))?;
        if !status.success() && count.failed == 0 {
            count.failed = 1;
            count
                .broken
                .push("a build or a suite that ended before it could say".to_owned());
        }
        Ok(count)
    }

    /// Counts what a test program printed, and whether it ended as it should.
    pub fn add(&mut self, name: &str, printed: &str, succeeded: bool) {
        let before = self.failed;
        printed.lines().for_each(|line| self.read(line));
        if !succeeded && self.failed == before {
            self.failed += 1;
            self.broken.push(format!("{name} ended before it could say"));
        }
    }

    fn read(&mut self, line: &str) {
        if let Some(summary) = line.strip_prefix("test result: ") {
            self.passed += number_before(summary, " passed");
            self.failed += number_before(summary, " failed");
        } else if let Some(name) = line
            .strip_prefix("test ")
            .and_then(|rest| rest.strip_suffix(" ... ok"))
        {
            // The last part is the test, what is before are its modules.
            let test = name.rsplit("::").next().unwrap_or(name);
            self.postgres += usize::from(test.contains("on_postgres"));
            self.proofs += usize::from(test.starts_with("prove_"));
        } else if let Some(name) = line
            .strip_prefix("test ")
            .and_then(|rest| rest.strip_suffix(" ... FAILED"))
        {
            self.broken.push(name.to_owned());
        } else if let Some((_, figures)) = line.split_once("figures: ") {
            self.figures.push(figures.to_owned());
        }
    }
}

fn number_before(text: &str, word: &str) -> usize {
    let before = text
        .split(word)
        .next()
        .filter(|before| before.len() < text.len())
        .unwrap_or_default();
    before
        .rsplit(|letter: char| !letter.is_ascii_digit())
        .next()
        .and_then(|digits| digits.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_come_from_the_suites_and_kinds_from_the_names() {
        let printed = "\
running 5 tests
test prove_directory::a_school_is_found ... ok
test adoption::a_stage_is_kept_on_postgres ... ok
test two_writers::prove_two_writers_on_postgres ... ok
figures: 600 histories
test prove_rollup ... FAILED
test slow ... ignored
test result: FAILED. 3 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s
running 12 tests
test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s
";
        let mut count = Count::default();
        printed.lines().for_each(|line| count.read(line));
        let broken = vec!["prove_rollup".to_owned()];
        assert_eq!(
            count,
            Count {
                passed: 15,
                failed: 1,
                postgres: 2,
                proofs: 1,
                broken,
                figures: vec!["600 histories".to_owned()],
            }
        );
    }
}
