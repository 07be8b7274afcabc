//! A school that moves to another circonscription: its units count where they entered until the next school year, and both places read and write them.

use crate::{
    batches::{
        all,
        written::{bulk, officer, one, undo},
    },
    engines::on_both,
    world::{district, fill, now, policy, school, slice, today, year},
};
use domain::{
    Action, AdoptionStage, AuditAction, Principal, Refusal, Role, SchoolYear, TerritoryCode, UnitId,
    adoption::{RequestId, UnitFacts},
    rights::{AccessScope, reach},
    school::School,
    unit::{Levels, Unit},
};
use store::{
    Store, StoreError,
    adoption::{AddClass, ClassChange},
    audit::AuditEvent,
    intake::{Changes, UnitKey, UpdateRow},
};
use uuid::Uuid;

on_both! {
    a_school_that_moves_keeps_its_units, a_school_that_moves_keeps_its_units_on_postgres
        => a_school_that_moves_counts_where_it_stood_until_the_next_school_year;
    both_places_read_and_write, both_places_read_and_write_on_postgres
        => both_places_of_a_school_that_moved_read_and_write_its_units_and_no_other;
    a_bulk_update_of_a_moved_school, a_bulk_update_of_a_moved_school_on_postgres
        => a_bulk_update_from_the_new_place_has_a_receipt_there_and_is_taken_back_by_its_author;
    a_first_circonscription, a_first_circonscription_on_postgres
        => a_first_circonscription_gets_the_courses_of_the_units_that_had_none;
}

/// Changes of a directory of these schools.
pub async fn put(store: &Store, schools: &[School]) -> Changes {
    let mut intake = store.begin_intake(&Principal::operator(), now()).await.unwrap();
    let changes = intake.put_schools(schools).await.unwrap();
    let deed = AuditEvent::new(AuditAction::ImportApplied, "schools");
    intake.finish(deed).await.unwrap();
    changes
}

/// A school of the story, in a circonscription.
pub fn seated(rank: u32, seat: Option<TerritoryCode>) -> School {
    School {
        district: seat,
        ..school(rank)
    }
}

async fn census(store: &Store, of: SchoolYear, territory: TerritoryCode) -> i64 {
    let asked = store::adoption::Slice {
        year: of,
        ..slice(territory)
    };
    let weekly = store.weekly(&asked, of.last_event_day()).await.unwrap();
    weekly.last().map_or(0, |week| week.counts.census())
}

/// A class that somebody adds to a school.
async fn add(
    store: &Store,
    by: &Principal,
    rank: u32,
    label: &str,
    of: SchoolYear,
) -> Result<Unit, StoreError> {
    let change = ClassChange::Add(AddClass {
        policy: policy(),
        year: of,
        school: school(rank).uai,
        facts: UnitFacts {
            label: label.to_owned(),
            levels: Levels::parse("CP").unwrap(),
            pupils: None,
            co_teaching: false,
            estimated: false,
        },
        day: of.start(),
        distinct: true,
    });
    let today = today().max(of.start());
    let id = RequestId(Uuid::now_v7());
    let unit = store.change_class(by, today, now(), id, change).await?;
    let known = store.known_units(&[unit]).await?.remove(0);
    Ok(known.unit)
}

