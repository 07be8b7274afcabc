//! A second opinion of the census, class by class with a slate that is rubbed out and written again: slow and plain, to be compared with the rule.

use super::{super::*, closings};
use std::cmp::Ordering;

/// What a file comes to, in words that two opinions have in common. Line numbers are left out: they move with the order of the lines.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    pub refused: Vec<String>,
    pub done: Vec<String>,
    pub told: Vec<String>,
}

/// A line on the slate, with the unit that bears its name or whose history it takes.
pub struct Slate<'a> {
    line: &'a CensusLine,
    pub owner: Option<&'a CensusUnit>,
    inherited: bool,
    pub levels: Vec<String>,
}

pub fn levels(levels: &Levels) -> Vec<String> {
    levels.iter().map(|level| level.to_string()).collect()
}

fn same(label: &str) -> String {
    let letters: Vec<char> = label.to_lowercase().replace('é', "e").chars().collect();
    let mut out = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let digits_around = || {
            let before = letters[..at].iter().rev().find(|c| !" -".contains(**c));
            let after = letters[at..].iter().find(|c| !" -".contains(**c));
            before
                .zip(after)
                .is_some_and(|(b, a)| b.is_ascii_digit() && a.is_ascii_digit())
        };
        if !" -".contains(*letter) {
            out.push(*letter);
        } else if digits_around() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}

fn bare(label: &str) -> String {
    let low = label.to_lowercase().replace('é', "e").replace(['-', '/'], " ");
    let words = low
        .split(' ')
        .filter(|word| !["classe", "de", "la", "niveau", ""].contains(word));
    words.map(|word| word.replace("01", "1")).collect()
}

fn called<'s>(one: &'s Slate<'_>) -> Called<'s> {
    Called {
        label: &one.line.label,
        levels: &one.levels,
    }
}

/// A name, and the levels of the class that bears it.
#[derive(Clone, Copy)]
struct Called<'a> {
    label: &'a str,
    levels: &'a [String],
}

fn near(one: Called<'_>, other: Called<'_>) -> bool {
    let short = |called: Called<'_>| {
        let mut text = bare(called.label);
        let starts = |text: &str, level: &&String| text.starts_with(&level.to_lowercase());
        while let Some(level) = called.levels.iter().find(|level| starts(&text, level)) {
            text = text[level.len()..].to_owned();
        }
        if text.is_empty() { bare(called.label) } else { text }
    };
    let (a, b) = (bare(one.label), bare(other.label));
    let shared = one.levels.iter().any(|level| other.levels.contains(level));
    a == b || (shared && (short(one) == b || a == short(other)))
}

/// Names as people sort them, number by number.
fn order(one: &str, other: &str) -> Ordering {
    let pieces = |label: &str| {
        let mut pieces = Vec::<(String, u64)>::new();
        let low = label.to_lowercase().replace('é', "e").replace(['-', '/'], " ");
        let words: Vec<&str> = low.split_whitespace().collect();
        for letter in words.join(" ").chars() {
            match (letter.to_digit(10), pieces.last_mut()) {
                (Some(digit), Some((text, number))) if text.is_empty() => {
                    *number = *number * 10 + u64::from(digit)
                }
                (Some(digit), _) => pieces.push((String::new(), u64::from(digit))),
                (None, _) => pieces.push((letter.to_string(), 0)),
            }
        }
        pieces
    };
    pieces(one).cmp(&pieces(other)).then_with(|| one.cmp(other))
}

fn far(unit: &CensusUnit) -> usize {
    let codes = [
        "identified",
        "contacted",
        "declined",
        "lapsed",
        "onboarded",
        "active",
        "regular",
    ];
    codes.iter().position(|code| *code == unit.step.code()).unwrap()
}

pub fn facts(facts: &UnitFacts) -> String {
    format!(
        "{} {} {:?} {} {}",
        facts.label, facts.levels, facts.pupils, facts.co_teaching, facts.estimated
    )
}

