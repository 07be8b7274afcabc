//! A nation of two schools, each in an académie of its own, with two classes each; and one person a role. It lives on 15 March 2021.

use super::{Browser, World, day, morning};
use chrono::NaiveDate;
use domain::{
    AccountId, Actor, AuditAction, Email, LevelCode, PolicyCode, Principal, PriorityEducation, Role,
    SchoolYear, TerritoryCode, Uai, UnitId,
    account::{LinkKind, Party},
    adoption::{BatchKind, enter},
    networks::PriorityNetwork,
    rights::Grant,
    school::{School, SchoolKind},
    territory::Territory,
    unit::{Levels, Unit},
};
use server::new_link;
use store::{Store, account::NewAccount, adoption::BatchHead, audit::AuditEvent, intake::UnitHistory};
use uuid::Uuid;

/// A school with what it stands in; its classes are numbered 1 and 2, or 3 and 4.
pub struct Place {
    pub academy: TerritoryCode,
    pub department: TerritoryCode,
    pub district: TerritoryCode,
    pub uai: Uai,
}

pub fn today() -> NaiveDate {
    day(2021, 3, 15)
}

pub fn policy() -> PolicyCode {
    PolicyCode::new("classes-dedoublees").unwrap()
}

impl Place {
    /// The network that its school stands in: the directory does not know the collège.
    pub fn network(&self) -> PriorityNetwork {
        PriorityNetwork(Uai::from_number(self.uai.number() + 800).unwrap())
    }
}

/// Rennes, then Créteil.
pub fn places() -> [Place; 2] {
    let place = |academy, department, school| Place {
        academy: TerritoryCode::academy(academy).unwrap(),
        department: TerritoryCode::department(department).unwrap(),
        district: TerritoryCode::district(Uai::from_number(school + 900).unwrap()).unwrap(),
        uai: Uai::from_number(school).unwrap(),
    };
    [place("14", "35", 350_100), place("24", "93", 930_100)]
}

/// The nation, and the places of both schools with their names.
fn territories() -> Vec<Territory> {
    let nation = TerritoryCode::nation();
    let named = |code, name: &str, parent| Territory {
        code,
        name: name.to_owned(),
        parent: Some(parent),
    };
    let mut territories = vec![Territory {
        code: nation,
        name: "France".to_owned(),
        parent: None,
    }];
    for (rank, place) in places().into_iter().enumerate() {
        territories.push(named(place.academy, ["Rennes", "Créteil"][rank], nation));
        territories.push(named(
            place.department,
            ["Ille-et-Vilaine", "Seine-Saint-Denis"][rank],
            place.academy,
        ));
        territories.push(named(place.district, ["Bruz", "Bondy"][rank], place.department));
    }
    territories
}

fn school(rank: usize, place: &Place) -> School {
    School {
        uai: place.uai,
        name: ["École Anne Sylvestre", "École Jean Ferrat"][rank].to_owned(),
        kind: SchoolKind::Primary,
        commune: ["Bruz", "Bondy"][rank].to_owned(),
        postal_code: ["35170", "93140"][rank].to_owned(),
        department: place.department,
        district: Some(place.district),
        priority_education: PriorityEducation::Rep,
        position: None,
        open: true,
    }
}

/// A class of a school, as the list of the year has it.
fn class(rank: usize, place: &Place, class: usize) -> UnitHistory {
    let id = UnitId(i64::try_from(rank * 2 + class + 1).unwrap());
    let unit = Unit {
        policy: policy(),
        year: SchoolYear::starting(2020).unwrap(),
        school: place.uai,
        label: ["CP A", "CP B"][class].to_owned(),
        levels: Levels::new(vec![LevelCode::new("CP").unwrap()]).unwrap(),
        priority_education: PriorityEducation::Rep,
        pupils: Some(12),
        co_teaching: false,
        estimated: false,
        census_day: day(2020, 9, 1),
        district: Some(place.district),
        department: place.department,
        academy: place.academy,
    };
    let entered = enter(
        id,
        unit.year,
        unit.census_day,
        Actor::LocalOperator,
        today(),
        morning(),
    )
    .unwrap();
    UnitHistory {
        id,
        unit,
        timeline: entered.timeline,
    }
}

