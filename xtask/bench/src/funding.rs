//! The ledger: durable commitments against the engine's own durable commits of one row; its page at ten thousand entries against a hundred.

use crate::{
    Error,
    bare::Bare,
    measure::{Figure, Figures, median, micros, middle},
};
use app::{
    context::Context,
    ui::layout::{Bar, Layout},
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::{
    Principal,
    adoption::RequestId,
    funding::{BudgetYear, Cents, ChorusNumber, Credits, EntryRequest, Nature, Pair, Wish},
};
use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};
use store::{
    DataVersion, Store,
    funding::{Bundle, FundingDay, Together},
};
use uuid::Uuid;

const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_secs(2);
/// Those who commit at once.
const WRITERS: [(&str, usize); 3] = [("commit-alone", 1), ("commit", 8), ("commit-64", 64)];
/// Entries of the small ledger and of the large one, over the same weeks.
const LEDGERS: [i64; 2] = [100, 10_000];
/// The window's first day, and how many of its days have entries.
const DAYS: u64 = 220;

fn start() -> Result<NaiveDate, Error> {
    Ok(NaiveDate::from_ymd_opt(2021, 5, 3).ok_or("no day")?)
}
fn today() -> Result<NaiveDate, Error> {
    Ok(start()?.checked_add_days(Days::new(DAYS)).ok_or("no day")?)
}
fn now() -> Result<DateTime<Utc>, Error> {
    Ok(today()?.and_hms_opt(9, 0, 0).ok_or("no time")?.and_utc())
}

/// Commitments a second beside bare commits; then the page of the money at both sizes.
pub async fn run(data: &Path, figures: &mut Figures) -> Result<(), Error> {
    let folder = data.join("money");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    commitments(&folder.join("writes"), figures).await?;
    let [small, large] = LEDGERS;
    let (few, many) = (
        page(&folder.join("few"), small).await?,
        page(&folder.join("many"), large).await?,
    );
    figures.tell("money-page", Figure::new(1, micros(many), micros(few), "µs"));
    Ok(())
}

async fn commitments(folder: &Path, figures: &mut Figures) -> Result<(), Error> {
    let store = ledger(folder).await?;
    let mut bare = Bare::open(folder).await?;
    let next = Arc::new(AtomicU32::new(1));
    let (mut ours, mut theirs) = ([const { Vec::new() }; 3], Vec::new());
    for _ in 0..ROUNDS {
        theirs.push(bare.rate(ROUND).await?);
        for (rates, (_, writers)) in ours.iter_mut().zip(WRITERS) {
            rates.push(rate(&store, &next, writers).await?);
        }
    }
    let theirs = middle(theirs) as f64;
    for (rates, (name, _)) in ours.into_iter().zip(WRITERS) {
        figures.tell(name, Figure::new(1, middle(rates) as f64, theirs, "/s"));
    }
    let verdict = store.verify_ledger(now()?).await?;
    if !verdict.is_whole() {
        return Err(format!("{verdict:?}").into());
    }
    store.close().await;
    Ok(())
}

/// Commitments a second of some writers, each of whom waits for one to be kept before the next.
async fn rate(store: &Store, next: &Arc<AtomicU32>, writers: usize) -> Result<u64, Error> {
    let (begun, today, now) = (Instant::now(), today()?, now()?);
    let write = |_| {
        let (store, next) = (store.clone(), next.clone());
        tokio::spawn(async move {
            let mut done = 0_u64;
            while begun.elapsed() < ROUND {
                let asked = commitment(next.fetch_add(1, Ordering::Relaxed), today, Cents(1))?;
                store.enter(&Principal::operator(), today, now, asked).await?;
                done += 1;
            }
            Ok::<u64, Error>(done)
        })
    };
    let writing: Vec<_> = (0..writers).map(write).collect();
    let mut done = 0;
    for writer in writing {
        done += writer.await??;
    }
    Ok(done * 1_000_000 / u64::try_from(begun.elapsed().as_micros().max(1))?)
}

/// What the page of the money costs, asked, forecast, drawn and written, over so many entries.
async fn page(folder: &Path, entries: i64) -> Result<Duration, Error> {
    let store = ledger(folder).await?;
    let mut wishes = Vec::new();
    // The amount and the weeks are the same at each size: only the entries are more.
    let amount = Cents(4_000_000 / entries);
    for entry in 0..entries {
        let day = u64::try_from(entry * i64::try_from(DAYS)? / entries)?;
        let on = start()?.checked_add_days(Days::new(day)).ok_or("no day")?;
        wishes.push(commitment(u32::try_from(entry)?, on, amount)?);
    }
    let bundle = Bundle {
        wishes,
        ..Bundle::default()
    };
    let operator = Principal::operator();
    let entered = store.enter_together(&operator, today()?, now()?, bundle).await?;
    if !matches!(entered, Together::Entered(_)) {
        return Err(format!("{entered:?}").into());
    }
    let context = Context {
        store: store.clone(),
        by: operator,
        today: today()?,
        now: now()?,
        forecasts: Arc::default(),
    };
    let layout = Layout {
        assets: Vec::new(),
        demo: None,
    };
    let bar = Bar::of(&context.by, true, context.today);
    let ask = || async {
        let page = app::funding::page(&context, None)
            .await
            .map_err(|failure| format!("{failure:?}"))?;
        std::hint::black_box(layout.html(&bar, &page, DataVersion::default()));
        Ok(())
    };
    let cost = median::<_, Error>(60, ask).await?;
    store.close().await;
    Ok(cost)
}

/// A ledger with its credits and its window.
async fn ledger(folder: &Path) -> Result<Store, Error> {
    std::fs::create_dir_all(folder)?;
    let (store, by) = (Store::open_sqlite(folder).await?, Principal::operator());
    let maximum = Cents(5_000_000);
    let credits = Credits {
        year: BudgetYear::new(2021).ok_or("no year")?,
        amount: Pair {
            ae: maximum,
            cp: maximum,
        },
        reference: "Convention".to_owned(),
    };
    let asked = asked(start()?, Wish::Allotment(credits));
    store.enter(&by, today()?, now()?, asked).await?;
    store
        .set_funding_day(&by, today()?, now()?, FundingDay::WindowStart, start()?)
        .await?;
    Ok(store)
}

fn commitment(rank: u32, on: NaiveDate, amount: Cents) -> Result<EntryRequest, Error> {
    let wish = Wish::Commitment {
        ej: ChorusNumber::read(&format!("14{rank:08}"))?,
        supplier: "Coopérative du numérique".to_owned(),
        object: "Développement, lot 1".to_owned(),
        nature: Nature::Development,
        amount,
    };
    Ok(asked(on, wish))
}

fn asked(on: NaiveDate, wish: Wish) -> EntryRequest {
    EntryRequest {
        id: RequestId(Uuid::now_v7()),
        day: on,
        year: None,
        coding: Vec::new(),
        wish,
    }
}
