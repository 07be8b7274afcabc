//! An invented convention: 50 000 € and a window that opens on 1 February 2021.

use crate::world::day;
use chart::{Ahead, Spread, Step, Window};
use chrono::{Days, NaiveDate};

pub const CEILING: i64 = 5_000_000;

/// What is committed on some days and paid on others, in euros, as totals.
pub fn steps(
    first: NaiveDate,
    today: NaiveDate,
    committed: &[(NaiveDate, i64)],
    paid: &[(NaiveDate, i64)],
) -> Vec<Step> {
    let total = |moves: &[(NaiveDate, i64)], day: NaiveDate| {
        let known = moves.iter().rfind(|(from, _)| *from <= day);
        known.map_or(0, |(_, euros)| euros * 100)
    };
    let weeks = u64::try_from((today - first).num_days() / 7).unwrap();
    let mut days: Vec<NaiveDate> = (0..=weeks).map(|week| first + Days::new(7 * week)).collect();
    if days.last() != Some(&today) {
        days.push(today);
    }
    let step = |day| Step {
        day,
        committed: total(committed, day),
        paid: total(paid, day),
    };
    days.into_iter().map(step).collect()
}

/// Weeks after `step` at a pace in cents a week, a fifth slower and a fifth faster, as far as `last`.
pub fn ahead(step: Step, last: NaiveDate, ceiling: i64, committed: i64, paid: i64) -> Vec<Ahead> {
    let spread = |from: i64, pace: i64, week: i64| Spread {
        low: (from + pace * week * 8 / 10).min(ceiling),
        middle: (from + pace * week).min(ceiling),
        high: (from + pace * week * 13 / 10).min(ceiling),
    };
    let weeks = (last - step.day).num_days() / 7;
    let week = |week: i64| Ahead {
        day: step.day + Days::new(7 * week.unsigned_abs()),
        committed: spread(step.committed, committed, week),
        paid: spread(step.paid, paid, week),
    };
    (1..=weeks).map(week).collect()
}

/// The window on 2 July 2021: 31 200 € committed, 20 700 € paid.
pub fn july() -> Window {
    let (start, today) = (day(2021, 2, 1), day(2021, 7, 2));
    let committed = [
        (day(2021, 2, 15), 6_300),
        (day(2021, 3, 15), 14_300),
        (day(2021, 4, 12), 19_900),
        (day(2021, 5, 10), 27_900),
        (day(2021, 6, 14), 31_200),
    ];
    let paid = [
        (day(2021, 3, 8), 2_200),
        (day(2021, 4, 5), 7_000),
        (day(2021, 5, 3), 12_500),
        (day(2021, 5, 31), 18_400),
        (day(2021, 6, 28), 20_700),
    ];
    let steps = steps(start, today, &committed, &paid);
    let ahead = ahead(
        *steps.last().unwrap(),
        day(2021, 12, 31),
        CEILING,
        145_000,
        108_000,
    );
    Window {
        steps,
        start,
        month6: day(2021, 7, 31),
        month8: day(2021, 9, 30),
        end: day(2021, 12, 31),
        today,
        ceiling: CEILING,
        allotted: vec![(start, CEILING)],
        band_from: 0,
        ahead,
        title: "62 % des crédits sont engagés au mois 5".to_owned(),
        description: "Montants engagés et payés depuis le 1er février 2021, semaine par semaine".to_owned(),
        id: "fenetre".to_owned(),
    }
}

/// Before the window: a first act in December, the window in March, and no forecast.
pub fn before() -> Window {
    let today = day(2021, 2, 5);
    let committed = [(day(2020, 12, 7), 0), (day(2020, 12, 21), 4_100)];
    Window {
        steps: steps(day(2020, 12, 7), today, &committed, &[]),
        start: day(2021, 3, 1),
        month6: day(2021, 8, 31),
        month8: day(2021, 10, 31),
        today,
        band_from: 410_000,
        ahead: Vec::new(),
        ..july()
    }
}

/// The window's first day, the only one known.
pub fn opening() -> Window {
    let mut figures = july();
    figures.today = figures.start;
    figures.steps = vec![Step {
        day: figures.start,
        committed: 0,
        paid: 0,
    }];
    figures.ahead.clear();
    figures
}

