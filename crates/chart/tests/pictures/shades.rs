//! The shades of the map go from light to dark: a reader who sees no colour reads the same order.

/// Each list of the five steps in the looks of maps, with the words of its block: the light one, the dark one, the one of paper.
fn lists() -> Vec<(String, Vec<String>)> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../style/map.css");
    let looks = std::fs::read_to_string(file).unwrap();
    let mut lists: Vec<(String, Vec<String>)> = Vec::new();
    let mut block = String::new();
    for line in looks.lines() {
        if line.starts_with(":root") || line.starts_with("@media") {
            line.clone_into(&mut block);
        }
        let Some((step, value)) = line
            .trim()
            .strip_prefix("--c12-step-")
            .and_then(|rest| rest.split_once(": "))
        else {
            continue;
        };
        if step == "1" {
            lists.push((block.clone(), Vec::new()));
        }
        lists
            .last_mut()
            .unwrap()
            .1
            .push(value.trim_end_matches(';').to_owned());
    }
    lists
}

/// The relative luminance of `#rgb` or `#rrggbb`, as WCAG 2 has it.
fn luminance(colour: &str) -> f64 {
    let digits = colour.strip_prefix('#').unwrap();
    let each = digits.len() / 3;
    let channel = |rank: usize| {
        let pair = digits[rank * each..(rank + 1) * each].repeat(3 - each);
        let share = f64::from(u8::from_str_radix(&pair, 16).unwrap()) / 255.0;
        if share <= 0.04045 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * channel(0) + 0.7152 * channel(1) + 0.0722 * channel(2)
}

#[test]
fn the_shades_of_the_map_are_told_apart_by_their_lightness_alone() {
    let lists = lists();
    // In forced colours they are mixed of the reader's own two.
    let drawn: Vec<_> = lists
        .iter()
        .filter(|(block, _)| !block.contains("forced-colors"))
        .collect();
    assert_eq!(drawn.len(), 3, "light, dark, paper: {lists:?}");
    for (block, steps) in drawn {
        let shades: Vec<f64> = steps.iter().map(|step| luminance(step)).collect();
        assert_eq!(shades.len(), 5, "{block}");
        let darkens = !block.contains("dark");
        for pair in shades.windows(2) {
            assert_eq!(pair[1] < pair[0], darkens, "{block}: {steps:?} {shades:?}");
            let ratio = (pair[0].max(pair[1]) + 0.05) / (pair[0].min(pair[1]) + 0.05);
            assert!(ratio >= 1.4, "{block}: {ratio:.2} between two steps of {steps:?}");
        }
    }
}
