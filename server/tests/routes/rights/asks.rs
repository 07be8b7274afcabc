//! What each address is asked, for somebody: objects of their own, of somebody else, and none.

use crate::support::{
    moved::{MovedSchool, MovedSchools},
    nation::places,
};
use axum::http::Method;
use domain::{AccountId, Uai, UnitId};
use std::{collections::BTreeMap, fmt::Write};
use store::{account::Retention, objective::objectives_mark};
use uuid::Uuid;

/// What is asked: an address with its names filled in, and a form.
#[derive(Clone, Debug)]
pub struct Ask {
    /// What tells two objects of one address apart.
    pub object: &'static str,
    pub case: &'static str,
    pub path: String,
    pub form: String,
    /// Its media type.
    pub kind: &'static str,
}

/// Imports and batches of each reader, and the schools that moved.
pub struct Brought {
    pub imports: BTreeMap<AccountId, Uuid>,
    /// A batch of each, all of them in one place.
    pub batches: BTreeMap<AccountId, Uuid>,
    /// A batch of the other place.
    pub elsewhere: Uuid,
    pub moved: MovedSchools,
}

impl Brought {
    /// Nothing yet.
    pub fn of(moved: MovedSchools) -> Self {
        Self {
            imports: BTreeMap::new(),
            batches: BTreeMap::new(),
            elsewhere: Uuid::nil(),
            moved,
        }
    }
}

const FORM: &str = "application/x-www-form-urlencoded";
const FILE: &str = "multipart/form-data; boundary=limit";

/// The three objects of an address: one's own, somebody else's, one that is not there.
pub const CASES: [&str; 3] = ["own", "other", "absent"];

impl Ask {
    fn new(object: &'static str, case: &'static str, path: String, form: impl Into<String>) -> Self {
        Self {
            object,
            case,
            path,
            form: form.into(),
            kind: FORM,
        }
    }

    /// An address without a name, as it stands.
    fn plain(path: &str, form: &str) -> Vec<Self> {
        vec![Self::new("", "own", path.to_owned(), form)]
    }
}

/// An address of a policy, its code filled in.
fn filled(path: &str, code: &str) -> String {
    path.replace("{policy}", "classes-dedoublees")
        .replace("{code}", code)
}

/// An address asked for each of three codes.
fn three(object: &'static str, path: &str, codes: [String; 3], form: impl Fn(usize) -> String) -> Vec<Ask> {
    (0..3)
        .map(|rank| Ask::new(object, CASES[rank], filled(path, &codes[rank]), form(rank)))
        .collect()
}

fn no_form(_: usize) -> String {
    String::new()
}

/// A form that saw another history than there is: who may write gets 422, and nothing is written.
fn move_unit(rank: usize) -> String {
    update(UnitId([1, 3, 999][rank]))
}

fn update(unit: UnitId) -> String {
    format!(
        "id={}&unit={unit}%3A99&stage=contacted&day=2021-03-12&source=visit",
        Uuid::now_v7()
    )
}

/// The UAI of no school.
pub(super) fn absent() -> Uai {
    Uai::from_number(350_999).unwrap()
}

fn schools() -> [String; 3] {
    let [own, other] = places();
    [own.uai.to_string(), other.uai.to_string(), absent().to_string()]
}

fn districts() -> [String; 3] {
    let [own, other] = places();
    [
        own.district.to_string(),
        other.district.to_string(),
        "C0359999Z".to_owned(),
    ]
}

/// What each address is asked, for somebody.
pub fn asks(method: &Method, path: &'static str, me: AccountId, brought: &Brought) -> Vec<Ask> {
    let mine = &brought.imports;
    let mut moved = of_moved(method, path, &brought.moved);
    let asks = of_places(method, path)
        .or_else(|| of_policy(method, path))
        .or_else(|| of_funding(method, path))
        .or_else(|| of_batches(path, me, brought))
        .or_else(|| of_imports(method, path, me, mine))
        .or_else(|| of_people(method, path, me, mine));
    let mut asks = asks.unwrap_or_else(|| match (method.as_str(), path) {
        // A change that names no zone: who may keep the calendar gets 422, and nothing is written.
        ("POST", "/calendrier") => Ask::plain(path, "act=add"),
        (_, "/donnees-ouvertes/{name}") => [("own", "adoption-hebdomadaire.csv"), ("absent", "ecoles.csv")]
            .map(|(case, name)| Ask::new("", case, path.replace("{name}", name), ""))
            .to_vec(),
        ("GET", "/recherche" | "/api/schools") => Ask::plain(&format!("{path}?q=ecole"), ""),
        _ => Ask::plain(path, ""),
    });
    asks.append(&mut moved);
    asks
}

