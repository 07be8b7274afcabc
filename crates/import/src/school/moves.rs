//! The schools that a directory moves to another circonscription, above a tenth of a département of which it asks, and those that are gone from it.

mod told;

use crate::reading::job::{End, Job};
use domain::{
    TerritoryCode, Uai,
    school::{School, SchoolKind, SchoolMove, asks_first},
    territory::{Lineage, Territory},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::intake::{Intake, SchoolMark};
use told::MoveNames;

/// An establishment that moves.
struct Moved {
    school: Uai,
    kind: SchoolKind,
    from: Lineage,
    to: Lineage,
}

/// The schools of a département, or its collèges.
type Group = (TerritoryCode, bool);

/// Counts of a group's establishments: known and open, and of these, moved by the file.
#[derive(Default)]
struct Share {
    known: u64,
    moving: u64,
}

impl Share {
    /// So many of it move that the file asks first.
    const fn asks(&self) -> bool {
        asks_first(self.moving, self.known)
    }
}

/// Known establishments that a directory moves, and those that it lacks. The départements that it has nothing of are left alone.
pub(super) struct Moves {
    moved: Vec<Moved>,
    /// Known, open, not in the file.
    gone: Vec<(Uai, SchoolKind)>,
    shares: BTreeMap<Group, Share>,
}

impl Moves {
    /// Compares the establishments of a file with those that are known.
    pub(super) fn of(listed: &[School], known: &HashMap<Uai, SchoolMark>) -> Self {
        let is_middle = |kind| kind == SchoolKind::Middle;
        let covered: BTreeSet<Group> = listed
            .iter()
            .map(|school| (school.department, is_middle(school.kind)))
            .collect();
        let listed: HashMap<Uai, &School> = listed.iter().map(|school| (school.uai, school)).collect();
        let mut moves = Self {
            moved: Vec::new(),
            gone: Vec::new(),
            shares: BTreeMap::new(),
        };
        for (uai, before) in known {
            let group = (before.lineage.department, is_middle(before.kind));
            let share = moves.shares.entry(group).or_default();
            share.known += u64::from(before.open);
            let Some(school) = listed.get(uai) else {
                if before.open && covered.contains(&group) {
                    moves.gone.push((*uai, before.kind));
                }
                continue;
            };
            let Some(to) = school.lineage() else { continue };
            let from = before.lineage;
            if SchoolMove::between(&from, &to) == SchoolMove::Moves {
                share.moving += u64::from(before.open);
                moves.moved.push(Moved {
                    school: *uai,
                    kind: before.kind,
                    from,
                    to,
                });
            }
        }
        moves.moved.sort_unstable_by_key(|moved| moved.school);
        moves.gone.sort_unstable_by_key(|(school, _)| *school);
        moves
    }

    /// The groups of which so many move that the file asks first.
    fn asking(&self) -> impl Iterator<Item = (&Group, &Share)> {
        self.shares.iter().filter(|(_, share)| share.asks())
    }

    /// Refuses a file that moves more than a tenth of a département, unless that was accepted, or is only tried.
    pub(super) fn ask(&self, job: &mut Job<'_>) {
        if job.request.accept_moves || job.request.dry_run {
            return;
        }
        for (group, share) in self.asking() {
            let reason = told::share(group, share, false);
            job.findings.error(0, None, "", reason, told::ADVICE);
        }
    }

    /// Sentences for the report: `listed` are the territories that the file names.
    pub(super) async fn told(
        &self,
        intake: &mut Intake,
        listed: &[Territory],
        tried: bool,
    ) -> Result<Vec<String>, End> {
        if self.moved.is_empty() && self.gone.is_empty() {
            return Ok(Vec::new());
        }
        let moved = self.moved.iter().map(|moved| moved.school).take(told::NAMED_MAX);
        let gone = self.gone.iter().map(|(school, _)| *school).take(told::NAMED_MAX);
        let schools: Vec<Uai> = moved.chain(gone).collect();
        let mut territories = intake.territory_names().await?;
        territories.extend(listed.iter().map(|listed| (listed.code, listed.name.clone())));
        let names = MoveNames {
            schools: intake.school_names(&schools).await?,
            territories,
            tried,
        };
        Ok(names.lines(self))
    }
}
