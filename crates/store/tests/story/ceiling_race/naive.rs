//! The same race by a program that reads, then writes: it overspends.

use crate::hand::{Both, Hand};

pub(super) const LIMIT: i64 = 10_000;

/// The same engine, the sum read and then written to: it must pass its limit, or this proof could not fail.
pub(super) async fn naive(both: &Both) -> (usize, i64) {
    let mut hand = both.another().await;
    hand.must("create table naive_spending (cents integer not null)")
        .await;
    for round in 1..=200 {
        hand.must("delete from naive_spending").await;
        let mut tasks = Vec::new();
        for _ in 0..8 {
            tasks.push(tokio::spawn(spend(both.another().await)));
        }
        for task in tasks {
            task.await.unwrap();
        }
        let spent = hand.number("select sum(cents) from naive_spending").await;
        if spent > LIMIT {
            return (round, spent);
        }
    }
    panic!("the naive way never passed its limit: nothing raced");
}

async fn spend(mut hand: Hand) {
    for _ in 0..50 {
        let amount = fastrand::i64(100..1_000);
        // On PostgreSQL in a transaction, at READ COMMITTED; SQLite would refuse to write after a read that is no longer true.
        if !hand.is_sqlite() {
            hand.must("begin").await;
        }
        if hand
            .number("select coalesce(sum(cents), 0) from naive_spending")
            .await
            + amount
            <= LIMIT
        {
            hand.must(format!("insert into naive_spending (cents) values ({amount})"))
                .await;
        }
        if !hand.is_sqlite() {
            hand.must("commit").await;
        }
    }
}