pub fn opinion(school: &[CensusUnit], lines: &[CensusLine], ask: CensusAsk) -> Verdict {
    let mut verdict = Verdict::default();
    let mut sorted: Vec<&CensusLine> = lines.iter().collect();
    sorted.sort_by(|a, b| order(&a.label, &b.label).then_with(|| said(a).cmp(&said(b))));
    let mut slate = Vec::<Slate<'_>>::new();
    for line in sorted {
        if line.day > ask.today {
            verdict
                .refused
                .push(format!("future {} {}", line.label, line.day));
        }
        let owner = owner(school, &line.label);
        let again = slate.iter().find(|one| match (one.owner, owner) {
            (Some(one), Some(owner)) => one.id == owner.id,
            (None, None) => same(&one.line.label) == same(&line.label),
            _ => false,
        });
        match again {
            Some(one)
                if said(one.line) == said(line)
                    && (ask.file == CensusFile::Estimate || same(&one.line.label) == same(&line.label)) =>
            {
                verdict.told.push(format!("repeated {}", line.label))
            }
            Some(_) => verdict.refused.push(format!("twice {}", line.label)),
            None => slate.push(Slate {
                line,
                owner,
                inherited: false,
                levels: levels(&line.levels),
            }),
        }
    }
    match ask.file {
        CensusFile::List => {
            let slate = list(school, slate, ask, &mut verdict);
            if ask.complete {
                closings::opinion(school, lines, &slate, ask, &mut verdict);
            }
        }
        CensusFile::Estimate => estimate(school, &slate, ask, &mut verdict),
    }
    for said in [&mut verdict.refused, &mut verdict.done, &mut verdict.told] {
        said.sort();
    }
    verdict
}

fn said(line: &CensusLine) -> String {
    format!(
        "{} {:05} {:?} {:?} {}",
        line.levels,
        line.pupils.map_or(0, |pupils| u32::from(pupils) + 1),
        line.pupils,
        line.co_teaching,
        line.day
    )
}

fn owner<'a>(school: &'a [CensusUnit], label: &str) -> Option<&'a CensusUnit> {
    school
        .iter()
        .find(|unit| unit.names().any(|name| same(name) == same(label)))
}

fn estimate(school: &[CensusUnit], slate: &[Slate<'_>], ask: CensusAsk, verdict: &mut Verdict) {
    for Slate {
        line,
        owner,
        levels: own,
        ..
    } in slate
    {
        let there = school.iter().filter(|unit| unit.is_counted());
        let taken = there
            .flat_map(|unit| levels(&unit.facts.levels))
            .any(|level| own.contains(&level));
        let closed = owner
            .and_then(|unit| unit.by_hand.closed)
            .filter(|on| *on > line.day && !ask.overwrite);
        match owner {
            Some(unit) if unit.is_counted() => verdict.told.push("same".to_owned()),
            _ if taken => verdict.told.push(format!("has classes {}", line.label)),
            Some(unit) if closed.is_some() || !unit.facts.estimated => {
                verdict
                    .told
                    .push(format!("closed {} {closed:?}", unit.facts.label));
            }
            Some(unit) => verdict.done.push(format!("back {}", unit.id)),
            None => verdict.done.push(enters(line, true)),
        }
    }
}

fn enters(line: &CensusLine, estimated: bool) -> String {
    let co = line.co_teaching == Some(true);
    format!(
        "enters {} {} {:?} {co} {estimated} on {}",
        line.label, line.levels, line.pupils, line.day
    )
}

fn list<'a>(
    school: &'a [CensusUnit],
    mut slate: Vec<Slate<'a>>,
    ask: CensusAsk,
    verdict: &mut Verdict,
) -> Vec<Slate<'a>> {
    // Twins are told of what the file says, before anything is decided.
    for at in (0..slate.len()).filter(|_| !ask.distinct) {
        let comes = |one: &Slate<'_>| one.owner.is_none_or(|unit| !unit.is_counted());
        let here = called(&slate[at]);
        let of_file = slate
            .iter()
            .enumerate()
            .any(|(other, one)| (other < at || (other > at && !comes(one))) && near(here, called(one)));
        let of_school = school.iter().filter(|unit| unit.is_real()).any(|unit| {
            let levels = levels(&unit.facts.levels);
            slate[at].owner.is_none_or(|own| own.id != unit.id)
                && unit.names().any(|label| {
                    near(
                        here,
                        Called {
                            label,
                            levels: &levels,
                        },
                    )
                })
        });
        if comes(&slate[at]) && (of_file || of_school) {
            verdict.refused.push(format!("twin {}", slate[at].line.label));
        }
    }
    // One estimate after the other, level by level, the furthest first, chooses its heir.
    let mut waiting: Vec<&CensusUnit> = school.iter().filter(|unit| unit.is_estimate()).collect();
    waiting.retain(|unit| {
        slate
            .iter()
            .all(|one| one.owner.is_none_or(|owner| owner.id != unit.id))
    });
    waiting.sort_by(|a, b| {
        let key = |unit: &CensusUnit| (levels(&unit.facts.levels)[0].clone(), 9 - far(unit));
        key(a)
            .cmp(&key(b))
            .then_with(|| order(&a.facts.label, &b.facts.label))
    });
    for unit in waiting.iter().filter(|unit| unit.touched) {
        let level = &levels(&unit.facts.levels)[0];
        let free = |one: &&mut Slate<'_>| one.owner.is_none() && one.levels.contains(level);
        if let Some(heir) = slate.iter_mut().filter(free).min_by_key(|one| one.levels.len()) {
            (heir.owner, heir.inherited) = (Some(*unit), true);
        }
    }
    slate.retain_mut(|one| write(one, ask, verdict));
    leave(school, &slate, ask, verdict);
    slate
}

