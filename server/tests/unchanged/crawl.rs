//! A walk through every page that somebody can reach: from each address of the router on, by links and by forms that ask. Long lists are
//! sampled: of the addresses of one shape the first is asked, and the first with each value of each parameter that nobody was shown before.

use super::{
    answer::answer,
    book::{Book, Place},
    links::links,
    trail::Trail,
};
use crate::support::{Browser, World};
use axum::http::Method;
use domain::{TerritoryCode, Uai};
use server::routes;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Addresses of one shape (path, names of its parameters) that are asked.
const SHAPE_MAX: u32 = 1;

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

/// How many of each shape, and with each value, were asked.
struct Sampled {
    routes: Vec<&'static str>,
    shapes: BTreeMap<String, u32>,
    values: BTreeSet<String>,
}

impl Sampled {
    fn new() -> Self {
        let routes = routes::all()
            .into_iter()
            .filter(|route| route.method == Method::GET);
        Self {
            routes: routes.map(|route| route.path).collect(),
            shapes: BTreeMap::new(),
            values: BTreeSet::new(),
        }
    }

    /// Whether there is something new to learn from an address, and the values that it asks for.
    fn wants(&mut self, address: &str, shown: &Shown) -> (bool, Vec<String>) {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let path = self.shape(path);
        let query: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes())
            .map(|(name, value)| (name.into_owned(), kind(&value)))
            .collect();
        let names: BTreeSet<&str> = query.iter().map(|(name, _)| name.as_str()).collect();
        let shape = format!("{path} {names:?}");
        let shapes = self.shapes.entry(shape).or_default();
        let mut wanted = *shapes < SHAPE_MAX;
        *shapes += 1;
        let values = query.iter().map(|(name, value)| format!("{path} {name}={value}"));
        let values: Vec<String> = values.collect();
        for value in &values {
            wanted |= self.values.insert(value.clone()) && !shown.contains(value);
        }
        (wanted, values)
    }

    /// A path with its names instead of what fills them, codes by their kind.
    fn shape(&self, path: &str) -> String {
        let parts: Vec<&str> = path.split('/').collect();
        let fits = |route: &&&str| {
            let names: Vec<&str> = route.split('/').collect();
            names.len() == parts.len()
                && names
                    .iter()
                    .zip(&parts)
                    .all(|(name, part)| name.starts_with('{') || name == part)
        };
        let literal = |route: &&&str| route.split('/').filter(|name| !name.starts_with('{')).count();
        let Some(route) = self.routes.iter().filter(fits).max_by_key(literal) else {
            return path.to_owned();
        };
        let told = route.split('/').zip(&parts).map(|(name, part)| match name {
            "{code}" => kind(part),
            "{id}" | "{entry}" => name.to_owned(),
            _ => (*part).to_owned(),
        });
        told.collect::<Vec<_>>().join("/")
    }
}

/// What a value is, where its own letters teach nothing.
fn kind(value: &str) -> String {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits(value) {
        return "(number)".to_owned();
    }
    if value.len() == 10 && value.split('-').all(digits) {
        return "(day)".to_owned();
    }
    if value.parse::<Uai>().is_ok() {
        return "(school)".to_owned();
    }
    if TerritoryCode::parse(value).is_some() && value != "FR" {
        return format!("({}…)", &value[..1]);
    }
    if value.len() > 1 && value.starts_with('R') && value[1..].parse::<Uai>().is_ok() {
        return "(network)".to_owned();
    }
    if value.len() > 30 {
        return "(text)".to_owned();
    }
    value.to_owned()
}
