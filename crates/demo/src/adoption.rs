//! What happens to a unit: made step by step by the rules, on days of school, by officers of whom some write late.

use crate::{Plan, random, school::DemoSchool, seed_of};
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Utc, Weekday};
use domain::{
    Actor, AdoptionStage, SchoolYear, Timeline, UnitId,
    adoption::{Advance, Source, advance, enter},
    calendar::{Break, BreakKind, Calendar, Zone},
    unit::Unit,
};

/// What the units of a school have in common in a year: its officer, its holidays, its zeal.
pub struct Story<'a> {
    plan: &'a Plan,
    year: SchoolYear,
    breaks: Vec<Break>,
    /// Out of 1,000 units, how many hear of the service.
    reach: u64,
    /// Days the officer waits before writing.
    late: u64,
    seed: u64,
}

impl<'a> Story<'a> {
    /// The story of a school's year.
    pub fn of(plan: &'a Plan, calendar: &Calendar, school: &DemoSchool, year: SchoolYear) -> Self {
        let academy: u64 = school.academy.parse().unwrap_or(0);
        // Académies are uneven, and so are their circonscriptions.
        let zeal = 8 + (academy * 7 + 3) % 17;
        let district = random(plan, seed_of(school) / 40).u64(5..=15);
        // Where the holidays are not known, those that the mainland has in common.
        let zone = Zone::of_academy(school.academy).filter(|zone| calendar.is_known(year, Some(*zone)));
        let begun = match year.first() {
            2019 => 11,
            2020 => 20,
            _ => 27,
        };
        Self {
            plan,
            year,
            breaks: calendar.breaks(year, zone),
            reach: (zeal * district * begun / 13).min(950),
            late: if academy % 5 == 2 { 25 } else { 4 },
            seed: seed_of(school) * 10 + u64::from(year.first().unsigned_abs()) % 10,
        }
    }

    /// A unit's history; none when the rules refuse its entry.
    pub fn tell(&self, id: UnitId, unit: &Unit) -> Option<Timeline> {
        let entry = at(unit.census_day, 7)?;
        let mut timeline = enter(
            id,
            self.year,
            unit.census_day,
            Actor::Demonstration,
            self.plan.today,
            entry,
        )
        .ok()?
        .timeline;
        let mut random = random(self.plan, self.seed ^ (id.0.unsigned_abs() << 20));
        if random.u64(..1_000) >= self.reach {
            return Some(timeline);
        }
        let mut day = self.first_day(&mut random);
        for (stage, wait) in course(&mut random) {
            day = self.school_day(day.checked_add_days(Days::new(wait))?);
            let known = day.checked_add_days(Days::new(random.u64(..=self.late)))?;
            if known > self.plan.today || day > self.year.last_event_day() {
                break;
            }
            let source = match stage {
                AdoptionStage::Contacted | AdoptionStage::Declined => {
                    [Source::Call, Source::Email][random.usize(..2)]
                }
                AdoptionStage::Onboarded => [Source::Training, Source::Visit][random.usize(..2)],
                _ => Source::Declared,
            };
            let step = Advance {
                unit: id,
                seen: timeline.last_sequence(),
                stage,
                day,
                replaces: None,
                source,
            };
            let now = at(known, random.u32(8..18))?;
            if let Ok(done) = advance(self.year, &timeline, &step, Actor::Demonstration, known, now) {
                timeline = done.timeline;
            }
        }
        Some(timeline)
    }

    /// Most units begin after the rentrée, some in winter, fewer and fewer from March to July, and many in the spring of 2020 when schools closed.
    /// The service opened in October 2019.
    fn first_day(&self, random: &mut fastrand::Rng) -> NaiveDate {
        let spread = match (random.u8(..10), self.year.first()) {
            (..3, 2019) => 196 + random.u64(..45),
            (..6, _) => 6 + random.u64(..60),
            _ => 30 + fading(random.u64(..230)),
        };
        let opening = if self.year.first() == 2019 { 33 } else { 0 };
        let day = self.year.start().checked_add_days(Days::new(spread.max(opening)));
        self.school_day(day.unwrap_or_else(|| self.year.start()))
    }

    /// The day, or the next one with school; the closure of 2020 and distance teaching are days of school for an online service.
    fn school_day(&self, mut day: NaiveDate) -> NaiveDate {
        let off = |day: NaiveDate| {
            matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
                || self
                    .breaks
                    .iter()
                    .any(|off| off.kind == BreakKind::Holiday && off.holds(day))
        };
        for _ in 0..100 {
            if !off(day) {
                break;
            }
            day = day.succ_opt().unwrap_or(day);
        }
        day
    }
}

/// Days spread evenly, of which those after the 150th thin out to nothing by the 310th: a year does not stop at once.
fn fading(day: u64) -> u64 {
    match day.checked_sub(150) {
        None => day,
        Some(later) => 150 + 160 * (1_000 - ((80 - later.min(80)) * 12_500).isqrt()) / 1_000,
    }
}

/// The stages to come, each with the days before it.
fn course(random: &mut fastrand::Rng) -> Vec<(AdoptionStage, u64)> {
    use AdoptionStage::{Active, Contacted, Declined, Lapsed, Onboarded, Regular};
    let mut course = Vec::new();
    if random.u8(..100) < 45 {
        course.push((Contacted, 0));
        match random.u8(..100) {
            ..7 => {
                course.push((Declined, random.u64(3..30)));
                return course;
            }
            7..35 => return course,
            _ => {}
        }
    }
    // Some teachers come by themselves and are first seen when they use it.
    if random.u8(..100) < 50 {
        course.push((Onboarded, random.u64(2..30)));
        if random.u8(..100) < 22 {
            return course;
        }
    }
    course.push((Active, random.u64(3..25)));
    if random.u8(..100) < 45 {
        course.push((Regular, random.u64(14..40)));
    }
    if random.u8(..100) < 16 {
        course.push((Lapsed, random.u64(42..90)));
        if random.u8(..100) < 25 {
            course.push((Active, random.u64(10..50)));
        }
    }
    course
}

fn at(day: NaiveDate, hour: u32) -> Option<DateTime<Utc>> {
    Some(day.and_time(NaiveTime::from_hms_opt(hour, 0, 0)?).and_utc())
}
