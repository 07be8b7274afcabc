//! What is typed by hand at a ledger of sixteen entries: each statement is one that the database must not take.

use crate::hand::{Hand, TABLES};
use std::collections::BTreeMap;

/// The number of the next entry.
pub const NEXT: i64 = 17;

/// Each kind, as the database takes it; what is typed after it differs from it.
pub const KINDS: [(&str, &str); 9] = [
    ("allotment", "ceiling_ae_cents=100 reference='L'"),
    (
        "amendment",
        "maximum_ae_cents=100 ceiling_ae_cents=100 reference='L'",
    ),
    ("carry-over", "ceiling_ae_cents=100 from_year=2020 reference='L'"),
    (
        "commitment",
        "ae_cents=100 day='2021-05-04' ej='1400000077' supplier='S' nature='development'",
    ),
    ("service", "certified_cents=100 commitment=6"),
    (
        "payment",
        "cp_cents=100 commitment=6 number='1400000177' nature='development'",
    ),
    ("withdrawal", "ae_cents=-100 commitment=6 nature='development'"),
    ("receipt", "received_cents=100 reference='T'"),
    (
        "reversal",
        "cp_cents=-350000 commitment=6 nature='development' reverses=10",
    ),
];

/// Entries of a right shape, or nearly, that the database must not take.
pub const WRONG: [&str; 62] = [
    // Over the year's ceiling, the convention's, both.
    "commitment ae_cents=1001 day='2020-12-01' year=2020",
    "commitment ae_cents=3500001",
    "commitment ae_cents=4100001",
    "commitment ae_cents=9000000000000000000",
    "carry-over ceiling_ae_cents=1001",
    "carry-over ceiling_cp_cents=1001",
    "amendment maximum_ae_cents=-3500001 ceiling_ae_cents=-3500001",
    "amendment maximum_cp_cents=-4650001 ceiling_cp_cents=-4650001",
    "amendment maximum_ae_cents=-1001 ceiling_ae_cents=-1001 year=2020",
    "reversal reverses=1 ceiling_ae_cents=-5000000 ceiling_cp_cents=-5000000 year=2020 cp_cents=0 commitment=null nature=null",
    // Over what is certified, over what is committed, and twice.
    "payment cp_cents=60001",
    "payment commitment=2 cp_cents=1",
    // Before the service that would cover it.
    "payment day='2021-05-31'",
    "payment day='2021-05-04' cp_cents=1",
    "service certified_cents=690001",
    "withdrawal ae_cents=-690001",
    "payment number='1400000102'",
    "service number='1400000301'",
    "commitment ej='1400000001'",
    "commitment ej='1400000002'",
    // A reversal that gives back too much, or what it may not.
    "reversal cp_cents=-350001",
    "reversal cp_cents=-350000 ae_cents=-1",
    "reversal cp_cents=-350000 ceiling_ae_cents=100",
    "reversal cp_cents=-400000 reverses=8",
    "reversal cp_cents=400000 reverses=9",
    "reversal reverses=6 ae_cents=-1200000 cp_cents=0",
    "reversal reverses=7 certified_cents=-400000 cp_cents=0",
    "reversal reverses=99",
    "reversal reverses=null",
    "reversal commitment=2",
    "reversal commitment=null",
    "reversal nature='other'",
    "reversal year=2020",
    // A number that does not follow, or was used.
    "receipt sequence=18",
    "receipt sequence=16",
    "receipt sequence=1",
    "receipt sequence=0",
    "receipt sequence=-1",
    "receipt sequence=null",
    "receipt request=(select request from ledger_entry where sequence = 2)",
    // Shapes that would give, take, or hide something.
    "gift received_cents=100",
    "receipt ae_cents=-100",
    "receipt received_cents=-100",
    "allotment ceiling_ae_cents=-100 ceiling_cp_cents=200",
    "allotment ceiling_ae_cents=0",
    "allotment ae_cents=-100",
    "amendment ceiling_ae_cents=100 maximum_ae_cents=0",
    "commitment ae_cents=-100",
    "commitment cp_cents=-100",
    "payment cp_cents=-100",
    "service certified_cents=-100",
    "withdrawal ae_cents=100",
    "carry-over from_year=2021 year=2020",
    "carry-over from_year=2021",
    // Another unit, another year, a day that is none, another commitment.
    "commitment budget_unit='0129-CAVC-DINS'",
    "commitment day='2022-01-03' year=2022",
    "commitment day='2020-12-01'",
    "allotment day='2021-13-99'",
    "payment commitment=1",
    "payment day='2021-05-02'",
    "payment nature='other'",
    "withdrawal commitment=2 nature='development' year=2021",
];

