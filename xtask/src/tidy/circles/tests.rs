//! Circles between files and between subjects, and what is none.

use super::*;

fn circles(files: &[(&str, &str)]) -> Vec<String> {
    let mut all = vec![
        ("Cargo.toml", "[workspace]\nmembers = [\"app\"]"),
        ("app/Cargo.toml", "[package]\nname = \"app\""),
    ];
    all.extend(files);
    rule(&Tree::of(&all))
        .into_iter()
        .map(|found| found.told)
        .collect()
}

#[test]
fn two_files_that_name_each_other_are_a_circle_of_files_and_of_subjects() {
    let found = circles(&[
        ("app/src/lib.rs", "mod a; mod b;"),
        ("app/src/a.rs", "use crate::b::B; pub struct A;"),
        ("app/src/b.rs", "pub struct B(super::a::A);"),
    ]);
    assert_eq!(found, ["app: a circle of 2: a, b", "app: a circle of 2: a, b"]);
}

#[test]
fn subjects_meet_in_a_circle_even_when_their_files_do_not() {
    let found = circles(&[
        ("app/src/lib.rs", "mod a; mod b;"),
        ("app/src/a.rs", "mod one; mod two;"),
        ("app/src/a/one.rs", "use crate::b::B;"),
        ("app/src/a/two.rs", "pub struct Two;"),
        ("app/src/b.rs", "mod low; pub struct B;"),
        ("app/src/b/low.rs", "fn f() { log!(crate::a::two::Two) }"),
    ]);
    assert_eq!(found, ["app: a circle of 2: a, b"]);
}

#[test]
fn a_re_export_is_followed_to_the_file_that_defines() {
    let found = circles(&[
        ("app/src/lib.rs", "mod a; mod b; mod face;"),
        ("app/src/a.rs", "use crate::face::B; pub struct A;"),
        ("app/src/b.rs", "use crate::a::A; pub struct B;"),
        ("app/src/face.rs", "pub use crate::b::B;"),
    ]);
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|told| told.ends_with("a, b")), "{found:?}");
}

#[test]
fn a_module_with_its_own_descendants_and_what_tests_name_are_no_circle() {
    let found = circles(&[
        ("app/src/lib.rs", "mod a; mod b; pub use a::A;"),
        (
            "app/src/a.rs",
            "mod low; pub use low::Low; pub struct A; mod inline { use super::A; }",
        ),
        ("app/src/a/low.rs", "use super::A; pub struct Low(crate::A);"),
        (
            "app/src/b.rs",
            "use crate::a::A; pub struct B;\n#[cfg(test)] mod tests { use super::*; }",
        ),
    ]);
    assert!(found.is_empty(), "{found:?}");
    let of_tests = circles(&[
        ("app/src/lib.rs", "mod a; mod b;"),
        (
            "app/src/a.rs",
            "pub struct A; #[cfg(test)] mod tests { use crate::b::B; }",
        ),
        ("app/src/b.rs", "use crate::a::A; pub struct B;"),
    ]);
    assert!(of_tests.is_empty(), "{of_tests:?}");
}

#[test]
fn a_module_brought_in_by_its_name_is_no_way_around() {
    let found = circles(&[
        ("app/src/lib.rs", "mod a; mod b;"),
        (
            "app/src/a.rs",
            "use crate::b; fn f() -> b::B { todo!() } pub struct A;",
        ),
        ("app/src/b.rs", "use crate::a; pub struct B; fn g(_: a::A) {}"),
    ]);
    assert_eq!(found.len(), 2);
}