async fn a_school_that_moves_counts_where_it_stood_until_the_next_school_year(store: Store) {
    fill(&store, 20).await;
    let (bruz, redon, next) = (district(0), district(1), SchoolYear::starting(2021).unwrap());
    let counts = async || {
        (
            census(&store, year(), bruz).await,
            census(&store, year(), redon).await,
        )
    };
    assert_eq!(counts().await, (10, 5));
    assert_eq!(store.school_moved_on(school(0).uai).await.unwrap(), None);
    let moved = [seated(0, Some(redon))];
    let changes = put(&store, &moved).await;
    assert_eq!((changes.changed, changes.placed), (1, 0));
    assert_eq!(counts().await, (10, 5), "its units keep their circonscription");
    assert_eq!(store.school_moved_on(school(0).uai).await.unwrap(), Some(today()));
    let kept = store.kept_lineages(year(), school(0).uai).await.unwrap();
    assert_eq!(
        kept.iter().map(|kept| kept.district).collect::<Vec<_>>(),
        [Some(bruz)]
    );

    let by = Principal::operator();
    let joined = add(&store, &by, 0, "Mésanges", year()).await.unwrap();
    assert_eq!(
        joined.district,
        Some(bruz),
        "a new class joins the others of its year"
    );
    assert_eq!(counts().await, (11, 5));
    let later = add(&store, &by, 0, "Mésanges", next).await.unwrap();
    assert_eq!(
        later.district,
        Some(redon),
        "those of the next year stand in the new one"
    );
    assert_eq!(
        (
            census(&store, next, bruz).await,
            census(&store, next, redon).await
        ),
        (0, 1)
    );
    assert_eq!(store.compare_rollup().await.unwrap(), []);
    let again = put(&store, &moved).await;
    assert_eq!((again.changed, again.same, again.placed), (0, 1, 0));
    // A directory that says nothing new of it leaves the day of its move.
    put(
        &store,
        &[School {
            name: "Autre nom".to_owned(),
            ..moved[0].clone()
        }],
    )
    .await;
    assert_eq!(store.school_moved_on(school(0).uai).await.unwrap(), Some(today()));
}

/// Count of the year's classes that somebody finds: in the list, and by the name of a school.
async fn found(store: &Store, by: &Principal) -> (i64, usize) {
    let within = reach(by, Action::ReadSchools, Some(policy()), today());
    let nation = slice(TerritoryCode::nation());
    let listed = store.list_units(&nation, None, &within, 0, 100).await.unwrap();
    assert_eq!(usize::try_from(listed.total).unwrap(), listed.units.len());
    let uai = school(0).uai.to_string();
    let schools = store.search(&uai, &within, Some(year())).await.unwrap();
    (listed.total, schools.len())
}

/// A file of one line, brought by somebody: how many lines are applied.
async fn update(store: &Store, by: &Principal, label: &str) -> u64 {
    let row = UpdateRow {
        line: 2,
        key: UnitKey::Label {
            school: school(0).uai,
            label: label.to_owned(),
            year: year(),
        },
        stage: AdoptionStage::Contacted,
        day: today(),
    };
    let mut intake = store.begin_intake(by, now()).await.unwrap();
    intake.stage_updates(&[row]).await.unwrap();
    let outcome = intake
        .apply_updates(policy(), today(), &mut |_, _| {})
        .await
        .unwrap();
    assert_eq!(outcome.applied + outcome.refused_total, 1);
    intake
        .finish(AuditEvent::new(AuditAction::ImportApplied, ""))
        .await
        .unwrap();
    outcome.applied
}

async fn both_places_of_a_school_that_moved_read_and_write_its_units_and_no_other(store: Store) {
    fill(&store, 20).await;
    put(&store, &[seated(0, Some(district(1)))]).await;
    let former = officer(&store, "bruz", Role::Officer, district(0)).await;
    let new = officer(&store, "redon", Role::Officer, district(1)).await;
    let stranger = officer(
        &store,
        "vire",
        Role::Officer,
        TerritoryCode::parse("D14").unwrap(),
    )
    .await;
    assert_eq!(found(&store, &former).await, (10, 1));
    assert_eq!(
        found(&store, &new).await,
        (10, 1),
        "its own five, and those of the school that came"
    );
    assert_eq!(found(&store, &stranger).await, (0, 0));
    // Units 1, 5, 9, 13 and 17 are of the school that moved: « Classe 0 », « Classe 4 »…
    for (by, [recorded, listed], label) in [(&former, [1, 4], "Mésanges"), (&new, [9, 12], "Pinsons")] {
        bulk(&store, by, [recorded], AdoptionStage::Contacted).await;
        assert_eq!(update(&store, by, &format!("Classe {listed}")).await, 1);
        let added = add(&store, by, 0, label, year()).await.unwrap();
        assert_eq!(added.district, Some(district(0)));
    }
    let refused = add(&store, &stranger, 0, "Merles", year()).await;
    assert!(
        matches!(refused, Err(StoreError::Refused(Refusal::Forbidden(_)))),
        "{refused:?}"
    );
    assert_eq!(update(&store, &stranger, "Classe 16").await, 0);
    // From the next year on it is the new place's alone.
    let next = SchoolYear::starting(2021).unwrap();
    let refused = add(&store, &former, 0, "Merles", next).await;
    assert!(
        matches!(refused, Err(StoreError::Refused(Refusal::Forbidden(_)))),
        "{refused:?}"
    );
    add(&store, &new, 0, "Merles", next).await.unwrap();
    assert_eq!(store.compare_rollup().await.unwrap(), []);
}

