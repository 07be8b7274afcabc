//! What cargo says that it made: test programs, and how many warnings.

use std::path::{Path, PathBuf};

/// A test program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suite {
    /// The folder of its package, from the root, and its target.
    pub name: String,
    pub program: PathBuf,
    /// Where its package is: it runs there, as cargo has it.
    pub folder: PathBuf,
}

impl Suite {
    /// The test program that a line of cargo's tells of.
    pub fn read(line: &str, root: &Path) -> Option<Self> {
        // A target says `test` too: that it has tests, not that this is them.
        let profile = line
            .split_once("\"profile\":{")
            .and_then(|(_, after)| after.split_once('}'));
        let is_test = profile.is_some_and(|(profile, _)| profile.contains("\"test\":true"));
        let made = line.contains(r#""reason":"compiler-artifact""#) && is_test;
        let text = |name: &str| {
            let (_, after) = line.split_once(&format!("\"{name}\":\""))?;
            Some(after.split_once('"')?.0)
        };
        if !made {
            return None;
        }
        let program = PathBuf::from(text("executable")?);
        let folder = Path::new(text("manifest_path")?).parent()?.to_path_buf();
        let (_, target) = line.split_once("\"target\":")?;
        let (_, name) = target.split_once("\"name\":\"")?;
        let (name, _) = name.split_once('"')?;
        let package = folder.strip_prefix(root).ok()?.display().to_string();
        let package = if package.is_empty() { "." } else { &package };
        Some(Self {
            name: format!("{package} {name}"),
            program,
            folder,
        })
    }
}

/// The warnings that a line of cargo's counts: `warning: "server" (lib) generated 2 warnings`.
pub fn warnings(line: &str) -> usize {
    let counted = line
        .strip_prefix("warning: ")
        .and_then(|rest| rest.split_once(" generated "));
    let number = counted.and_then(|(_, count)| count.split(' ').next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_program_is_told_from_what_else_cargo_makes() {
        let line = |test: bool| {
            format!(
                r#"{{"reason":"compiler-artifact","package_id":"path+file:///w/server#0.1.0","manifest_path":"/w/server/Cargo.toml","target":{{"kind":["test"],"crate_types":["bin"],"name":"suite","src_path":"/w/server/tests/main.rs","doctest":false,"test":true}},"profile":{{"opt_level":"0","test":{test}}},"features":[],"filenames":["/w/target/debug/deps/suite-1"],"executable":"/w/target/debug/deps/suite-1","fresh":true}}"#
            )
        };
        let made = Suite {
            name: "server suite".to_owned(),
            program: "/w/target/debug/deps/suite-1".into(),
            folder: "/w/server".into(),
        };
        assert_eq!(Suite::read(&line(true), Path::new("/w")), Some(made));
        assert_eq!(Suite::read(&line(false), Path::new("/w")), None);
        assert_eq!(
            Suite::read(r#"{"reason":"build-finished","success":true}"#, Path::new("/w")),
            None
        );
    }

    #[test]
    fn warnings_are_those_that_cargo_counts() {
        let told = [
            "warning: unused variable: `x`",
            "warning: `server` (lib test) generated 12 warnings (3 duplicates)",
            "warning: `app` (lib) generated 1 warning",
            "   Compiling generated 7 things",
        ];
        assert_eq!(told.map(warnings), [0, 12, 1, 0]);
    }
}
