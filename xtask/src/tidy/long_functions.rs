//! No function longer than a screen, from `fn` to its closing brace; those of tests too.

use super::allowance::Finding;
use super::functions;
use super::tree::Tree;

const LINES_MAX: usize = 70;

/// The rule: counted by crate and name.
pub fn rule(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, rust) in tree.rust() {
        for function in functions::all(rust)
            .iter()
            .filter(|function| function.lines > LINES_MAX)
        {
            let name = &function.signature.ident;
            findings.push(Finding::one(
                "long-function",
                format!("{}::{name}", tree.package(&file.path)),
                format!(
                    "{}:{}: `{name}` takes {} lines, more than {LINES_MAX}",
                    file.path, function.line, function.lines
                ),
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_of_71_lines_is_told_wherever_it_stands() {
        let long = |lines: usize| format!("fn f() {{{}}}", "\n".repeat(lines - 1));
        let told = |code: &str| rule(&Tree::of(&[("app/src/a.rs", code)])).len();
        assert_eq!(told(&long(70)), 0);
        assert_eq!(told(&long(71)), 1);
        assert_eq!(told(&format!("impl A {{ {} }}", long(71))), 1);
        assert_eq!(
            told(&format!("#[cfg(test)] mod tests {{ #[test] {} }}", long(71))),
            1
        );
        assert_eq!(told(&format!("trait T {{ fn g(); {} }}", long(71))), 1);
    }
}