async fn a_bulk_update_from_the_new_place_has_a_receipt_there_and_is_taken_back_by_its_author(store: Store) {
    fill(&store, 20).await;
    put(&store, &[seated(0, Some(district(1)))]).await;
    let new = officer(&store, "redon", Role::Officer, district(1)).await;
    // Two classes of the school that came, one of its own.
    let batch = bulk(&store, &new, [1, 5, 2], AdoptionStage::Contacted).await;
    let within = AccessScope::Within(vec![district(1)]);
    let seen = all(&store, &within).await;
    assert_eq!(
        seen.iter()
            .map(|row| (row.head.id, row.units))
            .collect::<Vec<_>>(),
        [(batch, 3)]
    );
    let places = store.batch_places(batch, &within).await.unwrap();
    let of = |seat| places.iter().filter(move |place| place.district == Some(seat));
    assert_eq!(of(district(0)).map(|place| place.units).sum::<i64>(), 2);
    assert_eq!(of(district(1)).map(|place| place.units).sum::<i64>(), 1);
    assert_eq!(store.batch_units(batch, &within, 10).await.unwrap().len(), 3);
    // A batch of what came alone is theirs to read as well; to the former place, what it counts.
    let came = bulk(&store, &new, [9, 13], AdoptionStage::Contacted).await;
    assert_eq!(all(&store, &within).await.len(), 2);
    let former = AccessScope::Within(vec![district(0)]);
    let told = all(&store, &former).await;
    assert_eq!(told.iter().map(|row| row.units).collect::<Vec<_>>(), [2, 2]);
    assert_eq!(all(&store, &AccessScope::Within(vec![])).await, []);
    for batch in [batch, came] {
        undo(&store, &new, batch, false).await.unwrap();
        assert!(one(&store, batch).await.units > 0);
    }
    assert_eq!(store.compare_rollup().await.unwrap(), []);
}

async fn a_first_circonscription_gets_the_courses_of_the_units_that_had_none(store: Store) {
    fill(&store, 20).await;
    let (seat, by) = (district(1), Principal::operator());
    let before = SchoolYear::starting(2019).unwrap();
    // Units 4, 8… are of the school without a circonscription; one of the year before as well.
    bulk(&store, &by, [4, 8], AdoptionStage::Onboarded).await;
    add(&store, &by, 3, "Mésanges", before).await.unwrap();
    let counts = async |of| {
        let nation = census(&store, of, TerritoryCode::nation()).await;
        (nation, census(&store, of, seat).await)
    };
    assert_eq!((counts(year()).await, counts(before).await), ((20, 5), (1, 0)));
    let version = store.version();
    let changes = put(&store, &[seated(3, Some(seat))]).await;
    assert_eq!((changes.changed, changes.placed), (1, 6));
    assert_ne!(store.version(), version, "figures moved");
    assert_eq!((counts(year()).await, counts(before).await), ((20, 10), (1, 1)));
    let weekly = store.weekly(&slice(seat), today()).await.unwrap();
    let last = weekly.last().unwrap();
    assert_eq!(last.counts[AdoptionStage::Onboarded], 2);
    assert_eq!(weekly.last_news, Some(today()));
    assert_eq!(store.compare_rollup().await.unwrap(), []);
    assert_eq!(
        store.school_moved_on(school(3).uai).await.unwrap(),
        None,
        "it did not move"
    );
    let again = put(&store, &[seated(3, Some(seat))]).await;
    assert_eq!((again.same, again.placed), (1, 0));
    let known = store.known_units(&[UnitId(4)]).await.unwrap().remove(0);
    assert_eq!(known.unit.district, Some(seat));
}
