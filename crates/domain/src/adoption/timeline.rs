//! The history of one unit: its events, and the fold from them to the stage on a day. What counts of it is told here alone.

mod follow;

use super::{
    AdoptionEvent, AdoptionRefused, AdoptionStage, Annulment, LeavingReason, Sequence, Step, UnitState,
    Written, news::is_news, unit::UnitId,
};
use chrono::NaiveDate;
use follow::{Unfit, follow};
use std::collections::BTreeSet;

/// The history of one unit in the order it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    events: Vec<AdoptionEvent>,
    annulments: Vec<Annulment>,
}

impl Timeline {
    /// The history made of these lines, which the store gives by sequence.
    pub fn new(lines: impl IntoIterator<Item = Written>) -> Self {
        let mut timeline = Self::default();
        lines.into_iter().for_each(|line| timeline.push(line));
        timeline
    }

    fn push(&mut self, line: Written) {
        match line {
            Written::Event(event) => self.events.push(event),
            Written::Annulment(annulment) => self.annulments.push(annulment),
        }
    }

    /// Every event, those that no longer count included, in the order they were written.
    pub fn events(&self) -> &[AdoptionEvent] {
        &self.events
    }

    /// What was taken back, and by whom, in the order it was written.
    pub fn annulments(&self) -> &[Annulment] {
        &self.annulments
    }

    /// Every line, in the order they were written.
    pub fn lines(&self) -> Vec<Written> {
        let events = self.events.iter().cloned().map(Written::Event);
        let mut lines: Vec<_> = events
            .chain(self.annulments.iter().cloned().map(Written::Annulment))
            .collect();
        lines.sort_by_key(Written::sequence);
        lines
    }

    /// The rank of the last line written; 0 when there is none.
    pub fn last_sequence(&self) -> Sequence {
        let last = self.events.last().map_or(0, |event| event.sequence);
        last.max(self.annulments.last().map_or(0, |annulment| annulment.sequence))
    }

    /// The event of a rank.
    pub fn event(&self, sequence: Sequence) -> Option<&AdoptionEvent> {
        self.events.iter().find(|event| event.sequence == sequence)
    }

    /// Whether a line was taken back, and stays so: what took it back was not taken back itself.
    pub fn is_annulled(&self, sequence: Sequence) -> bool {
        let mut named = self.annulments.iter().filter(|by| by.annuls == sequence);
        named.any(|by| !self.is_annulled(by.sequence))
    }

    /// The correction that holds in the place of an event.
    pub fn replaced_by(&self, sequence: Sequence) -> Option<&AdoptionEvent> {
        let holds =
            |event: &&AdoptionEvent| event.replaces == Some(sequence) && !self.is_annulled(event.sequence);
        self.events.iter().find(holds)
    }

    /// Whether an event counts: neither corrected nor taken back.
    pub fn counts(&self, event: &AdoptionEvent) -> bool {
        !self.is_annulled(event.sequence) && self.replaced_by(event.sequence).is_none()
    }

    /// The rank of the event whose place this one takes: its own, or that of what it corrects.
    fn place(&self, event: &AdoptionEvent) -> Sequence {
        let replaced = event.replaces.and_then(|replaced| self.event(replaced));
        replaced.map_or(event.sequence, |replaced| self.place(replaced))
    }

    /// The events that count, in order: by day, then in the order they were written, a correction in the place of what it corrects.
    pub fn effective(&self) -> Vec<&AdoptionEvent> {
        let mut kept: Vec<_> = self.events.iter().filter(|event| self.counts(event)).collect();
        kept.sort_by_cached_key(|event| (event.day, self.place(event), event.sequence));
        kept
    }

    /// The news, in order: the events that count, but for the entry into the census and a withdrawal.
    pub fn news(&self) -> impl Iterator<Item = &AdoptionEvent> {
        self.effective().into_iter().filter(|event| is_news(event))
    }

    /// The unit's step on a day: that of the last effective event whose day is not after it; none before the census day.
    pub fn step_on(&self, day: NaiveDate) -> Option<Step> {
        self.effective()
            .iter()
            .rev()
            .find(|event| event.day <= day)
            .map(|event| event.step)
    }

    /// Where the unit stands after all its events; none when there is none.
    pub fn standing(&self) -> Option<UnitState> {
        let effective = self.effective();
        let step = effective.last()?.step;
        // A correction may have written the stage before it again.
        let run = effective.iter().rev().take_while(|event| event.step == step);
        Some(UnitState {
            step,
            since: run.last()?.day,
            sequence: self.last_sequence(),
        })
    }

