//! A program is whole only with every file of the front build.

#![allow(clippy::unwrap_used)]

use crate::{BOLD, COMPLETE, LOOKS, REGULAR, SHAPES, front};
use std::fs;

#[test]
fn a_program_that_calls_itself_complete_has_fonts_shapes_and_looks() {
    let filled = [REGULAR.len(), BOLD.len(), SHAPES.len(), LOOKS.len()].map(|length| length > 0);
    assert!(!COMPLETE || filled == [true; 4], "{filled:?}");
    if COMPLETE {
        assert!(REGULAR.starts_with(&[0, 1, 0, 0]) && BOLD.starts_with(&[0, 1, 0, 0]));
        assert!(SHAPES.lines().count() == 101);
    }
}

#[test]
fn a_file_that_is_missing_or_empty_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let served = folder.path().join("assets");
    let all = front::TAKEN_IN.len() + front::SERVED.len();
    assert_eq!(front::missing(&served).len(), all);
    let wanted = front::missing(&served);
    for path in &wanted {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "made").unwrap();
    }
    assert!(front::missing(&served).is_empty());
    for path in &wanted {
        fs::write(path, "").unwrap();
        assert_eq!(front::missing(&served), std::slice::from_ref(path));
        fs::remove_file(path).unwrap();
        assert_eq!(front::missing(&served), std::slice::from_ref(path));
        fs::write(path, "made").unwrap();
    }
}
