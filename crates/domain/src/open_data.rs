//! Statistical disclosure control: before figures are published a group of few units is hidden, and with it as many others as it takes for nobody to find it again
//! by subtracting what is shown from a total that is shown too.

mod recoverable;

use recoverable::recoverable;

/// A group of fewer units is hidden.
pub const FEWEST: i64 = 5;

/// A sum that whoever reads knows of: a group is made of others, all of them in the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The group that is made of the others, by its rank in the table.
    pub total: usize,
    /// Those it is made of.
    pub parts: Vec<usize>,
}

impl Sum {
    fn members(&self) -> impl Iterator<Item = usize> {
        self.parts.iter().copied().chain([self.total])
    }
}

/// Which groups are hidden, given how many units each has. A group without units is no secret: nobody is in it.
///
/// Hidden are the groups of fewer than [`FEWEST`] units; then, until none can be found again, the smallest shown member of a sum that would give
/// one away: because it is the only one hidden there, because those hidden there have together too few units, or because several sums taken
/// together do.
///
/// `already` is hidden in any case (none where it is shorter): what is hidden in a week is hidden in all the weeks of its year, for a group that
/// is hidden in one and shown in the next is found by subtracting them.
pub fn hidden(units: &[i64], sums: &[Sum], already: &[bool]) -> Vec<bool> {
    let of = |(one, &units): (usize, &i64)| {
        let small = 0 < units && units < FEWEST;
        small || (units > 0 && already.get(one).copied().unwrap_or(false))
    };
    let mut hidden: Vec<bool> = units.iter().enumerate().map(of).collect();
    loop {
        let telling = sums.iter().find_map(|sum| more(units, sum, &hidden));
        let telling = telling.or_else(|| {
            let found = recoverable(units, sums, &hidden);
            let given = sums
                .iter()
                .filter(|sum| sum.members().any(|one| found.contains(&one)));
            let least = |one: &usize| (units.get(*one).copied(), *one);
            let near = given
                .filter_map(|sum| smallest_shown(units, sum, &hidden))
                .min_by_key(least);
            // Where all of its own sums are hidden, others give it away: the smallest group shown anywhere.
            let far = || {
                let all = sums.iter().filter_map(|sum| smallest_shown(units, sum, &hidden));
                all.min_by_key(least)
            };
            near.or_else(|| (!found.is_empty()).then(far).flatten())
        });
        match telling.and_then(|one| hidden.get_mut(one)) {
            Some(group) => *group = true,
            None => return hidden,
        }
    }
}

/// The group to hide next in a sum that gives one away by itself.
fn more(units: &[i64], sum: &Sum, hidden: &[bool]) -> Option<usize> {
    let is_hidden = |one: &usize| hidden.get(*one).copied().unwrap_or(false);
    let kept: Vec<usize> = sum.members().filter(is_hidden).collect();
    let few = !is_hidden(&sum.total) && {
        let together = kept.iter().filter_map(|&one| units.get(one));
        together.sum::<i64>() < FEWEST
    };
    (kept.len() == 1 || (!kept.is_empty() && few))
        .then(|| smallest_shown(units, sum, hidden))
        .flatten()
}

/// The smallest group with units of a sum that is shown: a part, or the total where every part is hidden.
fn smallest_shown(units: &[i64], sum: &Sum, hidden: &[bool]) -> Option<usize> {
    let of = |one: usize| units.get(one).copied().unwrap_or(0);
    let shown = |one: &usize| of(*one) > 0 && !hidden.get(*one).copied().unwrap_or(true);
    let part = sum
        .parts
        .iter()
        .copied()
        .filter(shown)
        .min_by_key(|&one| (of(one), one));
    part.or_else(|| Some(sum.total).filter(shown))
}

#[cfg(test)]
mod tests;
