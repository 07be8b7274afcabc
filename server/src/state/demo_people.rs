//! The people of the demonstration, one for each role, who stand in the store from its opening on.

use crate::clock::Clock;
use app::sign_in::DEMO_PEOPLE;
use domain::{Email, Principal, Role, TerritoryCode, account::Party, rights::Grant};
use std::time::Duration;
use store::{Fault, Store, StoreError, account::NewAccount};

/// How long a start waits for the writer.
const MOMENT: Duration = Duration::from_secs(1);

/// Makes the people of the demonstration, where they are not there yet. Behind a long write of another program they come later: a start does not wait for it.
pub async fn open_demo_people(store: &Store, clock: &Clock) -> Result<(), StoreError> {
    let (store, clock) = (store.clone(), clock.clone());
    let making = tokio::spawn(async move {
        loop {
            match make_demo_people(&store, &clock).await {
                Err(StoreError::Busy) => tracing::info!("the people of the demonstration are made later"),
                done => return done,
            }
        }
    });
    match tokio::time::timeout(MOMENT, making).await {
        Ok(made) => made.map_err(|_| StoreError::Broken(Fault::Cut))?,
        Err(_) => Ok(()),
    }
}

async fn make_demo_people(store: &Store, clock: &Clock) -> Result<(), StoreError> {
    let by = Principal::demonstration();
    for person in &DEMO_PEOPLE {
        let (Some(email), Some(territory)) =
            (Email::new(person.email), TerritoryCode::parse(person.territory))
        else {
            continue;
        };
        if store.account_of_email(&email).await?.is_some() {
            continue;
        }
        let new = NewAccount {
            email: Some(email),
            name: person.name.to_owned(),
            party: if person.role == Role::Coach {
                Party::Dinum
            } else {
                Party::Menj
            },
            ends_on: None,
        };
        let grant = Grant {
            role: person.role,
            policy: None,
            territory,
            from: clock.today(),
            until: None,
        };
        store.make_account(&by, clock.now(), &new, &grant).await?;
    }
    Ok(())
}
