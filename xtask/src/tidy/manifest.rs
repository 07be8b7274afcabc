//! The packages of the workspace, read from the Cargo.toml files.

use super::files::Files;

/// A member of the workspace.
#[derive(Debug, PartialEq)]
pub struct Package {
    pub name: String,
    /// Its folder from the root, empty for the root.
    pub folder: String,
    /// The names in `[dependencies]` and `[target.….dependencies]`.
    pub dependencies: Vec<String>,
}

impl Package {
    /// A path inside of its folder.
    pub fn path(&self, inner: &str) -> String {
        match self.folder.as_str() {
            "" => inner.to_owned(),
            folder => format!("{folder}/{inner}"),
        }
    }
}

/// The members that the root's Cargo.toml names.
pub fn packages(files: &Files) -> Vec<Package> {
    let Some(root) = files.at("Cargo.toml") else {
        return Vec::new();
    };
    let folders = members(&root.text).into_iter().map(|member| match member {
        "." => "",
        folder => folder,
    });
    folders
        .filter_map(|folder| {
            let path = match folder {
                "" => "Cargo.toml".to_owned(),
                folder => format!("{folder}/Cargo.toml"),
            };
            Some(package(folder, &files.at(&path)?.text))
        })
        .collect()
}

fn members(root: &str) -> Vec<&str> {
    let listed = root
        .split_once("\nmembers")
        .and_then(|(_, after)| after.split_once('[')?.1.split_once(']'));
    let (listed, _) = listed.unwrap_or_default();
    listed.split('"').skip(1).step_by(2).collect()
}

fn package(folder: &str, manifest: &str) -> Package {
    let mut found = Package {
        name: String::new(),
        folder: folder.to_owned(),
        dependencies: Vec::new(),
    };
    let mut section = "";
    for line in manifest.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            section = name;
            found
                .dependencies
                .extend(named_by_section(section).map(str::to_owned));
            continue;
        }
        let Some((key, value)) = line.split_once('=').filter(|_| !line.starts_with('#')) else {
            continue;
        };
        let key = key.trim().split('.').next().unwrap_or_default();
        if section == "package" && key == "name" {
            found.name = value.trim().trim_matches('"').to_owned();
        }
        if holds_dependencies(section) {
            found.dependencies.push(key.to_owned());
        }
    }
    found.dependencies.sort();
    found.dependencies.dedup();
    found
}

fn holds_dependencies(section: &str) -> bool {
    section == "dependencies" || section.starts_with("target.") && section.ends_with(".dependencies")
}

/// `[dependencies.NAME]`: the name stands in the section's own.
fn named_by_section(section: &str) -> Option<&str> {
    let (table, name) = section.rsplit_once('.')?;
    holds_dependencies(table).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dependencies_are_those_of_every_target_but_not_the_tests() {
        let text = "[package]\nname = \"app\"\n[dependencies]\n# a = 1\nleptos = { workspace = true }\n\
            chrono.workspace = true\n[target.'cfg(target_arch = \"wasm32\")'.dependencies]\nstore.workspace = true\n\
            [dev-dependencies]\ntempfile = \"3\"\n[dependencies.zip]\nversion = \"9\"\n[profile.dev.package.\"*\"]\nx = 1";
        let found = package("app", text);
        assert_eq!(found.name, "app");
        assert_eq!(found.dependencies, ["chrono", "leptos", "store", "zip"]);
    }

    #[test]
    fn members_are_those_of_the_list() {
        assert_eq!(
            members("[workspace]\nmembers = [\n  \".\",\n  \"app\",\n]\nx = [\"y\"]"),
            [".", "app"]
        );
    }
}
