//! The days that the convention's text leaves blank: its signature, the start of the acceleration window.

use super::{allow, row::day};
use crate::{
    Store,
    audit::AuditEvent,
    engine::{
        fault::{StoreError, readable},
        write,
    },
    request::{FormVerdict, FromForm, SeenMark},
    transaction::{Snapshot, Tx},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Action, Actor, AuditAction, Principal, Refusal,
    funding::{EarliestEntry, EntryNumber, check_convention_day, check_signature},
};

/// Which day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FundingDay {
    /// The convention's signature by both parties (article 2).
    Signature,
    /// The first day of the acceleration window.
    WindowStart,
}

impl FundingDay {
    /// The code kept in the store and in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::WindowStart => "window-start",
        }
    }
}

/// The days that somebody set, each with its author.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FundingDays {
    /// The signature.
    pub signature: Option<(NaiveDate, Actor)>,
    /// The window's start.
    pub window_start: Option<(NaiveDate, Actor)>,
}

impl FundingDays {
    /// The mark of what a form shows of them.
    pub fn mark(&self) -> SeenMark {
        let told = |set: Option<(NaiveDate, Actor)>| set.map_or_else(String::new, |(day, _)| day.to_string());
        SeenMark::of([told(self.signature), told(self.window_start)])
    }

    const fn of(&self, which: FundingDay) -> Option<(NaiveDate, Actor)> {
        match which {
            FundingDay::Signature => self.signature,
            FundingDay::WindowStart => self.window_start,
        }
    }
}

impl Store {
    /// Sets a day, as [`Store::set_funding_days`] does several.
    ///
    /// # Errors
    /// As [`Store::set_funding_days`].
    pub async fn set_funding_day(
        &self,
        by: &Principal,
        today: NaiveDate,
        now: DateTime<Utc>,
        which: FundingDay,
        day: NaiveDate,
    ) -> Result<(), StoreError> {
        self.set_funding_days(by, today, now, vec![(which, day)]).await
    }

    /// Sets days, all or none; those that stand so already leave no line.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when one is outside the convention, when it would be signed after an entry, or by nobody who keeps the ledger;
    /// [`Refusal::SeenAnother`] when somebody set one since the form was opened.
    pub async fn set_funding_days(
        &self,
        by: &Principal,
        today: NaiveDate,
        now: DateTime<Utc>,
        asked: impl Into<FromForm<Vec<(FundingDay, NaiveDate)>>>,
    ) -> Result<(), StoreError> {
        const SET: &str = "insert into funding_day (name, day, author, recorded_at) values ($1, $2, $3, $4) \
             on conflict (name) do update set day = excluded.day, author = excluded.author, recorded_at = excluded.recorded_at";
        let FromForm { what: wanted, form } = asked.into();
        allow(by, Action::KeepLedger, today)?;
        for (_, day) in &wanted {
            check_convention_day(*day).map_err(Refusal::from)?;
        }
        let mut tx = self.begin(by, now).await?;
        let rows: Vec<DayRow> = write!(tx, |conn| sqlx::query_as(DAYS).fetch_all(conn).await?);
        let stand = read_days(rows)?;
        let told = wanted
            .iter()
            .map(|(which, day)| format!("{} {day}", which.code()));
        let told = format!("funding days {}", told.collect::<Vec<_>>().join(" "));
        if tx.judge(form, &told, stand.mark()).await? == FormVerdict::Done {
            return tx.give_up().await;
        }
        let (author, at) = (by.actor.code(), tx.at);
        let mut deeds = Vec::new();
        for (which, day) in wanted {
            if stand.of(which).is_some_and(|(standing, _)| standing == day) {
                continue;
            }
            if which == FundingDay::Signature {
                let earliest = earliest(&mut tx).await?;
                check_signature(day, earliest).map_err(Refusal::from)?;
            }
            write!(tx, |conn| {
                let query = sqlx::query(SET).bind(which.code()).bind(day);
                query.bind(&author).bind(at).execute(conn).await?;
            });
            let object = format!("{} {day}", which.code());
            deeds.push(AuditEvent::new(AuditAction::FundingDaySet, object));
        }
        let Some(last) = deeds.pop() else {
            return tx.give_up().await;
        };
        for deed in deeds {
            tx.note(deed);
        }
        tx.commit(last).await
    }
}

/// The earliest of the entries that nothing took back.
async fn earliest(tx: &mut Tx) -> Result<Option<EarliestEntry>, StoreError> {
    const EARLIEST: &str = "select e.sequence, cast(e.day as text) from ledger_entry e where e.kind <> 'reversal' \
         and not exists (select 1 from ledger_entry r where r.reverses = e.sequence) order by e.day, e.sequence limit 1";
    let row: Option<(i64, String)> = write!(tx, |conn| sqlx::query_as(EARLIEST).fetch_optional(conn).await?);
    let read = |(sequence, text): (i64, String)| {
        let day = readable("ledger_entry", "day", sequence, &text, day(&text))?;
        let entry = EntryNumber(sequence);
        Ok::<_, StoreError>(EarliestEntry { entry, day })
    };
    row.map(read).transpose()
}

const DAYS: &str = "select name, cast(day as text), author from funding_day";

/// A day's name, the day, its author, as the database has them.
type DayRow = (String, String, String);

pub(super) async fn days(at: &mut Snapshot) -> Result<FundingDays, StoreError> {
    let rows: Vec<DayRow> = write!(at, |conn| sqlx::query_as(DAYS).fetch_all(conn).await?);
    read_days(rows)
}

fn read_days(rows: Vec<DayRow>) -> Result<FundingDays, StoreError> {
    let mut days = FundingDays::default();
    for (name, text, author) in rows {
        let set = readable("funding_day", "day", &name, &text, day(&text))?;
        let by = readable("funding_day", "author", &name, &author, Actor::from_code(&author))?;
        if name == FundingDay::Signature.code() {
            days.signature = Some((set, by));
        } else {
            days.window_start = Some((set, by));
        }
    }
    Ok(days)
}