/// The columns and values of an entry so told.
pub fn entry(hand: &Hand, told: &str) -> String {
    let (kind, changes) = told.split_once(' ').unwrap_or((told, ""));
    let usual = KINDS.iter().find(|(known, _)| *known == kind);
    let mut fields: BTreeMap<String, String> = [
        ("sequence", NEXT.to_string()),
        ("request", hand.id(u128::from(fastrand::u64(1..)))),
        ("kind", format!("'{kind}'")),
        ("day", "'2021-07-01'".to_owned()),
        ("recorded_us", "1634288400000000".to_owned()),
        ("year", "2021".to_owned()),
        ("budget_unit", "'0181-CPRI-ELAB'".to_owned()),
        ("object", "'by hand'".to_owned()),
        ("author", "'operator'".to_owned()),
        ("hash", hand.bytes(&"00".repeat(32))),
    ]
    .map(|(column, value)| (column.to_owned(), value))
    .into();
    let amounts = "maximum_ae_cents maximum_cp_cents ceiling_ae_cents ceiling_cp_cents ae_cents cp_cents certified_cents received_cents";
    fields.extend(
        amounts
            .split(' ')
            .map(|column| (column.to_owned(), "0".to_owned())),
    );
    let mut column = String::new();
    for word in usual
        .map_or("", |(_, usual)| *usual)
        .split(' ')
        .chain(changes.split(' '))
    {
        if let Some((name, value)) = word.split_once('=').filter(|(name, _)| !name.is_empty()) {
            column = name.to_owned();
            fields.insert(column.clone(), value.to_owned());
        } else if let Some(value) = fields.get_mut(&column).filter(|_| !word.is_empty()) {
            // A value of several words.
            value.push(' ');
            value.push_str(word);
        }
    }
    let columns: Vec<_> = fields.keys().map(String::as_str).collect();
    let values: Vec<_> = fields.values().map(String::as_str).collect();
    format!(
        "ledger_entry ({}) values ({})",
        columns.join(", "),
        values.join(", ")
    )
}

/// Entries, by every way to insert.
pub fn entries(hand: &Hand, told: &[&str]) -> Vec<String> {
    let (verbs, ends): (&[&str], &[&str]) = if hand.is_sqlite() {
        let verbs = &[
            "insert",
            "insert or abort",
            "insert or fail",
            "insert or ignore",
            "insert or replace",
            "insert or rollback",
            "replace",
        ];
        (verbs, &["", " on conflict do nothing"])
    } else {
        (
            &["insert"],
            &[
                "",
                " on conflict do nothing",
                " on conflict (sequence) do update set ae_cents = 1",
            ],
        )
    };
    let mut texts = Vec::new();
    for told in told {
        for verb in verbs {
            for end in ends {
                // On SQLite an upsert goes with a plain insert alone.
                if end.is_empty() || *verb == "insert" {
                    texts.push(format!("{verb} into {}{end}", entry(hand, told)));
                }
            }
        }
    }
    texts
}

const UPSERTS: [(&str, &str); 4] = [
    (
        "ledger_counter values (0, 'ae', 9, 0, 0)",
        "(year, credit) do update set ceiling_cents = 9000000",
    ),
    (
        "ledger_commitment values (6, 'x', 9, 0, 0, 16)",
        "(sequence) do update set certified_cents = 9",
    ),
    (
        "ledger_document values ('payment', '1400000102', 10)",
        "(kind, number) do update set number = '1400000103'",
    ),
    (
        "ledger_week values ('2021-05-03', 'development', 0, 0)",
        "(week, nature) do update set ae_cents = 0",
    ),
];

