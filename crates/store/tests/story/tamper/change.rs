//! A cell of the ledger's tables changed by hand, to another value that its checks let in.

use crate::hand::{Hand, TABLES};
use fastrand::Rng;

/// Changes one value of one row: the table, the entry's number where it is one, what was typed, how often it was drawn before the database took it.
pub(super) async fn changed(hand: &mut Hand, rng: &mut Rng) -> (&'static str, Option<i64>, String, usize) {
    for draws in 1.. {
        let table = if rng.bool() {
            TABLES[0]
        } else {
            TABLES[rng.usize(..TABLES.len())]
        };
        let columns = hand.columns(table).await;
        let column = &columns[rng.usize(..columns.len())];
        let key = match (table, hand.is_sqlite()) {
            ("ledger_entry", _) => "sequence",
            (_, true) => "rowid",
            (_, false) => "ctid",
        };
        let rows = hand
            .texts(format!("select cast({key} as text) from {table}"))
            .await;
        let row = &rows[rng.usize(..rows.len())];
        let values = others(hand, table, column);
        let value = values[rng.usize(..values.len())].replace("{}", column);
        let text = format!(
            "update {table} set {column} = {value} where {key} = '{row}' and {column} is distinct from {value}"
        );
        if hand.run(text.clone()).await.is_ok_and(|rows| rows == 1) {
            let sequence = (table == "ledger_entry").then(|| row.parse().unwrap());
            return (table, sequence, text, draws);
        }
    }
    unreachable!("draws do not end")
}

/// What a value may be changed to.
fn others(hand: &Hand, table: &str, column: &str) -> &'static [&'static str] {
    let sqlite = hand.is_sqlite();
    match column {
        // Another one of those before would be read first: the hole that it leaves is then not the first one.
        "sequence" if table == "ledger_entry" => &["{} + 200", "{} + 1000000"],
        "day" | "week" if sqlite => &[
            "date({}, '+1 day')",
            "date({}, '-7 days')",
            "replace({}, '-0', '-')",
            "{} || ' '",
            "'2021-03-15'",
            "datetime({})",
        ],
        "day" | "week" => &["{} + 1", "{} - 7", "date '2021-03-15'"],
        "hash" if sqlite => &[
            "randomblob(32)",
            "zeroblob(32)",
            "unhex(replace(hex({}), 'A', 'B'))",
        ],
        "hash" => &[
            "sha256({})",
            "set_byte({}, 31, get_byte({}, 31) # 1)",
            "decode(repeat('00', 32), 'hex')",
        ],
        "request" if sqlite => &["randomblob(16)", "unhex(replace(hex({}), 'A', 'B'))"],
        "request" => &["gen_random_uuid()", "replace({}::text, 'a', 'b')::uuid"],
        "kind" | "budget_unit" | "credit" | "ej" | "number" | "supplier" | "nature" | "object"
        | "reference" | "author" => &[
            "{} || ' '",
            "' ' || {}",
            "upper({})",
            "replace({}, '-', '-0')",
            "replace({}, '0', '1')",
            "replace({}, 'e', 'é')",
            "''",
            "'account-13'",
            "'operator'",
            "'other'",
            "'receipt'",
            "'1400000999'",
            "'14 0000011'",
            "null",
        ],
        _ => &[
            "{} + 1", "{} - 1", "{} * 10", "-{}", "0", "{} + 100", "2020", "null",
        ],
    }
}
