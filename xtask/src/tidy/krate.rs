//! A crate's modules: which file each stands in, what each defines, brings in and names.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::Visit;

use super::files::Files;
use super::functions;
use super::named::{self, Names};

/// A library or a program.
pub struct Crate {
    /// Its package's.
    pub name: String,
    /// The first is the crate's root.
    pub modules: Vec<Module>,
}

/// A module, outside of `cfg(test)`.
pub struct Module {
    /// Its names from the root, which has none.
    pub path: Vec<String>,
    /// The file that it stands in; an inline module's is its parent's.
    pub file: String,
    pub parent: Option<usize>,
    pub children: BTreeMap<String, usize>,
    /// The names it defines: types, functions, constants, macros.
    pub items: BTreeSet<String>,
    /// Its types with their lines.
    pub types: Vec<(String, usize)>,
    /// Its functions with the lines they take.
    pub functions: BTreeMap<String, usize>,
    pub names: Names,
}

impl Crate {
    /// Reads the crate whose root is the file `root`; none when there is no such file.
    pub fn read(files: &Files, name: String, root: &str) -> Option<Self> {
        let items = &files.at(root)?.rust.as_ref()?.items;
        let (folder, _) = root.rsplit_once('/').unwrap_or_default();
        let mut read = Self {
            name,
            modules: Vec::new(),
        };
        let place = Place {
            file: root,
            folder,
            parent: None,
        };
        read.add(files, Vec::new(), place, items);
        Some(read)
    }

    /// The module that `file` holds, after the crate's name.
    pub fn module_of(&self, file: &str) -> Option<String> {
        let module = self.modules.iter().find(|module| module.file == file)?;
        Some(self.full(module))
    }

    /// The module's name from outside of the crate.
    pub fn full(&self, module: &Module) -> String {
        let names = std::iter::once(&self.name).chain(&module.path);
        names.map(String::as_str).collect::<Vec<_>>().join("::")
    }

    fn add(&mut self, files: &Files, path: Vec<String>, place: Place<'_>, items: &[syn::Item]) -> usize {
        let index = self.modules.len();
        self.modules.push(Module {
            path: path.clone(),
            file: place.file.to_owned(),
            parent: place.parent,
            children: BTreeMap::new(),
            items: BTreeSet::new(),
            types: Vec::new(),
            functions: BTreeMap::new(),
            names: Names::default(),
        });
        for item in items
            .iter()
            .filter(|item| !named::is_test(named::attributes(item)))
        {
            match item {
                syn::Item::Mod(inner) => {
                    let name = inner.ident.to_string();
                    let path = [path.as_slice(), std::slice::from_ref(&name)].concat();
                    if let Some(child) = self.child(files, path, inner, place, index) {
                        self.modules[index].children.insert(name, child);
                    }
                }
                item => self.modules[index].take(item),
            }
        }
        index
    }

    fn child(
        &mut self,
        files: &Files,
        path: Vec<String>,
        item: &syn::ItemMod,
        place: Place<'_>,
        parent: usize,
    ) -> Option<usize> {
        let below = format!("{}/{}", place.folder, item.ident);
        if let Some((_, items)) = &item.content {
            let place = Place {
                folder: &below,
                parent: Some(parent),
                ..place
            };
            return Some(self.add(files, path, place, items));
        }
        let file = match written_path(&item.attrs) {
            Some(written) => beside(place.file, &written),
            None => [format!("{below}.rs"), format!("{below}/mod.rs")]
                .into_iter()
                .find(|file| files.at(file).is_some())?,
        };
        let items = &files.at(&file)?.rust.as_ref()?.items;
        let place = Place {
            file: &file,
            folder: &below,
            parent: Some(parent),
        };
        Some(self.add(files, path, place, items))
    }
}

/// The file and folder that a module is read from.
#[derive(Clone, Copy)]
struct Place<'a> {
    file: &'a str,
    /// The folder of its children.
    folder: &'a str,
    parent: Option<usize>,
}

impl Module {
    fn take(&mut self, item: &syn::Item) {
        self.names.visit_item(item);
        let (name, is_type) = match item {
            syn::Item::Const(item) => (&item.ident, false),
            syn::Item::Enum(item) => (&item.ident, true),
            syn::Item::Fn(item) => {
                let lines = functions::lines(&item.sig, &item.block);
                self.functions.insert(item.sig.ident.to_string(), lines);
                (&item.sig.ident, false)
            }
            syn::Item::Macro(item) => {
                self.items.extend(defined_in(item.mac.tokens.clone()));
                match &item.ident {
                    Some(name) => (name, false),
                    None => return,
                }
            }
            syn::Item::Static(item) => (&item.ident, false),
            syn::Item::Struct(item) => (&item.ident, true),
            syn::Item::Trait(item) => (&item.ident, true),
            syn::Item::Type(item) => (&item.ident, true),
            syn::Item::Union(item) => (&item.ident, true),
            _ => return,
        };
        if is_type {
            self.types.push((name.to_string(), name.span().start().line));
        }
        self.items.insert(name.to_string());
    }
}

/// The items that a macro's body defines, as far as its words tell.
fn defined_in(tokens: TokenStream) -> Vec<String> {
    let words = ["enum", "struct", "fn", "type", "const", "trait", "static"];
    let mut found = Vec::new();
    let mut after = false;
    for token in tokens {
        if let TokenTree::Ident(name) = &token
            && after
        {
            found.push(name.to_string());
        }
        after = matches!(&token, TokenTree::Ident(word) if words.iter().any(|known| word == known));
    }
    found
}

fn written_path(attributes: &[syn::Attribute]) -> Option<String> {
    attributes.iter().find_map(|attribute| match &attribute.meta {
        syn::Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
            syn::Expr::Lit(syn::ExprLit {
                lit: syn::Lit::Str(text),
                ..
            }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    })
}

/// `written` from the folder of `file`.
fn beside(file: &str, written: &str) -> String {
    let mut names: Vec<&str> = file.split('/').collect();
    names.pop();
    for name in written.split('/') {
        match name {
            ".." => {
                names.pop();
            }
            "." => {}
            name => names.push(name),
        }
    }
    names.join("/")
}

#[cfg(test)]
mod tests;