    /// The day of the latest news: what freshness is counted from.
    pub fn last_news(&self) -> Option<NaiveDate> {
        self.news().map(|event| event.day).last()
    }

    /// The last update or withdrawal that still counts, as it was written: what « Annuler la dernière mise à jour » takes back.
    pub fn last_annullable(&self) -> Option<&AdoptionEvent> {
        let counts = |event: &&AdoptionEvent| event.sequence > 1 && self.counts(event);
        self.events.iter().rev().find(counts)
    }

    /// The event that a line is about, through the annulments between.
    pub fn meant(&self, sequence: Sequence) -> Option<&AdoptionEvent> {
        match self.annulment(sequence) {
            Some(annulment) => self.meant(annulment.annuls),
            None => self.event(sequence),
        }
    }

    /// Whether an annulment brought its event back.
    pub fn brings_back(&self, annulment: &Annulment) -> bool {
        let before = self.annulment(annulment.annuls);
        before.is_some_and(|before| !self.brings_back(before))
    }

    fn annulment(&self, sequence: Sequence) -> Option<&Annulment> {
        self.annulments.iter().find(|line| line.sequence == sequence)
    }

    /// The lines by which the unit closed, the last written first: its withdrawal, then, where it was to be as never counted, what was annulled with it.
    /// None where it is in the census.
    pub fn closing_lines(&self) -> Vec<Sequence> {
        let effective = self.effective();
        let Some(left) = effective.last().filter(|last| last.step == Step::Withdrawn) else {
            return Vec::new();
        };
        let mut lines = vec![left.sequence];
        if left.leaving.is_some_and(LeavingReason::is_never_counted) {
            let before = self.annulments.iter().rev();
            for annulment in before.skip_while(|line| line.sequence > left.sequence) {
                let next = lines.last().map(|next| next - 1);
                let together = (annulment.recorded_at, annulment.author) == (left.recorded_at, left.author);
                let withdrawal = self.meant(annulment.annuls).map(|event| event.step);
                let opened = withdrawal == Some(Step::Withdrawn) || self.brings_back(annulment);
                if next != Some(annulment.sequence) || !together || opened {
                    break;
                }
                lines.push(annulment.sequence);
            }
        }
        lines
    }

    /// The same history, that of another unit.
    #[must_use]
    pub fn of_unit(&self, unit: UnitId) -> Self {
        let mut same = self.clone();
        same.events.iter_mut().for_each(|event| event.unit = unit);
        same.annulments.iter_mut().for_each(|line| line.unit = unit);
        same
    }

    /// The same history with one more line.
    pub(super) fn with(&self, line: Written) -> Self {
        let mut timeline = self.clone();
        timeline.push(line);
        timeline
    }

    /// What an annulment must name to take a line back: the line, or, once that was brought back, the annulment that brought it back.
    pub(super) fn end_of(&self, sequence: Sequence) -> Sequence {
        let by = self.annulments.iter().rfind(|by| by.annuls == sequence);
        by.map_or(sequence, |by| self.end_of(by.sequence))
    }

    /// Checks the neighbours that the line written last made: a stage follows the one before it, nothing follows a withdrawal.
    pub(super) fn check(&self, before: &Self, written: Sequence) -> Result<(), AdoptionRefused> {
        self.unfit(before)
            .map_or(Ok(()), |unfit| Err(unfit.refusal(written)))
    }

    /// The first two events that became neighbours since `before` and can't be. What was allowed once stays, by whatever rule it was.
    pub(super) fn unfit(&self, before: &Self) -> Option<Unfit<'_>> {
        let effective = before.effective();
        let pairs = effective.windows(2).filter_map(sequences);
        let known: BTreeSet<_> = pairs.collect();
        for pair in self.effective().windows(2) {
            let [first, next] = pair else { continue };
            if !known.contains(&(first.sequence, next.sequence)) && !follow(first, next) {
                return Some(Unfit { first, next });
            }
        }
        None
    }
}

fn sequences(pair: &[&AdoptionEvent]) -> Option<(Sequence, Sequence)> {
    let [first, next] = pair else { return None };
    Some((first.sequence, next.sequence))
}

/// The stages a timeline moves through: (day, before, after), in order. What the counts are made of.
pub(super) fn moves(timeline: &Timeline) -> Vec<(NaiveDate, Option<AdoptionStage>, Option<AdoptionStage>)> {
    let mut before = None;
    let mut moves = Vec::new();
    for event in timeline.effective() {
        let after = event.step.stage();
        moves.push((event.day, before, after));
        before = after;
    }
    moves
}
