//! Inks and their paths.

use super::{Ink, InkBackend, UnknownInk};
use plotters::prelude::*;

fn drawn(color: RGBColor) -> Result<String, DrawingAreaErrorKind<UnknownInk>> {
    let mut out = String::new();
    let picture = InkBackend {
        out: &mut out,
        size: (1_000, 1_000),
        em: 140,
    }
    .into_drawing_area();
    picture.draw(&PathElement::new([(0, 0), (105, 0), (205, 0), (300, 7)], color))?;
    drop(picture);
    Ok(out)
}

#[test]
fn a_mark_carries_the_class_of_its_ink_and_the_shortest_path() {
    for (ink, class) in Ink::ALL {
        let expected = format!("<path class=\"{class}\" d=\"M0 0h10.5 10l9.5 .7\"/>");
        assert_eq!(drawn(ink.color()).unwrap(), expected);
    }
}

#[test]
fn a_colour_that_is_no_ink_is_an_error() {
    for color in [
        RGBColor(255, 0, 0),
        RGBColor(255, 0, 200),
        RGBColor(0, 0, 1),
        BLACK,
    ] {
        assert!(drawn(color).is_err(), "{color:?}");
    }
}
