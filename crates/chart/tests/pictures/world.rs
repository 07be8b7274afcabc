//! An invented rollout: the same figures in the pictures and in the measures.

use chart::{Forecast, Objective, Point, Shade, ShadeKind, Weekly};
use chrono::{Days, NaiveDate};

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// `weeks` weeks from `first`, a Monday, whose census grows once, in the sixth week.
pub fn points(first: NaiveDate, weeks: u64, census: i64) -> Vec<Point> {
    let point = |index: u64| {
        let total = if index < 5 { census - census / 40 } else { census };
        let time = i64::try_from(index).unwrap();
        // A course with a slow start and a slow end, in per mille of the census.
        let share = |delay: i64, most: i64| {
            let time = (time - delay).max(0);
            total * most * time * time / (time * time + 220) / 1_000
        };
        let (contacted, onboarded, active, regular) =
            (share(0, 950), share(1, 860), share(3, 780), share(6, 560));
        let (lapsed, declined) = (share(8, 30), share(4, 20));
        let counts = [
            total - contacted,
            contacted - onboarded,
            onboarded - active,
            active - regular - lapsed - declined,
            regular,
            lapsed,
            declined,
        ];
        Point {
            week: first + Days::new(7 * index),
            counts: counts.map(|count| count.max(0)),
        }
    };
    (0..weeks).map(point).collect()
}

/// The holidays of 2020-2021, zones together.
pub fn holidays() -> Vec<Shade> {
    let days = [
        (day(2020, 10, 17), day(2020, 11, 1)),
        (day(2020, 12, 19), day(2021, 1, 3)),
        (day(2021, 2, 6), day(2021, 3, 7)),
        (day(2021, 4, 10), day(2021, 5, 9)),
        (day(2021, 7, 6), day(2021, 9, 1)),
    ];
    days.into_iter()
        .map(|(from, to)| Shade {
            from,
            to,
            kind: ShadeKind::Holiday,
        })
        .collect()
}

/// The school year 2020-2021 until 29 August, seen from its last day.
pub fn year() -> Weekly {
    let first = day(2020, 8, 31);
    let before = |index: u64| {
        let time = i64::try_from(index).unwrap();
        (
            first + Days::new(7 * index),
            640 * time * time / (time * time + 330),
        )
    };
    Weekly {
        points: points(first, 52, 24_480),
        shades: holidays(),
        previous: (0..52).map(before).collect(),
        today: day(2021, 8, 29),
        ahead: Vec::new(),
        objective: None,
        title: "58 % des classes dédoublées utilisent Classe à 12".to_owned(),
        description: "Nombre de classes recensées, embarquées et utilisatrices, chaque semaine".to_owned(),
        id: "adoption".to_owned(),
    }
}

/// The middle of March with a forecast until July, and four units out of five to be reached.
pub fn forecast() -> Weekly {
    let mut figures = march();
    let census = 24_480;
    let ahead = |index: i64| {
        let middle = 15_450 + 4_600 * index / (index + 9);
        Forecast {
            week: day(2021, 3, 22) + Days::new(7 * index.unsigned_abs()),
            low: middle - 110 * (index + 1),
            middle,
            high: (middle + 130 * (index + 1)).min(census),
        }
    };
    figures.ahead = (0..15).map(ahead).collect();
    figures.objective = Some(Objective {
        day: day(2021, 6, 30),
        units: census * 8 / 10,
        name: "objectif au 30\u{a0}juin\n19\u{202f}584 (80\u{202f}%)".to_owned(),
    });
    figures
}

/// The same year on 15 March 2021.
pub fn march() -> Weekly {
    let mut figures = year();
    figures.today = day(2021, 3, 15);
    figures
}

/// From the start in the spring of 2019 until the summer of 2021: 115 weeks with the closure of 2020.
pub fn long() -> Weekly {
    let mut figures = year();
    figures.points = points(day(2019, 6, 10), 115, 24_480);
    figures.today = day(2021, 8, 22);
    figures.shades.extend([
        Shade {
            from: day(2019, 7, 6),
            to: day(2019, 9, 1),
            kind: ShadeKind::Holiday,
        },
        Shade {
            from: day(2019, 10, 19),
            to: day(2019, 11, 3),
            kind: ShadeKind::Holiday,
        },
        Shade {
            from: day(2019, 12, 21),
            to: day(2020, 1, 5),
            kind: ShadeKind::Holiday,
        },
        Shade {
            from: day(2020, 2, 8),
            to: day(2020, 3, 8),
            kind: ShadeKind::Holiday,
        },
        Shade {
            from: day(2020, 3, 16),
            to: day(2020, 5, 10),
            kind: ShadeKind::Closure,
        },
        Shade {
            from: day(2020, 7, 4),
            to: day(2020, 8, 31),
            kind: ShadeKind::Holiday,
        },
    ]);
    figures.previous = Vec::new();
    figures
}