/// Updates of each column of each table, deletes, rows put beside the program's.
pub async fn rows(hand: &mut Hand) -> Vec<String> {
    let mut texts = Vec::new();
    let verbs: &[&str] = if hand.is_sqlite() {
        &[
            "update",
            "update or replace",
            "update or ignore",
            "update or fail",
        ]
    } else {
        &["update"]
    };
    for table in TABLES {
        for column in hand.columns(table).await {
            let other = match column.as_str() {
                "hash" => hand.bytes(&"11".repeat(32)),
                "request" => hand.id(77),
                "day" | "week" => "'2021-02-01'".to_owned(),
                "kind" | "budget_unit" | "credit" | "ej" | "number" | "supplier" | "nature" | "object"
                | "reference" | "author" => "'x'".to_owned(),
                _ => format!("coalesce({column}, 0) + 1"),
            };
            for verb in verbs {
                texts.push(format!("{verb} {table} set {column} = {column}"));
                texts.push(format!("{verb} {table} set {column} = {other}"));
            }
        }
        texts.push(format!("delete from {table}"));
    }
    texts.push("update duty_step set note = 'x'".to_owned());
    texts.push("delete from ledger_entry where sequence = 16".to_owned());
    texts.push("update ledger_counter set moved = 17, consumed_cents = consumed_cents + 100 where year in (0, 2021) and credit = 'ae'".to_owned());
    texts.push("update ledger_counter set ceiling_cents = ceiling_cents + 100000 where year = 0".to_owned());
    let zero = hand.bytes(&"00".repeat(32));
    for row in [
        "ledger_counter values (2022, 'ae', 0, 0, 0)".to_owned(),
        "ledger_counter values (2021, 'ae', 99000000, 0, 0)".to_owned(),
        "ledger_counter values (0, 'ae', 0, 0, 0)".to_owned(),
        "ledger_commitment values (16, '1400000099', 100, 100, 0, 16)".to_owned(),
        "ledger_commitment values (6, '1400000099', 100, 100, 0, 16)".to_owned(),
        "ledger_document values ('payment', '1400000199', 16)".to_owned(),
        "ledger_document values ('payment', '1400000102', 10)".to_owned(),
        "ledger_week values ('2021-02-01', 'other', 0, 0)".to_owned(),
        "ledger_week values ('2021-05-03', 'development', 0, 0)".to_owned(),
        format!("ledger_head values (1, 5, {zero})"),
        format!("ledger_head values (2, 16, {zero})"),
    ] {
        texts.push(format!("insert into {row}"));
        texts.push(format!("insert into {row} on conflict do nothing"));
        if hand.is_sqlite() {
            texts.push(format!("insert or replace into {row}"));
            texts.push(format!("insert or ignore into {row}"));
        }
    }
    for (row, end) in UPSERTS {
        texts.push(format!("insert into {row} on conflict {end}"));
    }
    texts.push(format!(
        "insert into ledger_head values (1, 5, {zero}) on conflict (id) do update set sequence = 5"
    ));
    texts
}

/// Several in one transaction or one statement: the first would be taken, what follows must not be.
pub fn together(hand: &Hand) -> Vec<String> {
    let good = entry(hand, "commitment");
    let values = |told: &str| entry(hand, told).split_once(" values ").unwrap().1.to_owned();
    let mut texts = vec![
        format!(
            "insert into {good}, {}",
            values("commitment sequence=18 ae_cents=3500000 ej='1400000078'")
        ),
        format!("insert into {good}, {}", values("commitment ej='1400000078'")),
        format!(
            "insert into {good}, {}",
            values("commitment sequence=19 ej='1400000078'")
        ),
    ];
    for then in [
        "update ledger_counter set consumed_cents = consumed_cents - 100",
        "update ledger_counter set moved = moved + 1 where year = 2020",
        "update ledger_counter set moved = 17, consumed_cents = consumed_cents + 100 where year = 2021 and credit = 'ae'",
        "update ledger_week set ae_cents = ae_cents - 100",
        "update ledger_commitment set certified_cents = 100 where sequence = 17",
        "update ledger_entry set ae_cents = 1 where sequence = 17",
        "update ledger_head set sequence = 16",
        "insert into ledger_document values ('payment', '1400000199', 17)",
        "delete from ledger_entry where sequence = 17",
    ] {
        texts.push(format!("begin; insert into {good}; {then}; commit"));
    }
    let elsewhere = entry(hand, "receipt budget_unit='0129-CAVC-DINS'");
    texts.push(format!(
        "begin; delete from chorus_coding; insert into {elsewhere}; commit"
    ));
    texts
}
