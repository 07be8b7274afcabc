//! The paths that a piece of Rust names: in code, in imports, inside of macros.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// A path of two or more names, or one that an import spells.
#[derive(Debug, PartialEq, Clone)]
pub struct Named {
    pub segments: Vec<String>,
    pub line: usize,
}

/// A name that `use` brings into a module.
#[derive(Debug, PartialEq)]
pub struct Import {
    /// The name here; none for `*`.
    pub name: Option<String>,
    pub path: Named,
}

/// Everything named outside of `cfg(test)`.
#[derive(Default)]
pub struct Names {
    pub paths: Vec<Named>,
    /// The handlers that its lists of routes name.
    pub answers: Vec<Named>,
    pub imports: Vec<Import>,
}

/// Tells if the attributes leave the item to the tests.
pub fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        syn::Meta::List(list) if list.path.is_ident("cfg") => asks_test(list.tokens.clone()),
        meta => meta
            .path()
            .segments
            .last()
            .is_some_and(|last| last.ident == "test"),
    })
}

fn asks_test(tokens: TokenStream) -> bool {
    let mut negated = false;
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(name) => {
            negated = name == "not";
            name == "test"
        }
        TokenTree::Group(group) => !negated && asks_test(group.stream()),
        _ => false,
    })
}

/// The paths among tokens: `a::b::c`, and `a::b::{c, d}` as two.
pub fn in_tokens(tokens: TokenStream) -> Vec<Named> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        match token {
            TokenTree::Group(group) => found.extend(in_tokens(group.stream())),
            TokenTree::Ident(first) if !is_colons(&tokens, at.wrapping_sub(3)) => {
                let mut path = Named {
                    segments: vec![first.to_string()],
                    line: first.span().start().line,
                };
                while is_colons(&tokens, at) {
                    match tokens.get(at + 2) {
                        Some(TokenTree::Ident(next)) => path.segments.push(next.to_string()),
                        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                            found.extend(grouped(&path, group.stream()));
                            break;
                        }
                        _ => break,
                    }
                    at += 3;
                }
                if path.segments.len() > 1 {
                    found.push(path);
                }
            }
            _ => {}
        }
    }
    found
}

/// The functions that a list of routes names: `… => page;`, `… => link::ask;`.
fn answers(tokens: TokenStream) -> Vec<Named> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is = |token: &TokenTree, mark| matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark);
    let lines = tokens.split(|token| is(token, ';'));
    let answer = |line: &[TokenTree]| {
        let arrow = line
            .windows(2)
            .position(|two| is(&two[0], '=') && is(&two[1], '>'))?;
        let names = line[arrow + 2..].iter().filter_map(|token| match token {
            TokenTree::Ident(name) => Some(name.to_string()),
            _ => None,
        });
        let mut segments: Vec<String> = names.collect();
        if segments.len() == 1 {
            segments.insert(0, "self".to_owned());
        }
        let line = line[arrow].span().start().line;
        Some(Named { segments, line })
    };
    lines.filter_map(answer).collect()
}

fn grouped(before: &Named, group: TokenStream) -> impl Iterator<Item = Named> {
    let names = group.into_iter().filter_map(|token| match token {
        TokenTree::Ident(name) => Some(name.to_string()),
        _ => None,
    });
    names.map(|name| {
        let mut path = before.clone();
        path.segments.push(name);
        path
    })
}

/// Tells if `::` stands at `at`.
fn is_colons(tokens: &[TokenTree], at: usize) -> bool {
    let colon = |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(mark)) if mark.as_char() == ':');
    at.checked_add(1).is_some_and(|next| colon(at) && colon(next))
}

fn imports(tree: &syn::UseTree, before: &[String], found: &mut Vec<Import>) {
    let mut add = |name: Option<String>, last: Option<&syn::Ident>, line: usize| {
        let mut segments = before.to_vec();
        segments.extend(last.filter(|last| *last != "self").map(ToString::to_string));
        let path = Named { segments, line };
        found.push(Import { name, path });
    };
    match tree {
        syn::UseTree::Path(path) => {
            let before = [before, &[path.ident.to_string()]].concat();
            imports(&path.tree, &before, found);
        }
        syn::UseTree::Name(name) if name.ident == "self" => {
            add(before.last().cloned(), None, line(&name.ident));
        }
        syn::UseTree::Name(name) => add(Some(name.ident.to_string()), Some(&name.ident), line(&name.ident)),
        syn::UseTree::Rename(name) => add(
            Some(name.rename.to_string()),
            Some(&name.ident),
            line(&name.ident),
        ),
        syn::UseTree::Glob(glob) => add(None, None, glob.star_token.spans[0].start().line),
        syn::UseTree::Group(group) => {
            for tree in &group.items {
                imports(tree, before, found);
            }
        }
    }
}

fn line(name: &syn::Ident) -> usize {
    name.span().start().line
}

impl<'ast> Visit<'ast> for Names {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        if !is_test(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        imports(&item.tree, &[], &mut self.imports);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        if path.leading_colon.is_none() && segments.len() > 1 {
            let line = path.segments.first().map_or(0, |first| line(&first.ident));
            self.paths.push(Named { segments, line });
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        self.visit_path(&item.path);
        self.paths.extend(in_tokens(item.tokens.clone()));
        if item.path.is_ident("routes") {
            self.answers.extend(answers(item.tokens.clone()));
        }
    }

    fn visit_meta_list(&mut self, list: &'ast syn::MetaList) {
        self.paths.extend(in_tokens(list.tokens.clone()));
    }

    fn visit_vis_restricted(&mut self, _: &'ast syn::VisRestricted) {}
}

/// The attributes of an item.
pub fn attributes(item: &syn::Item) -> &[syn::Attribute] {
    match item {
        syn::Item::Const(item) => &item.attrs,
        syn::Item::Enum(item) => &item.attrs,
        syn::Item::Fn(item) => &item.attrs,
        syn::Item::Impl(item) => &item.attrs,
        syn::Item::Macro(item) => &item.attrs,
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Static(item) => &item.attrs,
        syn::Item::Struct(item) => &item.attrs,
        syn::Item::Trait(item) => &item.attrs,
        syn::Item::Type(item) => &item.attrs,
        syn::Item::Union(item) => &item.attrs,
        syn::Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

#[cfg(test)]
mod tests;
