//! The repository as the rules read it: its files, by package and crate.

use super::files::{File, Files};
use super::krate::Crate;
use super::manifest::{self, Package};

/// Every file, and what they make.
pub struct Tree {
    files: Files,
    pub packages: Vec<Package>,
    /// The libraries and programs of the packages; tests and build scripts are none.
    pub crates: Vec<Crate>,
}

impl Tree {
    /// Reads `files`, given by path and content.
    pub fn new(files: impl IntoIterator<Item = (String, String)>) -> Self {
        let files = Files::new(files);
        let packages = manifest::packages(&files);
        let roots = packages.iter().flat_map(|package| {
            ["src/lib.rs", "src/main.rs"].map(|root| (package.name.clone(), package.path(root)))
        });
        let crates = roots
            .filter_map(|(name, root)| Crate::read(&files, name, &root))
            .collect();
        Self {
            files,
            packages,
            crates,
        }
    }

    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        Self::new(
            files
                .iter()
                .map(|(path, text)| (path.to_string(), text.to_string())),
        )
    }

    pub fn files(&self) -> impl Iterator<Item = &File> {
        self.files.all()
    }

    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.at(path)
    }

    /// Tells if `path` is a file or a folder that holds one.
    pub fn exists(&self, path: &str) -> bool {
        self.files.holds(path)
    }

    /// The Rust files with their syntax trees.
    pub fn rust(&self) -> impl Iterator<Item = (&File, &syn::File)> {
        self.files().filter_map(|file| Some((file, file.rust.as_ref()?)))
    }

    /// The name of the package that `path` belongs to: that of the nearest folder.
    pub fn package(&self, path: &str) -> &str {
        self.packages
            .iter()
            .filter(|package| path.starts_with(&package.path("")))
            .max_by_key(|package| package.folder.len())
            .map_or("none", |package| package.name.as_str())
    }

    /// Crate and module of a file (`app::funding::form`), its path when it belongs to no crate.
    pub fn module(&self, path: &str) -> String {
        let found = self.crates.iter().find_map(|of| of.module_of(path));
        found.unwrap_or_else(|| path.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_belongs_to_the_nearest_package_and_bears_its_module_s_name() {
        let tree = Tree::of(&[
            (
                "Cargo.toml",
                "[package]\nname = \"top\"\n[workspace]\nmembers = [\".\", \"app\"]",
            ),
            ("app/Cargo.toml", "[package]\nname = \"pages\""),
            ("app/src/lib.rs", "mod a;"),
            ("app/src/a.rs", "mod b;"),
            ("app/src/a/b.rs", "fn f() {}"),
        ]);
        assert_eq!(tree.package("app/src/a.rs"), "pages");
        assert_eq!(tree.package("end2end/a.rs"), "top");
        assert_eq!(tree.module("app/src/a/b.rs"), "pages::a::b");
        assert_eq!(tree.module("end2end/a.rs"), "end2end/a.rs");
        assert!(tree.exists("app/src/a") && tree.exists("app/src/a.rs") && !tree.exists("app/sr"));
    }
}
