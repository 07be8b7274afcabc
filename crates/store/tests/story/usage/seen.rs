//! The measured use of a unit, where somebody said that it is the unit's.

use super::{bring, school, visits, week};
use crate::world::{fill, now, policy, slice, today, year};
use domain::{
    Principal, Refusal, TerritoryCode, UnitId, adoption::AdoptionRefused, rights::AccessScope,
    usage::UsagePlace,
};
use store::{
    Store, StoreError,
    usage::{LinkedSchool, SeenAs, SeenUnit},
};

/// What was measured of each unit, week by week.
fn told(seen: &[SeenUnit]) -> Vec<(i64, Vec<Option<i64>>)> {
    let one = |seen: &SeenUnit| {
        let uses = seen.weeks.iter().map(|(_, uses)| *uses).collect();
        (seen.unit.id.0, uses)
    };
    seen.iter().map(one).collect()
}

pub(super) async fn a_measured_use_is_a_units_only_where_somebody_said_so(store: Store) {
    // Schools 0 and 1 have two units, 2 and 3 one.
    fill(&store, 6).await;
    let everywhere = (slice(TerritoryCode::nation()), AccessScope::Everywhere);
    let span = week(3)..=week(1);
    let seen = async || {
        let seen = store.seen_units(&everywhere.0, &everywhere.1, span.clone());
        seen.await.unwrap()
    };
    assert_eq!(seen().await, []);
    let rows = [
        visits(2, UsagePlace::School(school(0)), week(3), 7),
        visits(3, UsagePlace::School(school(2)), week(1), 5),
        visits(4, UsagePlace::Unit(UnitId(6)), week(3), 2),
    ];
    bring(&store, &rows).await;
    let found = seen().await;
    // A week in which others were measured is no week without use here.
    let expected = [(6, vec![Some(2), None, None]), (3, vec![None, None, Some(5)])];
    assert_eq!(told(&found), expected);
    assert_eq!(found[0].why, SeenAs::Own);
    assert_eq!(found[1].why, SeenAs::Alone);

    let by = Principal::operator();
    let of = LinkedSchool {
        policy: policy(),
        year: year(),
        school: school(0),
        lineage: &[TerritoryCode::nation()],
    };
    let link = async |unit| store.link_usage(&by, today(), now(), of, unit).await;
    link(Some(UnitId(5))).await.unwrap();
    let version = store.version();
    link(Some(UnitId(5))).await.unwrap();
    assert_eq!(store.version(), version, "the same again writes nothing");
    let found = seen().await;
    let linked = found.iter().find(|seen| seen.unit.id == UnitId(5)).unwrap();
    assert!(
        matches!(linked.why, SeenAs::Linked(link) if link.author == by.actor),
        "{:?}",
        linked.why
    );
    assert_eq!(linked.weeks[0].1, Some(7));
    let links = store
        .usage_links(policy(), year(), Some(school(0)))
        .await
        .unwrap();
    assert_eq!(links[&school(0)].unit, UnitId(5));
    let elsewhere = link(Some(UnitId(3))).await.unwrap_err();
    assert!(
        matches!(
            elsewhere,
            StoreError::Refused(Refusal::Adoption(AdoptionRefused::UnknownUnit(UnitId(3))))
        ),
        "{elsewhere:?}"
    );
    link(None).await.unwrap();
    assert_eq!(told(&seen().await), expected, "taken back");
    let nobody = Principal::nobody(None);
    let stop = store
        .link_usage(&nobody, today(), now(), of, Some(UnitId(5)))
        .await
        .unwrap_err();
    assert!(
        matches!(stop, StoreError::Refused(Refusal::Forbidden(_))),
        "{stop:?}"
    );
}
