//! The audit trail as it is read: lines about money are for who may read the money, and one's own are always one's own.

use crate::{engines::on_both, ledger_world::*};
use domain::{
    AccountId, Actor, AuditAction, Principal,
    funding::{Credit, DutyId, DutyKind, FundingRefused, Scope},
    rights::AccessScope,
};
use store::{
    Store,
    audit::{AuditEvent, AuditFilter, AuditReader},
    funding::{FundingDay, NewDuty},
};
use uuid::Uuid;

const OVER: FundingRefused = FundingRefused::OverCeiling {
    credit: Credit::Ae,
    scope: Scope::Convention,
    asked: domain::funding::Cents(5_000_001),
    available: domain::funding::Cents(5_000_000),
};

/// A day set, an allotment, a refused commitment, a duty, and one line that is not about money.
async fn some_money(store: &Store) {
    let by = Principal::operator();
    let signature = day(2020, 3, 2);
    store
        .set_funding_day(&by, today(), now(), FundingDay::Signature, signature)
        .await
        .unwrap();
    enter(store, signature, allotment(2021, both(euros(50_000))))
        .await
        .unwrap();
    let duty = NewDuty {
        id: DutyId(Uuid::now_v7()),
        kind: DutyKind::Shortfall,
        day: day(2021, 10, 1),
        credit: Credit::Ae,
        year: year(2021),
        amount: euros(4_000),
        note: "Renfort demandé".to_owned(),
    };
    store.open_duty(&by, today(), now(), &duty).await.unwrap();
    store.note(
        &by,
        now(),
        AuditEvent::new(AuditAction::AccessRefused, "GET /personnes"),
        true,
    );
    let refused = enter(
        store,
        day(2021, 5, 4),
        commitment(9, domain::funding::Cents(5_000_001)),
    )
    .await;
    assert_eq!(refused, Err(OVER));
}

const STRANGER: Actor = Actor::Account(AccountId(999));

/// Waits for the lines of what happened: refusals are written aside, in their turn.
async fn five_lines(store: &Store) {
    let (everything, any) = (AuditReader::of_everything(STRANGER), AuditFilter::default());
    for _ in 0..500 {
        let all = store.trail(&everything, &any, 0, 50).await.unwrap();
        if all.total == 5 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

/// The actions that a reader is shown, in their order.
async fn seen(store: &Store, reader: AuditReader<'_>, filter: &AuditFilter) -> Vec<String> {
    let page = store.trail(&reader, filter, 0, 50).await.unwrap();
    assert_eq!(page.total, i64::try_from(page.entries.len()).unwrap());
    let mut actions: Vec<_> = page.entries.into_iter().map(|line| line.action).collect();
    actions.sort();
    actions
}

/// Somebody else who looks, within some places or none, and may read the money or not.
const fn stranger(within: Option<&AccessScope>, money: bool) -> AuditReader<'_> {
    AuditReader {
        own: STRANGER,
        within,
        money,
    }
}

async fn money_is_for_who_reads_it(store: Store) {
    some_money(&store).await;
    five_lines(&store).await;
    let (placed, any) = (Some(&AccessScope::Everywhere), AuditFilter::default());
    let every = [
        "access.refused",
        "duty.opened",
        "funding.day-set",
        "ledger.entered",
        "ledger.entered",
    ];
    assert_eq!(seen(&store, stranger(None, true), &any).await, every);
    assert_eq!(
        seen(&store, stranger(placed, true), &any).await,
        ["duty.opened", "ledger.entered", "ledger.entered"]
    );
    assert_eq!(
        seen(&store, stranger(None, false), &any).await,
        ["access.refused"]
    );
    assert!(seen(&store, stranger(placed, false), &any).await.is_empty());
    // Asked for by their words, or as refusals, they are no nearer.
    for text in ["ledger", "over-ceiling", "5000001", "signature", "shortfall"] {
        let filter = AuditFilter {
            text: Some(text.to_owned()),
            ..AuditFilter::default()
        };
        let (may, may_not) = (stranger(None, true), stranger(None, false));
        assert!(!seen(&store, may, &filter).await.is_empty(), "{text}");
        assert!(seen(&store, may_not, &filter).await.is_empty(), "{text}");
    }
    let refusals = AuditFilter {
        refused: true,
        ..AuditFilter::default()
    };
    assert_eq!(
        seen(&store, stranger(None, false), &refusals).await,
        ["access.refused"]
    );
    let own = AuditReader {
        own: Actor::LocalOperator,
        within: Some(&AccessScope::Within(Vec::new())),
        money: false,
    };
    assert_eq!(seen(&store, own, &any).await, every, "one's own");
}

async fn a_refusal_is_kept_whole(store: Store) {
    some_money(&store).await;
    let filter = AuditFilter {
        text: Some("over-ceiling".to_owned()),
        refused: true,
        ..AuditFilter::default()
    };
    for _ in 0..500 {
        let reader = AuditReader::of_everything(Actor::LocalOperator);
        let page = store.trail(&reader, &filter, 0, 50).await.unwrap();
        if let [line] = page.entries.as_slice() {
            assert_eq!(
                line.object,
                "over-ceiling credit=ae scope=convention asked=5000001 available=5000000"
            );
            assert_eq!(FundingRefused::from_text(&line.object), Some(OVER));
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("the trail has not the refusal");
}

on_both! {
    lines_about_money_are_neither_listed_nor_counted_for_who_may_not_read_it_on_sqlite, lines_about_money_are_neither_listed_nor_counted_for_who_may_not_read_it_on_postgres => money_is_for_who_reads_it;
    a_refusal_of_the_money_is_kept_by_its_code_and_its_values_on_sqlite, a_refusal_of_the_money_is_kept_by_its_code_and_its_values_on_postgres => a_refusal_is_kept_whole;
}
