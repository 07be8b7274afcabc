//! A walk through every page that somebody can reach: from each address of the router on, by links and by forms that ask. Long lists are
//! sampled: of the addresses of one shape the first is asked, and the first with each value of each parameter that nobody was shown before.

mod sampled;

use super::{
    answer::answer,
    book::{Book, Place},
    links::links,
    trail::Trail,
};
use crate::support::{Browser, World};
use axum::http::Method;
use sampled::Sampled;
use server::routes;
use std::collections::{BTreeSet, VecDeque};

/// The values of each path's parameters that somebody was shown: whoever comes after asks the others, and every shape.
pub type Shown = BTreeSet<String>;

/// Somebody who walks.
pub struct Walker<'a> {
    pub part: &'static str,
    pub who: &'a str,
    pub browser: Browser,
    /// Whether what they are refused leaves a line in the trail.
    pub known: bool,
}

/// Asks everything that somebody can reach.
pub async fn walk(world: &World, walker: &Walker<'_>, seeds: &[String], shown: &mut Shown, book: &mut Book) {
    let mut trail = Trail::of(world).await;
    trail.still().await;
    let (mut waiting, mut met) = (VecDeque::new(), BTreeSet::new());
    let mut sampled = Sampled::new();
    let meet = |address: String, waiting: &mut VecDeque<String>, met: &mut BTreeSet<String>| {
        if met.insert(address.clone()) {
            waiting.push_back(address);
        }
    };
    for seed in seeds {
        meet(seed.clone(), &mut waiting, &mut met);
    }
    let mut given = waiting.len();
    while let Some(address) = waiting.pop_front() {
        let (wanted, values) = sampled.wants(&address, shown);
        let seed = given > 0;
        given = given.saturating_sub(1);
        if !seed && !wanted {
            continue;
        }
        let lines = trail.lines().await;
        let asked = walker.browser.get(&address).await;
        let answer = answer(&asked);
        let place = Place {
            part: walker.part,
            asked: &format!("GET {address}"),
            who: walker.who,
        };
        book.enter(place, &answer);
        if asked.status == 200 {
            shown.extend(values);
        }
        if walker.known && asked.status == 403 {
            trail.wait_after(lines).await;
        }
        if asked.status.is_redirection() {
            let onward = asked.location().split('#').next().unwrap().to_owned();
            meet(onward, &mut waiting, &mut met);
        }
        for link in answer.page.iter().flat_map(|page| links(page, &address)) {
            meet(link, &mut waiting, &mut met);
        }
    }
}

/// Each address that is read, with its names filled in by each of these.
pub fn seeds(codes: &[&str], networks: &[&str], people: &[i64]) -> Vec<String> {
    let kinds = [
        "dotation",
        "avenant",
        "report",
        "engagement",
        "service-fait",
        "paiement",
        "retrait",
        "annulation",
        "recette",
        "ailleurs",
    ];
    let mut seeds = Vec::new();
    // By address: the order in which the code lists them says nothing to a user, and refusals reach the trail in the order of the walk.
    let mut all = routes::all();
    all.sort_by_key(|route| route.path);
    for route in all {
        if route.method != Method::GET {
            continue;
        }
        let path = route.path.replace("{policy}", "classes-dedoublees");
        let fills: Vec<String> = if path.contains("/reseaux/{code}") {
            networks.iter().map(|code| path.replace("{code}", code)).collect()
        } else if path.contains("{code}") {
            codes.iter().map(|code| path.replace("{code}", code)).collect()
        } else if path.contains("{kind}") {
            kinds.iter().map(|kind| path.replace("{kind}", kind)).collect()
        } else if path.contains("{entry}") {
            ["1", "2", "999"]
                .map(|entry| path.replace("{entry}", entry))
                .to_vec()
        } else if path.starts_with("/personnes/") {
            people.iter().map(|id| format!("/personnes/{id}")).collect()
        } else if path.contains("{id}") {
            vec![path.replace("{id}", "0190a0b0-0000-7000-8000-00000000ffff")]
        } else if path.contains("{name}") {
            vec![path.replace("{name}", "ailleurs.csv")]
        } else {
            vec![path.replace("{token}", "aucun")]
        };
        seeds.extend(fills);
    }
    let more = [
        "/ailleurs",
        "/api/v1/ailleurs",
        "/politique-inconnue/deploiement",
        "/classes-dedoublees/deploiement?annee=1999-2000",
        "/classes-dedoublees/deploiement?niveau=inconnu",
        "/classes-dedoublees/deploiement?n=12&inconnu=oui",
        "/recherche?q=ecole",
        "/recherche?q=",
        "/api/schools?q=ecole",
        "/connexion?suite=/financement",
        "/connexion?suite=//ailleurs.example",
    ];
    seeds.extend(more.map(str::to_owned));
    seeds
}