/// After the eighth month, with 4 000 € left to commit, and the credits of two years made available in two parts.
pub fn november() -> Window {
    let mut figures = july();
    figures.today = day(2021, 11, 5);
    let committed = [
        (day(2021, 2, 15), 9_000),
        (day(2021, 4, 12), 22_000),
        (day(2021, 6, 14), 31_500),
        (day(2021, 8, 30), 41_000),
        (day(2021, 10, 11), 46_000),
    ];
    let paid = [
        (day(2021, 3, 22), 4_000),
        (day(2021, 6, 7), 19_000),
        (day(2021, 9, 6), 33_500),
        (day(2021, 10, 25), 41_250),
    ];
    figures.steps = steps(figures.start, figures.today, &committed, &paid);
    figures.ahead = ahead(
        *figures.steps.last().unwrap(),
        figures.end,
        CEILING,
        40_000,
        70_000,
    );
    figures.allotted = vec![(figures.start, 3_000_000), (day(2021, 6, 1), CEILING)];
    figures
}

/// Everything committed and paid.
pub fn spent() -> Window {
    let mut figures = november();
    if let Some(step) = figures.steps.last_mut() {
        (step.committed, step.paid) = (CEILING, CEILING);
    }
    figures.ahead = ahead(*figures.steps.last().unwrap(), figures.end, CEILING, 0, 0);
    figures
}

/// A ceiling lowered to 40 000 € on 3 May.
pub fn lowered() -> Window {
    let mut figures = july();
    figures.ceiling = 4_000_000;
    figures.allotted = vec![
        (figures.start, 2_500_000),
        (day(2021, 3, 1), CEILING),
        (day(2021, 5, 3), 4_000_000),
    ];
    figures
}

/// The window of 2020, whose convention ends more than a year after it.
pub fn far() -> Window {
    let year_before = |day: NaiveDate| day - Days::new(364);
    let mut figures = july();
    for step in &mut figures.steps {
        step.day = year_before(step.day);
    }
    for ahead in &mut figures.ahead {
        ahead.day = year_before(ahead.day);
    }
    (figures.start, figures.today) = (year_before(figures.start), year_before(figures.today));
    (figures.month6, figures.month8) = (day(2020, 8, 2), day(2020, 10, 2));
    figures.allotted = vec![(figures.start, CEILING)];
    figures
}

/// Acts signed and none paid, faster than the window.
pub fn unpaid() -> Window {
    let mut figures = july();
    figures.today = day(2021, 4, 9);
    let committed = [
        (day(2021, 2, 8), 12_000),
        (day(2021, 3, 1), 24_500),
        (day(2021, 4, 5), 36_000),
    ];
    figures.steps = steps(figures.start, figures.today, &committed, &[]);
    figures.ahead = ahead(
        *figures.steps.last().unwrap(),
        figures.end,
        CEILING,
        300_000,
        60_000,
    );
    figures
}

/// What is committed is paid at once.
pub fn equal() -> Window {
    let mut figures = july();
    figures
        .steps
        .iter_mut()
        .for_each(|step| step.paid = step.committed);
    figures.ahead = ahead(
        *figures.steps.last().unwrap(),
        figures.end,
        CEILING,
        145_000,
        145_000,
    );
    figures
}

/// Two years of weeks, an act or a payment in each, behind the window and not yet at the ceiling.
pub fn long() -> Window {
    let mut figures = july();
    figures.start = day(2020, 1, 6);
    (figures.month6, figures.month8) = (day(2020, 7, 5), day(2020, 9, 5));
    let week = |week: u64| {
        let done = i64::try_from(week).unwrap();
        Step {
            day: figures.start + Days::new(7 * week),
            committed: 31_700 * done,
            paid: 27_350 * done,
        }
    };
    figures.steps = (0..104).map(week).collect();
    figures.today = day(2021, 12, 27);
    figures.ahead.clear();
    figures
}

/// Each figure with the name of its picture.
pub fn all() -> Vec<(&'static str, Window)> {
    vec![
        ("money-july", july()),
        ("money-before", before()),
        ("money-opening", opening()),
        ("money-november", november()),
        ("money-spent", spent()),
        ("money-lowered", lowered()),
        ("money-far", far()),
        ("money-unpaid", unpaid()),
        ("money-equal", equal()),
        ("money-long", long()),
    ]
}
