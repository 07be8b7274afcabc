//! Direct labels at the ends of lines: each as near to its line as it can be without covering another.

use crate::render::series::DataPoint;

/// The label of a line, beside its last point.
pub struct EndLabel {
    /// The line's last point.
    pub end: DataPoint,
    /// The line's name and its last value, in as many lines as it needs.
    pub text: String,
}

impl EndLabel {
    /// The label as it would stand beside the end of its line, `centre` from the top.
    pub fn wish(&self, centre: i32, em: i32) -> Wish {
        let lines = i32::try_from(self.text.lines().count()).unwrap_or(1);
        Wish {
            centre,
            height: em * (12 * lines + 3) / 10,
        }
    }
}

/// A label's wanted centre and its height, in tenths of a pixel from the top.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// Where the centre of the label would be, had it the place for itself.
    pub centre: i32,
    /// The room that the label takes.
    pub height: i32,
}

/// The centres that keep the labels apart, in the order given (top first), within `low..=high`, each group of
/// neighbours moved by the least sum of squares (isotonic regression).
pub fn spread(wishes: &[Wish], low: i32, high: i32) -> Vec<i32> {
    let mut offsets = Vec::with_capacity(wishes.len());
    let mut offset = 0;
    for (index, wish) in wishes.iter().enumerate() {
        if index > 0 {
            offset += (wishes[index - 1].height + wish.height) / 2;
        }
        offsets.push(offset);
    }
    let (Some(first), Some(last)) = (wishes.first(), wishes.last()) else {
        return Vec::new();
    };

    // Without their offsets, labels that don't overlap stand in ascending order: pool those that don't.
    let mut groups: Vec<(i32, i32)> = Vec::new();
    for (wish, offset) in wishes.iter().zip(&offsets) {
        let (mut sum, mut count) = (wish.centre - offset, 1);
        while let Some((before, members)) =
            groups.pop_if(|(before, members)| *before * count > sum * *members)
        {
            sum += before;
            count += members;
        }
        groups.push((sum, count));
    }
    let floor = low + first.height / 2;
    let ceiling = (high - last.height / 2 - offset).max(floor);
    let means = groups
        .iter()
        .flat_map(|(sum, count)| (0..*count).map(move |_| (sum / count).clamp(floor, ceiling)));
    means.zip(&offsets).map(|(mean, offset)| mean + offset).collect()
}

#[cfg(test)]
mod tests {
    use super::{Wish, spread};

    fn wishes(centres: &[i32]) -> Vec<Wish> {
        centres
            .iter()
            .map(|centre| Wish {
                centre: *centre,
                height: 100,
            })
            .collect()
    }

    #[test]
    fn labels_with_room_stay_at_their_lines() {
        assert_eq!(spread(&wishes(&[100, 300, 700]), 0, 1_000), [100, 300, 700]);
    }

    #[test]
    fn close_labels_move_apart_by_the_same_amount() {
        assert_eq!(spread(&wishes(&[480, 520]), 0, 1_000), [450, 550]);
        assert_eq!(spread(&wishes(&[500, 500, 500]), 0, 1_000), [400, 500, 600]);
    }

    #[test]
    fn labels_stay_within_the_picture() {
        assert_eq!(spread(&wishes(&[0, 0]), 0, 1_000), [50, 150]);
        assert_eq!(spread(&wishes(&[990, 1_000]), 0, 1_000), [850, 950]);
        assert_eq!(spread(&[], 0, 1_000), [0; 0]);
    }
}
