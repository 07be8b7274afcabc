//! Breaches against allowances: `xtask/tidy-allowed.txt` holds those that stand until they are mended, and only shrinks.

use std::collections::BTreeMap;

/// A breach of a rule.
#[derive(Debug)]
pub struct Finding {
    pub rule: &'static str,
    /// A crate, or a name in one, for which breaches are counted. No folder, so that a move of files changes no allowance.
    pub place: String,
    pub count: usize,
    /// For the reader: where, and what.
    pub told: String,
}

impl Finding {
    /// One breach.
    pub fn one(rule: &'static str, place: impl Into<String>, told: impl Into<String>) -> Self {
        Self::counted(rule, place, 1, told)
    }

    /// A breach that weighs `count`.
    pub fn counted(
        rule: &'static str,
        place: impl Into<String>,
        count: usize,
        told: impl Into<String>,
    ) -> Self {
        let (place, told) = (place.into(), told.into());
        Self {
            rule,
            place,
            count,
            told,
        }
    }
}

const HEAD: &str = "\
# Breaches of the rules of `cargo xtask tidy` that stand until they are mended: rule, place, number. A number only goes down:
# `cargo xtask tidy --shrink` writes what is left.
";

/// Allowed numbers by rule and place.
#[derive(Debug, Default, PartialEq)]
pub struct Allowances(BTreeMap<(String, String), usize>);

impl Allowances {
    /// Reads the committed file.
    ///
    /// # Errors
    ///
    /// The first line that isn't a rule, a place and a number, or that stands twice.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut allowed = BTreeMap::new();
        for line in text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            let words: Vec<&str> = line.split(' ').collect();
            let number = words.get(2).and_then(|number| number.parse().ok());
            let ([rule, place, _], Some(number)) = (words.as_slice(), number) else {
                return Err(format!("not `rule place number`: {line}"));
            };
            if allowed
                .insert((rule.to_string(), place.to_string()), number)
                .is_some()
            {
                return Err(format!("twice: {rule} {place}"));
            }
        }
        Ok(Self(allowed))
    }

    /// The file as it is committed.
    pub fn written(&self) -> String {
        let lines = self
            .0
            .iter()
            .map(|((rule, place), number)| format!("{rule} {place} {number}\n"));
        HEAD.to_owned() + &lines.collect::<String>()
    }

    /// The breaches beyond the allowances, and the allowances that nothing needs any more.
    pub fn breaches(&self, findings: &[Finding]) -> Vec<String> {
        let mut breaches = Vec::new();
        let totals = totals(findings);
        for ((rule, place), found) in &totals {
            let allowed = self.of(rule, place);
            if *found > allowed {
                if allowed > 0 {
                    breaches.push(format!(
                        "{rule} {place}: {found}, more than the {allowed} allowed:"
                    ));
                }
                let here = findings
                    .iter()
                    .filter(|one| one.rule == rule && one.place == *place);
                breaches.extend(here.map(|one| one.told.clone()));
            }
        }
        for ((rule, place), allowed) in &self.0 {
            let found = totals
                .get(&(rule.clone(), place.clone()))
                .copied()
                .unwrap_or_default();
            if found < *allowed {
                breaches.push(format!(
                    "xtask/tidy-allowed.txt: {rule} {place} {allowed}: only {found} left, `cargo xtask tidy --shrink`"
                ));
            }
        }
        breaches
    }

    /// The allowances that are still needed: none is added, none raised.
    pub fn shrunk(&self, findings: &[Finding]) -> Self {
        let totals = totals(findings);
        let left = self.0.iter().filter_map(|(key, allowed)| {
            let number = (*totals.get(key)?).min(*allowed);
            Some((key.clone(), number))
        });
        Self(left.collect())
    }

    fn of(&self, rule: &str, place: &str) -> usize {
        let key = (rule.to_owned(), place.to_owned());
        self.0.get(&key).copied().unwrap_or_default()
    }
}

fn totals(findings: &[Finding]) -> BTreeMap<(String, String), usize> {
    let mut totals = BTreeMap::new();
    for found in findings {
        *totals
            .entry((found.rule.to_owned(), found.place.clone()))
            .or_insert(0) += found.count;
    }
    totals
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(count: usize) -> Vec<Finding> {
        (0..count)
            .map(|number| Finding::one("tuple", "app", format!("a.rs:{number}")))
            .collect()
    }

    #[test]
    fn what_is_not_allowed_is_told_and_so_is_an_allowance_that_nothing_needs() {
        let none = Allowances::default();
        assert_eq!(none.breaches(&found(1)), ["a.rs:0"]);
        let one = Allowances::read("# why\ntuple app 1\n").unwrap();
        assert!(one.breaches(&found(1)).is_empty());
        let more = one.breaches(&found(2));
        assert_eq!(
            more,
            ["tuple app: 2, more than the 1 allowed:", "a.rs:0", "a.rs:1"]
        );
        assert!(one.breaches(&[])[0].contains("only 0 left"));
    }

    #[test]
    fn shrinking_lowers_and_drops_but_never_adds() {
        let three = Allowances::read("tuple app 3\n").unwrap();
        assert_eq!(
            three.shrunk(&found(2)),
            Allowances::read("tuple app 2\n").unwrap()
        );
        assert_eq!(three.shrunk(&found(9)), three);
        assert_eq!(three.shrunk(&[]), Allowances::default());
        assert_eq!(Allowances::default().shrunk(&found(2)), Allowances::default());
        assert_eq!(Allowances::read(&three.written()).unwrap(), three);
    }

    #[test]
    fn a_line_that_says_nothing_clear_is_refused() {
        assert!(Allowances::read("tuple app").is_err());
        assert!(Allowances::read("tuple app many").is_err());
        assert!(Allowances::read("tuple app 1\ntuple app 2").is_err());
    }
}
