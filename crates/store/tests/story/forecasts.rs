//! Forecasts kept on their Monday: once, as they were made, and never changed.

use crate::{
    engines::on_both,
    world::{fill, now, policy, today, year},
};
use domain::{
    Principal, TerritoryCode, Week,
    adoption::{KeptOn, METHOD, WeekForecast},
    forecast::Spread,
};
use store::{Store, forecast::KeptForecast};

on_both! {
    a_forecast_is_kept_once, a_forecast_is_kept_once_on_postgres => a_forecast_is_kept_once_as_it_was_made;
}

fn said(week: Week, middle: i64) -> WeekForecast {
    WeekForecast {
        week,
        spread: Spread {
            low: middle - 3,
            middle,
            high: middle + 5,
        },
        widen: 1.234,
    }
}

async fn a_forecast_is_kept_once_as_it_was_made(store: Store) {
    fill(&store, 8).await;
    let (by, monday) = (Principal::operator(), Week::of(today()));
    let (nation, academy) = (TerritoryCode::nation(), TerritoryCode::academy("14").unwrap());
    let (fourth, eighth) = (monday.next().next().next(), monday.next());
    let told = |territory, said| KeptForecast { territory, said };
    let first = [
        told(nation, vec![said(fourth, 40), said(eighth, 60)]),
        told(academy, Vec::new()),
    ];
    let keep = async |told: &[KeptForecast]| {
        let kept = store.keep_forecasts(&by, now(), policy(), year(), monday, told);
        kept.await.unwrap()
    };
    let of = async |territory| store.kept_forecasts(policy(), year(), territory).await.unwrap();
    assert_eq!(keep(&first).await, 1);
    let mut kept = [said(fourth, 40), said(eighth, 60)].map(|kept| KeptOn {
        made: monday,
        kept,
        method: METHOD,
    });
    kept.sort_by_key(|on| on.kept.week);
    assert_eq!(of(nation).await, kept);
    assert_eq!(of(academy).await, [], "too early, nothing is kept");
    let known = store.forecast_on(policy(), year(), monday).await.unwrap();
    assert_eq!(known.into_iter().collect::<Vec<_>>(), ["FR"]);
    let version = store.version();
    let again = [told(nation, vec![said(fourth, 90)])];
    assert_eq!(keep(&again).await, 0);
    assert_eq!(store.version(), version, "the same Monday again writes nothing");
    assert_eq!(of(nation).await, kept);
    let later = [
        told(nation, vec![said(fourth, 90)]),
        told(academy, vec![said(fourth, 9)]),
    ];
    assert_eq!(keep(&later).await, 1, "who lacked");
    assert_eq!(of(nation).await, kept);
    assert_eq!(of(academy).await.len(), 1);
}
