//! SQL typed by hand against either database is refused by the database: nothing overspends, nothing that was written is changed.

use crate::{
    hand::{self, Both, Hand, TABLES},
    hand_statements::{KINDS, NEXT, WRONG, entries, entry, rows, together},
    ledger_world::{allotment, both, chorus, day, enter, euros, lived, now, today, year},
};
use domain::{
    Principal,
    funding::{Credit, DutyId, DutyKind, DutyMove, EntryNumber, Pair, StepKind, Wish},
};
use store::{
    Store,
    funding::{NewDuty, Verdict},
};
use uuid::Uuid;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn prove_hand_sql_is_refused_on_sqlite() {
    refused(hand::sqlite().await).await;
}
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn prove_hand_sql_is_refused_on_postgres() {
    if let Some(both) = hand::postgres().await {
        refused(both).await;
    }
}

/// The ledger that is typed at.
async fn prepare(store: &Store) {
    lived(store).await;
    let may = day(2021, 5, 5);
    let more = Pair {
        ae: euros(6_000),
        cp: euros(2_000),
    };
    enter(store, may, allotment(2021, more)).await.unwrap();
    let numbered = Wish::Service {
        ej: chorus(2),
        amount: euros(100),
        number: Some(chorus(301)),
    };
    enter(store, day(2021, 6, 2), numbered).await.unwrap();
    enter(store, day(2020, 12, 3), allotment(2020, both(euros(10))))
        .await
        .unwrap();
}

/// How the statements typed by hand ended.
#[derive(Default)]
struct Counts {
    /// Refused by an error.
    told: usize,
    /// Taken, and changed no row.
    silent: usize,
}

async fn refused(both: Both) {
    let Both {
        store,
        mut hand,
        folder,
        ..
    } = both;
    prepare(&store).await;
    let before = hand.ledger().await;
    // Each kind is well typed: what is refused is refused for what it would do.
    for (kind, _) in KINDS {
        let text = format!("begin; insert into {}; rollback", entry(&hand, kind));
        hand.must(text).await;
    }
    let mut statements = entries(&hand, &WRONG);
    statements.extend(rows(&mut hand).await);
    statements.extend(together(&hand));
    statements.extend(engines_own(&hand));
    let mut counts = Counts::default();
    for text in &statements {
        type_by_hand(&mut hand, text, &before, &mut counts).await;
    }
    if hand.is_sqlite() {
        without_checks(&mut hand, &before, &mut counts).await;
    }
    while_suspended(&store, &mut hand, &mut counts).await;
    let Counts { told, silent } = counts;
    println!(
        "figures: {} statements by hand, {told} refused by an error, {silent} change no row, 0 change the ledger",
        told + silent
    );
    assert!(told >= 40, "{told}");
    // The database has no hashes to judge by: an entry of a right shape under its ceilings is taken, and the chain names it.
    let head = store.funding().await.unwrap().head;
    assert!(store.verify_ledger(now()).await.unwrap().is_whole());
    hand.must(format!("insert into {}", entry(&hand, "receipt")))
        .await;
    assert_eq!(
        store.verify_ledger(now()).await.unwrap(),
        Verdict::Altered(EntryNumber(NEXT))
    );
    assert_eq!(
        store.ledger_holds(head).await.unwrap(),
        Some(EntryNumber(NEXT - 1))
    );
    drop(folder);
}

/// Types a text: it must be refused, or change no row; in any case nothing of the ledger may have changed.
async fn type_by_hand(hand: &mut Hand, text: &str, before: &[String], counts: &mut Counts) {
    match hand.run(text).await {
        Ok(0) => counts.silent += 1,
        Ok(rows) => panic!("{rows} rows by {text}"),
        Err(error) => {
            let said = error.to_string();
            let meant = [
                "syntax",
                "ambiguous",
                "does not exist",
                "no such column",
                "of type",
            ];
            assert!(
                meant.iter().all(|word| !said.contains(word)),
                "badly typed: {said}: {text}"
            );
            counts.told += 1;
        }
    }
    // A text of several statements may have stopped within its transaction.
    match hand.run("rollback").await {
        Ok(_) => {}
        Err(error) => assert!(error.to_string().contains("no transaction"), "{error}"),
    }
    let after = hand.ledger().await;
    let changed: Vec<_> = after.iter().filter(|row| !before.contains(row)).collect();
    assert!(after == before, "{changed:?} by {text}");
}

/// SQLite lets a session do without checks: what is spent stays under its ceilings even then.
async fn without_checks(hand: &mut Hand, before: &[String], counts: &mut Counts) {
    hand.must("pragma ignore_check_constraints = on").await;
    let over = &WRONG[..20];
    for text in entries(hand, over) {
        type_by_hand(hand, &text, before, counts).await;
    }
    hand.must("pragma ignore_check_constraints = off").await;
}

