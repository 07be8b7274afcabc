//! `classe12 demo`: fills an empty store with the invented nation.

use crate::{
    CommandError,
    options::{DataPlace, Demo},
};
use demo::Plan;
use indicatif::{ProgressBar, ProgressStyle};
use server::clock::Clock;
use std::process::ExitCode;
use store::Store;

/// Runs the command.
pub async fn run(place: &DataPlace, options: &Demo) -> Result<ExitCode, CommandError> {
    let store = place.open().await?;
    let plan = Plan {
        seed: options.seed,
        ..Plan::new(options.scale)
    };
    fill(&store, &plan).await?;
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Fills an empty store; one that holds the invented nation already stays as it is.
pub async fn fill(store: &Store, plan: &Plan) -> Result<(), CommandError> {
    if let Some(mark) = store.demo().await? {
        println!("La base contient déjà le pays inventé ({}).", mark.label);
        // A nation that was invented before there was money has none yet.
        demo::keep_money(store, plan).await?;
        return Ok(());
    }
    let peopled = !store.accounts().await?.is_empty();
    if peopled || store.place(domain::TerritoryCode::nation()).await?.is_some() {
        return Err("cette base contient de vraies données : la démonstration ne s'y mêle pas. Choisissez un autre dossier avec --data.".into());
    }
    let bar = ProgressBar::new(plan.units());
    bar.set_style(ProgressStyle::with_template(
        "{msg} {wide_bar} {pos}/{len} classes",
    )?);
    bar.set_message("Pays inventé");
    let made = demo::load(store, plan, Clock::Standing(plan.today).now(), &mut |done, _| {
        bar.set_position(done)
    })
    .await?;
    bar.finish_and_clear();
    println!(
        "Pays inventé : {} écoles, {} classes, {} événements.",
        made.schools, made.units, made.events
    );
    Ok(())
}
