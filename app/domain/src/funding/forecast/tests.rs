//! The promises of the forecast.

use super::{
    simulated::{Ledger, Spending},
    *,
};
use chrono::Days;

const LEDGERS: u64 = 500;
const HORIZONS: [usize; 4] = [4, 8, 13, 20];

#[derive(Default, Debug)]
struct Held { ae: [u32; 4], cp: [u32; 4], ae_lo: [u32;4], cp_lo: [u32;4], ledgers: u32, width: [f64;4] , cwidth: [f64;4], full: [u32;4]}

fn explore(spending: Spending, runs: usize) -> Held {
    let mut held = Held::default();
    let mut seed = 0;
    while u64::from(held.ledgers) < LEDGERS {
        seed += 1;
        let ledger = Ledger::draw(spending, seed, 500_000_000);
        let weeks = ledger.weeks();
        let until = Week::of(ledger.today).sunday() + Days::new(7 * 20);
        let past = ledger.past(&weeks, until);
        let Outlook::Forecast(forecast) = forecast_of(&past, runs) else { continue };
        held.ledgers += 1;
        for (i, h) in HORIZONS.into_iter().enumerate() {
            let ahead = &forecast.weeks[h - 1];
            let day = ahead.week.sunday();
            let (ae, cp) = (ledger.truth_ae(day), ledger.truth_cp(day));
            if ahead.ae.low <= ae && ae <= ahead.ae.high { held.ae[i] += 1; }
            if ahead.cp.low <= cp && cp <= ahead.cp.high { held.cp[i] += 1; }
            if ae < ahead.ae.low { held.ae_lo[i] += 1; }
            if cp < ahead.cp.low { held.cp_lo[i] += 1; }
            if cp == past.unpaid { held.full[i] += 1; }
            held.width[i] += (ahead.ae.high.0 - ahead.ae.low.0) as f64 / 1e5 / 500.;
            held.cwidth[i] += (ahead.cp.high.0 - ahead.cp.low.0) as f64 / 1e5/500.;
        }
    }
    held
}

#[test]
fn explore_all() {
    for s in [Spending::Lumpy, Spending::Monthly, Spending::Mixed, Spending::OnePart, Spending::Independent, Spending::Busy, Spending::AnyDay] {
        let h = explore(s, 300);
        let pc = |x: [u32; 4]| x.map(|v| v as f64 / 5.0);
        println!("{s:?}\n  AE {:?} below {:?} width k€ {:.1?}\n  CP {:?} below {:?} width {:.1?} full {:?}", pc(h.ae), pc(h.ae_lo), h.width, pc(h.cp), pc(h.cp_lo), h.cwidth, pc(h.full));
    }
}