/// Suspended, nothing is committed; and nobody writes over the step that suspends.
async fn while_suspended(store: &Store, hand: &mut Hand, counts: &mut Counts) {
    let by = Principal::operator();
    let new = NewDuty {
        id: DutyId(Uuid::now_v7()),
        kind: DutyKind::Shortfall,
        day: day(2021, 10, 1),
        credit: Credit::Ae,
        year: year(2021),
        amount: euros(4_000),
        note: "Renfort demandé".to_owned(),
    };
    store.open_duty(&by, today(), now(), &new).await.unwrap();
    for (seen, step) in [(1, StepKind::Told), (2, StepKind::Suspended)] {
        let next = DutyMove {
            step,
            day: today(),
            seen,
            note: "Courriel".to_owned(),
            entry: None,
        };
        store.move_duty(&by, today(), now(), new.id, &next).await.unwrap();
    }
    let before = hand.ledger().await;
    let mut texts = entries(hand, &["commitment", "commitment ae_cents=1"]);
    let columns = "duty, rank, kind, step, day, credit, year, amount_cents, note, entry, author, recorded_at";
    let closed = columns.replace("step", "'closed'");
    texts.push("update duty_step set step = 'closed' where rank = 3".to_owned());
    texts.push("delete from duty_step where rank = 3".to_owned());
    texts.push(format!(
        "insert into duty_step ({columns}) select {closed} from duty_step where rank = 3"
    ));
    texts.push(format!("insert into duty_step ({columns}) select {closed} from duty_step where rank = 3 and true on conflict (duty, rank) do update set step = 'closed'"));
    if hand.is_sqlite() {
        texts.push(format!(
            "replace into duty_step ({columns}) select {closed} from duty_step where rank = 3"
        ));
        texts.push("update or replace duty_step set rank = rank + 1".to_owned());
    }
    for text in texts {
        type_by_hand(hand, &text, &before, counts).await;
    }
}

const ON_MONDAY: &str = "commitment day='2021-05-03'";
/// An entry, and in the same statement what it moves: once by hand, once by its trigger.
const AT_ONCE: [(&str, &str); 16] = [
    (
        ON_MONDAY,
        "update ledger_counter set moved = 17 from e where ledger_counter.year = 2020",
    ),
    (
        ON_MONDAY,
        "update ledger_counter set moved = 17, consumed_cents = consumed_cents + 100 from e where ledger_counter.year = 2021 and credit = 'ae'",
    ),
    (
        ON_MONDAY,
        "update ledger_counter set moved = 17, consumed_cents = consumed_cents + 100 from e where ledger_counter.year = 0 and credit = 'ae'",
    ),
    (
        ON_MONDAY,
        "insert into ledger_counter select 2019, 'ae', 0, 0, 0 from e",
    ),
    (
        ON_MONDAY,
        "insert into ledger_counter select 2022, 'cp', 0, 0, 0 from e",
    ),
    (
        ON_MONDAY,
        "insert into ledger_week select '2021-02-01', 'other', 0, 0 from e",
    ),
    (
        ON_MONDAY,
        "update ledger_week set ae_cents = ledger_week.ae_cents + 100 from e where week = '2021-05-03' and ledger_week.nature = 'development'",
    ),
    (
        ON_MONDAY,
        "insert into ledger_commitment select 17, '1400000077', 100, 0, 0, 17 from e",
    ),
    (
        ON_MONDAY,
        "update ledger_head set sequence = 17, hash = decode(repeat('00', 32), 'hex') from e",
    ),
    (
        ON_MONDAY,
        "update ledger_entry set ae_cents = 1 from e where ledger_entry.sequence = 16",
    ),
    (
        ON_MONDAY,
        "delete from ledger_entry using e where ledger_entry.sequence = 16",
    ),
    (
        "service",
        "update ledger_commitment set moved = 17, certified_cents = ledger_commitment.certified_cents + 100 from e where ledger_commitment.sequence = 6",
    ),
    (
        "payment",
        "insert into ledger_document select 'payment', '1400000177', 17 from e",
    ),
    (
        "payment",
        "insert into ledger_document select 'payment', '1400000178', 17 from e",
    ),
    (
        "reversal",
        "delete from ledger_document using e where ledger_document.sequence = 10",
    ),
    (
        "reversal",
        "update ledger_document set number = '1400000178' from e where ledger_document.sequence = 10",
    ),
];

/// What one engine alone understands.
fn engines_own(hand: &Hand) -> Vec<String> {
    if hand.is_sqlite() {
        // A head that was put back would let entries be written over.
        let zero = hand.bytes(&"00".repeat(32));
        let rewound = format!("begin; replace into ledger_head values (1, 12, {zero})");
        let written =
            entry(hand, "receipt sequence=13").replacen("ledger_entry", "replace into ledger_entry", 1);
        return vec![
            format!("{rewound}; commit"),
            format!("{rewound}; {written}; commit"),
        ];
    }
    let mut texts: Vec<_> = TABLES
        .iter()
        .map(|table| format!("truncate {table} cascade"))
        .collect();
    texts.push("truncate duty_step".to_owned());
    texts.push(format!("truncate {}", TABLES.join(", ")));
    texts.push(
        "merge into ledger_entry e using ledger_head h on e.sequence = h.sequence when matched then update set ae_cents = 1"
            .to_owned(),
    );
    texts.push(
        "merge into ledger_counter c using ledger_head h on c.year = 0 when matched then delete".to_owned(),
    );
    for (told, then) in AT_ONCE {
        texts.push(format!(
            "with e as (insert into {} returning *) {then}",
            entry(hand, told)
        ));
    }
    let second = entry(hand, "receipt sequence=18")
        .replace("values (", "select ")
        .trim_end_matches(')')
        .to_owned();
    texts.push(format!(
        "with e as (insert into {} returning *) insert into {second} from e",
        entry(hand, "receipt")
    ));
    texts
}
