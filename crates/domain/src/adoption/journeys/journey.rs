//! The journey of one unit: the day it reached each stage.

use super::LADDER;
use crate::adoption::{AdoptionEvent, AdoptionStage, FollowUp, Timeline};
use chrono::NaiveDate;

/// What one unit did up to a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Journey {
    /// The day it entered the census.
    pub entered: NaiveDate,
    /// The day it first stood at each stage of [`LADDER`] or beyond it: a stage passed over is reached the same day.
    pub reached: [Option<NaiveDate>; 4],
    /// The day it first lapsed or declined after it was onboarded.
    pub stopped: Option<NaiveDate>,
    /// Whether it was onboarded again after that.
    pub came_back: bool,
    /// Where it stands and since when; none when it left.
    pub stands: Option<(AdoptionStage, NaiveDate)>,
    /// The last day it was followed: the day it left the census, else the day asked for.
    pub followed_to: NaiveDate,
}

impl Journey {
    /// The journey that a history tells up to a day; none when it begins later, or where the unit left on the day it entered: it never stood in the census.
    pub fn of(timeline: &Timeline, until: NaiveDate) -> Option<Self> {
        let events = timeline.effective();
        let mut told = events.into_iter().filter(|event| event.day <= until);
        let mut journey = Self {
            entered: told.next()?.day,
            reached: [None; 4],
            stopped: None,
            came_back: false,
            stands: None,
            followed_to: until,
        };
        journey.stands = Some((AdoptionStage::Identified, journey.entered));
        told.for_each(|event| journey.go(event));
        let never = journey.stands.is_none() && journey.followed_to == journey.entered;
        (!never).then_some(journey)
    }

    fn go(&mut self, event: &AdoptionEvent) {
        let Some(stage) = event.step.stage() else {
            (self.stands, self.followed_to) = (None, event.day);
            return;
        };
        // Written again by a correction, a stage has been stood at since its first day.
        let since = self.stands.filter(|(before, _)| *before == stage);
        self.stands = since.or(Some((stage, event.day)));
        // On the ladder up to the stage; whoever lapsed had been onboarded; whoever declined is where they were.
        let up_to = match stage {
            AdoptionStage::Lapsed => 2,
            _ => LADDER.iter().position(|own| *own == stage).map_or(0, |at| at + 1),
        };
        for reached in self.reached.iter_mut().take(up_to) {
            reached.get_or_insert(event.day);
        }
        if stage.is_onboarded() {
            self.came_back |= self.stopped.is_some();
        } else if self.onboarded().is_some() && stage != AdoptionStage::Contacted {
            self.stopped.get_or_insert(event.day);
        }
    }

    /// The day it was first onboarded.
    pub const fn onboarded(&self) -> Option<NaiveDate> {
        self.reached[1]
    }

    /// The time from one stage of [`LADDER`] to the next, in days: from the census day for the first. None where it is not at the one before.
    pub(super) fn wait(&self, rank: usize) -> Option<FollowUp> {
        let from = match rank.checked_sub(1) {
            None => Some(self.entered),
            Some(before) => self.reached.get(before).copied().flatten(),
        };
        let to = self.reached.get(rank).copied().flatten();
        FollowUp::of_days(from?, to, self.followed_to)
    }
}
