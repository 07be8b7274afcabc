//! Plan of the invented nation: its scale, its seed, its day, and how many units and schools these make.

use chrono::NaiveDate;
use domain::SchoolYear;

/// What to invent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// 1 is the classes of priority education, 10 every primary class, 100 beyond any nation. 0 is a tenth, for tests.
    pub scale: u32,
    /// Another seed, another nation.
    pub seed: u64,
    /// The day the story stops at; between October 2019 and August 2022.
    pub today: NaiveDate,
}

/// What was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// Schools.
    pub schools: u64,
    /// Units of all the years.
    pub units: u64,
    /// Events, the entries into the census included.
    pub events: u64,
}

/// Units a year at scale 1: (first year, GS, CP, CE1). The GS are halved from 2020 on.
const UNITS: [(i32, u64, u64, u64); 3] = [
    (2019, 0, 11_500, 11_000),
    (2020, 700, 11_600, 11_200),
    (2021, 1_600, 11_600, 11_300),
];

impl Plan {
    /// The plan of a scale, on the demo's day: the last Friday of school before the end of the convention, 17 December 2021.
    pub fn new(scale: u32) -> Self {
        let today = NaiveDate::from_ymd_opt(2021, 12, 17).unwrap_or_default();
        Self {
            scale,
            seed: 12,
            today,
        }
    }

    /// What tells this nation from another.
    pub fn label(&self) -> String {
        format!("scale {} seed {}", self.scale, self.seed)
    }

    /// The school years of the story.
    pub fn years(&self) -> Vec<SchoolYear> {
        let begun = |year: &SchoolYear| year.start() <= self.today;
        UNITS
            .iter()
            .filter_map(|row| SchoolYear::starting(row.0))
            .filter(begun)
            .collect()
    }

    /// How many units all the years have.
    pub fn units(&self) -> u64 {
        self.years()
            .into_iter()
            .map(|year| self.units_of(year).iter().sum::<u64>())
            .sum()
    }

    /// The units of a year: GS, CP, CE1.
    pub(crate) fn units_of(&self, year: SchoolYear) -> [u64; 3] {
        UNITS
            .iter()
            .find(|row| row.0 == year.first())
            .map_or([0; 3], |row| [row.1, row.2, row.3].map(|n| self.sized(n)))
    }

    /// How many schools there are: the real numbers at 1 and 10; at 100 what the numbers of the UAI can name.
    pub(crate) fn schools(&self) -> u64 {
        match self.scale {
            0 => 670,
            1 => 6_700,
            2..=10 => 6_700 + u64::from(self.scale - 1) * 4_255,
            scale => 45_000 + u64::from(scale.min(100) - 10) * 1_700,
        }
    }

    fn sized(&self, number: u64) -> u64 {
        if self.scale == 0 {
            number / 10
        } else {
            number * u64::from(self.scale)
        }
    }
}
