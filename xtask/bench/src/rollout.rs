//! The pages of the rollout, asked and written, beside the first scale: what they cost must not depend on how many units and events there are.

use crate::{
    Error,
    measure::{Figure, Figures, lowest_tenth, micros},
    world::{World, slice},
};
use app::{
    comparison::Comparison,
    context::Context,
    query::Query,
    territory::TerritoryPage,
    ui::{
        layout::{Bar, Layout},
        page::Page,
    },
};
use domain::{Principal, TerritoryCode};
use std::{
    future::Future,
    sync::Arc,
    time::{Duration, Instant},
};
use store::{DataVersion, Store, StoreError};

/// How often each page is made.
const TIMES: usize = 400;

/// The nation's page with its forecast remembered and made anew, then the comparison: map, funnel plot, small multiples, table.
/// Each is made in turn with the same page of the first scale, opened beside it.
pub async fn run(world: &World, first: &World, figures: &mut Figures) -> Result<(), Error> {
    journeys(world, figures).await?;
    let kept = [context(world)?, context(first)?];
    let [ours, theirs] = &kept;
    let both = beside(|| nation(ours.clone()), || nation(theirs.clone())).await?;
    tell("nation", world, both, figures);
    let both = beside(
        async || nation(context(world)?).await,
        async || nation(context(first)?).await,
    )
    .await?;
    tell("nation-forecast", world, both, figures);
    let both = beside(|| comparison(ours.clone()), || comparison(theirs.clone())).await?;
    tell("comparison", world, both, figures);
    Ok(())
}

async fn nation(context: Context) -> Result<Page, Error> {
    let policy = slice()?.policy.to_string();
    let nation = TerritoryCode::nation();
    let loaded = TerritoryPage::load(&context, &policy, nation, &Query::default()).await;
    loaded.map(TerritoryPage::page).map_err(told)
}

async fn comparison(context: Context) -> Result<Page, Error> {
    let policy = slice()?.policy.to_string();
    let loaded = Comparison::load(&context, &policy, &Query::default()).await;
    loaded.map(Comparison::page).map_err(told)
}

fn tell(name: &str, world: &World, [ours, first]: [Duration; 2], figures: &mut Figures) {
    figures.tell(name, Figure::new(world.scale, micros(ours), micros(first), "µs"));
}

/// Cohorts and durations, out of every event of the year, beside the bare reading of all events: once for a state of the data.
async fn journeys(world: &World, figures: &mut Figures) -> Result<(), Error> {
    // A store that remembers nothing yet.
    let store = Store::open_sqlite(&world.folder).await?;
    let now = world.today.and_hms_opt(9, 0, 0).ok_or("no time")?.and_utc();
    let begun = Instant::now();
    std::hint::black_box(store.journeys(&world.slice, world.today, now).await?);
    let ours = begun.elapsed();
    let begun = Instant::now();
    store
        .each_event::<StoreError>(|event| {
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

fn told(failure: app::failure::PageError) -> Error {
    format!("{failure:?}").into()
}

fn context(world: &World) -> Result<Context, Error> {
    Ok(Context {
        store: world.store.clone(),
        by: Principal::operator(),
        today: world.today,
        now: world.today.and_hms_opt(9, 0, 0).ok_or("no time")?.and_utc(),
        forecasts: Arc::default(),
    })
}

/// What two pages cost, from the question to the bytes, made in turn: what slows the machine down slows both. The quickest are told, since what else runs only adds.
async fn beside<A, B>(ours: impl Fn() -> A, theirs: impl Fn() -> B) -> Result<[Duration; 2], Error>
where
    A: Future<Output = Result<Page, Error>>,
    B: Future<Output = Result<Page, Error>>,
{
    let (mut our_costs, mut their_costs) = (Vec::with_capacity(TIMES), Vec::with_capacity(TIMES));
    // The first ones warm up.
    cost(ours()).await?;
    cost(theirs()).await?;
    for _ in 0..TIMES {
        our_costs.push(cost(ours()).await?);
        their_costs.push(cost(theirs()).await?);
    }
    Ok([lowest_tenth(our_costs), lowest_tenth(their_costs)])
}

async fn cost(load: impl Future<Output = Result<Page, Error>>) -> Result<Duration, Error> {
    let layout = Layout {
        assets: Vec::new(),
        demo: None,
    };
    let bar = Bar::default();
    let begun = Instant::now();
    std::hint::black_box(layout.html(&bar, &load.await?, DataVersion::default()));
    Ok(begun.elapsed())
}
