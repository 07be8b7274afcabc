//! A class corrected, added, closed, opened again and moved by hand: one transaction each, done once, refused where it must be; the figures follow.

use crate::{
    engines::on_both,
    world::{day, district, fill, now, policy, school, slice, today, year},
};
use chrono::NaiveDate;
use domain::{
    Action, Actor, AdoptionStage, Principal, Refusal, Role, TerritoryCode, Timeline, Uai, UnitId,
    account::AccountId,
    adoption::{
        AdoptionRefused, Advance, ClassRefused, Close, CorrectionReason, CorrectionRefused, LeavingReason,
        Reopen, RequestId, Source, Step, UnitFacts,
    },
    rights::{Grant, Powers},
    unit::Levels,
};
use store::{
    Store, StoreError,
    adoption::{AddClass, Change, ClassChange, CorrectClass, KnownUnit, MoveClass, Weekly},
};
use uuid::Uuid;

on_both! {
    an_estimate_is_confirmed_under_its_real_name_on_sqlite, an_estimate_is_confirmed_under_its_real_name_on_postgres
        => an_estimate_is_confirmed_under_its_real_name;
    a_class_added_by_hand_counts_from_its_census_day_on_sqlite, a_class_added_by_hand_counts_from_its_census_day_on_postgres
        => a_class_added_by_hand_counts_from_its_census_day;
    a_closed_class_comes_back_with_its_history_on_sqlite, a_closed_class_comes_back_with_its_history_on_postgres
        => a_closed_class_comes_back_with_its_history;
    a_history_goes_to_the_right_school_in_one_act_on_sqlite, a_history_goes_to_the_right_school_in_one_act_on_postgres
        => a_history_goes_to_the_right_school_in_one_act;
    who_may_not_write_there_changes_nothing_on_sqlite, who_may_not_write_there_changes_nothing_on_postgres
        => who_may_not_write_there_changes_nothing;
}

fn new_id() -> RequestId {
    RequestId(Uuid::now_v7())
}

async fn ask(store: &Store, id: RequestId, change: ClassChange) -> Result<UnitId, StoreError> {
    store
        .change_class(&Principal::operator(), today(), now(), id, change)
        .await
}

/// A change that is done, the same when its request comes again; the rollup is what the events say.
async fn done(store: &Store, change: ClassChange) -> UnitId {
    let id = new_id();
    let unit = ask(store, id, change.clone()).await.unwrap();
    assert_eq!(store.compare_rollup().await.unwrap(), []);
    let (events, figures) = (lines(store, unit).await, figures(store).await);
    assert_eq!(ask(store, id, change.clone()).await.unwrap(), unit, "sent twice");
    assert_eq!(
        (lines(store, unit).await, self::figures(store).await),
        (events, figures)
    );
    let other = Principal {
        actor: Actor::Account(AccountId(7)),
        ..Principal::operator()
    };
    let reused = store.change_class(&other, today(), now(), id, change).await;
    assert!(
        matches!(reused, Err(StoreError::Refused(Refusal::RequestReused))),
        "{reused:?}"
    );
    unit
}

async fn refused(store: &Store, change: ClassChange) -> Refusal {
    let before = figures(store).await;
    match ask(store, new_id(), change).await {
        Err(StoreError::Refused(refusal)) => {
            assert_eq!(figures(store).await, before);
            refusal
        }
        other => panic!("{other:?}"),
    }
}

async fn figures(store: &Store) -> Weekly {
    store
        .weekly(&slice(TerritoryCode::nation()), today())
        .await
        .unwrap()
}

async fn census(store: &Store, territory: TerritoryCode) -> i64 {
    let weekly = store.weekly(&slice(territory), today()).await.unwrap();
    weekly.last().map_or(0, |week| week.counts.census())
}

async fn estimates(store: &Store) -> i64 {
    figures(store).await.last().unwrap().estimated
}

async fn known(store: &Store, unit: UnitId) -> (KnownUnit, Timeline) {
    for rank in 0..4 {
        let units = store.units_of_school(policy(), year(), school(rank).uai).await;
        if let Some(found) = units.unwrap().into_iter().find(|(known, _)| known.id == unit) {
            return found;
        }
    }
    panic!("no unit {unit}")
}

async fn lines(store: &Store, unit: UnitId) -> usize {
    let corrections = store.corrections(&[unit]).await.unwrap();
    known(store, unit).await.1.lines().len() + corrections.get(&unit).map_or(0, Vec::len)
}

async fn contacted(store: &Store, unit: UnitId) {
    let step = Advance {
        unit,
        seen: 1,
        stage: AdoptionStage::Contacted,
        day: day(2020, 11, 3),
        replaces: None,
        source: Source::Call,
    };
    let change = Change {
        id: new_id(),
        steps: vec![step],
        annulled: Vec::new(),
    };
    let by = Principal::operator();
    store.record(&by, today(), now(), change).await.unwrap();
}

