//! Hidden groups can't be found again: on tables made by hand, and on thousands made by chance.

use super::*;
use proptest::prelude::*;

/// A total first, then its parts.
fn flat(parts: &[i64]) -> (Vec<i64>, Vec<Sum>) {
    let mut units = vec![parts.iter().sum()];
    units.extend(parts);
    let sum = Sum {
        total: 0,
        parts: (1..units.len()).collect(),
    };
    (units, vec![sum])
}

fn hides(parts: &[i64]) -> Vec<usize> {
    let (units, sums) = flat(parts);
    let hidden = hidden(&units, &sums, &[]);
    (0..units.len()).filter(|&one| hidden[one]).collect()
}

#[test]
fn a_small_group_takes_the_next_smallest_with_it() {
    assert_eq!(hides(&[40, 4, 7, 90]), [2, 3]);
    assert_eq!(hides(&[40, 5, 7, 90]), [] as [usize; 0]);
    assert_eq!(
        hides(&[0, 6, 0, 90]),
        [] as [usize; 0],
        "an empty group is no secret"
    );
}

#[test]
fn two_groups_of_one_take_a_third_for_one_and_one_are_two() {
    assert_eq!(hides(&[1, 1, 7, 90]), [1, 2, 3]);
    assert_eq!(hides(&[2, 3, 7, 90]), [1, 2]);
}

#[test]
fn an_only_part_takes_its_total() {
    assert_eq!(hides(&[3]), [0, 1]);
    let (units, mut sums) = (vec![60, 30, 30, 30], Vec::new());
    sums.push(Sum {
        total: 0,
        parts: vec![1, 2],
    });
    sums.push(Sum {
        total: 1,
        parts: vec![3],
    });
    assert_eq!(hidden(&units, &sums, &[]), [false; 4]);
}

/// A nation of académies of départements, each by level: the shape of what is published. Sums go both ways.
#[derive(Clone, Debug)]
struct Nation {
    units: Vec<i64>,
    sums: Vec<Sum>,
}

/// `groups`: for each académie, for each département, units by level.
fn nation(groups: &[Vec<[i64; 3]>]) -> Nation {
    let (mut units, mut sums) = (Vec::new(), Vec::new());
    // A territory: four cells in a row, all levels first.
    let mut territory = |levels: [i64; 3]| {
        let first = units.len();
        units.push(levels.iter().sum());
        units.extend(levels);
        sums.push(Sum {
            total: first,
            parts: (first + 1..first + 4).collect(),
        });
        first
    };
    let add = |a: [i64; 3], b: &[i64; 3]| [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
    let mut academies = Vec::new();
    for departments in groups {
        let here = territory(departments.iter().fold([0; 3], add));
        let parts: Vec<usize> = departments.iter().map(|levels| territory(*levels)).collect();
        academies.push((here, parts));
    }
    let whole = groups.iter().flatten().fold([0; 3], add);
    let whole = territory(whole);
    let mut places = vec![(whole, academies.iter().map(|(here, _)| *here).collect::<Vec<_>>())];
    places.extend(academies);
    for (here, parts) in places {
        for level in 0..4 {
            let parts = parts.iter().map(|part| part + level).collect();
            sums.push(Sum {
                total: here + level,
                parts,
            });
        }
    }
    Nation { units, sums }
}

fn some_nation() -> impl Strategy<Value = Nation> {
    let units = prop_oneof![3 => 0_i64..12, 1 => 0_i64..300];
    let department = [units.clone(), units.clone(), units];
    let academy = proptest::collection::vec(department, 1..5);
    proptest::collection::vec(academy, 1..5).prop_map(|groups| nation(&groups))
}

/// Another way to find hidden groups again: fractions, by elimination from the last to the first, on every hidden group in turn.
fn can_be_found(sums: &[Sum], hidden: &[bool], group: usize) -> bool {
    // A group is determined when adding "this group is known" to the sums adds nothing.
    let columns: Vec<usize> = (0..hidden.len()).rev().filter(|&one| hidden[one]).collect();
    let line = |sum: &Sum| -> Vec<f64> {
        let of = |one: &usize| match (sum.parts.contains(one), sum.total == *one) {
            (true, _) => 1.0,
            (_, true) => -1.0,
            _ => 0.0,
        };
        columns.iter().map(of).collect()
    };
    let mut lines: Vec<Vec<f64>> = sums.iter().map(line).collect();
    let before = rank(lines.clone());
    lines.push(
        columns
            .iter()
            .map(|one| f64::from(u8::from(*one == group)))
            .collect(),
    );
    rank(lines) == before
}

fn rank(mut lines: Vec<Vec<f64>>) -> usize {
    let (mut rank, width) = (0, lines.first().map_or(0, Vec::len));
    for column in 0..width {
        let largest =
            (rank..lines.len()).max_by(|a, b| lines[*a][column].abs().total_cmp(&lines[*b][column].abs()));
        let Some(pivot) = largest.filter(|&row| lines[row][column].abs() > 1e-9) else {
            continue;
        };
        lines.swap(rank, pivot);
        let first = lines[rank].clone();
        for line in lines.iter_mut().skip(rank + 1) {
            let times = line[column] / first[column];
            for (value, other) in line.iter_mut().zip(&first) {
                *value -= times * other;
            }
        }
        rank += 1;
    }
    rank
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_hidden_group_is_found_again_from_what_is_shown(nation in some_nation()) {
        let hidden = hidden(&nation.units, &nation.sums, &[]);
        for (group, &units) in nation.units.iter().enumerate() {
            prop_assert!(hidden[group] || units == 0 || units >= FEWEST, "group {group} of {units} is shown");
            if hidden[group] {
                prop_assert!(!can_be_found(&nation.sums, &hidden, group), "group {group} of {units} is found");
            }
        }
    }

    #[test]
    fn what_is_hidden_together_under_a_shown_total_is_no_small_group(nation in some_nation()) {
        let hidden = hidden(&nation.units, &nation.sums, &[]);
        for sum in nation.sums.iter().filter(|sum| !hidden[sum.total]) {
            let kept: Vec<i64> = sum.parts.iter().filter(|&&part| hidden[part]).map(|&part| nation.units[part]).collect();
            prop_assert!(kept.is_empty() || (kept.len() > 1 && kept.iter().sum::<i64>() >= FEWEST), "{kept:?}");
        }
    }

    #[test]
    fn nothing_is_hidden_where_no_group_is_small(parts in proptest::collection::vec(5_i64..500, 1..30)) {
        prop_assert!(hides(&parts).is_empty());
    }

    #[test]
    fn the_same_table_hides_the_same_groups(nation in some_nation()) {
        prop_assert_eq!(hidden(&nation.units, &nation.sums, &[]), hidden(&nation.units, &nation.sums, &[]));
    }
}

#[test]
fn what_is_hidden_once_stays_hidden_with_what_it_takes() {
    // In the second week the group of 3 alone would take the one of 9: seen beside the first week, that tells the 3.
    let (units, sums) = flat(&[3, 10, 9, 40]);
    let first = hides(&[3, 7, 9, 40]);
    assert_eq!(first, [1, 2]);
    let already: Vec<bool> = (0..units.len()).map(|one| first.contains(&one)).collect();
    let hidden = hidden(&units, &sums, &already);
    let second: Vec<usize> = (0..units.len()).filter(|&one| hidden[one]).collect();
    assert_eq!(second, [1, 2]);
}
