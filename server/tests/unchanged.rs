//! Nothing that a user gets changes: every address, as each role, with the parameters of the pages' own links and forms, and the forms that
//! write, accepted and refused. `UPDATE_UNCHANGED=1` writes the answers anew: read the diff as a change of the product.

#![allow(clippy::unwrap_used, clippy::panic)]

mod accounts;
mod answer;
mod book;
mod crawl;
mod files;
mod forms;
mod funding;
mod html;
mod links;
mod sent;
mod trail;
mod updates;

use crate::support::{
    World, morning,
    nation::{fill, person, places},
};
use book::Book;
use crawl::{Shown, Walker, seeds, walk};
use domain::Role;
use server::clock::Clock;
use std::{path::Path, time::Instant};
use store::Store;

/// Places of the invented nation; a school and its circonscription are found on the pages.
const CODES: [&str; 4] = ["FR", "A24", "D93", "A99"];

/// The first code that follows a mark in a page.
async fn found(world: &World, page: &str, mark: &str) -> String {
    let browser = world.role(Role::Intrapreneur).await;
    let page = browser.get(page).await.text;
    let at = page.find(mark).unwrap() + mark.len() - 1;
    let code = page[at..].split(|c: char| !c.is_ascii_alphanumeric()).next();
    code.unwrap().to_owned()
}

/// Everybody of the demonstration, and whoever looks at it.
async fn demonstration(book: &mut Book) {
    let world = World::demo().await;
    let place = |code: &str| format!("/classes-dedoublees/deploiement/{code}");
    let district = found(&world, &place("D93"), "/deploiement/C").await;
    let school = found(&world, &place(&district), "/deploiement/0").await;
    let network = found(&world, &format!("{}/reseaux", place("A24")), "/reseaux/R").await;
    let codes = [&CODES[..], &[&district, &school]].concat();
    let seeds = seeds(&codes, &[&network, "R0939999X"], &[1, 2, 999]);
    let mut shown = Shown::new();
    for role in std::iter::once(None).chain(Role::ALL.iter().map(Some)) {
        let browser = match role {
            None => world.browser(),
            Some(role) => world.role(*role).await,
        };
        let walker = Walker {
            part: "demonstration",
            who: role.map_or("visitor", |role| role.code()),
            browser,
            known: true,
        };
        walk(&world, &walker, &seeds, &mut shown, book).await;
    }
    forms::demonstration::demonstration(&world, book).await;
}

/// A real service of two schools: nobody, everybody of one role, somebody whose role was taken back; then the forms.
async fn real(book: &mut Book) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open_sqlite(folder.path()).await.unwrap();
    fill(&store).await;
    let clock = Clock::held(morning());
    let world = World::over(store, clock, folder, |settings| settings.limits.sign_in = None).await;
    let people = forms::People::of(&world).await;
    let [own, other] = places();
    let codes = [
        "FR".to_owned(),
        own.academy.to_string(),
        own.department.to_string(),
        own.district.to_string(),
        own.uai.to_string(),
        other.district.to_string(),
        other.uai.to_string(),
    ];
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    let networks = [own.network().to_string(), other.network().to_string()];
    let networks: Vec<&str> = networks.iter().map(String::as_str).collect();
    let no_role = person(&world.store, "sans-role", None).await;
    let seeds = seeds(&codes, &networks, &[people.id("officer").0, no_role.0, 999]);
    let mut shown = Shown::new();
    for who in [
        "nobody",
        "officer",
        "coach",
        "budget-manager",
        "administrator",
        "no-role",
    ] {
        let browser = match who {
            "nobody" => world.browser(),
            "no-role" => world.signed_in(no_role).await,
            who => world.signed_in(people.id(who)).await,
        };
        let walker = Walker {
            part: "service",
            who,
            browser,
            known: who != "nobody",
        };
        walk(&world, &walker, &seeds, &mut shown, book).await;
    }
    forms::service(&world, &people, book).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn prove_unchanged_every_answer_is_what_it_was() {
    let begun = Instant::now();
    // Two worlds side by side: each is deterministic by itself.
    let service = tokio::spawn(async move {
        let mut book = Book::open();
        real(&mut book).await;
        println!("the service: {} answers in {:?}", book.len(), begun.elapsed());
        book
    });
    let mut book = Book::open();
    demonstration(&mut book).await;
    println!(
        "the demonstration: {} answers in {:?}",
        book.len(),
        begun.elapsed()
    );
    book.add(service.await.unwrap());
    println!(
        "figures: {} answers as they were, in {:?}",
        book.len(),
        begun.elapsed()
    );
    book.compare(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/unchanged.txt"));
}
