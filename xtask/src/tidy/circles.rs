//! No circle: neither between the files of a crate, nor between the subjects at its top.

use std::collections::{BTreeMap, BTreeSet};

use super::allowance::Finding;
use super::krate::{Crate, Module};
use super::resolve::Target;
use super::tree::Tree;

/// An arrow between two names, with one place where it is written.
type Arrows = BTreeMap<(String, String), String>;

/// Circles of one crate.
pub struct Circles {
    pub of: String,
    /// Groups of files, each of which leads to each other one.
    pub files: Vec<BTreeSet<String>>,
    pub subjects: Vec<BTreeSet<String>>,
    /// The arrows between files that close a circle of files or of subjects.
    pub arrows: Vec<String>,
}

/// The circles of each crate that has some.
pub fn find(tree: &Tree) -> Vec<Circles> {
    let all = tree.crates.iter().map(|of| {
        let (arrows, above) = arrows(of);
        let (files, subjects) = (groups(&arrows), groups(&above));
        let closing = arrows.iter().filter(|((from, to), _)| {
            is_inside(&files, from, to) || top(from) != top(to) && is_inside(&subjects, top(from), top(to))
        });
        Circles {
            of: of.name.clone(),
            arrows: closing
                .map(|((from, to), at)| format!("{from} → {to}  {at}"))
                .collect(),
            files,
            subjects,
        }
    });
    all.filter(|found| !found.files.is_empty() || !found.subjects.is_empty())
        .collect()
}

/// Tells if an arrow stays inside of one group.
fn is_inside(groups: &[BTreeSet<String>], from: &str, to: &str) -> bool {
    groups
        .iter()
        .any(|group| group.contains(from) && group.contains(to))
}

/// The subject that a module belongs to.
fn top(module: &str) -> &str {
    module.split("::").next().unwrap_or_default()
}

/// The rule: counted by crate, files that stand in a circle and subjects that do.
pub fn rule(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for found in find(tree) {
        for (rule, groups) in [
            ("circle-files", &found.files),
            ("circle-subjects", &found.subjects),
        ] {
            for group in groups {
                let names = group.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
                let told = format!("{}: a circle of {}: {names}", found.of, group.len());
                findings.push(Finding::counted(rule, found.of.as_str(), group.len(), told));
            }
        }
    }
    findings
}

/// Arrows between files, named by their module, and between the modules at the top.
fn arrows(of: &Crate) -> (Arrows, Arrows) {
    let (mut files, mut subjects) = (Arrows::new(), Arrows::new());
    for (index, module) in of.modules.iter().enumerate() {
        let imported = module
            .names
            .imports
            .iter()
            .map(|import| (&import.path, import.name.is_none()));
        let named = module.names.paths.iter().map(|path| (path, false));
        for (path, whole) in imported.chain(named) {
            for target in of.resolve(index, &path.segments) {
                let to = match target {
                    Target::Item(to, _) => to,
                    Target::Module(to) if whole => to,
                    // What is used of it names it.
                    Target::Module(_) => continue,
                };
                let (from, to) = (holder(of, module), holder(of, &of.modules[to]));
                if from.path.starts_with(&to.path) || to.path.starts_with(&from.path) {
                    continue;
                }
                let at = format!("{}:{} {}", module.file, path.line, path.segments.join("::"));
                let (above, below) = (&from.path[0], &to.path[0]);
                if above != below {
                    subjects
                        .entry((above.clone(), below.clone()))
                        .or_insert_with(|| at.clone());
                }
                files
                    .entry((from.path.join("::"), to.path.join("::")))
                    .or_insert(at);
            }
        }
    }
    (files, subjects)
}

/// The module whose file holds `module`: an inline one belongs to its file's.
fn holder<'a>(of: &'a Crate, mut module: &'a Module) -> &'a Module {
    while let Some(parent) = module.parent.map(|parent| &of.modules[parent])
        && parent.file == module.file
    {
        module = parent;
    }
    module
}

/// The strongly connected groups of more than one, by depth first search forth and back (Kosaraju).
fn groups(arrows: &Arrows) -> Vec<BTreeSet<String>> {
    let nodes: BTreeSet<&str> = arrows
        .keys()
        .flat_map(|(from, to)| [from.as_str(), to.as_str()])
        .collect();
    let next = |node: &str, back: bool| {
        let ends = arrows.keys().filter_map(|(from, to)| match back {
            false => (from == node).then_some(to.as_str()),
            true => (to == node).then_some(from.as_str()),
        });
        ends.collect::<Vec<_>>()
    };
    let mut seen = BTreeSet::new();
    let mut order = Vec::new();
    for node in &nodes {
        reach(node, &|node| next(node, false), &mut seen, &mut order);
    }
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for node in order.iter().rev() {
        let mut group = Vec::new();
        reach(node, &|node| next(node, true), &mut seen, &mut group);
        if group.len() > 1 {
            found.push(group.into_iter().map(str::to_owned).collect());
        }
    }
    found.sort_by_key(|group: &BTreeSet<String>| std::cmp::Reverse(group.len()));
    found
}

/// Appends what `node` reaches and nobody saw, the farthest first.
fn reach<'a>(
    node: &'a str,
    next: &impl Fn(&str) -> Vec<&'a str>,
    seen: &mut BTreeSet<&'a str>,
    order: &mut Vec<&'a str>,
) {
    if seen.insert(node) {
        for other in next(node) {
            reach(other, next, seen, order);
        }
        order.push(node);
    }
}

#[cfg(test)]
mod tests;
