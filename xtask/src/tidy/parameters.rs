//! Parameters have names: none is a tuple, and in `ui` no more than three stand by position.

use super::allowance::Finding;
use super::functions;
use super::tree::Tree;

const POSITIONAL_MAX: usize = 3;

/// The files of the pages' parts.
const UI: [&str; 2] = ["app/src/ui.rs", "app/src/ui/"];

/// The rule against tuples: counted by crate.
pub fn tuples(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, rust) in tree.rust() {
        for function in functions::all(rust) {
            for _ in function.signature.inputs.iter().filter(|input| is_tuple(input)) {
                findings.push(Finding::one(
                    "tuple-parameter",
                    tree.package(&file.path),
                    format!(
                        "{}:{}: `{}` takes a tuple: a struct's fields would have names",
                        file.path, function.line, function.signature.ident
                    ),
                ));
            }
        }
    }
    findings
}

fn is_tuple(input: &syn::FnArg) -> bool {
    let syn::FnArg::Typed(input) = input else {
        return false;
    };
    let mut of = &*input.ty;
    loop {
        of = match of {
            syn::Type::Reference(inner) => &inner.elem,
            syn::Type::Paren(inner) => &inner.elem,
            _ => break,
        };
    }
    let mut pattern = &*input.pat;
    while let syn::Pat::Reference(inner) = pattern {
        pattern = &inner.pat;
    }
    matches!(of, syn::Type::Tuple(of) if !of.elems.is_empty()) || matches!(pattern, syn::Pat::Tuple(_))
}

/// The rule for `ui`: counted by crate and name. A component's parameters are named where it is used.
pub fn positional(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, rust) in tree
        .rust()
        .filter(|(file, _)| UI.iter().any(|of| file.path.starts_with(of)))
    {
        for function in functions::all(rust) {
            let inputs = function.signature.inputs.iter();
            let by_position = inputs
                .filter(|input| matches!(input, syn::FnArg::Typed(_)))
                .count();
            let is_component = function
                .attributes
                .iter()
                .any(|attribute| attribute.path().is_ident("component"));
            if by_position > POSITIONAL_MAX && !is_component {
                let name = &function.signature.ident;
                findings.push(Finding::one(
                    "positional-parameters",
                    format!("{}::{name}", tree.package(&file.path)),
                    format!(
                        "{}:{}: `{name}` takes {by_position} parameters by position, more than {POSITIONAL_MAX}",
                        file.path, function.line
                    ),
                ));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(code: &str) -> usize {
        tuples(&Tree::of(&[("app/src/a.rs", code)])).len()
    }

    #[test]
    fn a_tuple_is_told_as_a_type_and_as_a_pattern() {
        assert_eq!(told("fn f((a, b): (u8, u8)) {}"), 1);
        assert_eq!(told("fn f(pair: &(u8, u8)) {}"), 1);
        assert_eq!(told("fn f((a, b): Pair) {}"), 1);
        assert_eq!(told("impl A { fn f(&self, a: (u8, u8), b: (u8, u8)) {} }"), 2);
    }

    #[test]
    fn a_tuple_inside_of_another_type_is_none() {
        assert_eq!(told("fn f(Path((policy, code)): Path<(String, String)>) {}"), 0);
        assert_eq!(
            told("fn f(State(site): State<Site>, unit: (), all: &[(u8, u8)], g: impl Fn((u8, u8))) {}"),
            0
        );
    }

    #[test]
    fn a_part_takes_three_parameters_by_position_or_is_a_component() {
        let told = |path: &str, code: &str| positional(&Tree::of(&[(path, code)])).len();
        let four = "fn f(a: u8, b: u8, c: u8, d: u8) {}";
        assert_eq!(told("app/src/ui/a.rs", four), 1);
        assert_eq!(told("app/src/ui.rs", four), 1);
        assert_eq!(told("app/src/school.rs", four), 0);
        assert_eq!(
            told(
                "app/src/ui/a.rs",
                "impl A { fn f(&self, a: u8, b: u8, c: u8) {} }"
            ),
            0
        );
        assert_eq!(told("app/src/ui/a.rs", &format!("#[component] {four}")), 0);
    }
}
