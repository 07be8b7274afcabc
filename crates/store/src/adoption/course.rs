//! The course of a slice through its school year: what each week adds. A row keeps the whole year, packed into some 600 bytes,
//! so that a page reads a row a territory and an update writes few pages.

use domain::{
    Week,
    adoption::{NewsCounts, StageCounts},
};

/// What a week adds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Added {
    pub counts: StageCounts,
    pub estimated: i64,
    /// The news of its days.
    pub news: NewsCounts,
}

impl Added {
    pub(crate) fn add(&mut self, other: Self) {
        self.counts += other.counts;
        self.estimated += other.estimated;
        self.news += other.news;
    }
}

/// Weeks in order, each once. A week that adds nothing may stand in it; it is not packed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Course(Vec<(Week, Added)>);

/// The bits of a week's first byte that hold the gap since the week before.
const GAP_BITS: u32 = 5;
/// The bit of it that says that news follow.
const NEWS: u8 = 1 << GAP_BITS;

impl Course {
    /// The weeks, in order.
    pub(crate) fn weeks(&self) -> &[(Week, Added)] {
        &self.0
    }

    /// The weeks up to one.
    pub(crate) fn until(&self, last: Week) -> &[(Week, Added)] {
        let end = self.0.partition_point(|(week, _)| *week <= last);
        self.0.get(..end).unwrap_or_default()
    }

    /// Adds to a week; answers whether the week is new in the course.
    pub(crate) fn add(&mut self, week: Week, added: Added) -> bool {
        let at = self.0.binary_search_by_key(&week, |(week, _)| *week);
        match at {
            Ok(at) => {
                if let Some((_, known)) = self.0.get_mut(at) {
                    known.add(added);
                }
            }
            Err(at) => self.0.insert(at, (week, added)),
        }
        at.is_err()
    }

    /// Adds a whole course.
    pub(crate) fn merge(&mut self, other: &Self) {
        for (week, added) in &other.0 {
            self.add(*week, *added);
        }
    }

    /// The bytes that a row keeps. A week is: a byte of 5 bits for the weeks since the one before (0: a number of weeks follows, counted from
    /// the year 1) and a bit where it has news; a byte that marks which numbers follow; those of the seven stages and of the estimates that are not 0,
    /// as zigzag LEB128; with news, a byte that marks their days, and the number of each.
    pub(crate) fn pack(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.0.len() * 16);
        let mut before = None;
        for (week, added) in self.0.iter().filter(|(_, added)| *added != Added::default()) {
            let gap = before.map_or(0, |before| week.number() - before);
            before = Some(week.number());
            let short = u8::try_from(gap).ok().filter(|gap| *gap < NEWS).unwrap_or(0);
            let news = if added.news.is_zero() { 0 } else { NEWS };
            bytes.push(news | short);
            if short == 0 {
                push_number(&mut bytes, i64::from(week.number()));
            }
            push_marked(&mut bytes, &numbers(added));
            if news != 0 {
                push_marked(&mut bytes, &added.news.0);
            }
        }
        bytes
    }

    /// The course of a row's bytes; none when they were not packed by [`Course::pack`].
    pub(crate) fn unpack(bytes: &[u8]) -> Option<Self> {
        let mut bytes = bytes.iter().copied();
        let (mut weeks, mut number) = (Vec::with_capacity(bytes.len() / 8), 0_i32);
        while let Some(head) = bytes.next() {
            number = match head & (NEWS - 1) {
                0 => i32::try_from(pull_number(&mut bytes)?).ok()?,
                gap => number.checked_add(i32::from(gap))?,
            };
            let week = Week::numbered(number)?;
            let [counts @ .., estimated] = pull_marked::<8>(&mut bytes)?;
            let news = match head & !(NEWS - 1) {
                0 => NewsCounts::default(),
                NEWS => NewsCounts(pull_marked(&mut bytes)?),
                _ => return None,
            };
            let added = Added {
                counts: StageCounts(counts),
                estimated,
                news,
            };
            weeks.push((week, added));
        }
        Some(Self(weeks))
    }
}

/// A byte that marks which numbers are not 0, then these.
fn push_marked(bytes: &mut Vec<u8>, numbers: &[i64]) {
    let marks = numbers.iter().enumerate().filter(|(_, number)| **number != 0);
    bytes.push(low_byte(marks.fold(0, |marks, (at, _)| marks | 1 << at)));
    for number in numbers.iter().filter(|number| **number != 0) {
        push_number(bytes, *number);
    }
}

fn pull_marked<const NUMBERS: usize>(bytes: &mut impl Iterator<Item = u8>) -> Option<[i64; NUMBERS]> {
    let marks = bytes.next()?;
    let mut found = [0; NUMBERS];
    for (at, number) in found.iter_mut().enumerate() {
        if marks & 1 << at != 0 {
            *number = pull_number(bytes)?;
        }
    }
    Some(found)
}

fn numbers(added: &Added) -> [i64; 8] {
    let [a, b, c, d, e, f, g] = added.counts.0;
    [a, b, c, d, e, f, g, added.estimated]
}

const fn low_byte(value: u64) -> u8 {
    value.to_le_bytes()[0]
}

fn push_number(bytes: &mut Vec<u8>, number: i64) {
    let mut rest = (number << 1 ^ number >> 63).cast_unsigned();
    while rest >= 0x80 {
        bytes.push(low_byte(rest) | 0x80);
        rest >>= 7;
    }
    bytes.push(low_byte(rest));
}

fn pull_number(bytes: &mut impl Iterator<Item = u8>) -> Option<i64> {
    let mut found = 0_u64;
    for shift in (0..64).step_by(7) {
        let byte = bytes.next()?;
        found |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some((found >> 1).cast_signed() ^ -(found & 1).cast_signed());
        }
    }
    None
}

#[cfg(test)]
mod tests;