/// The page of a school that left the officer's place since its class entered, and of one that came there, and what is written on it.
fn of_moved(method: &Method, path: &str, moved: &MovedSchools) -> Vec<Ask> {
    if !matches!(
        path,
        "/{policy}/deploiement/{code}" | "/{policy}/deploiement/{code}/usages"
    ) || (method == Method::GET && path.ends_with("usages"))
    {
        return Vec::new();
    }
    let ask = |object, school: &MovedSchool| {
        let form = match (method.as_str(), path.ends_with("usages")) {
            ("GET", _) => String::new(),
            (_, true) => "unit=aucune".to_owned(),
            _ => update(school.class),
        };
        Ask::new(object, "own", filled(path, &school.uai.to_string()), form)
    };
    vec![ask("left", &moved.left), ask("came", &moved.came)]
}

/// The addresses of a territory, a school, a network.
fn of_places(method: &Method, path: &str) -> Option<Vec<Ask>> {
    Some(match (method.as_str(), path) {
        ("GET", "/{policy}/deploiement/{code}") => {
            let mut all = three("school", path, schools(), no_form);
            all.extend(three("district", path, districts(), no_form));
            all
        }
        ("POST", "/{policy}/deploiement/{code}") => {
            let mut all = three("school", path, schools(), move_unit);
            // Forms that lack what they must say: who may write gets 422, and nothing is written.
            for act in ["correct", "add", "close", "reopen", "move"] {
                all.extend(three(act, path, schools(), |rank| {
                    format!("act={act}&id={}&class={}", Uuid::now_v7(), [1, 3, 999][rank])
                }));
            }
            all
        }
        (_, "/{policy}/deploiement/{code}/objectif") => three("district", path, districts(), |_| {
            let (id, seen) = (Uuid::now_v7(), objectives_mark(&[]));
            format!("measure=using&day=2021-06-30&share=80&act=set&id={id}&seen={seen}")
        }),
        // Uses are the nation's and an académie's; a link that names no class writes nothing.
        ("GET", path) if path.contains("{code}/usages") => {
            three("place", path, ["FR", "A14", "A99"].map(str::to_owned), no_form)
        }
        ("POST", "/{policy}/deploiement/{code}/usages") => {
            three("school", path, schools(), |_| "unit=aucune".to_owned())
        }
        ("GET", path) if path.contains("/reseaux/{code}") => {
            let [own, other] = places().map(|place| place.network().to_string());
            three("network", path, [own, other, format!("R{}", absent())], no_form)
        }
        (_, path) if path.contains("{code}") => three("district", path, districts(), no_form),
        _ => return None,
    })
}

/// The other addresses of a policy.
fn of_policy(method: &Method, path: &str) -> Option<Vec<Ask>> {
    Some(match (method.as_str(), path) {
        (_, "/{policy}/mise-a-jour") => {
            let mut all = three("units", path, ["", "", ""].map(str::to_owned), move_unit);
            if *method == Method::GET {
                all = three("list", path, ["", "", ""].map(str::to_owned), no_form);
                all.truncate(1);
            }
            all
        }
        (_, "/{policy}/suggestions") => Ask::plain(&filled(path, ""), &format!("id={}", Uuid::now_v7())),
        ("GET", path)
            if path.starts_with("/{policy}/comparaison") || path.starts_with("/{policy}/face-a-face") =>
        {
            Ask::plain(&filled(path, ""), "")
        }
        ("GET", "/{policy}/deploiement") => vec![
            Ask::new("", "own", filled(path, ""), ""),
            Ask::new("", "absent", path.replace("{policy}", "ailleurs"), ""),
        ],
        _ => return None,
    })
}

