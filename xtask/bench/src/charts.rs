//! The national chart: asked, drawn, and asked of every event instead.

use crate::{
    Error,
    measure::{Figure, Figures, median, micros},
    world::World,
};
use chart::{Layout, Point};
use domain::adoption::StageCounts;
use std::time::Duration;
use store::StoreError;

async fn query(world: &World) -> Result<Duration, Error> {
    let ask = || async { world.store.weekly(&world.slice, world.today).await.map(|_| ()) };
    Ok(median::<_, StoreError>(400, ask).await?)
}

/// What its figures cost and what its drawing costs, beside the first scale.
pub async fn run(world: &World, figures: &mut Figures) -> Result<(), Error> {
    for (name, cost) in [
        ("chart-query", query(world).await?),
        ("chart-draw", draw(world).await?),
    ] {
        let cost = micros(cost);
        let first = figures.first(name).unwrap_or(cost);
        figures.tell(name, Figure::new(world.scale, cost, first, "µs"));
    }
    Ok(())
}

async fn draw(world: &World) -> Result<Duration, Error> {
    let weekly = world.store.weekly(&world.slice, world.today).await?;
    let figures = chart::Weekly {
        points: weekly
            .weeks
            .iter()
            .map(|week| Point {
                week: week.week.monday(),
                counts: week.counts.0,
            })
            .collect(),
        shades: Vec::new(),
        previous: Vec::new(),
        today: world.today,
        ahead: Vec::new(),
        objective: None,
        title: "France".to_owned(),
        description: String::new(),
        id: "bench".to_owned(),
    };
    let draw = || async {
        std::hint::black_box(chart::weekly(&figures, Layout::Wide));
        Ok(())
    };
    Ok(median::<_, StoreError>(400, draw).await?)
}

/// The same question asked of the rollup and of every event; the answers are equal.
pub async fn against_scan(world: &World, figures: &mut Figures) -> Result<(), Error> {
    let weekly = world.store.weekly(&world.slice, world.today).await?;
    let added = world
        .store
        .weekly_from_every_event(&world.slice, world.today)
        .await?;
    let mut counts = StageCounts::default();
    for week in &weekly.weeks {
        counts += added.get(&week.week).copied().unwrap_or_default();
        if counts != week.counts {
            return Err(format!("the rollup says {:?}, the events {counts:?}", week).into());
        }
    }
    let scan = || async {
        world
            .store
            .weekly_from_every_event(&world.slice, world.today)
            .await
            .map(|_| ())
    };
    let (rollup, scan) = (query(world).await?, median::<_, StoreError>(3, scan).await?);
    let mut figure = Figure::new(world.scale, micros(rollup), micros(scan), "µs");
    figure.ratio = figure.baseline / figure.ours;
    figures.tell("rollup-vs-scan", figure);
    let begun = std::time::Instant::now();
    let differences = world.store.compare_rollup().await?;
    println!(
        "  {} differences between the rollup and {} events, in {:?}",
        differences.len(),
        world.events,
        begun.elapsed()
    );
    if differences.is_empty() {
        Ok(())
    } else {
        Err(format!("{:?}", differences.first()).into())
    }
}
