//! Tables are laid out by the one renderer.

use super::allowance::Finding;
use super::tree::Tree;

/// The one renderer.
const RENDERER: &str = "app/src/ui/table";

/// Modules whose table is a list of form fields: a page's own markup.
const FORMS: [&str; 0] = [];

/// The rule: counted by module.
pub fn rule(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files().filter(|file| is_laid_out_elsewhere(&file.path)) {
        let module = tree.module(&file.path);
        if FORMS.contains(&module.as_str()) {
            continue;
        }
        for (number, line) in file.text.lines().enumerate() {
            for _ in line.match_indices("<table") {
                let told = format!("{}:{}: a table outside of {RENDERER}", file.path, number + 1);
                findings.push(Finding::one("table", module.as_str(), told));
            }
        }
    }
    findings
}

/// Sources of the product: what its tests look for is no table.
fn is_laid_out_elsewhere(path: &str) -> bool {
    path.ends_with(".rs")
        && path.contains("src/")
        && !path.starts_with("xtask/")
        && !path.starts_with(RENDERER)
        && !path.ends_with("/tests.rs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_told_outside_of_its_renderer() {
        let told = |path: &str| rule(&Tree::of(&[(path, "fn f() { view! { <table class=\"a\"> } }")])).len();
        assert_eq!(told("app/src/school.rs"), 1);
        assert_eq!(told("app/src/ui/table/html.rs"), 0);
        assert_eq!(told("server/tests/files.rs"), 0);
    }
}
