//! The national chart: asked, drawn, and asked of every event instead.

use crate::{
    Told,
    measure::{median, ratio},
    world::World,
};
use chart::{Layout, Point};
use domain::adoption::StageCounts;
use std::time::Duration;
use store::Stop;

/// What the national chart's figures cost.
pub async fn query(world: &World) -> Result<Duration, Told> {
    let ask = || async { world.store.weekly(&world.slice, world.today).await.map(|_| ()) };
    Ok(median::<_, Stop>(400, ask).await?)
}

/// What its drawing costs.
pub async fn draw(world: &World) -> Result<(), Told> {
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
        title: "France".to_owned(),
        description: String::new(),
        id: "bench".to_owned(),
    };
    let bytes = chart::weekly(&figures, Layout::Wide).len();
    let draw = || async {
        std::hint::black_box(chart::weekly(&figures, Layout::Wide));
        Ok(())
    };
    let cost = median::<_, Stop>(400, draw).await?;
    println!("chart-draw    {cost:?}, {bytes} bytes");
    Ok(())
}

/// The same question asked of the rollup and of every event; the answers are equal.
pub async fn against_scan(world: &World) -> Result<(), Told> {
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
    let (rollup, scan) = (query(world).await?, median::<_, Stop>(3, scan).await?);
    println!(
        "rollup-vs-scan {rollup:?} against {scan:?}: {:.0} × faster, the same figures",
        ratio(scan, rollup)
    );
    let begun = std::time::Instant::now();
    let differences = world.store.compare_rollup().await?;
    println!(
        "rollup-equal  {} differences with every event, in {:?}",
        differences.len(),
        begun.elapsed()
    );
    if differences.is_empty() {
        Ok(())
    } else {
        Err(format!("{:?}", differences.first()).into())
    }
}
