//! What code names: paths, imports, words in macros.

use super::*;

fn names(code: &str) -> Names {
    let mut names = Names::default();
    names.visit_file(&syn::parse_file(code).unwrap());
    names
}

fn joined<'a>(paths: impl Iterator<Item = &'a Named>) -> Vec<String> {
    paths.map(|path| path.segments.join("::")).collect()
}

#[test]
fn paths_are_found_in_types_expressions_and_macros() {
    let found = names(
        "fn f(a: crate::a::A) -> Option<super::B> { read!(x, |p| [crate::c::d(p), g::<u8>::h, $crate::e::{F, G}]) }\n\
         #[schema(as = crate::s::T)] struct S { a: self::U }",
    );
    let paths = joined(found.paths.iter());
    for path in [
        "crate::a::A",
        "super::B",
        "crate::c::d",
        "crate::e::F",
        "crate::e::G",
        "crate::s::T",
        "self::U",
    ] {
        assert!(paths.iter().any(|found| found == path), "{path} in {paths:?}");
    }
    assert!(!paths.iter().any(|path| path.contains('h')), "{paths:?}");
}

#[test]
fn imports_are_found_one_by_one() {
    let found = names("use crate::{a::{self, B as C}, d::*};\nfn f() { use super::e; }");
    let names: Vec<_> = found
        .imports
        .iter()
        .map(|import| import.name.as_deref())
        .collect();
    assert_eq!(names, [Some("a"), Some("C"), None, Some("e")]);
    assert_eq!(
        joined(found.imports.iter().map(|import| &import.path)),
        ["crate::a", "crate::a::B", "crate::d", "super::e"]
    );
}

#[test]
fn what_only_tests_name_and_whom_it_is_shown_to_count_for_nothing() {
    let found = names(
        "#[cfg(test)] mod tests { use crate::a; }\n#[cfg(all(test, unix))] use crate::b;\n\
         #[test] fn f() { crate::c::d() }\npub(in crate::e) fn g() {}\n#[cfg(not(test))] use crate::h;",
    );
    assert!(found.paths.is_empty(), "{:?}", found.paths);
    assert_eq!(found.imports.len(), 1);
}
