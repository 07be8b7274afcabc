//! The invented nation: real académies and départements, invented circonscriptions, schools and classes, and a history made by the rules themselves.
//! One world for the demo, the stories, the browser and the benchmarks; the same plan always makes the same nation.

mod adoption;
mod funding;
mod networks;
mod objective;
mod school;
mod territory;
mod usage;

pub use funding::keep as keep_money;
pub use territory::plan::{Made, Plan};

use adoption::Story;
use chrono::{DateTime, Utc};
use domain::{AuditAction, PolicyCode, Principal, SchoolYear, calendar::Calendar};
use school::DemoSchool;
use store::{Store, StoreError, audit::AuditEvent, intake::UnitHistory};

/// The policy of the invented nation.
const POLICY: &str = "classes-dedoublees";
/// Units written together.
const BATCH: usize = 4_000;

/// Fills an empty store with the invented nation, all of it or nothing. `progress` is told units written and units in all.
///
/// # Errors
/// [`StoreError::Broken`] when the store is not empty or can't keep it.
pub async fn load(
    store: &Store,
    plan: &Plan,
    now: DateTime<Utc>,
    progress: &mut (dyn FnMut(u64, u64) + Send),
) -> Result<Made, StoreError> {
    let schools = school::invent(plan);
    let mut intake = store.begin_intake(&Principal::demonstration(), now).await?;
    intake.put_territories(&school::territories(&schools)).await?;
    let (heads, networks) = networks::invent(&schools);
    let listed: Vec<_> = schools
        .iter()
        .map(|school| school.school.clone())
        .chain(heads)
        .collect();
    intake.put_schools(&listed).await?;
    drop(listed);
    for year in plan.years() {
        intake.put_networks(year, &networks).await?;
    }
    let mut made = Made {
        schools: schools.len() as u64,
        ..Made::default()
    };
    let (of, mut id) = (plan.units(), intake.next_unit_id().await?);
    let mut batch = Vec::<UnitHistory>::with_capacity(BATCH);
    let Some(policy) = PolicyCode::new(POLICY) else {
        return Ok(made);
    };
    let mut followed = usage::Followed::default();
    let calendar = Calendar::official();
    for year in plan.years() {
        let current = SchoolYear::of(plan.today) == Some(year);
        for (school, units) in school::units(plan, year, policy, &schools) {
            let story = Story::of(plan, &calendar, school, year);
            for unit in units {
                if let Some(timeline) = story.tell(id, &unit) {
                    if current {
                        followed.meet(id, unit.academy);
                    }
                    made.events += timeline.events().len() as u64;
                    batch.push(UnitHistory { id, unit, timeline });
                    id.0 += 1;
                }
            }
            if batch.len() >= BATCH {
                made.units += batch.len() as u64;
                intake.put_histories(&batch).await?;
                batch.clear();
                progress(made.units, of);
            }
        }
    }
    made.units += batch.len() as u64;
    intake.put_histories(&batch).await?;
    progress(made.units, of);
    usage::bring(&mut intake, plan, &calendar, &schools, &followed).await?;
    intake.set_demo(plan.today, &plan.label()).await?;
    intake
        .finish(AuditEvent::new(AuditAction::DemoLoaded, plan.label()))
        .await?;
    funding::keep(store, plan).await?;
    objective::set(store, plan).await?;
    Ok(made)
}

/// A random generator that depends on the plan and on what it is for, not on the order things are made in.
fn random(plan: &Plan, what: u64) -> fastrand::Rng {
    fastrand::Rng::with_seed(
        plan.seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ what.wrapping_mul(0xD1B5_4A32_D192_ED03),
    )
}

/// The school's own seed.
fn seed_of(school: &DemoSchool) -> u64 {
    u64::from(school.school.uai.number())
}
