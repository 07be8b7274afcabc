//! Networks of priority education: the list of a school year replaces the one before it, whole.

use super::Intake;
use crate::engine::{
    batch::row,
    fault::{Fault, StoreError, readable},
    write,
};
use domain::{SchoolYear, Uai, networks::PriorityNetwork};
use std::collections::BTreeMap;

/// What a list of networks changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NetworkChanges {
    /// Schools that enter a network.
    pub created: u64,
    /// Schools that now stand in another network.
    pub changed: u64,
    /// Schools that stand in none any more.
    pub removed: u64,
    /// Schools that stand where they stood.
    pub same: u64,
}

impl Intake {
    /// Replaces the list of a year: the network of each school; the schools exist. What it says already changes nothing.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when a school is not there, or the database can't answer.
    pub async fn put_networks(
        &mut self,
        year: SchoolYear,
        schools: &BTreeMap<Uai, PriorityNetwork>,
    ) -> Result<NetworkChanges, StoreError> {
        const CLEAR: &str = "delete from school_network where year = $1";
        const PUT: &str = "insert into school_network (year, school, network)";
        let known = self.networks(year).await?;
        let gone = known.keys().filter(|school| !schools.contains_key(school));
        let mut changes = NetworkChanges {
            removed: gone.count() as u64,
            ..NetworkChanges::default()
        };
        for (school, network) in schools {
            match known.get(school) {
                Some(before) if before == network => changes.same += 1,
                Some(_) => changes.changed += 1,
                None => changes.created += 1,
            }
        }
        if known == *schools {
            return Ok(changes);
        }
        self.changed = true;
        self.written += changes.created + changes.changed + changes.removed;
        if !self.is_writing() {
            return Ok(changes);
        }
        let year = year.to_string();
        write!(self.tx, |conn| {
            sqlx::query(CLEAR).bind(&year).execute(conn).await?;
        });
        let values = |(school, network): (&Uai, &PriorityNetwork)| {
            row![year.clone(), school.to_string(), network.head().to_string()]
        };
        self.tx.insert(PUT, "", schools.iter().map(values));
        self.tx.send().await?;
        Ok(changes)
    }

    /// The network of each school, as the list of a year has it.
    async fn networks(&mut self, year: SchoolYear) -> Result<BTreeMap<Uai, PriorityNetwork>, StoreError> {
        const KNOWN: &str = "select school, network from school_network where year = $1";
        let year = year.to_string();
        let rows: Vec<(String, String)> = write!(self.tx, |conn| sqlx::query_as(KNOWN)
            .bind(&year)
            .fetch_all(conn)
            .await?);
        let uai = |column, found: &str| readable("school_network", column, &year, found, found.parse().ok());
        let read = |(school, network): (String, String)| {
            Ok((
                uai("school", &school)?,
                PriorityNetwork(uai("network", &network)?),
            ))
        };
        Ok(rows.into_iter().map(read).collect::<Result<_, Fault>>()?)
    }
}
