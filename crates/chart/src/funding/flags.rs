//! The names of days, above the plot: in as few rows as keep them apart from each other and from the lines.

use std::ops::Range;

/// A day that is named.
#[derive(Clone, Debug)]
pub(super) struct Flag {
    /// Where the day lies, in tenths of a pixel from the left.
    pub(super) x: i32,
    /// Its name and the name's width in tenths of a pixel.
    pub(super) text: String,
    pub(super) width: i32,
}

/// Where a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FlagSpot {
    /// 0 is the row next to the plot.
    pub(super) row: i32,
    pub(super) left: i32,
    pub(super) right: i32,
    x: i32,
}

/// Rows at most.
const ROWS: i32 = 4;
/// Between two names, and between a name and another one's line.
const GAP: i32 = 50;
/// Lines this near to each other pass behind each other's names: no place would keep them apart.
const SAME: i32 = 60;

impl FlagSpot {
    fn apart(self, other: Self) -> bool {
        let reaches = |x: i32, spot: Self| spot.left - GAP / 2 < x && x < spot.right + GAP / 2;
        match self.row - other.row {
            0 => self.right + GAP <= other.left || other.right + GAP <= self.left,
            _ if (self.x - other.x).abs() <= SAME => true,
            // The line of the upper one comes down beside the name of the lower one.
            1.. => !reaches(self.x, other),
            _ => !reaches(other.x, self),
        }
    }
}

/// The spots of the flags, the most important first, between `low` and `high`. What has no room has no spot.
pub(super) fn place(flags: &[Flag], low: i32, high: i32) -> Vec<Option<FlagSpot>> {
    for count in (1..=flags.len()).rev() {
        for rows in 1..=ROWS {
            let mut spots = Vec::with_capacity(flags.len());
            if fit(&flags[..count], rows, &(low..high), &mut spots) {
                let mut placed: Vec<_> = spots.into_iter().map(Some).collect();
                placed.resize(flags.len(), None);
                return placed;
            }
        }
    }
    vec![None; flags.len()]
}

/// Tries each spot of the next flag that is apart from those before it.
fn fit(flags: &[Flag], rows: i32, edges: &Range<i32>, spots: &mut Vec<FlagSpot>) -> bool {
    let Some(flag) = flags.get(spots.len()) else {
        return true;
    };
    for row in 0..rows {
        for left in [flag.x - flag.width / 2, flag.x - 20, flag.x + 20 - flag.width] {
            let left = left.min(edges.end - flag.width).max(edges.start);
            let spot = FlagSpot {
                row,
                left,
                right: left + flag.width,
                x: flag.x,
            };
            if spots.iter().all(|other| spot.apart(*other)) {
                spots.push(spot);
                if fit(flags, rows, edges, spots) {
                    return true;
                }
                spots.pop();
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{Flag, place};

    fn rows(xs: &[i32]) -> Vec<i32> {
        let flag = |x: &i32| Flag {
            x: *x,
            text: String::new(),
            width: 400,
        };
        let flags: Vec<Flag> = xs.iter().map(flag).collect();
        let spots = place(&flags, 0, 3_000);
        spots
            .iter()
            .map(|spot| spot.map_or(-1, |spot| spot.row))
            .collect()
    }

    #[test]
    fn names_with_room_share_the_first_row() {
        assert_eq!(rows(&[300, 1_000, 2_000]), [0, 0, 0]);
        assert_eq!(rows(&[1_000, 1_200]), [0, 0], "each beside its line");
    }

    #[test]
    fn close_names_take_more_rows_and_none_is_lost() {
        assert_eq!(rows(&[1_000, 1_000]), [0, 1]);
        assert_eq!(rows(&[1_000, 1_000, 1_000]), [0, 1, 2]);
        for x in [0, 3_000, 1_000] {
            let near = rows(&[x, (x + 40).min(3_000), (x - 40).max(0), 2_000]);
            assert!(!near.contains(&-1), "{near:?}");
        }
    }
}
