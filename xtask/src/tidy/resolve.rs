//! Name resolution: from a path to the module that defines what it names, through imports and re-exports.

use std::collections::BTreeSet;

use super::krate::Crate;

/// The end of a path.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Clone)]
pub enum Target {
    Module(usize),
    /// The module that defines it, and its name.
    Item(usize, String),
}

type Seen = BTreeSet<(usize, String)>;

impl Crate {
    /// Follows `path`, written in the module `from`; nothing is found when it leads out of the crate.
    pub fn resolve(&self, from: usize, path: &[String]) -> Vec<Target> {
        self.follow(from, path, &mut Seen::new())
    }

    fn follow(&self, from: usize, path: &[String], seen: &mut Seen) -> Vec<Target> {
        let Some((first, mut rest)) = path.split_first() else {
            return Vec::new();
        };
        let start = match first.as_str() {
            "crate" => vec![Target::Module(0)],
            "self" => vec![Target::Module(from)],
            "super" => {
                let mut here = self.modules[from].parent;
                while rest.first().is_some_and(|next| next == "super") {
                    here = here.and_then(|here| self.modules[here].parent);
                    rest = &rest[1..];
                }
                here.map(Target::Module).into_iter().collect()
            }
            name => self.look(from, name, seen).unwrap_or_default(),
        };
        rest.iter()
            .fold(start, |targets, name| self.step(targets, name, seen))
    }

    /// One name further: what comes after an item (a variant, a method) belongs to it.
    fn step(&self, targets: Vec<Target>, name: &str, seen: &mut Seen) -> Vec<Target> {
        let has_module = targets.iter().any(|target| matches!(target, Target::Module(_)));
        let mut next = BTreeSet::new();
        for target in targets {
            match target {
                Target::Module(module) => match self.look(module, name, seen) {
                    Some(found) => next.extend(found),
                    // Defined by a macro, as far as we see.
                    None => {
                        next.insert(Target::Item(module, name.to_owned()));
                    }
                },
                item if !has_module => {
                    next.insert(item);
                }
                Target::Item(..) => {}
            }
        }
        next.into_iter().collect()
    }

    /// Looks `name` up in a module: none when the module doesn't know it, empty when it comes from another crate.
    fn look(&self, module: usize, name: &str, seen: &mut Seen) -> Option<Vec<Target>> {
        if !seen.insert((module, name.to_owned())) {
            return None;
        }
        let here = &self.modules[module];
        let mut found: Vec<Target> = here
            .children
            .get(name)
            .map(|child| Target::Module(*child))
            .into_iter()
            .collect();
        if here.items.contains(name) {
            found.push(Target::Item(module, name.to_owned()));
        }
        let mut known = !found.is_empty();
        if !known {
            for import in &here.names.imports {
                if import.name.as_deref() == Some(name) {
                    known = true;
                    found.extend(self.follow(module, &import.path.segments, seen));
                }
            }
        }
        if !known {
            for import in here.names.imports.iter().filter(|import| import.name.is_none()) {
                for target in self.follow(module, &import.path.segments, seen) {
                    if let Target::Module(other) = target
                        && let Some(through) = self.look(other, name, seen)
                    {
                        known = true;
                        found.extend(through);
                    }
                }
            }
        }
        seen.remove(&(module, name.to_owned()));
        known.then_some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::super::files::Files;
    use super::*;

    fn leads(path: &str) -> Vec<String> {
        let files = [
            (
                "lib.rs",
                "mod a; mod b; mod c; pub use a::Kept; pub use b::*; pub use chrono::NaiveDate;",
            ),
            (
                "a.rs",
                "mod deep; pub use deep::Deep as Kept; use crate::b; use super::c::Stage;",
            ),
            ("a/deep.rs", "pub struct Deep;"),
            (
                "b.rs",
                "pub use crate::c::*; pub fn c() {} pub use own; pub struct B;",
            ),
            ("c.rs", "pub enum Stage { Known }"),
        ];
        let files = files.map(|(path, text)| (format!("src/{path}"), text.to_owned()));
        let read = Crate::read(&Files::new(files), "app".into(), "src/lib.rs").unwrap();
        let segments: Vec<String> = path.split("::").map(str::to_owned).collect();
        let from = read
            .modules
            .iter()
            .position(|module| module.path == ["a"])
            .unwrap();
        read.resolve(from, &segments)
            .into_iter()
            .map(|target| match target {
                Target::Module(module) => format!("mod {}", read.full(&read.modules[module])),
                Target::Item(module, name) => format!("{}::{name}", read.full(&read.modules[module])),
            })
            .collect()
    }

    #[test]
    fn a_path_is_followed_to_the_module_that_defines_its_item() {
        assert_eq!(leads("crate::Kept"), ["app::a::deep::Deep"]);
        assert_eq!(leads("super::Stage::Known"), ["app::c::Stage"]);
        assert_eq!(leads("b::Stage"), ["app::c::Stage"]);
        assert_eq!(leads("Stage::Known"), ["app::c::Stage"]);
        assert_eq!(leads("self::deep::Deep::new"), ["app::a::deep::Deep"]);
        assert_eq!(leads("crate::b"), ["mod app::b"]);
    }

    #[test]
    fn another_crate_is_nowhere_and_what_a_macro_made_stands_where_it_is_asked() {
        assert!(leads("chrono::NaiveDate").is_empty());
        assert!(leads("crate::NaiveDate").is_empty());
        assert_eq!(leads("crate::b::made"), ["app::b::made"]);
    }

    #[test]
    fn a_name_of_two_things_is_the_module_when_more_follows() {
        assert_eq!(leads("crate::b::c"), ["app::b::c"]);
        assert_eq!(leads("super::c::Stage"), ["app::c::Stage"]);
    }
}
