//! The pages of the rollout, asked and written, beside the first scale: what they cost must not depend on how many units and events there are.

use crate::{
    Told,
    measure::{Figure, Figures, median, micros},
    world::World,
};
use app::{
    desk::Desk,
    query::Query,
    rollout::{Comparison, Rollout},
    ui::page::{Bar, Frame, Page, html},
};
use domain::{Principal, TerritoryCode};
use std::{
    future::Future,
    sync::Arc,
    time::{Duration, Instant},
};
use store::{Stop, Store};

/// How often each page is made.
const TIMES: usize = 60;

/// The nation's page with its forecast remembered and made anew, then the comparison: map, funnel plot, small multiples, table.
pub async fn run(world: &World, figures: &mut Figures) -> Result<(), Told> {
    let policy = world.slice.policy.to_string();
    let nation = async |desk: Desk| {
        let nation = TerritoryCode::nation();
        Rollout::load(&desk, &policy, nation, &Query::default())
            .await
            .map(Rollout::page)
    };
    let comparison = async |desk: Desk| {
        Comparison::load(&desk, &policy, &Query::default())
            .await
            .map(Comparison::page)
    };
    let kept = desk(world)?;
    let costs = [
        (
            "nation",
            page(|| async { nation(kept.clone()).await.map_err(told) }).await?,
        ),
        (
            "nation-forecast",
            page(|| async { nation(desk(world)?).await.map_err(told) }).await?,
        ),
        (
            "comparison",
            page(|| async { comparison(kept.clone()).await.map_err(told) }).await?,
        ),
    ];
    journeys(world, figures).await?;
    for (name, cost) in costs {
        let cost = micros(cost);
        let first = figures.first(name).unwrap_or(cost);
        figures.tell(name, Figure::new(world.scale, cost, first, "µs"));
    }
    Ok(())
}

/// Cohorts and durations, out of every event of the year, beside the bare reading of all events: once for a state of the data.
async fn journeys(world: &World, figures: &mut Figures) -> Result<(), Told> {
    // A store that remembers nothing yet.
    let store = Store::open_sqlite(&world.folder).await?;
    let now = world.today.and_hms_opt(9, 0, 0).ok_or("no time")?.and_utc();
    let begun = Instant::now();
    std::hint::black_box(store.journeys(&world.slice, world.today, now).await?);
    let ours = begun.elapsed();
    let begun = Instant::now();
    store
        .each_event::<Stop>(|event| {
            std::hint::black_box(event);
            Ok(())
        })
        .await?;
    let bare = begun.elapsed();
    store.close().await;
    figures.tell(
        "journeys",
        Figure::new(
            world.scale,
            ours.as_secs_f64() * 1e3,
            bare.as_secs_f64() * 1e3,
            "ms",
        ),
    );
    Ok(())
}

fn told(failure: app::failure::Failure) -> Told {
    format!("{failure:?}").into()
}

fn desk(world: &World) -> Result<Desk, Told> {
    Ok(Desk {
        store: world.store.clone(),
        by: Principal::operator(),
        today: world.today,
        now: world.today.and_hms_opt(9, 0, 0).ok_or("no time")?.and_utc(),
        previsions: Arc::default(),
    })
}

/// What a page costs, from the question to the bytes.
async fn page<F: Future<Output = Result<Page, Told>>>(load: impl Fn() -> F) -> Result<Duration, Told> {
    let frame = Frame {
        assets: Vec::new(),
        demo: None,
    };
    let bar = Bar::default();
    let make = || async {
        std::hint::black_box(html(&frame, &bar, &load().await?, 1));
        Ok(())
    };
    median::<_, Told>(TIMES, make).await
}
