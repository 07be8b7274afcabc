//! Policies, their levels, their school years.

use crate::{
    Store,
    cache::VersionedCache,
    engine::{
        fault::{Fault, StoreError, readable},
        read,
    },
};
use domain::{
    LevelCode, PolicyCode, SchoolYear,
    policy::{Level, Policy},
};

#[derive(sqlx_macros::FromRow)]
struct PolicyRow {
    name: String,
    unit_one: String,
    unit_many: String,
}
#[derive(sqlx_macros::FromRow)]
struct LevelRow {
    code: String,
    name: String,
}

#[derive(Default)]
struct CachedPolicies(VersionedCache<PolicyCode, Policy>);

#[derive(Default)]
struct CachedYears(VersionedCache<PolicyCode, Vec<SchoolYear>>);

impl Store {
    /// The policy of a slug, with its levels in order.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn policy(&self, code: PolicyCode) -> Result<Option<Policy>, StoreError> {
        let cached = self.state::<CachedPolicies>();
        let load = || self.ask_policy(code);
        cached.0.find_or_load(self.reference_epoch(), code, load).await
    }

    async fn ask_policy(&self, code: PolicyCode) -> Result<Option<Policy>, StoreError> {
        const POLICY: &str = "select name, unit_one, unit_many from policy where code = $1";
        const LEVELS: &str = "select code, name from policy_level where policy = $1 order by rank";
        let row: Option<PolicyRow> = read!(self, |pool| sqlx::query_as(POLICY)
            .bind(code.as_str())
            .fetch_optional(pool)
            .await?);
        let Some(row) = row else { return Ok(None) };
        let levels: Vec<LevelRow> = read!(self, |pool| sqlx::query_as(LEVELS)
            .bind(code.as_str())
            .fetch_all(pool)
            .await?);
        let level = |row: LevelRow| {
            let code = readable(
                "policy_level",
                "code",
                &row.code,
                &row.code,
                LevelCode::new(&row.code),
            )?;
            Ok::<_, Fault>(Level { code, name: row.name })
        };
        let levels = levels.into_iter().map(level).collect::<Result<_, _>>()?;
        Ok(Some(Policy {
            code,
            name: row.name,
            unit_one: row.unit_one,
            unit_many: row.unit_many,
            levels,
        }))
    }

    /// Every policy, by name.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn policies(&self) -> Result<Vec<Policy>, StoreError> {
        let codes: Vec<String> = read!(self, |pool| sqlx::query_scalar(
            "select code from policy order by name"
        )
        .fetch_all(pool)
        .await?);
        let mut policies = Vec::with_capacity(codes.len());
        for found in codes {
            let code = readable("policy", "code", &found, &found, PolicyCode::new(&found))?;
            policies.extend(self.policy(code).await?);
        }
        Ok(policies)
    }

    /// The school years in which a policy has units, the latest first.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn years(&self, policy: PolicyCode) -> Result<Vec<SchoolYear>, StoreError> {
        let cached = self.state::<CachedYears>();
        let load = || self.ask_years(policy);
        let years = cached
            .0
            .find_or_load(self.reference_epoch(), policy, load)
            .await?;
        Ok(years.unwrap_or_default())
    }

    async fn ask_years(&self, policy: PolicyCode) -> Result<Option<Vec<SchoolYear>>, StoreError> {
        // From year to year by the key's own order: a few steps, whatever the number of rows.
        const YEARS: &str = "with recursive step (year) as ( \
             select min(year) from adoption_rollup where policy = $1 \
             union all select (select min(r.year) from adoption_rollup r where r.policy = $1 and r.year > step.year) \
             from step where step.year is not null) \
             select year from step where year is not null order by year desc";
        let years: Vec<String> = read!(self, |pool| sqlx::query_scalar(YEARS)
            .bind(policy.as_str())
            .fetch_all(pool)
            .await?);
        let year = |year: String| readable("adoption_rollup", "year", "FR", &year, year.parse().ok());
        let years: Vec<_> = years.into_iter().map(year).collect::<Result<_, _>>()?;
        Ok((!years.is_empty()).then_some(years))
    }
}
