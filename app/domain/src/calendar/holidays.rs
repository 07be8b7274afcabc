//! Holidays of the school years 2019-2020 to 2021-2022 by zone, and the closure of spring 2020.
//!
//! Corsica and the overseas académies set their own holidays: they have no zone here, and only the national breaks shade their charts.

use super::{SchoolYear, Week, day};
use chrono::NaiveDate;

/// A holiday zone of mainland France.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// Besançon, Bordeaux, Clermont-Ferrand, Dijon, Grenoble, Limoges, Lyon, Poitiers.
    A,
    /// Aix-Marseille, Amiens, Lille, Nancy-Metz, Nantes, Nice, Normandie, Orléans-Tours, Reims, Rennes, Strasbourg.
    B,
    /// Créteil, Montpellier, Paris, Toulouse, Versailles.
    C,
}

impl Zone {
    /// The zone of an académie by its two-digit code; `None` for Corsica and overseas.
    pub fn of_academy(code: &str) -> Option<Self> {
        match code {
            "03" | "04" | "06" | "07" | "08" | "10" | "13" | "22" => Some(Self::A),
            "02" | "09" | "12" | "14" | "15" | "17" | "18" | "19" | "20" | "23" | "70" => Some(Self::B),
            "01" | "11" | "16" | "24" | "25" => Some(Self::C),
            _ => None,
        }
    }
}

/// Why there is no school.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakKind {
    /// Holidays.
    Holiday,
    /// Schools closed to pupils from 16 March 2020; the return went by steps from 11 May.
    Closure,
    /// Classes held at a distance, from 6 April 2021 until the holidays brought forward to the 10th.
    Distance,
}

/// Days without school, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// Why.
    pub kind: BreakKind,
}

impl Break {
    /// Whether a day falls in it.
    pub fn holds(&self, day: NaiveDate) -> bool {
        (self.from..=self.to).contains(&day)
    }
}

const ALL: u8 = 0b111;
const A: u8 = 0b001;
const B: u8 = 0b010;
const C: u8 = 0b100;

/// (zones, kind, first day, last day).
type Row = (u8, BreakKind, NaiveDate, NaiveDate);

const fn holiday(zones: u8, from: (i32, u32, u32), to: (i32, u32, u32)) -> Row {
    (
        zones,
        BreakKind::Holiday,
        day(from.0, from.1, from.2),
        day(to.0, to.1, to.2),
    )
}

const ROWS: [Row; 27] = [
    holiday(ALL, (2019, 10, 19), (2019, 11, 3)),
    holiday(ALL, (2019, 12, 21), (2020, 1, 5)),
    holiday(A, (2020, 2, 22), (2020, 3, 8)),
    holiday(B, (2020, 2, 15), (2020, 3, 1)),
    holiday(C, (2020, 2, 8), (2020, 2, 23)),
    (ALL, BreakKind::Closure, day(2020, 3, 16), day(2020, 5, 10)),
    holiday(A, (2020, 4, 18), (2020, 5, 3)),
    holiday(B, (2020, 4, 11), (2020, 4, 26)),
    holiday(C, (2020, 4, 4), (2020, 4, 19)),
    holiday(ALL, (2020, 7, 4), (2020, 8, 31)),
    holiday(ALL, (2020, 10, 17), (2020, 11, 1)),
    holiday(ALL, (2020, 12, 19), (2021, 1, 3)),
    holiday(A, (2021, 2, 6), (2021, 2, 21)),
    holiday(B, (2021, 2, 20), (2021, 3, 7)),
    holiday(C, (2021, 2, 13), (2021, 2, 28)),
    (ALL, BreakKind::Distance, day(2021, 4, 6), day(2021, 4, 9)),
    holiday(ALL, (2021, 4, 10), (2021, 4, 25)),
    holiday(ALL, (2021, 7, 7), (2021, 9, 1)),
    holiday(ALL, (2021, 10, 23), (2021, 11, 7)),
    holiday(ALL, (2021, 12, 18), (2022, 1, 2)),
    holiday(A, (2022, 2, 12), (2022, 2, 27)),
    holiday(B, (2022, 2, 5), (2022, 2, 20)),
    holiday(C, (2022, 2, 19), (2022, 3, 6)),
    holiday(A, (2022, 4, 16), (2022, 5, 1)),
    holiday(B, (2022, 4, 9), (2022, 4, 24)),
    holiday(C, (2022, 4, 23), (2022, 5, 8)),
    holiday(ALL, (2022, 7, 7), (2022, 8, 31)),
];

/// Whether the holidays of a year are known to its end: without them nothing is forecast.
pub fn is_known(year: SchoolYear) -> bool {
    let last = year.last_event_day();
    let summer = |row: &Row| row.2 <= last && last <= row.3;
    ROWS.iter().any(summer)
}

/// How much of a week is school, from 0 to 1: the share of its five days that no break of the zone takes; without a zone, the mean of the three.
pub fn school_share(week: Week, zone: Option<Zone>) -> f64 {
    let of = |zone: Zone| {
        let open = (0..5).filter(|rank| is_school_day(week.day(*rank), zone)).count();
        f64::from(u32::try_from(open).unwrap_or(0)) / 5.0
    };
    match zone {
        Some(zone) => of(zone),
        None => (of(Zone::A) + of(Zone::B) + of(Zone::C)) / 3.0,
    }
}

fn is_school_day(day: NaiveDate, zone: Zone) -> bool {
    let wanted = match zone {
        Zone::A => A,
        Zone::B => B,
        Zone::C => C,
    };
    let holds = |row: &Row| row.0 & wanted == wanted && row.2 <= day && day <= row.3;
    !ROWS.iter().any(holds)
}

/// The breaks that touch a school year's events (1 July before to 31 August after), in order: those of a zone, or those common to all three when there is none.
pub fn breaks(year: SchoolYear, zone: Option<Zone>) -> Vec<Break> {
    let wanted = match zone {
        Some(Zone::A) => A,
        Some(Zone::B) => B,
        Some(Zone::C) => C,
        None => ALL,
    };
    let touches = |row: &&Row| {
        row.0 & wanted == wanted && row.3 >= year.first_event_day() && row.2 <= year.last_event_day()
    };
    ROWS.iter()
        .filter(touches)
        .map(|&(_, kind, from, to)| Break { from, to, kind })
        .collect()
}
