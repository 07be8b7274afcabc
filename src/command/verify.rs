//! `classe12 verify`: whether the ledger holds together.

use crate::{
    CommandError,
    options::{DataPlace, Verify},
};
use domain::funding::Hash;
use server::clock::Clock;
use std::process::ExitCode;

/// The ledger does not hold.
const ALTERED: u8 = 2;

/// Runs the command.
pub async fn run(place: &DataPlace, options: &Verify) -> Result<ExitCode, CommandError> {
    if place.database.is_none() && !place.data.join(store::FILE).exists() {
        return Err(format!(
            "{} ne contient pas de base : dites où elle est avec --data.",
            place.data.display()
        )
        .into());
    }
    let store = place.open().await?;
    let verdict = store.verify_ledger(Clock::Real.now()).await?;
    println!("{}", app::funding::verdict_words(&verdict));
    let mut holds = verdict.is_whole();
    if let Some(text) = &options.head {
        let hash = Hash::read(text)
            .ok_or("--head : une empreinte a 64 chiffres hexadécimaux, comme sur le compte rendu.")?;
        match store.ledger_holds(hash).await? {
            Some(entry) => println!(
                "L'empreinte donnée est celle de l'écriture n° {entry} : rien de ce qu'elle couvre n'a disparu."
            ),
            None => {
                println!(
                    "L'empreinte donnée n'est plus dans le registre : des écritures qu'elle couvrait ont disparu ou changé."
                );
                holds = false;
            }
        }
    }
    store.close().await;
    Ok(if holds {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(ALTERED)
    })
}
