//! One bit of a stored cell of the ledger flips in the SQLite file: verifying says so, or the file says that it is damaged.

use crate::{
    engines::{attempts, seed},
    hand,
    ledger_world::now,
    tamper::filled::fill,
};
use fastrand::Rng;
use std::{collections::BTreeMap, fs, ops::Range, path::Path};
use store::{FILE, Store, funding::Verdict};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn prove_tamper_of_a_bit_in_the_file_is_found() {
    let seed = seed();
    let mut rng = Rng::with_seed(seed);
    let mut both = hand::sqlite().await;
    fill(&both.store, None).await;
    both.store.close().await;
    both.hand.must("pragma wal_checkpoint(truncate)").await;
    let roots = both
        .hand
        .texts("select cast(rootpage as text) from sqlite_master where tbl_name like 'ledger\\_%' escape '\\' and rootpage > 0")
        .await;
    let file = fs::read(both.folder.as_ref().unwrap().path().join(FILE)).unwrap();
    let mut cells = Vec::new();
    for root in roots {
        walk(&file, root.parse().unwrap(), &mut cells);
    }
    let bytes: usize = cells.iter().map(Range::len).sum();
    let flips = attempts(60, 1_000);
    let mut told = BTreeMap::<&str, usize>::new();
    for flip in 0..flips {
        let cell = &cells[rng.usize(..cells.len())];
        let (at, bit) = (rng.usize(cell.clone()), rng.u8(..8));
        let mut copy = file.clone();
        copy[at] ^= 1 << bit;
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), copy).unwrap();
        let found = verified(folder.path()).await;
        let place = format!("PROOF_SEED={seed}, flip {flip}, byte {at}, bit {bit}");
        let name = found.unwrap_or_else(|what| panic!("{place}: {what}"));
        *told.entry(name).or_default() += 1;
    }
    println!(
        "figures: {flips} bits flipped in {} cells ({bytes} bytes) of the ledger's tables and their indexes, all found: {told:?}; seed {seed}",
        cells.len()
    );
}

/// What a folder's ledger is said to be, which must not be that it is whole.
async fn verified(folder: &Path) -> Result<&'static str, String> {
    let damaged = |said: String| {
        let names = ["malformed", "not a database", "corrupt"];
        if names.iter().any(|name| said.contains(name)) {
            Ok("the file says it")
        } else {
            Err(said)
        }
    };
    let store = match Store::open_sqlite(folder).await {
        Ok(store) => store,
        Err(fault) => return damaged(format!("not opened: {fault}")),
    };
    let verdict = store.verify_ledger(now()).await;
    store.close().await;
    match verdict {
        Ok(Verdict::Whole { .. }) => Err("told whole".to_owned()),
        Ok(Verdict::Altered(_)) => Ok("an entry is named"),
        Ok(Verdict::Cut { .. }) => Ok("cut"),
        Ok(Verdict::Counter(_)) => Ok("a sum is named"),
        Ok(Verdict::Damaged(_)) => Ok("damaged"),
        Err(stop) => damaged(format!("not verified: {stop}")),
    }
}

/// The cells of a b-tree of SQLite's file format: <https://sqlite.org/fileformat2.html#b_tree_pages>.
fn walk(file: &[u8], page: usize, cells: &mut Vec<Range<usize>>) {
    let two = |at: usize| usize::from(file[at]) << 8 | usize::from(file[at + 1]);
    let four = |at: usize| two(at) << 16 | two(at + 2);
    let start = (page - 1) * two(16);
    // The first page begins with the file's own header, and is never one of ours.
    let kind = file[start];
    let (interior, table) = match kind {
        0x05 => (true, true),
        0x0D => (false, true),
        0x02 => (true, false),
        0x0A => (false, false),
        _ => panic!("page {page} is of kind {kind}"),
    };
    let pointers = start + if interior { 12 } else { 8 };
    for cell in 0..two(start + 3) {
        let at = start + two(pointers + 2 * cell);
        let mut end = at;
        if interior {
            walk(file, four(at), cells);
            end += 4;
        }
        if !(interior && table) {
            let (payload, after) = varint(file, end);
            // No row of ours is so long that it goes on elsewhere.
            assert!(
                payload
                    <= if table {
                        two(16) - 35
                    } else {
                        (two(16) - 12) * 64 / 255 - 23
                    }
            );
            end = after + payload;
            if table {
                end = varint(file, after).1 + payload;
            }
        } else {
            end = varint(file, end).1;
        }
        cells.push(at..end);
    }
    if interior {
        walk(file, four(start + 8), cells);
    }
}

/// A number of variable length, and where it ends.
fn varint(file: &[u8], at: usize) -> (usize, usize) {
    let mut value = 0;
    for (place, byte) in file[at..at + 8].iter().enumerate() {
        value = value << 7 | usize::from(byte & 0x7F);
        if byte & 0x80 == 0 {
            return (value, at + place + 1);
        }
    }
    panic!("a number of nine bytes at {at}")
}
