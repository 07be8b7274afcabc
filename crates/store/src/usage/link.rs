//! Which unit the uses measured in a school are of: told by somebody, on a day, and taken back the same way.

use crate::{
    Store,
    audit::AuditEvent,
    engine::{
        batch::row,
        fault::{Fault, StoreError, readable},
        read, write,
    },
    request::{FormVerdict, FromForm, SeenMark},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Action, Actor, AuditAction, PolicyCode, Principal, SchoolYear, TerritoryCode, Uai, UnitId, adoption,
    rights::{Object, authorize},
};
use std::collections::BTreeMap;

/// A school whose uses are linked, in a policy's school year.
#[derive(Clone, Copy, Debug)]
pub struct LinkedSchool<'a> {
    /// The policy.
    pub policy: PolicyCode,
    /// The school year.
    pub year: SchoolYear,
    /// The school.
    pub school: Uai,
    /// The territories over which a right to it is asked, the smallest that it stands in today last.
    pub lineage: &'a [TerritoryCode],
}

/// A link that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsageLink {
    /// The unit that the school's uses are of.
    pub unit: UnitId,
    /// Who said so.
    pub author: Actor,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

#[derive(sqlx_macros::FromRow)]
struct UsageLinkRow {
    id: i64,
    school: String,
    unit_id: Option<i64>,
    author: String,
    recorded_at: DateTime<Utc>,
}

/// The mark of a school's link, as its form shows it.
pub fn link_mark(unit: Option<UnitId>) -> SeenMark {
    SeenMark::of(unit.map(|unit| unit.to_string()))
}

impl Store {
    /// The links of a policy's school year, by school: those of one school, or all.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn usage_links(
        &self,
        policy: PolicyCode,
        year: SchoolYear,
        school: Option<Uai>,
    ) -> Result<BTreeMap<Uai, UsageLink>, StoreError> {
        const LINKS: &str = "select id, school, unit_id, author, recorded_at from usage_link \
             where policy = $1 and year = $2 and (cast($3 as text) is null or school = $3) order by id";
        let rows: Vec<UsageLinkRow> = read!(self, |pool| {
            let query = sqlx::query_as(LINKS).bind(policy.as_str()).bind(year.to_string());
            query
                .bind(school.map(|uai| uai.to_string()))
                .fetch_all(pool)
                .await?
        });
        let mut links = BTreeMap::new();
        for row in rows {
            let (school, link) = row.link()?;
            match link {
                Some(link) => links.insert(school, link),
                None => links.remove(&school),
            };
        }
        Ok(links)
    }

    /// Says which unit a school's uses are of, or takes it back; the same again writes nothing.
    ///
    /// # Errors
    /// [`StoreError::Refused`]: it is not theirs to say; the school has no such unit that year; the form showed another link.
    pub async fn link_usage(
        &self,
        by: &Principal,
        today: NaiveDate,
        now: DateTime<Utc>,
        of: LinkedSchool<'_>,
        unit: impl Into<FromForm<Option<UnitId>>>,
    ) -> Result<(), StoreError> {
        const LAST: &str = "select coalesce(max(id), 0) from usage_link";
        const HELD: &str = "select unit_id from usage_link where policy = $1 and year = $2 and school = $3 order by id desc limit 1";
        const OF_SCHOOL: &str =
            "select count(*) from unit where id = $4 and policy = $1 and year = $2 and school = $3";
        const LINK: &str = "insert into usage_link (id, policy, year, school, unit_id, author, recorded_at)";
        let LinkedSchool {
            policy,
            year,
            school,
            lineage,
        } = of;
        let object = Object {
            policy: Some(policy),
            lineage,
        };
        authorize(by, Action::RecordAdoption, &object, today)?;
        let FromForm { what: unit, form } = unit.into();
        let mut tx = self.begin(by, now).await?;
        let [in_policy, in_year, at_school] = [policy.to_string(), year.to_string(), school.to_string()];
        let held: Option<Option<i64>> = write!(tx, |conn| {
            let query = sqlx::query_scalar(HELD)
                .bind(&in_policy)
                .bind(&in_year)
                .bind(&at_school);
            query.fetch_optional(conn).await?
        });
        let held = held.flatten().map(UnitId);
        if held == unit {
            return tx.give_up().await;
        }
        let told = unit.map_or("none".to_owned(), |unit| unit.to_string());
        let asked = format!("usage-link {policy} {year} {school} {told}");
        if tx.judge(form, &asked, link_mark(held)).await? == FormVerdict::Done {
            return tx.give_up().await;
        }
        if let Some(unit) = unit {
            let there: i64 = write!(tx, |conn| {
                let query = sqlx::query_scalar(OF_SCHOOL).bind(&in_policy).bind(&in_year);
                query.bind(&at_school).bind(unit.0).fetch_one(conn).await?
            });
            if there == 0 {
                return Err(adoption::AdoptionRefused::UnknownUnit(unit).into());
            }
        }
        let last: i64 = write!(tx, |conn| sqlx::query_scalar(LAST).fetch_one(conn).await?);
        let at = tx.at;
        let values = row![
            last + 1,
            in_policy,
            in_year,
            at_school,
            unit.map(|unit| unit.0),
            by.actor.code(),
            at
        ];
        tx.insert(LINK, "", [values]);
        let deed = AuditEvent::new(AuditAction::UsageLinked, format!("{school} {year} {told}"));
        tx.commit(deed.within(lineage.last().copied())).await
    }
}

impl UsageLinkRow {
    fn link(self) -> Result<(Uai, Option<UsageLink>), Fault> {
        let (school, author) = (self.school.parse().ok(), Actor::from_code(&self.author));
        let school = readable("usage_link", "school", self.id, &self.school, school)?;
        let author = readable("usage_link", "author", self.id, &self.author, author)?;
        let link = self.unit_id.map(|unit| UsageLink {
            unit: UnitId(unit),
            author,
            recorded_at: self.recorded_at,
        });
        Ok((school, link))
    }
}
