//! Networks of priority education with the units of their schools, out of where each unit stands: the rollup groups by territory, not by network.

mod report;

use super::{
    Child, Slice,
    children::standing::{StandingRow, standing},
    units::push_slice,
};
use crate::{
    Store,
    engine::{
        fault::{Fault, StoreError, readable},
        read,
    },
    territory::{
        access_scope::{push_access_scope, push_unit_scope},
        territory_code,
    },
};
use domain::{
    SchoolYear, TerritoryCode, Uai,
    networks::{PriorityNetwork, list_for},
    rights::AccessScope,
};
pub use report::NetworksReport;

/// A network's name, and where its collège stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkPlace {
    /// Its name: that of its collège, as the directory has it; none when the directory does not know it.
    pub name: Option<String>,
    /// The département of its collège; none when the directory does not know it.
    pub department: Option<TerritoryCode>,
}

const STANDING: &str = "n.step, count(*) as units, \
     cast(sum(case when u.estimated then 1 else 0 end) as bigint) as estimated, max(n.last_news) as last_news, min(u.census_day) as known_since ";

impl Store {
    /// The list of networks that tells of a school year; none when none was brought.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn network_list(&self, year: SchoolYear) -> Result<Option<SchoolYear>, StoreError> {
        const YEARS: &str = "select distinct year from school_network";
        let years: Vec<String> = read!(self, |pool| sqlx::query_scalar(YEARS).fetch_all(pool).await?);
        let read = |text: &String| readable("school_network", "year", text, text, text.parse().ok());
        let years = years.iter().map(read).collect::<Result<Vec<_>, Fault>>()?;
        Ok(list_for(&years, year))
    }

    /// A network's name and place; none when there is no such network.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn network_place(&self, code: PriorityNetwork) -> Result<Option<NetworkPlace>, StoreError> {
        const PLACE: &str = "select s.name || ' (' || s.commune || ')', s.department from school_network k left join school s on s.uai = k.network where k.network = $1 limit 1";
        let head = code.head().to_string();
        let row: Option<(Option<String>, Option<String>)> = read!(self, |pool| sqlx::query_as(PLACE)
            .bind(&head)
            .fetch_optional(pool)
            .await?);
        let place = |(name, department): (Option<String>, Option<String>)| {
            let read = |found: String| territory_code("school", "department", &head, &found);
            Ok(NetworkPlace {
                name,
                department: department.map(read).transpose()?,
            })
        };
        Ok(row.map(place).transpose().map_err(|fault: Fault| fault)?)
    }

    /// The network that a school stands in according to a list.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn network_of_school(
        &self,
        list: SchoolYear,
        school: Uai,
    ) -> Result<Option<PriorityNetwork>, StoreError> {
        const OF: &str = "select network from school_network where year = $1 and school = $2";
        let found: Option<String> = read!(self, |pool| sqlx::query_scalar(OF)
            .bind(list.to_string())
            .bind(school.to_string())
            .fetch_optional(pool)
            .await?);
        Ok(found.as_deref().map(network).transpose()?)
    }

    /// Whether a school of a network, with or without units, or its collège stands within an access scope.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn network_stands(
        &self,
        code: PriorityNetwork,
        list: SchoolYear,
        within: &AccessScope,
    ) -> Result<bool, StoreError> {
        let head = code.head().to_string();
        let found: Option<String> = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new("select s.uai from school s where (s.uai = ");
            query.push_bind(head.clone());
            query.push(" or s.uai in (select k.school from school_network k where k.network = ");
            query.push_bind(head).push(" and k.year = ");
            query.push_bind(list.to_string()).push("))");
            push_access_scope!(query, within, "s.department", "s.district");
            let query = query.push(" limit 1").build_query_scalar();
            query.fetch_optional(pool).await?
        });
        Ok(found.is_some() || *within == AccessScope::Everywhere)
    }

    /// The schools of a network that have units in a slice and stand within an access scope, by name.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn schools_of_network(
        &self,
        slice: &Slice,
        code: PriorityNetwork,
        list: SchoolYear,
        within: &AccessScope,
    ) -> Result<Vec<Child<Uai>>, StoreError> {
        let rows: Vec<StandingRow> = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new(
                "select s.uai as code, s.name || ' (' || s.commune || ')' as name, ",
            );
            // A cross join, so that SQLite begins with the network's few schools.
            query
                .push(STANDING)
                .push("from school_network k cross join school s cross join unit u cross join unit_now n ");
            push_slice!(query, slice);
            query.push(" and s.uai = k.school and u.school = k.school and n.unit_id = u.id");
            query.push(" and k.year = ").push_bind(list.to_string());
            query.push(" and k.network = ").push_bind(code.head().to_string());
            push_unit_scope!(query, within);
            query
                .push(" group by s.uai, s.name, s.commune, n.step")
                .build_query_as()
                .fetch_all(pool)
                .await?
        });
        standing(rows, |code| {
            readable("school_network", "school", code, code, code.parse().ok())
        })
    }
}

fn network(found: &str) -> Result<PriorityNetwork, Fault> {
    readable("school_network", "network", found, found, found.parse().ok()).map(PriorityNetwork)
}
