//! Rows that are decided together: a group of sorted rows is never cut between two chunks.

/// Takes the groups that are whole out of what waits: at the end all of it, else all but the last group, whose rows may go on.
pub(super) fn whole_groups<R>(pending: &mut Vec<R>, last: bool, together: impl Fn(&R, &R) -> bool) -> Vec<R> {
    let of_last = pending.last().map_or(0, |end| {
        pending.iter().rev().take_while(|row| together(row, end)).count()
    });
    let whole = if last {
        pending.len()
    } else {
        pending.len() - of_last
    };
    let rest = pending.split_off(whole);
    std::mem::replace(pending, rest)
}

#[cfg(test)]
mod tests {
    use super::whole_groups;

    #[test]
    fn no_group_is_ever_cut_and_no_row_is_lost_whatever_the_chunks() {
        let rows: Vec<(u8, u8)> = [3, 1, 4, 1, 5, 9, 2, 6]
            .into_iter()
            .enumerate()
            .flat_map(|(group, many)| (0..many).map(move |row| (u8::try_from(group).unwrap_or(0), row)))
            .collect();
        for size in 1..=rows.len() + 1 {
            let (mut pending, mut taken) = (Vec::new(), Vec::new());
            let chunks = rows.chunks(size).chain([&[][..]]);
            for chunk in chunks {
                pending.extend_from_slice(chunk);
                let whole = whole_groups(&mut pending, chunk.is_empty(), |one, other| one.0 == other.0);
                let (first, last) = (whole.first().copied(), taken.last().copied());
                if let (Some(first), Some(last)) = (first, last) {
                    let (first, last): ((u8, u8), (u8, u8)) = (first, last);
                    assert_ne!(first.0, last.0, "a group is cut in chunks of {size}");
                }
                taken.extend(whole);
            }
            assert_eq!(taken, rows, "chunks of {size}");
        }
    }
}
