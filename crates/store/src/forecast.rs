//! The forecasts of the rollout, kept as they were made.

use crate::{
    Store,
    audit::AuditEvent,
    engine::{
        batch::row,
        fault::{Fault, StoreError, readable},
        read, write,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    AuditAction, PolicyCode, Principal, SchoolYear, TerritoryCode, Week,
    adoption::{KeptOn, METHOD, WeekForecast},
    forecast::Spread,
};
use std::collections::BTreeSet;

const KEPT: &str = "select monday, horizon, low, middle, high, widen_per_mille, method from forecast_kept \
     where policy = $1 and year = $2 and territory = $3 order by monday, horizon";
const KEPT_OF_MONDAY: &str =
    "select distinct territory from forecast_kept where policy = $1 and year = $2 and monday = $3";

#[derive(sqlx_macros::FromRow)]
struct ForecastRow {
    monday: NaiveDate,
    horizon: NaiveDate,
    low: i64,
    middle: i64,
    high: i64,
    widen_per_mille: i64,
    method: i64,
}

/// What the forecast of a territory says on a Monday: of each horizon, the week that it ends.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptForecast {
    /// The territory.
    pub territory: TerritoryCode,
    /// What is said of each.
    pub said: Vec<WeekForecast>,
}

impl Store {
    /// The forecasts kept of a territory's school year, by Monday and horizon.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn kept_forecasts(
        &self,
        policy: PolicyCode,
        year: SchoolYear,
        territory: TerritoryCode,
    ) -> Result<Vec<KeptOn>, StoreError> {
        let rows: Vec<ForecastRow> = read!(self, |pool| {
            let query = sqlx::query_as(KEPT).bind(policy.as_str()).bind(year.to_string());
            query.bind(territory.as_str()).fetch_all(pool).await?
        });
        Ok(rows.into_iter().map(kept).collect::<Result<_, Fault>>()?)
    }

    /// The territories of which a Monday's forecast is kept.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn forecast_on(
        &self,
        policy: PolicyCode,
        year: SchoolYear,
        week: Week,
    ) -> Result<BTreeSet<String>, StoreError> {
        let known: Vec<String> = read!(self, |pool| {
            let query = sqlx::query_scalar(KEPT_OF_MONDAY).bind(policy.as_str());
            let query = query.bind(year.to_string()).bind(week.monday());
            query.fetch_all(pool).await?
        });
        Ok(known.into_iter().collect())
    }

    /// Keeps the forecasts of a week's Monday, of the territories of which none is kept yet: what is kept stays. Answers of how many.
    ///
    /// # Errors
    /// [`StoreError`]: the database can't answer, or is busy.
    pub async fn keep_forecasts(
        &self,
        by: &Principal,
        now: DateTime<Utc>,
        policy: PolicyCode,
        year: SchoolYear,
        week: Week,
        foretold: &[KeptForecast],
    ) -> Result<usize, StoreError> {
        const KEEP: &str = "insert into forecast_kept (policy, year, territory, monday, horizon, low, middle, high, widen_per_mille, method, made_at)";
        let mut tx = self.begin(by, now).await?;
        let known: Vec<String> = write!(tx, |conn| {
            let query = sqlx::query_scalar(KEPT_OF_MONDAY).bind(policy.as_str());
            let query = query.bind(year.to_string()).bind(week.monday());
            query.fetch_all(conn).await?
        });
        let known: BTreeSet<String> = known.into_iter().collect();
        let new: Vec<&KeptForecast> = foretold
            .iter()
            .filter(|told| !known.contains(told.territory.as_str()) && !told.said.is_empty())
            .collect();
        if new.is_empty() {
            tx.give_up().await?;
            return Ok(0);
        }
        let at = tx.at;
        for told in &new {
            let rows = told.said.iter().map(|said| {
                row![
                    policy.to_string(),
                    year.to_string(),
                    told.territory.to_string(),
                    week.monday(),
                    said.week.sunday(),
                    said.spread.low,
                    said.spread.middle,
                    said.spread.high,
                    per_mille(said.widen),
                    i64::from(METHOD),
                    at,
                ]
            });
            tx.insert(KEEP, "", rows);
        }
        let object = format!("{policy} {year} {} ×{}", week.monday(), new.len());
        tx.commit(AuditEvent::new(AuditAction::ForecastKept, object))
            .await?;
        Ok(new.len())
    }
}

fn kept(row: ForecastRow) -> Result<KeptOn, Fault> {
    let found = row.widen_per_mille.to_string();
    let widen = i32::try_from(row.widen_per_mille).ok();
    let widen = readable("forecast_kept", "widen_per_mille", row.monday, &found, widen)?;
    let told = row.method.to_string();
    let method = u8::try_from(row.method).ok();
    Ok(KeptOn {
        made: Week::of(row.monday),
        method: readable("forecast_kept", "method", row.monday, &told, method)?,
        kept: WeekForecast {
            week: Week::of(row.horizon),
            spread: Spread {
                low: row.low,
                middle: row.middle,
                high: row.high,
            },
            widen: f64::from(widen) / 1_000.0,
        },
    })
}

/// A widening, in thousandths: 1.1 is 1100.
fn per_mille(widen: f64) -> i64 {
    format!("{:.0}", widen * 1_000.0).parse().unwrap_or(1_000)
}
