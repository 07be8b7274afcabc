//! Inline charts: a sparkline and bars the size of a word, written without plotters since a table holds a hundred of them.

use crate::render::svg::whole;

/// The course of a figure from zero to `max`, 96 × 24, with a dot at its end. Decoration beside the figure
/// itself, hence hidden from screen readers. Values outside of `0..=max` are drawn at the nearest of the two.
/// Without values the text is empty.
pub fn sparkline(values: &[i64], max: i64) -> String {
    let Some(last) = values.last() else {
        return String::new();
    };
    let gaps = i64::try_from(values.len() - 1).unwrap_or(i64::MAX).max(1);
    let height = |value: &i64| match max {
        ..1 => 22,
        _ => 22 - coordinate(20 * i128::from(*value.clamp(&0, &max)), i128::from(max)),
    };
    let mut svg = String::with_capacity(384);
    svg.push_str("<svg class=\"c12-spark\" viewBox=\"0 0 96 24\" aria-hidden=\"true\"><path d=\"M2 ");
    let (mut left, mut top) = (2, values.first().map_or(22, height));
    whole(&mut svg, top);
    let (mut flat, mut command) = (0, 'M');
    for (index, value) in (0..).zip(values).skip(1) {
        let (x, y) = (2 + coordinate(92 * index, i128::from(gaps)), height(value));
        if y == top {
            flat += x - left;
        } else {
            run(&mut svg, &mut flat, &mut command);
            let fresh = command != 'l';
            if fresh {
                svg.push('l');
                command = 'l';
            } else if x >= left {
                svg.push(' ');
            }
            whole(&mut svg, x - left);
            if y > top {
                svg.push(' ');
            }
            whole(&mut svg, y - top);
        }
        (left, top) = (x, y);
    }
    run(&mut svg, &mut flat, &mut command);
    svg.push_str("\"/><circle cx=\"");
    whole(&mut svg, left);
    svg.push_str("\" cy=\"");
    whole(&mut svg, height(last));
    svg.push_str("\" r=\"2\"/></svg>");
    svg
}

/// Equal values in a row are one horizontal move.
fn run(svg: &mut String, flat: &mut i32, command: &mut char) {
    if *flat > 0 {
        svg.push('h');
        whole(svg, *flat);
        *command = 'h';
        *flat = 0;
    }
}

/// `part / all`, rounded to the nearest.
fn coordinate(part: i128, all: i128) -> i32 {
    i32::try_from((2 * part + all) / (2 * all)).unwrap_or_default()
}

/// Shares of the stages of adoption in one bar of 100 %, 200 × 16, stretched to the room it is given: in use (active, regular), onboarded,
/// contacted, identified, then what was lost (lapsed, declined). Decoration beside the figures themselves, hence
/// hidden from screen readers. Counts as in [`crate::Point`]; where all are zero only the frame is drawn.
pub fn stage_bar(counts: &[i64; 7]) -> String {
    let [
        identified,
        contacted,
        onboarded,
        active,
        regular,
        lapsed,
        declined,
    ] = counts.map(|count| count.max(0));
    let groups = [
        ("using", active + regular),
        ("onboarded", onboarded),
        ("contacted", contacted),
        ("identified", identified),
        ("lost", lapsed + declined),
    ];
    let total: i64 = groups.iter().map(|(_, units)| units).sum();
    let mut svg = String::with_capacity(512);
    svg.push_str(
        "<svg class=\"c12-bar\" viewBox=\"0 0 200 16\" preserveAspectRatio=\"none\" aria-hidden=\"true\">",
    );
    let (mut sum, mut left) = (0, 0);
    for (name, units) in groups {
        sum += units;
        let right = coordinate(200 * i128::from(sum), i128::from(total.max(1)));
        if right > left {
            svg.push_str("<path class=\"c12-bar-");
            svg.push_str(name);
            svg.push_str("\" d=\"M");
            whole(&mut svg, left);
            svg.push_str(" 0H");
            whole(&mut svg, right);
            svg.push_str("V16H");
            whole(&mut svg, left);
            svg.push_str("z\"/>");
        }
        left = right;
    }
    svg.push_str("<path class=\"c12-bar-frame\" d=\"M0 0H200V16H0z\"/></svg>");
    svg
}

/// A share of a whole as a bar from zero, 200 × 16, stretched to the room it is given. Decoration beside the figures themselves, hence hidden
/// from screen readers.
pub fn share_bar(part: i64, whole_of: i64) -> String {
    let part = part.clamp(0, whole_of.max(0));
    let right = coordinate(200 * i128::from(part), i128::from(whole_of.max(1)));
    let mut svg = String::from(
        "<svg class=\"c12-bar\" viewBox=\"0 0 200 16\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><path class=\"c12-bar-using\" d=\"M0 0H",
    );
    whole(&mut svg, right);
    svg.push_str("V16H0z\"/><path class=\"c12-bar-frame\" d=\"M0 0H200V16H0z\"/></svg>");
    svg
}
