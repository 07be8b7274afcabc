//! `cargo xtask tidy --figures`: where the sources stand, beyond what the rules allow.

use std::collections::BTreeMap;

use super::allowance::Finding;
use super::files::File;
use super::tree::Tree;
use super::{circles, handlers, long_functions, parameters, tables, text, type_names};

const WANTED_LINES: usize = 250;

/// The figures as lines to print.
pub fn lines(tree: &Tree) -> Vec<String> {
    let mut lines = Vec::new();
    let bounded: Vec<&File> = tree.files().filter(|file| text::is_short(file)).collect();
    let rust: Vec<&File> = bounded
        .iter()
        .copied()
        .filter(|file| file.kind() == "rs")
        .collect();
    lines.push(lengths("files", &bounded));
    lines.push(lengths("files of Rust", &rust));
    listed(
        "functions beyond 70 lines",
        long_functions::rule(tree),
        &mut lines,
    );
    by_place("tuple parameters", parameters::tuples(tree), &mut lines);
    by_place(
        "parts of ui with more than three parameters",
        parameters::positional(tree),
        &mut lines,
    );
    by_place("tables outside of ui/table", tables::rule(tree), &mut lines);
    long_handlers(tree, &mut lines);
    lines.push("circles:".to_owned());
    for found in circles::find(tree) {
        for (what, groups) in [("files", &found.files), ("subjects", &found.subjects)] {
            for group in groups {
                let names = group.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
                lines.push(format!("  {}, {} {what}: {names}", found.of, group.len()));
            }
        }
        lines.extend(found.arrows.iter().map(|arrow| format!("    {arrow}")));
    }
    let doubles = type_names::doubles(tree);
    lines.push(format!("type names with several meanings: {}", doubles.len()));
    for (name, places) in doubles {
        lines.push(format!(
            "  {name}: {}",
            places.into_iter().collect::<Vec<_>>().join(" ")
        ));
    }
    lines
}

fn lengths(what: &str, files: &[&File]) -> String {
    let mut lengths: Vec<usize> = files.iter().map(|file| file.text.lines().count()).collect();
    lengths.sort_unstable();
    let at = |tenths: usize| lengths.get((lengths.len() * tenths / 10).min(lengths.len().saturating_sub(1)));
    let short = lengths.iter().filter(|lines| **lines <= WANTED_LINES).count();
    format!(
        "{what}: {}; lines: median {}, nine of ten up to {}, longest {}; up to {WANTED_LINES}: {} %",
        lengths.len(),
        at(5).unwrap_or(&0),
        at(9).unwrap_or(&0),
        lengths.last().unwrap_or(&0),
        short * 100 / lengths.len().max(1),
    )
}

fn listed(what: &str, findings: Vec<Finding>, lines: &mut Vec<String>) {
    lines.push(format!("{what}: {}", findings.len()));
    lines.extend(findings.into_iter().map(|found| format!("  {}", found.told)));
}

fn by_place(what: &str, findings: Vec<Finding>, lines: &mut Vec<String>) {
    let mut places = BTreeMap::new();
    for found in &findings {
        *places.entry(found.place.as_str()).or_insert(0) += found.count;
    }
    lines.push(format!("{what}: {}", findings.len()));
    lines.extend(
        places
            .into_iter()
            .map(|(place, count)| format!("  {place} {count}")),
    );
}

fn long_handlers(tree: &Tree, lines: &mut Vec<String>) {
    let handlers = handlers::find(tree);
    let long = handlers::rule(tree).len();
    let longest = handlers.first().map_or("none".to_owned(), |(name, lines)| {
        format!("{name}, {lines} lines")
    });
    lines.push(format!(
        "handlers: {}; beyond 20 lines: {long}; the longest: {longest}",
        handlers.len()
    ));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_told_by_their_middle_and_their_end() {
        let files: Vec<(String, String)> = (1..=10)
            .map(|number| (format!("app/{number:02}.rs"), "\n".repeat(number * 30)))
            .collect();
        let told = lines(&Tree::new(files)).remove(0);
        assert_eq!(
            told,
            "files: 10; lines: median 180, nine of ten up to 300, longest 300; up to 250: 80 %"
        );
    }
}