/// Writes a class of the list; answers whether the list keeps it.
fn write(one: &mut Slate<'_>, ask: CensusAsk, verdict: &mut Verdict) -> bool {
    let line = one.line;
    let Some(unit) = one.owner else {
        verdict.done.push(enters(line, false));
        return true;
    };
    let late = |on: Option<NaiveDate>| on.filter(|on| *on > line.day && !ask.overwrite);
    if let Some(on) = late(unit.by_hand.closed).filter(|_| !unit.is_counted()) {
        verdict
            .told
            .push(format!("closed {} {:?}", unit.facts.label, Some(on)));
        return false;
    }
    let mut new = UnitFacts {
        estimated: false,
        ..unit.facts.clone()
    };
    if one.inherited {
        new.label.clone_from(&line.label);
    }
    let listed = [
        (line.levels != new.levels, late(unit.by_hand.levels)),
        (
            line.pupils.is_some_and(|listed| new.pupils != Some(listed)),
            late(unit.by_hand.pupils),
        ),
        (
            line.co_teaching.is_some_and(|listed| new.co_teaching != listed),
            late(unit.by_hand.co_teaching),
        ),
    ];
    for (field, (_, by_hand)) in listed
        .into_iter()
        .enumerate()
        .filter(|(_, (differs, _))| *differs)
    {
        match (by_hand, field) {
            (Some(on), _) => verdict
                .told
                .push(format!("by hand {} {field} {on}", unit.facts.label)),
            (None, 0) => new.levels = line.levels.clone(),
            (None, 1) => new.pupils = line.pupils,
            (None, _) => new.co_teaching = line.co_teaching == Some(true),
        }
    }
    one.levels = levels(&new.levels);
    if !unit.is_counted() {
        verdict.done.push(format!("back {}", unit.id));
    } else if new == unit.facts {
        verdict.told.push("same".to_owned());
    }
    if new != unit.facts {
        let heir = if one.inherited { unit.step.code() } else { "" };
        verdict
            .done
            .push(format!("corrects {} {} {heir}", unit.id, facts(&new)));
    }
    true
}

/// The estimates that no class became leave where the list takes their place.
fn leave(school: &[CensusUnit], slate: &[Slate<'_>], ask: CensusAsk, verdict: &mut Verdict) {
    let heard = |unit: &CensusUnit| {
        slate
            .iter()
            .any(|one| one.owner.is_some_and(|owner| owner.id == unit.id))
    };
    let mut left: Vec<&CensusUnit> = school
        .iter()
        .filter(|unit| unit.is_estimate() && !heard(unit))
        .collect();
    // Those to go first stand first: nobody wrote of them, the least far, the last by name.
    left.sort_by(|a, b| {
        let key = |unit: &CensusUnit| (unit.touched, far(unit));
        key(a)
            .cmp(&key(b))
            .then_with(|| order(&b.facts.label, &a.facts.label))
    });
    let has = |level: &String| {
        let bears =
            |one: &Slate<'_>| one.levels == [level.clone()] || (ask.complete && one.levels.contains(level));
        slate.iter().any(bears)
    };
    let mut taken = std::collections::BTreeMap::<String, usize>::new();
    for unit in left {
        let own = levels(&unit.facts.levels);
        let bearing: Vec<_> = slate
            .iter()
            .filter(|one| one.levels.iter().any(|level| own.contains(level)))
            .collect();
        let reached = if unit.touched { unit.step.code() } else { "" };
        let goes = if own.iter().all(has) {
            true
        } else if own.len() > 1 || bearing.is_empty() {
            continue;
        } else {
            let had = |one: &&&Slate<'_>| {
                one.owner
                    .is_some_and(|owner| owner.is_counted() && levels(&owner.facts.levels).contains(&own[0]))
            };
            let places = bearing.len() - bearing.iter().filter(had).count();
            let used = taken.entry(own[0].clone()).or_default();
            *used += 1;
            *used <= places
        };
        match (goes, bearing.iter().map(|one| one.line.day).min()) {
            (true, Some(day)) => verdict
                .done
                .push(format!("leaves {} on {day} {reached}", unit.id)),
            _ => verdict.told.push(format!("stays {} {reached}", unit.facts.label)),
        }
    }
}
