//! Numbers that are not what they are taken for are refused where they are kept, whoever writes them.

use crate::{
    engines::on_both,
    world::{entering, fill, now, school, unit},
};
use domain::{
    Principal, UnitId,
    adoption::{CorrectUnit, CorrectionReason, UnitFacts},
    unit::PUPILS_MAX,
};
use store::{Store, intake::UnitHistory};

on_both! {
    no_class_is_kept_with_more_pupils_than_a_class_has_on_sqlite, no_class_is_kept_with_more_pupils_than_a_class_has_on_postgres
        => no_class_is_kept_with_more_pupils_than_a_class_has;
}

fn history(id: i64, pupils: u16) -> UnitHistory {
    let mut unit = unit(0, &school(0));
    (unit.label, unit.pupils) = (format!("Classe de {pupils}"), Some(pupils));
    entering(id, unit)
}

async fn no_class_is_kept_with_more_pupils_than_a_class_has(store: Store) {
    fill(&store, 0).await;
    let by = Principal::operator();
    let intake = || store.begin_intake(&by, now());
    let mut entering = intake().await.unwrap();
    entering.put_histories(&[history(1, PUPILS_MAX)]).await.unwrap();
    let more = [history(2, PUPILS_MAX + 1)];
    assert!(entering.put_histories(&more).await.is_err());
    drop(entering);

    let mut entering = intake().await.unwrap();
    entering.put_histories(&[history(1, PUPILS_MAX)]).await.unwrap();
    let corrected = CorrectUnit {
        unit: UnitId(1),
        seen: None,
        facts: UnitFacts {
            pupils: Some(PUPILS_MAX + 1),
            ..UnitFacts::from(&history(1, PUPILS_MAX).unit)
        },
        why: CorrectionReason::Listed,
        batch: None,
    };
    let kept = async {
        entering.correct_units(vec![corrected]).await?;
        let deed = store::audit::AuditEvent::new(domain::AuditAction::ImportApplied, "");
        entering.finish(deed).await
    };
    assert!(kept.await.is_err());
}
