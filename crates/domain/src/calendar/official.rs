//! The official breaks of 2019-2020 to 2021-2022: what a new store starts with.
//!
//! Corsica and the overseas académies set their own holidays by their rector's decision: only the closure, which was everybody's, is known here.

use super::{Break, BreakKind, Calendar, Zone, day};

/// A break of the official list: (zones, kind, first day, last day).
type OfficialBreak = (&'static [Zone], BreakKind, (i32, u32, u32), (i32, u32, u32));

const ABC: &[Zone] = &Zone::MAINLAND;
const A: &[Zone] = &[Zone::A];
const B: &[Zone] = &[Zone::B];
const C: &[Zone] = &[Zone::C];
const HOLIDAY: BreakKind = BreakKind::Holiday;

const ROWS: [OfficialBreak; 27] = [
    (ABC, HOLIDAY, (2019, 10, 19), (2019, 11, 3)),
    (ABC, HOLIDAY, (2019, 12, 21), (2020, 1, 5)),
    (A, HOLIDAY, (2020, 2, 22), (2020, 3, 8)),
    (B, HOLIDAY, (2020, 2, 15), (2020, 3, 1)),
    (C, HOLIDAY, (2020, 2, 8), (2020, 2, 23)),
    (Zone::ALL, BreakKind::Closure, (2020, 3, 16), (2020, 5, 10)),
    (A, HOLIDAY, (2020, 4, 18), (2020, 5, 3)),
    (B, HOLIDAY, (2020, 4, 11), (2020, 4, 26)),
    (C, HOLIDAY, (2020, 4, 4), (2020, 4, 19)),
    (ABC, HOLIDAY, (2020, 7, 4), (2020, 8, 31)),
    (ABC, HOLIDAY, (2020, 10, 17), (2020, 11, 1)),
    (ABC, HOLIDAY, (2020, 12, 19), (2021, 1, 3)),
    (A, HOLIDAY, (2021, 2, 6), (2021, 2, 21)),
    (B, HOLIDAY, (2021, 2, 20), (2021, 3, 7)),
    (C, HOLIDAY, (2021, 2, 13), (2021, 2, 28)),
    (ABC, BreakKind::Distance, (2021, 4, 6), (2021, 4, 9)),
    (ABC, HOLIDAY, (2021, 4, 10), (2021, 4, 25)),
    (ABC, HOLIDAY, (2021, 7, 7), (2021, 9, 1)),
    (ABC, HOLIDAY, (2021, 10, 23), (2021, 11, 7)),
    (ABC, HOLIDAY, (2021, 12, 18), (2022, 1, 2)),
    (A, HOLIDAY, (2022, 2, 12), (2022, 2, 27)),
    (B, HOLIDAY, (2022, 2, 5), (2022, 2, 20)),
    (C, HOLIDAY, (2022, 2, 19), (2022, 3, 6)),
    (A, HOLIDAY, (2022, 4, 16), (2022, 5, 1)),
    (B, HOLIDAY, (2022, 4, 9), (2022, 4, 24)),
    (C, HOLIDAY, (2022, 4, 23), (2022, 5, 8)),
    (ABC, HOLIDAY, (2022, 7, 7), (2022, 8, 31)),
];

impl Calendar {
    /// The official calendar.
    pub fn official() -> Self {
        let each = |&(zones, kind, from, to): &OfficialBreak| {
            zones.iter().map(move |zone| Break {
                zone: *zone,
                kind,
                from: day(from.0, from.1, from.2),
                to: day(to.0, to.1, to.2),
                label: None,
            })
        };
        ROWS.iter().flat_map(each).collect()
    }
}