fn facts(label: &str) -> UnitFacts {
    UnitFacts {
        label: label.to_owned(),
        levels: Levels::parse("CP").unwrap(),
        pupils: Some(11),
        co_teaching: true,
        estimated: false,
    }
}

fn correct(unit: i64, seen: u32, facts: UnitFacts, distinct: bool) -> ClassChange {
    ClassChange::Correct(CorrectClass {
        unit: UnitId(unit),
        seen,
        facts,
        distinct,
    })
}

fn add(rank: u32, label: &str, on: NaiveDate, distinct: bool) -> ClassChange {
    ClassChange::Add(AddClass {
        policy: policy(),
        year: year(),
        school: school(rank).uai,
        facts: facts(label),
        day: on,
        distinct,
    })
}

fn close(unit: UnitId, seen: u32, on: NaiveDate, why: LeavingReason) -> ClassChange {
    ClassChange::Close(Close {
        unit,
        seen,
        day: on,
        why,
    })
}

fn taken(label: &str, is_closed: bool) -> Refusal {
    let label = label.to_owned();
    CorrectionRefused::NameTaken { label, is_closed }.into()
}

// Every fifth unit is an estimate; unit 1 is « Classe 0 » in the first school, with 5, 9, 13…
async fn an_estimate_is_confirmed_under_its_real_name(store: Store) {
    fill(&store, 20).await;
    let before = estimates(&store).await;
    done(&store, correct(1, 0, facts("Mésanges"), false)).await;
    assert_eq!(estimates(&store).await, before - 1);
    let (unit, _) = known(&store, UnitId(1)).await;
    assert_eq!(UnitFacts::from(&unit.unit), facts("Mésanges"));
    let corrections = store.corrections(&[UnitId(1)]).await.unwrap();
    let [correction] = corrections[&UnitId(1)].as_slice() else {
        panic!("{corrections:?}")
    };
    assert_eq!(
        (correction.why, correction.old.label.as_str()),
        (CorrectionReason::Told, "Classe 0")
    );

    let stale = refused(&store, correct(1, 0, facts("Bergeronnettes"), false)).await;
    assert_eq!(stale, CorrectionRefused::Stale(UnitId(1)).into());
    // A name once borne names its class for ever, whoever asks for it.
    let other = refused(&store, correct(5, 0, facts("classe-0"), true)).await;
    assert_eq!(other, taken("Mésanges", false));
    done(&store, correct(1, 1, facts("Classe 0"), false)).await;
    let near = refused(&store, correct(5, 0, facts("Niveau 0"), false)).await;
    let twin = CorrectionRefused::NearTwin {
        label: "Niveau 0".to_owned(),
        other: "Classe 0".to_owned(),
    };
    assert_eq!(near, twin.into());
    done(&store, correct(5, 0, facts("Niveau 0"), true)).await;
}

async fn a_class_added_by_hand_counts_from_its_census_day(store: Store) {
    fill(&store, 20).await;
    let nation = TerritoryCode::nation();
    assert_eq!(
        (census(&store, nation).await, census(&store, district(0)).await),
        (20, 10)
    );
    let unit = done(&store, add(2, "CP Rossignols", day(2021, 1, 4), false)).await;
    assert_eq!(unit, UnitId(21));
    assert_eq!(
        (census(&store, nation).await, census(&store, district(0)).await),
        (21, 11)
    );
    let (there, timeline) = known(&store, unit).await;
    assert_eq!(
        (there.unit.school, there.unit.census_day),
        (school(2).uai, day(2021, 1, 4))
    );
    assert_eq!(timeline.step_on(day(2021, 1, 3)), None);
    assert_eq!(
        refused(&store, add(2, "cp rossignols", day(2021, 1, 4), true)).await,
        taken("CP Rossignols", false)
    );
    let future = AdoptionRefused::DayInFuture {
        day: day(2021, 3, 16),
        today: today(),
    };
    assert_eq!(
        refused(&store, add(2, "CP Pinsons", day(2021, 3, 16), false)).await,
        future.into()
    );
    assert_eq!(
        refused(&store, add(2, " ", day(2021, 1, 4), false)).await,
        CorrectionRefused::Label.into()
    );
    let absent = AdoptionRefused::from(ClassRefused::UnknownSchool(school(9).uai));
    assert_eq!(
        refused(&store, add(9, "CP Pinsons", day(2021, 1, 4), false)).await,
        absent.into()
    );
}

