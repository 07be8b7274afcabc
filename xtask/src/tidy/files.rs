//! The repository's files, the Rust ones parsed.

use std::collections::BTreeMap;

/// A file with its content.
pub struct File {
    /// Its path from the root, with `/`.
    pub path: String,
    pub text: String,
    /// Its syntax tree, when it is Rust that parses.
    pub rust: Option<syn::File>,
}

impl File {
    /// The end of its name, without the dot.
    pub fn kind(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.').map_or("", |(_, kind)| kind)
    }
}

/// Every file by its path.
pub struct Files(BTreeMap<String, File>);

impl Files {
    /// Parses `files`, given by path and content.
    pub fn new(files: impl IntoIterator<Item = (String, String)>) -> Self {
        let files = files.into_iter().map(|(path, text)| {
            let rust = path.ends_with(".rs").then(|| syn::parse_file(&text).ok());
            let rust = rust.flatten();
            (path.clone(), File { path, text, rust })
        });
        Self(files.collect())
    }

    /// All of them, in the order of their paths.
    pub fn all(&self) -> impl Iterator<Item = &File> {
        self.0.values()
    }

    /// The one at `path`.
    pub fn at(&self, path: &str) -> Option<&File> {
        self.0.get(path)
    }

    /// Tells if `path` is a file or a folder that holds one.
    pub fn holds(&self, path: &str) -> bool {
        let folder = format!("{path}/");
        let mut below = self.0.range(folder.clone()..);
        self.0.contains_key(path) || below.next().is_some_and(|(path, _)| path.starts_with(&folder))
    }
}
