//! The networks of a territory side by side, remembered for a state of the data.

use super::{STANDING, network};
use crate::{
    Store,
    adoption::{
        Child, Slice,
        children::standing::{StandingRow, standing},
        units::push_slice,
    },
    cache::VersionedCache,
    engine::{fault::StoreError, read},
    territory::access_scope::push_unit_scope,
};
use chrono::{DateTime, Utc};
use domain::{SchoolYear, networks::PriorityNetwork, rights::AccessScope};
use std::sync::Arc;

/// The networks that have units in a territory, as a list has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworksReport {
    /// The school year whose list it is.
    pub list: SchoolYear,
    /// By name; each with the units of its schools in the territory, within the access scope asked for.
    pub networks: Vec<Child<PriorityNetwork>>,
    /// The units of schools that stand in no network, within the same access scope; none when there is no such unit.
    pub outside: Option<Child<()>>,
    /// When it was computed: what was known then.
    pub made_at: DateTime<Utc>,
}

struct CachedNetworks(VersionedCache<(Slice, SchoolYear, AccessScope), Arc<NetworksReport>>);
impl Default for CachedNetworks {
    fn default() -> Self {
        Self(VersionedCache::one_load_at_a_time())
    }
}

impl Store {
    /// The networks that have units in a slice, of schools within an access scope, computed once for a state of the data: a second on a hundred thousand units. None when no list was brought.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn networks(
        &self,
        slice: &Slice,
        within: &AccessScope,
        now: DateTime<Utc>,
    ) -> Result<Option<Arc<NetworksReport>>, StoreError> {
        let Some(list) = self.network_list(slice.year).await? else {
            return Ok(None);
        };
        let make = || async {
            let rows: Vec<StandingRow> = read!(self, |Db, pool| {
                let mut query = sqlx::QueryBuilder::<Db>::new(
                    "select coalesce(k.network, '') as code, coalesce(w.name || ' (' || w.commune || ')', '') as name, ",
                );
                query.push(STANDING).push(
                    "from unit u join unit_now n on n.unit_id = u.id left join school_network k on k.school = u.school and k.year = ",
                );
                query
                    .push_bind(list.to_string())
                    .push(" left join school w on w.uai = k.network ");
                push_slice!(query, slice);
                push_unit_scope!(query, within);
                query
                    .push(" group by k.network, w.name, w.commune, n.step")
                    .build_query_as()
                    .fetch_all(pool)
                    .await?
            });
            let (inside, outside): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| !row.code.is_empty());
            Ok::<_, StoreError>(Arc::new(NetworksReport {
                list,
                networks: standing(inside, network)?,
                outside: standing(outside, |_| Ok(()))?.pop(),
                made_at: now,
            }))
        };
        let cached = self.state::<CachedNetworks>();
        let key = (*slice, list, within.clone());
        let told = cached.0.get_or_load(self.epoch(), key, make).await?;
        Ok(Some(told))
    }
}
