//! Days of Paris: what is written around midnight says on its page the day that it was in Paris.

use crate::support::{World, day, morning};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::{
    AdoptionStage, PolicyCode, Principal, Role, SchoolYear, TerritoryCode,
    adoption::{Advance, RequestId, Source},
    calendar::paris_day,
    rights::AccessScope,
};
use server::clock::Clock;
use store::adoption::{Change, Slice};
use uuid::Uuid;

/// The last second of a day in Paris and the first one of the next: New Year, both changes of the hour, a day of summer.
fn midnights() -> Vec<(DateTime<Utc>, NaiveDate)> {
    let mut told = Vec::new();
    for (next, hour) in [
        (day(2022, 1, 1), 23),
        (day(2022, 3, 27), 23),
        (day(2022, 3, 28), 22),
        (day(2022, 10, 30), 22),
        (day(2022, 10, 31), 23),
        (day(2022, 7, 1), 22),
    ] {
        let eve = next.pred_opt().unwrap();
        let midnight = eve.and_hms_opt(hour, 0, 0).unwrap().and_utc();
        told.extend([(midnight - TimeDelta::seconds(1), eve), (midnight, next)]);
    }
    told
}

#[tokio::test]
async fn a_school_s_page_says_the_day_of_paris_on_which_an_update_was_written() {
    let world = World::demo().await;
    let slice = Slice {
        policy: PolicyCode::HALVED_CLASSES,
        year: SchoolYear::starting(2021).unwrap(),
        territory: TerritoryCode::nation(),
        level: None,
        priority_education: None,
    };
    let identified = Some(AdoptionStage::Identified);
    let list = world
        .store
        .list_units(&slice, identified, &AccessScope::Everywhere, 0, 12);
    let units = list.await.unwrap().units;
    let reader = world.role(Role::Coach).await;
    let today = day(2021, 12, 17);
    for (known, (at, wanted)) in units.iter().zip(midnights()) {
        let step = Advance {
            unit: known.id,
            seen: known.standing.sequence,
            stage: AdoptionStage::Contacted,
            day: today,
            replaces: None,
            source: Source::Call,
        };
        let change = Change {
            id: RequestId(Uuid::now_v7()),
            steps: vec![step],
            annulled: Vec::new(),
        };
        let by = Principal::operator();
        world.store.record(&by, today, at, change).await.unwrap();
        let page = reader
            .get(&format!("/classes-dedoublees/deploiement/{}", known.unit.school))
            .await
            .text;
        let said = format!("écrit le {}", french::short_day(wanted));
        let plain = page.replace("<!>", "").replace("<!---->", "");
        assert!(plain.contains(&said), "{at}: {said}");
    }
}

#[test]
fn a_world_that_stands_on_a_day_never_writes_on_the_next_one() {
    for (at, _) in midnights() {
        let real_clock = Clock::held(at);
        for on in [day(2021, 12, 18), day(2021, 3, 28), day(2021, 10, 31)] {
            let clock = Clock::standing(on, &real_clock);
            assert_eq!((paris_day(clock.now()), clock.today()), (on, on), "{at}");
        }
    }
    let held = Clock::held(morning());
    assert_eq!(held.today(), paris_day(morning()));
}