/// Fills an empty store.
pub async fn fill(store: &Store) {
    let (mut schools, mut units) = (Vec::new(), Vec::new());
    for (rank, place) in places().iter().enumerate() {
        schools.push(school(rank, place));
        units.extend([class(rank, place, 0), class(rank, place, 1)]);
    }
    let mut intake = store
        .begin_intake(&Principal::operator(), morning())
        .await
        .unwrap();
    intake.put_territories(&territories()).await.unwrap();
    intake.put_schools(&schools).await.unwrap();
    intake.put_histories(&units).await.unwrap();
    let networks = places().map(|place| (place.uai, place.network())).into();
    let year = SchoolYear::starting(2020).unwrap();
    intake.put_networks(year, &networks).await.unwrap();
    intake
        .finish(AuditEvent::new(AuditAction::ImportApplied, ""))
        .await
        .unwrap();
}

/// Enters a class of a school under the name of its first one, as before names were compared.
pub async fn twin_of(store: &Store, place: usize) {
    let mut history = class(place, &places()[place], 0);
    history.unit.label = "cp-a".to_owned();
    history.id = UnitId(i64::try_from(place).unwrap() + 11);
    let (year, census_day) = (history.unit.year, history.unit.census_day);
    let entered = enter(
        history.id,
        year,
        census_day,
        Actor::LocalOperator,
        today(),
        morning(),
    );
    history.timeline = entered.unwrap().timeline;
    let by = Principal::operator();
    let mut intake = store.begin_intake(&by, morning()).await.unwrap();
    intake.put_histories(&[history]).await.unwrap();
    let deed = AuditEvent::new(AuditAction::ImportApplied, "units");
    intake.finish(deed).await.unwrap();
}

/// A batch of one new class that somebody wrote, in one place or the other.
pub async fn batch_of(store: &Store, id: AccountId, place: usize) -> Uuid {
    let mut by = Principal::operator();
    by.actor = Actor::Account(id);
    let mut intake = store.begin_intake(&by, morning()).await.unwrap();
    let head = BatchHead::of_file(None, BatchKind::Units, policy(), "liste.csv");
    let batch = head.id.0;
    intake.in_batch(head);
    let free = intake.next_unit_id().await.unwrap();
    let mut history = class(place, &places()[place], 0);
    history.unit.label = format!("Classe {free}");
    history.id = free;
    let (year, census_day) = (history.unit.year, history.unit.census_day);
    let entered = enter(free, year, census_day, by.actor, census_day, morning()).unwrap();
    history.timeline = entered.timeline;
    intake.put_histories(&[history]).await.unwrap();
    let deed = AuditEvent::new(AuditAction::ImportApplied, "units");
    intake.finish(deed).await.unwrap();
    batch
}

/// Makes somebody whose account is open. Officers are Rennes's.
pub async fn person(store: &Store, name: &str, role: Option<Role>) -> AccountId {
    let new = NewAccount {
        email: Email::new(&format!("{name}@ac-rennes.fr")),
        name: name.to_owned(),
        party: Party::Menj,
        ends_on: None,
    };
    let territory = match role {
        Some(Role::Officer) => places()[0].academy,
        _ => TerritoryCode::nation(),
    };
    let grant = Grant {
        role: role.unwrap_or(Role::Officer),
        policy: matches!(role, Some(Role::Officer | Role::Intrapreneur)).then(policy),
        territory,
        from: today(),
        // Somebody without a role had one: it ended.
        until: None,
    };
    let by = Principal::operator();
    let id = store.make_account(&by, morning(), &new, &grant).await.unwrap();
    if role.is_none() {
        let held = store.account(id).await.unwrap().unwrap().roles[0].id;
        store.take_role(&by, today(), morning(), id, held).await.unwrap();
    }
    id
}

impl World {
    /// A browser in which somebody is signed in, by a link.
    pub async fn signed_in(&self, account: AccountId) -> Browser {
        let secret = new_link(false);
        self.store
            .make_link(
                &Principal::operator(),
                self.clock.now(),
                LinkKind::SignIn,
                Some(account),
                &secret.link,
            )
            .await
            .unwrap();
        let browser = self.browser();
        let signed = browser
            .post(&format!("/connexion/lien/{}", secret.token), "")
            .await;
        assert_eq!(signed.status, 303, "{}", signed.text);
        browser
    }
}
