//! The subject of a commit fits a line.

use super::allowance::Finding;

/// The last commit before the rule.
pub const SINCE: &str = "3102f8a426e96e268ccdad869cdee4378c213357";
const LETTERS_MAX: usize = 72;

/// The rule on `log`, a line for each commit: its short name and its subject.
pub fn rule(log: &str) -> Vec<Finding> {
    let commits = log.lines().filter_map(|line| line.split_once(' '));
    commits
        .filter(|(_, subject)| subject.chars().count() > LETTERS_MAX)
        .map(|(name, subject)| {
            let letters = subject.chars().count();
            let told =
                format!("commit {name}: a subject of {letters} letters, more than {LETTERS_MAX}: {subject}");
            Finding::one("commit", name, told)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_of_73_letters_is_told() {
        let log = format!("abc {}\ndef {}\n", "é".repeat(72), "é".repeat(73));
        let found = rule(&log);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].place, "def");
    }
}
