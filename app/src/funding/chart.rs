//! The chart of the money against its window.

use super::{FundingPage, last_day};
use chart::{Ahead, Layout, Spread, Step, Window};
use chrono::NaiveDate;
use domain::funding::{self, AccelerationWindow, Cents, Credit, FundingForecast};

/// The chart in its two layouts; empty when nothing was entered.
pub fn pictures(money: &FundingPage, title: &str) -> String {
    let figures = figures(money, title);
    format!(
        "{}{}",
        chart::window(&figures, Layout::Wide),
        chart::window(&figures, Layout::Narrow)
    )
}

/// The chart as a file of its own.
pub fn file(money: &FundingPage, finding: &str, source: &str) -> String {
    let drawn = chart::window(&figures(money, finding), Layout::Wide);
    chart::standalone(&drawn, finding, source)
}

fn figures(money: &FundingPage, title: &str) -> Window {
    let window = money.window().unwrap_or(AccelerationWindow {
        start: first_day(money),
    });
    let total = |credit| money.whole(credit).consumed;
    let mut steps: Vec<Step> = money
        .cumulated
        .iter()
        .map(|(week, pair)| Step {
            day: week.sunday().min(money.today),
            committed: pair.ae.0,
            paid: pair.cp.0,
        })
        .collect();
    // What is known holds until today, also when nothing was entered this week.
    if steps.last().is_some_and(|last| last.day < money.today) {
        steps.push(Step {
            day: money.today,
            committed: total(Credit::Ae).0,
            paid: total(Credit::Cp).0,
        });
    }
    let before = |start: NaiveDate| {
        let mut weeks = money.cumulated.iter().rev();
        let earlier = weeks.find(|(week, _)| week.sunday() < start);
        earlier.map_or(0, |(_, pair)| pair.ae.0)
    };
    Window {
        steps,
        start: window.start,
        month6: window.month_6(),
        month8: window.month_8(),
        end: funding::CONVENTION_END,
        today: money.today,
        ceiling: money.whole(Credit::Ae).ceiling.0,
        allotted: allotted(money),
        band_from: before(window.start),
        ahead: ahead(money),
        title: title.to_owned(),
        description: "Cumul des AE engagées et des CP payés, semaine après semaine, avec le plafond, la fenêtre de 6 à 8 mois et la prévision ; les mêmes chiffres sont dans le tableau qui suit.".to_owned(),
        id: "fenetre".to_owned(),
    }
}

fn first_day(money: &FundingPage) -> NaiveDate {
    money
        .cumulated
        .first()
        .map_or(money.today, |(week, _)| week.monday())
}

/// The schedule of what is made available: AE, cumulated over the years, from each day on.
fn allotted(money: &FundingPage) -> Vec<(NaiveDate, i64)> {
    let mut total = Cents::ZERO;
    let mut days = Vec::new();
    for sealed in &money.funding.ceilings {
        // A carry-over moves credits between years: the total stays.
        if sealed.entry.from_year.is_none() {
            total += sealed.entry.moves.ceiling.ae;
            days.push((sealed.entry.day, total.0));
        }
    }
    days.sort_by_key(|(day, _)| *day);
    days
}

fn ahead(money: &FundingPage) -> Vec<Ahead> {
    let FundingForecast::Ahead(forecast) = &money.forecast else {
        return Vec::new();
    };
    let spread = |from: Cents, spread: domain::forecast::Spread<Cents>| Spread {
        low: (from + spread.low).0,
        middle: (from + spread.middle).0,
        high: (from + spread.high).0,
    };
    let (ae, cp) = (money.whole(Credit::Ae).consumed, money.whole(Credit::Cp).consumed);
    let last = last_day(&money.funding);
    let weeks = forecast.weeks.iter().map(|week| Ahead {
        day: week.week.sunday().min(last),
        committed: spread(ae, week.ae),
        paid: spread(cp, week.cp),
    });
    weeks.collect()
}
