//! The modules of a crate, found as the compiler finds them.

use super::*;

#[test]
fn modules_are_found_by_the_usual_rules() {
    let files = [
        (
            "app/src/lib.rs",
            "mod a; mod b; mod inner { mod c; } #[path = \"../else.rs\"] mod d; #[cfg(test)] mod tests;",
        ),
        (
            "app/src/a.rs",
            "mod deep;\npub struct A; coded! { pub enum B { C } }",
        ),
        ("app/src/a/deep.rs", ""),
        ("app/src/b/mod.rs", "mod low;"),
        ("app/src/b/low.rs", "fn f() {\n}"),
        ("app/src/inner/c.rs", ""),
        ("app/else.rs", ""),
        ("app/src/tests.rs", ""),
    ];
    let files = Files::new(files.map(|(path, text)| (path.to_owned(), text.to_owned())));
    let read = Crate::read(&files, "app".into(), "app/src/lib.rs").unwrap();
    let found: Vec<_> = read
        .modules
        .iter()
        .map(|module| (read.full(module), module.file.as_str()))
        .collect();
    let expected = [
        ("app", "app/src/lib.rs"),
        ("app::a", "app/src/a.rs"),
        ("app::a::deep", "app/src/a/deep.rs"),
        ("app::b", "app/src/b/mod.rs"),
        ("app::b::low", "app/src/b/low.rs"),
        ("app::inner", "app/src/lib.rs"),
        ("app::inner::c", "app/src/inner/c.rs"),
        ("app::d", "app/else.rs"),
    ];
    let expected: Vec<_> = expected
        .iter()
        .map(|(name, file)| (name.to_string(), *file))
        .collect();
    assert_eq!(found, expected);
    assert!(read.modules[1].items.contains("A") && read.modules[1].items.contains("B"));
    assert_eq!(read.modules[4].functions["f"], 2);
}
