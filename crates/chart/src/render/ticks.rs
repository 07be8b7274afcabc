//! Ticks of the axes: round values, months.

use chrono::{Datelike, Days, Months, NaiveDate};

/// Round values from zero to `max` at most, in at most `most` steps of 1, 2 or 5 times a power of ten.
pub fn rounds(max: i64, most: i64) -> Vec<i64> {
    let mut power = 1;
    let step = loop {
        if let Some(step) = [1, 2, 5]
            .map(|digit| digit * power)
            .into_iter()
            .find(|step| max / step <= most)
        {
            break step;
        }
        power *= 10;
    };
    (0..=max / step).map(|index| index * step).collect()
}

/// The days that a time axis reaches, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayRange {
    pub first: NaiveDate,
    pub last: NaiveDate,
}

impl DayRange {
    /// How many days it reaches, one at least: what a place on the axis is divided by.
    pub fn span(self) -> i64 {
        (self.last - self.first).num_days().max(1)
    }

    /// Whether a day lies on the axis.
    pub fn holds(self, day: NaiveDate) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

/// A mark of the time axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// The day that is marked: the first of a month, or the axis' first day.
    pub day: NaiveDate,
    /// `sept.`, with the year on a second line where the year is new.
    pub text: String,
}

/// The months of an axis `width` wide, as many as fit when each needs `room`.
/// Both in the same unit. January is always kept before its neighbours: it carries the year.
pub fn months(days: DayRange, width: i64, room: i64) -> Vec<Month> {
    let (DayRange { first, last }, span) = (days, days.span());
    let fits = |from: NaiveDate, to: NaiveDate| (to - from).num_days() * width >= room * span;
    let firsts = firsts_of_months(first, last);
    let step = [1, 2, 3, 6]
        .into_iter()
        .find(|step| step * 30 * width >= room * span)
        .unwrap_or(12);
    let mut days: Vec<NaiveDate> = firsts
        .into_iter()
        .filter(|day| i64::from(day.month0()) % step == 0)
        .collect();
    // An axis that starts within a month says which, unless the next month is about to begin.
    match days.first().copied() {
        Some(next) if next == first => {}
        Some(next) if fits(first, next) => days.insert(0, first),
        Some(_) if first.day() < 20 => {
            days.retain(|day| fits(first, *day));
            days.insert(0, first);
        }
        Some(_) => {}
        None => days.push(first),
    }
    let mut year = None;
    let named = days.into_iter().map(|day| {
        let month = french::short_month(day);
        let new = year.replace(day.year()) != Some(day.year());
        let text = if new {
            format!("{month}\n{}", day.year())
        } else {
            month.to_owned()
        };
        Month { day, text }
    });
    named.collect()
}

fn firsts_of_months(first: NaiveDate, last: NaiveDate) -> Vec<NaiveDate> {
    let mut days = Vec::new();
    // The day before: an axis that starts on the first of a month has that tick too.
    let mut month = (first - Days::new(1)).with_day(1);
    while let Some(next) = month.and_then(|day| day.checked_add_months(Months::new(1))) {
        if next > last {
            break;
        }
        days.push(next);
        month = Some(next);
    }
    days
}

#[cfg(test)]
mod tests {
    use super::{DayRange, months, rounds};
    use chrono::NaiveDate;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn texts(first: NaiveDate, last: NaiveDate, width: i64) -> Vec<String> {
        months(DayRange { first, last }, width, 42)
            .into_iter()
            .map(|month| month.text.replace('\n', " "))
            .collect()
    }

    #[test]
    fn values_are_round_and_begin_at_zero() {
        assert_eq!(rounds(24_480, 5), [0, 5_000, 10_000, 15_000, 20_000]);
        assert_eq!(rounds(25_459, 5), [0, 5_000, 10_000, 15_000, 20_000, 25_000]);
        assert_eq!(
            rounds(2_450_000, 5),
            [0, 500_000, 1_000_000, 1_500_000, 2_000_000]
        );
        assert_eq!(rounds(600, 4), [0, 200, 400, 600]);
        assert_eq!(rounds(1, 5), [0, 1]);
        assert_eq!(rounds(7, 4), [0, 2, 4, 6]);
        assert_eq!(rounds(0, 4), [0]);
    }

    #[test]
    fn a_school_year_shows_each_month_where_there_is_room() {
        let shown = texts(day(2020, 9, 6), day(2021, 7, 4), 800);
        assert_eq!(
            shown,
            [
                "sept. 2020",
                "oct.",
                "nov.",
                "déc.",
                "janv. 2021",
                "févr.",
                "mars",
                "avr.",
                "mai",
                "juin",
                "juil."
            ]
        );
    }

    #[test]
    fn a_narrow_axis_keeps_january_and_its_year() {
        assert_eq!(
            texts(day(2020, 9, 6), day(2021, 7, 4), 220),
            ["sept. 2020", "janv. 2021", "mars", "mai", "juil."]
        );
    }

    #[test]
    fn an_axis_that_starts_at_the_end_of_a_month_begins_with_the_next() {
        assert_eq!(
            texts(day(2020, 8, 30), day(2020, 11, 15), 300),
            ["sept. 2020", "oct.", "nov."]
        );
    }

    #[test]
    fn an_axis_within_a_month_says_which() {
        assert_eq!(texts(day(2021, 3, 22), day(2021, 3, 28), 300), ["mars 2021"]);
    }
}
