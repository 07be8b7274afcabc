//! README and docs name commands and options that exist: read against clap's definitions and xtask's help.

use crate::options::Options;
use clap::{Command, CommandFactory};
use std::{collections::BTreeSet, fs, path::Path};

/// The pieces of code in a text: between backticks, or lines of a fenced block.
fn pieces(text: &str) -> Vec<String> {
    let (mut found, mut fenced) = (Vec::new(), false);
    for line in text.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if fenced {
            found.push(line.split(" # ").next().unwrap_or(line).to_owned());
        } else {
            found.extend(line.split('`').skip(1).step_by(2).map(str::to_owned));
        }
    }
    found
}

/// The names of a command's long options, those of the program itself included.
fn long_options(of: &Command, program: &Command) -> BTreeSet<String> {
    let known = of.get_arguments().chain(program.get_arguments());
    let mut names: BTreeSet<_> = known
        .filter_map(|one| one.get_long())
        .map(str::to_owned)
        .collect();
    names.extend(["help".to_owned(), "version".to_owned()]);
    names
}

fn every_option(of: &Command, program: &Command, into: &mut BTreeSet<String>) {
    into.extend(long_options(of, program));
    of.get_subcommands()
        .for_each(|one| every_option(one, program, into));
}

/// The options typed in a command line, without their dashes and values.
fn options_in(words: &[&str]) -> Vec<String> {
    let long = words.iter().filter_map(|word| word.strip_prefix("--"));
    long.map(|name| name.split(['=', ')', ',']).next().unwrap_or_default().to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

/// What is wrong with `classe12 WORDS`.
fn wrong(words: &[&str], program: &Command) -> Option<String> {
    let mut command = program;
    let mut known = long_options(program, program);
    for word in words {
        match command.find_subcommand(word) {
            Some(found) => {
                command = found;
                known.extend(long_options(found, program));
            }
            None if command.has_subcommands() && word.starts_with(|c: char| c.is_ascii_lowercase()) => {
                return Some(format!("no command `{word}`"));
            }
            None => break,
        }
    }
    let unknown = options_in(words).into_iter().find(|name| !known.contains(name))?;
    Some(format!("no option `--{unknown}` of `{}`", command.get_name()))
}

fn documents() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = fs::read_dir(root.join("docs"))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let all = ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"].map(|name| root.join(name));
    all.into_iter()
        .chain(docs)
        .filter(|path| path.extension().is_some_and(|kind| kind == "md"))
        .map(|path| (path.display().to_string(), fs::read_to_string(path).unwrap()))
        .collect()
}

/// The commands and options of `cargo xtask`, as its help lists them.
fn xtask_help() -> (BTreeSet<String>, BTreeSet<String>) {
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/xtask/src/main.rs");
    let source = fs::read_to_string(source).unwrap();
    let help = source.split("const HELP").nth(1).unwrap();
    let help = help.split("\";").next().unwrap();
    let commands = help.lines().filter_map(|line| line.strip_prefix("  "));
    let commands = commands.filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
    let commands = commands
        .filter_map(|line| line.split([' ', '[']).next())
        .map(str::to_owned);
    let words: Vec<_> = help
        .split(|c: char| c.is_whitespace() || "[]|(".contains(c))
        .collect();
    (commands.collect(), options_in(&words).into_iter().collect())
}

#[test]
fn every_command_and_option_that_the_documents_name_exists() {
    let program = Options::command();
    let (commands, xtask_options) = xtask_help();
    let mut anywhere = xtask_options.clone();
    every_option(&program, &program, &mut anywhere);
    let mut breaches = Vec::new();
    for (path, text) in documents() {
        for piece in pieces(&text) {
            let words: Vec<_> = piece.split_whitespace().collect();
            let place = words
                .iter()
                .position(|word| *word == "classe12" || word.ends_with("/classe12"));
            if let Some(at) = place.filter(|at| words.len() > at + 1) {
                breaches
                    .extend(wrong(&words[at + 1..], &program).map(|why| format!("{path}: `{piece}`: {why}")));
            } else if let [_, "xtask", name, rest @ ..] = words.as_slice() {
                let known = options_in(rest)
                    .into_iter()
                    .all(|option| xtask_options.contains(&option));
                if !(commands.contains(*name) && known) {
                    breaches.push(format!("{path}: `{piece}`: not in the help of xtask"));
                }
            } else if words.first().is_some_and(|word| word.starts_with("--")) {
                let unknown = options_in(&words)
                    .into_iter()
                    .find(|name| !anywhere.contains(name));
                breaches.extend(unknown.map(|name| format!("{path}: no option `--{name}`")));
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn the_readme_names_every_command() {
    let readme = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = fs::read_to_string(readme).unwrap();
    for command in Options::command().get_subcommands() {
        let named = format!("classe12 {}", command.get_name());
        assert!(readme.contains(&named), "README.md says nothing of `{named}`");
    }
}

#[test]
fn a_command_that_is_not_there_is_found() {
    let program = Options::command();
    assert_eq!(wrong(&["verify", "--data", "DIR"], &program), None);
    assert_eq!(wrong(&["import", "schools", "FILE", "--dry-run"], &program), None);
    assert_eq!(wrong(&["verfy"], &program).as_deref(), Some("no command `verfy`"));
    assert!(wrong(&["verify", "--deep"], &program).is_some());
    assert_eq!(
        pieces("say `a b`, then `c`\n```sh\nd # why\n```"),
        ["a b", "c", "d"]
    );
}