fn of_funding(method: &Method, path: &str) -> Option<Vec<Ask>> {
    Some(match (method.as_str(), path) {
        // An entry that no rule accepts: who keeps the ledger gets 422, and nothing is written.
        (_, "/financement/ecritures/{kind}") => [("own", "engagement"), ("absent", "ailleurs")]
            .map(|(case, kind)| Ask::new("", case, path.replace("{kind}", kind), "amount=0"))
            .to_vec(),
        (_, "/financement/ecritures/n/{entry}") => {
            vec![Ask::new("", "absent", path.replace("{entry}", "999"), "")]
        }
        ("POST", "/financement/obligations") => Ask::plain(path, "kind=shortfall"),
        ("POST", "/financement/jours") => Ask::plain(path, "signature=jamais"),
        _ => return None,
    })
}

/// One's own batch and somebody else's in the same place; and one of another place. A form that lacks what it saw: who may undo gets 422, and nothing is written.
fn of_batches(path: &str, me: AccountId, brought: &Brought) -> Option<Vec<Ask>> {
    if !path.starts_with("/envois/{id}") {
        return None;
    }
    let of_other = brought.batches.iter().find(|(id, _)| **id != me);
    let ids = [brought.batches[&me], *of_other.unwrap().1, Uuid::nil()];
    let ask = |object, case, id: Uuid| Ask::new(object, case, path.replace("{id}", &id.to_string()), "");
    let mut all: Vec<_> = (0..3).map(|rank| ask("author", CASES[rank], ids[rank])).collect();
    all.push(ask("place", "own", ids[0]));
    all.push(ask("place", "other", brought.elsewhere));
    Some(all)
}

fn of_imports(
    method: &Method,
    path: &str,
    me: AccountId,
    mine: &BTreeMap<AccountId, Uuid>,
) -> Option<Vec<Ask>> {
    Some(match (method.as_str(), path) {
        ("GET", "/imports/{id}") => {
            let of_other = mine.iter().find(|(id, _)| **id != me);
            let ids = [mine[&me], *of_other.unwrap().1, Uuid::nil()];
            (0..3)
                .map(|rank| Ask::new("", CASES[rank], format!("/imports/{}", ids[rank]), ""))
                .collect()
        }
        ("POST", "/imports") => [
            "adoption", "units", "estimate", "schools", "networks", "funding", "usage",
        ]
        .into_iter()
        .map(|kind| Ask {
            kind: FILE,
            ..Ask::new(kind, "own", path.to_owned(), upload(kind))
        })
        .collect(),
        _ => return None,
    })
}

fn of_people(
    method: &Method,
    path: &str,
    me: AccountId,
    mine: &BTreeMap<AccountId, Uuid>,
) -> Option<Vec<Ask>> {
    Some(match (method.as_str(), path) {
        (_, "/personnes/{id}") => {
            let of_other = mine.keys().find(|id| **id != me).unwrap();
            let ids = [me.to_string(), of_other.to_string(), "9999".to_owned()];
            (0..3)
                .map(|rank| {
                    Ask::new(
                        "",
                        CASES[rank],
                        format!("/personnes/{}", ids[rank]),
                        "act=nothing",
                    )
                })
                .collect()
        }
        ("POST", "/donnees-personnelles") => {
            let draft = Retention {
                subject: "draft".to_owned(),
                days: 7,
            };
            let (id, seen) = (Uuid::now_v7(), draft.mark());
            Ask::plain(path, &format!("subject=draft&days=7&id={id}&seen={seen}"))
        }
        (_, path) if path.contains("{token}") => {
            vec![Ask::new("", "absent", path.replace("{token}", "none"), "")]
        }
        _ => return None,
    })
}

fn upload(kind: &str) -> String {
    let id = Uuid::now_v7();
    let fields = [
        ("id", id.to_string()),
        ("kind", kind.to_owned()),
        ("year", "2020-2021".to_owned()),
        ("dry_run", "oui".to_owned()),
    ];
    let mut body = String::new();
    for (name, value) in fields {
        write!(
            body,
            "--limit\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        )
        .unwrap();
    }
    body + "--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"liste.csv\"\r\nContent-Type: text/csv\r\n\r\na;b\r\n1;2\r\n\r\n--limit--\r\n"
}