async fn a_closed_class_comes_back_with_its_history(store: Store) {
    fill(&store, 20).await;
    let unit = UnitId(2);
    contacted(&store, unit).await;
    let before = figures(&store).await;
    let stale = refused(&store, close(unit, 1, day(2021, 1, 12), LeavingReason::Closed)).await;
    assert!(
        matches!(stale, Refusal::Adoption(AdoptionRefused::Stale { seen: 1, .. })),
        "{stale:?}"
    );
    let mut seen = 2;
    for why in LeavingReason::OFFERED {
        done(&store, close(unit, seen, day(2021, 1, 12), why)).await;
        let (closed, timeline) = known(&store, unit).await;
        let last = timeline.effective().last().map(|last| (last.step, last.leaving));
        assert_eq!(last, Some((Step::Withdrawn, Some(why))), "the reason is kept");
        let (never, week) = (why.is_never_counted(), figures(&store).await);
        assert_eq!(week.last().unwrap().counts.census(), 19);
        let counted = timeline.step_on(day(2021, 1, 11)).and_then(Step::stage);
        assert_eq!(counted.is_none(), never, "{why:?}");
        assert_eq!(
            refused(&store, add(1, "Classe 1", day(2021, 1, 4), true)).await,
            taken("Classe 1", true)
        );
        let reopen = Reopen {
            unit,
            seen: closed.standing.sequence,
        };
        done(&store, ClassChange::Reopen(reopen)).await;
        assert_eq!(figures(&store).await, before, "{why:?}");
        let (back, _) = known(&store, unit).await;
        assert_eq!(back.standing.step, Step::Reached(AdoptionStage::Contacted));
        assert_eq!(back.last_news, Some(day(2020, 11, 3)));
        seen = back.standing.sequence;
    }
    let never = refused(&store, ClassChange::Reopen(Reopen { unit, seen })).await;
    assert_eq!(never, AdoptionRefused::from(ClassRefused::NotClosed(unit)).into());
}

async fn a_history_goes_to_the_right_school_in_one_act(store: Store) {
    fill(&store, 20).await;
    let unit = UnitId(2);
    contacted(&store, unit).await;
    let (before, was) = (figures(&store).await, known(&store, unit).await.1);
    let asked = |seen, to: Uai| {
        ClassChange::Move(MoveClass {
            unit,
            seen,
            to,
            distinct: false,
        })
    };
    assert_eq!(
        refused(&store, asked(2, school(1).uai)).await,
        AdoptionRefused::from(ClassRefused::SameSchool(school(1).uai)).into()
    );
    let stale = refused(&store, asked(1, school(2).uai)).await;
    assert!(
        matches!(stale, Refusal::Adoption(AdoptionRefused::Stale { .. })),
        "{stale:?}"
    );
    assert_eq!(
        (
            census(&store, district(0)).await,
            census(&store, district(1)).await
        ),
        (10, 5)
    );
    let moved = done(&store, asked(2, school(2).uai)).await;
    assert_eq!(
        (
            census(&store, district(0)).await,
            census(&store, district(1)).await
        ),
        (11, 4)
    );
    let (there, history) = known(&store, moved).await;
    assert_eq!(
        (there.unit.school, there.unit.label.as_str()),
        (school(2).uai, "Classe 1")
    );
    assert_eq!(history.lines().len(), was.lines().len());
    assert_eq!(history, was.of_unit(moved), "the same events");
    let (here, gone) = known(&store, unit).await;
    assert_eq!(here.standing.step, Step::Withdrawn);
    assert_eq!(gone.step_on(today()), Some(Step::Withdrawn));
    let after = figures(&store).await;
    let counts = |weekly: &Weekly| weekly.last().unwrap().counts;
    assert_eq!(counts(&after), counts(&before), "the nation has as many");
}

async fn who_may_not_write_there_changes_nothing(store: Store) {
    fill(&store, 20).await;
    let grant = Grant {
        role: Role::Officer,
        policy: None,
        territory: district(1),
        from: today(),
        until: None,
    };
    let officer = Principal {
        powers: Powers::Granted([grant].into()),
        actor: Actor::Account(AccountId(7)),
        origin: None,
    };
    let before = figures(&store).await;
    let reopen = |unit| {
        ClassChange::Reopen(Reopen {
            unit: UnitId(unit),
            seen: 1,
        })
    };
    let to = |unit, to: u32| {
        ClassChange::Move(MoveClass {
            unit: UnitId(unit),
            seen: 1,
            to: school(to).uai,
            distinct: false,
        })
    };
    // Units 1, 5… are of the first school, in another circonscription; unit 2 is theirs.
    for change in [
        correct(1, 0, facts("CP Pinsons"), false),
        add(0, "CP Pinsons", day(2021, 1, 4), false),
        add(9, "CP Pinsons", day(2021, 1, 4), false),
        close(UnitId(1), 1, day(2021, 1, 12), LeavingReason::Mistake),
        reopen(1),
        reopen(999),
        to(1, 1),
        to(2, 0),
        to(2, 9),
    ] {
        let stop = store
            .change_class(&officer, today(), now(), new_id(), change.clone())
            .await;
        let Err(StoreError::Refused(refusal)) = stop else {
            panic!("{change:?}: {stop:?}")
        };
        assert_eq!(refusal, Refusal::Forbidden(Action::RecordAdoption), "{change:?}");
    }
    assert_eq!(figures(&store).await, before);
    let own = store.change_class(
        &officer,
        today(),
        now(),
        new_id(),
        correct(2, 0, facts("CP Pinsons"), false),
    );
    own.await.unwrap();
    assert_eq!(store.compare_rollup().await.unwrap(), []);
}
