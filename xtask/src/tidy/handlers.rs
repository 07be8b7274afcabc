//! A handler is short: it reads what is asked, asks for the work, and answers.

use std::collections::BTreeSet;

use super::allowance::Finding;
use super::krate::Crate;
use super::resolve::Target;
use super::tree::Tree;

const LINES_MAX: usize = 20;

/// The functions that the server's routes name, with the lines each takes, the longest first.
pub fn find(tree: &Tree) -> Vec<(String, usize)> {
    let servers = tree.crates.iter().filter(|of| of.name == "server");
    let mut found: Vec<_> = servers.flat_map(of_routes).collect();
    found.sort_by_key(|(name, lines)| (std::cmp::Reverse(*lines), name.clone()));
    found
}

/// Each list of routes stands in the file of its subject.
fn of_routes(server: &Crate) -> BTreeSet<(String, usize)> {
    let named = server.modules.iter().enumerate().flat_map(|(at, module)| {
        let answers = module.names.answers.iter();
        answers.flat_map(move |path| server.resolve(at, &path.segments))
    });
    named
        .filter_map(|target| match target {
            Target::Item(module, name) => {
                let module = &server.modules[module];
                let lines = module.functions.get(&name)?;
                Some((format!("{}::{name}", server.full(module)), *lines))
            }
            Target::Module(_) => None,
        })
        .collect()
}

/// The rule: counted by crate, since handlers move from file to file.
pub fn rule(tree: &Tree) -> Vec<Finding> {
    let long = find(tree).into_iter().filter(|(_, lines)| *lines > LINES_MAX);
    long.map(|(name, lines)| {
        let told = format!("handler {name}: {lines} lines, more than {LINES_MAX}");
        Finding::one("long-handler", "server", told)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handler_in_the_file_of_its_list_is_found() {
        let code = format!(
            "use crate::request::routes;\npub fn routes() {{ routes! {{ get \"/a\" [NAMES] => page; }} }}\nfn page() {{{}}}",
            "\n".repeat(20)
        );
        let found = rule(&Tree::of(&[
            ("Cargo.toml", "[workspace]\nmembers = [\"server\"]"),
            ("server/Cargo.toml", "[package]\nname = \"server\""),
            ("server/src/lib.rs", "mod calendar;"),
            ("server/src/calendar.rs", &code),
        ]));
        let told: Vec<_> = found.into_iter().map(|found| found.told).collect();
        assert_eq!(told, ["handler server::calendar::page: 21 lines, more than 20"]);
    }

    #[test]
    fn a_handler_of_21_lines_is_told_and_another_function_is_not() {
        let code = |lines: usize| {
            format!(
                "pub fn page() {{{0}}}\nfn inner() {{{0}}}",
                "\n".repeat(lines - 1)
            )
        };
        let told = |lines: usize| {
            let found = rule(&Tree::of(&[
                ("Cargo.toml", "[workspace]\nmembers = [\"server\"]"),
                ("server/Cargo.toml", "[package]\nname = \"server\""),
                ("server/src/lib.rs", "mod routes; mod funding;"),
                (
                    "server/src/routes.rs",
                    "use crate::funding; fn all() { routes! { get \"/a\" => funding::page; } }",
                ),
                ("server/src/funding.rs", &code(lines)),
            ]));
            found.into_iter().map(|found| found.told).collect::<Vec<_>>()
        };
        assert!(told(20).is_empty());
        assert_eq!(
            told(21),
            ["handler server::funding::page: 21 lines, more than 20"]
        );
    }
}
