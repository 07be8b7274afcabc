//! Concurrent writes between the judging of a file and its writing: it comes to the same as if it had been brought after them.

use super::{Two, UPDATES, by, done, request};
use crate::support::{
    morning,
    nation::{places, policy, today},
};
use domain::{
    AuditAction, PriorityEducation, UnitId,
    adoption::{RequestId, UnitFacts},
};
use store::{
    Store,
    adoption::{ClassChange, CorrectClass, MoveClass},
    audit::AuditEvent,
    import::{ImportKind, ImportState},
};
use uuid::Uuid;

/// A concurrent write.
#[derive(Clone, Copy, Debug)]
enum Move {
    /// An update of the first class: its stage and its day.
    Update(&'static str),
    /// The first class is corrected by hand: its name, its pupils.
    Correct(&'static str),
    /// The first class goes to the other school, under another name.
    Away,
    /// The first school is another mark's, and closed.
    School,
    /// Measures of use.
    Uses,
}

impl Move {
    async fn make(self, two: &Two) {
        let store = &two.other;
        match self {
            Self::Update(update) => {
                let file = format!("id;étape;date\n1;{update}\n");
                brought(two, ImportKind::Adoption, &file).await;
            }
            Self::Uses => brought(two, ImportKind::Usage, "semaine;id;visites\n2021-03-01;1;4\n").await,
            Self::Correct(label) => correct(two, label).await,
            Self::Away => {
                correct(two, "CP Z").await;
                let asked = MoveClass {
                    unit: UnitId(1),
                    seen: 1,
                    to: places()[1].uai,
                    distinct: false,
                };
                change(store, ClassChange::Move(asked)).await;
            }
            Self::School => {
                let mut school = store.school(places()[0].uai).await.unwrap().unwrap();
                school.priority_education = PriorityEducation::RepPlus;
                school.open = false;
                let mut intake = store.begin_intake(&by(), morning()).await.unwrap();
                intake.put_schools(&[school]).await.unwrap();
                let deed = AuditEvent::new(AuditAction::ImportApplied, "schools");
                intake.finish(deed).await.unwrap();
            }
        }
    }
}

/// The first class is of another name and has other pupils.
async fn correct(two: &Two, label: &str) {
    let unit = &two.classes().await[0].0.unit;
    let asked = CorrectClass {
        unit: UnitId(1),
        seen: 0,
        facts: UnitFacts {
            label: label.to_owned(),
            pupils: Some(9),
            ..UnitFacts::from(unit)
        },
        distinct: false,
    };
    change(&two.other, ClassChange::Correct(asked)).await;
}

async fn change(store: &Store, change: ClassChange) {
    let id = RequestId(Uuid::now_v7());
    let done = store.change_class(&by(), today(), morning(), id, change).await;
    done.unwrap();
}

/// Brings a file by the other program.
async fn brought(two: &Two, kind: ImportKind, file: &str) {
    let path = two.folder.path().join("autre.csv");
    std::fs::write(&path, file).unwrap();
    let request = request(kind, false);
    let report = import::run(
        &two.other,
        &path,
        &request,
        &by(),
        today(),
        morning(),
        &mut |_| {},
    )
    .await;
    let report = report.unwrap();
    assert_eq!(report.import_state(), ImportState::Done, "{}", report.to_text());
}

pub async fn what_moves_is_judged_again(open: impl AsyncFn() -> Option<Two>) {
    let uai = places()[0].uai;
    let named = format!("UAI;classe;année;étape;date\n{uai};CP A;2020-2021;embarquée;20/11/2020\n");
    let list =
        format!("UAI;classe;niveau;effectif;année\n{uai};CP A;CP;14;2020-2021\n{uai};CP C;CP;13;2020-2021\n");
    let uses = "semaine;id;visites\n2021-03-01;1;4\n2021-03-01;2;5\n".to_owned();
    let cases = [
        (
            ImportKind::Adoption,
            UPDATES.to_owned(),
            Move::Update("embarquée;16/11/2020"),
            ImportState::Refused,
        ),
        (
            ImportKind::Adoption,
            UPDATES.to_owned(),
            Move::Update("embarquée;20/11/2020"),
            ImportState::Done,
        ),
        (
            ImportKind::Adoption,
            named.clone(),
            Move::Correct("CP Alpha"),
            ImportState::Done,
        ),
        (ImportKind::Adoption, named, Move::Away, ImportState::Refused),
        (
            ImportKind::Units,
            list.clone(),
            Move::Correct("CP A"),
            ImportState::Done,
        ),
        (
            ImportKind::Units,
            list.clone(),
            Move::Correct("CP C"),
            ImportState::Refused,
        ),
        (ImportKind::Units, list, Move::School, ImportState::Done),
        (ImportKind::Usage, uses, Move::Uses, ImportState::Done),
    ];
    for (kind, file, moved, state) in cases {
        let (Some(two), Some(twin)) = (open().await, open().await) else {
            return;
        };
        moved.make(&twin).await;
        let expected = twin.bring(kind, &file, false, &mut || {}).await;
        let mut waits = true;
        let mut meanwhile = || {
            if std::mem::take(&mut waits) {
                done(moved.make(&two));
            }
        };
        let report = two.bring(kind, &file, false, &mut meanwhile).await;
        let text = report.to_text();
        assert_eq!(report.import_state(), state, "{moved:?} {text}");
        assert_eq!(text, expected.to_text(), "{moved:?}");
        assert_eq!(two.classes().await, twin.classes().await, "{moved:?}");
        assert_eq!(two.store.compare_rollup().await.unwrap(), [], "{moved:?}");
        let entries = async |of: &Two| {
            let entries = of.store.usage_entries(policy(), 9).await.unwrap();
            entries
                .iter()
                .map(|entry| (entry.measured, entry.corrected))
                .collect::<Vec<_>>()
        };
        assert_eq!(entries(&two).await, entries(&twin).await, "{moved:?}");
    }
}
