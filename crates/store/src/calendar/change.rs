//! What is added to the calendar and taken away: checked, written once, told to the trail.

use super::{CalendarEntry, CalendarRow, ENTRIES, calendar, entry, standing};
use crate::{
    Store,
    audit::AuditEvent,
    engine::{
        batch::row,
        fault::{Fault, StoreError},
        write,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Action, AuditAction, Principal, Refusal,
    adoption::RequestId,
    calendar::{Break, CalendarRefused},
    rights::{Object, authorize},
};

/// What an entry of the calendar says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CalendarChange {
    /// A break is added.
    Added(Break),
    /// The break of an entry is taken back.
    TakenBack(i64),
}

/// What is done with the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CalendarMove {
    /// Breaks are added, all of them or none.
    Add(Vec<Break>),
    /// The break of an entry is taken back.
    TakeBack(i64),
}

impl Store {
    /// Adds breaks or takes one back. The same request again writes nothing.
    ///
    /// # Errors
    /// [`StoreError::Refused`]: it is not theirs to change; a break overlaps another, or is not there to be taken back; the request came with
    /// another content.
    pub async fn change_calendar(
        &self,
        by: &Principal,
        today: NaiveDate,
        now: DateTime<Utc>,
        request: RequestId,
        step: CalendarMove,
    ) -> Result<(), StoreError> {
        const ADD: &str = "insert into calendar_break (id, request, zone, kind, first_day, last_day, label, author, recorded_at)";
        const TAKE_BACK: &str = "insert into calendar_break (id, request, takes_back, author, recorded_at)";
        authorize(by, Action::SetCalendar, &Object::default(), today)?;
        let mut tx = self.begin(by, now).await?;
        let rows: Vec<CalendarRow> = write!(tx, |conn| sqlx::query_as(ENTRIES).fetch_all(conn).await?);
        let entries: Vec<_> = rows.into_iter().map(entry).collect::<Result<_, Fault>>()?;
        if let Some(before) = said_by(&entries, request) {
            return if before == step {
                tx.give_up().await
            } else {
                Err(Refusal::RequestReused.into())
            };
        }
        let next = entries.iter().map(|entry| entry.id).max().unwrap_or(0) + 1;
        let (author, at) = (by.actor.code(), tx.at);
        let deed = match step {
            CalendarMove::Add(breaks) => {
                calendar(&entries).check(&breaks).map_err(Refusal::from)?;
                let told: Vec<_> = breaks.iter().map(told).collect();
                let values = breaks.into_iter().zip(next..).map(|(off, id)| {
                    row![
                        id,
                        request.0,
                        off.zone.code(),
                        off.kind.code(),
                        off.from,
                        off.to,
                        off.label,
                        author.clone(),
                        at,
                    ]
                });
                tx.insert(ADD, "", values);
                AuditEvent::new(AuditAction::CalendarBreakAdded, told.join(", "))
            }
            CalendarMove::TakeBack(id) => {
                let known = standing(&entries).into_iter().find(|(known, _)| *known == id);
                let (_, off) = known.ok_or(Refusal::Calendar(CalendarRefused::NotThere))?;
                tx.insert(TAKE_BACK, "", [row![next, request.0, id, author, at]]);
                AuditEvent::new(AuditAction::CalendarBreakTakenBack, told(off))
            }
        };
        tx.commit(deed).await
    }
}

/// What a request did already.
fn said_by(entries: &[CalendarEntry], request: RequestId) -> Option<CalendarMove> {
    let mut said = Vec::new();
    for entry in entries.iter().filter(|entry| entry.request == Some(request.0)) {
        match &entry.what {
            CalendarChange::TakenBack(id) => return Some(CalendarMove::TakeBack(*id)),
            CalendarChange::Added(off) => said.push(off.clone()),
        }
    }
    (!said.is_empty()).then_some(CalendarMove::Add(said))
}

/// A break in the audit trail.
fn told(off: &Break) -> String {
    format!("{} {} {} {}", off.zone.code(), off.kind.code(), off.from, off.to)
}
