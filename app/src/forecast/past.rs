//! What past forecasts were worth: those of this year's and last year's Mondays beside what came.

use crate::{french, ui::table::TableRegion};
use domain::adoption::{
    Backtest, HORIZONS, KeptForecasts, Origin, PastForecast, TESTED_NEEDED, WIDEN_START, worth,
};
use leptos::prelude::*;
use report::{Cell, Column, Columns, Kind, Table};
use store::{Store, StoreError, adoption::Slice};

/// Loads the forecasts kept of a territory, of its school year and of the one before.
///
/// # Errors
/// [`StoreError`]: the database can't answer.
pub async fn kept_forecasts(store: &Store, slice: &Slice) -> Result<KeptForecasts, StoreError> {
    let of = async |year| store.kept_forecasts(slice.policy, year, slice.territory).await;
    Ok(KeptForecasts {
        this: of(slice.year).await?,
        last: match slice.year.previous() {
            Some(year) => of(year).await?,
            None => Vec::new(),
        },
    })
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Count of the last forecasts that held: a rate of ten would be read as a percentage.
fn held(worth: Backtest, forecasts: &str) -> String {
    let tested = french::number(whole(worth.tested));
    match (worth.held, worth.tested) {
        (0, _) => format!("aucune des {tested} dernières{forecasts} n'a vu juste"),
        (held, all) if held == all => format!("les {tested} dernières{forecasts} ont toutes vu juste"),
        (held, _) => format!(
            "{} des {tested} dernières{forecasts} {} vu juste",
            french::number(whole(held)),
            french::plural(whole(held), "a", "ont")
        ),
    }
}

/// That too few of them held for any chance to be told: how many, and on which side of the truth the others were.
pub(super) fn unreliable(worth: Backtest) -> String {
    let (high, low) = (worth.too_high, worth.too_low());
    let others = match worth.held {
        0 => "toutes".to_owned(),
        _ => format!("les {} autres", french::number(whole(high + low))),
    };
    let number = |count| french::number(whole(count));
    let sides = match (high, low) {
        (_, 0) => "trop hautes".to_owned(),
        (0, _) => "trop basses".to_owned(),
        _ => format!("trop hautes ({}) ou trop basses ({})", number(high), number(low)),
    };
    format!(
        "Prévision peu fiable : {}, {others} étaient {sides}.",
        held(worth, "")
    )
}

/// Sentence of their backtest; where they are too unreliable to tell a chance, that of [`unreliable`].
fn sentence(worth: Option<Backtest>) -> String {
    let Some(worth) = worth else {
        return "Aucune prévision passée ne peut encore être comparée à ce qui est venu : il faut quatre semaines.".to_owned();
    };
    let announced = match worth.tested {
        1 if worth.held == 0 => "La seule prévision passée n'a pas vu juste".to_owned(),
        1 => "La seule prévision passée a vu juste".to_owned(),
        _ => french::capital(&held(worth, " prévisions")),
    };
    let announced = format!("{announced} (il en est annoncé 8 sur 10)");
    let widening = worth.widening();
    if worth.tested < TESTED_NEEDED {
        format!("{announced} : c'est trop peu pour corriger l'intervalle affiché.")
    } else if widening > WIDEN_START {
        let more = format!("{:.0}", (widening / WIDEN_START - 1.0) * 100.0);
        format!(
            "{announced} : pour en tenir compte, les écarts d'une semaine à l'autre sont élargis de {more}\u{202f}% dans l'intervalle affiché."
        )
    } else {
        format!("{announced} : l'intervalle affiché n'a pas à être élargi davantage.")
    }
}

/// The sentence, and the forecasts one by one.
pub fn view(past: &[PastForecast]) -> AnyView {
    let worth = worth(past);
    let said = worth
        .is_none_or(|worth| !worth.is_unreliable())
        .then(|| sentence(worth))
        .map(|said| view! { <p>{said}</p> });
    let details = (!past.is_empty()).then(|| {
        let (summary, each) = (by_horizon(past), one_by_one(past));
        view! {
            <details class="c12-details">
                <summary>"Ce que valaient les prévisions passées"</summary>
                <p>"Un lundi sur deux de cette année et de la précédente, ce que la prévision disait de la fin de la 4e et de la 8e semaine, et ce qui est venu. « Tenue » : ce qui est venu est dans l'intervalle, bornes comprises."</p>
                <p>"« Conservée » : la prévision telle qu'elle a été faite ce lundi-là. « Refaite » : calculée aujourd'hui à partir des chiffres de ce lundi, y compris les mises à jour écrites plus tard ; elle peut donc paraître meilleure que ce qui aurait été affiché. « Ancienne méthode » : conservée, mais faite par une méthode qui a changé depuis ; elle n'est pas comptée."</p>
                <TableRegion table=summary/>
                <TableRegion table=each/>
            </details>
        }
    });
    view! { {said} {details} }.into_any()
}

fn by_horizon(past: &[PastForecast]) -> Table {
    let present = || past.iter().filter(|past| past.is_of_present_method());
    let of = move |weeks: usize| present().filter(move |past| past.weeks_ahead == weeks);
    let held = move |weeks: usize| of(weeks).filter(|past| past.held()).count();
    let whole = |count: usize| Cell::Text(count.to_string());
    Columns::new()
        .with(
            Column::titled("Échéance", Kind::Text).naming_rows(),
            |weeks: &usize| Cell::Text(format!("{weeks} semaines")),
        )
        .with(Column::titled("Prévisions", Kind::Text), move |weeks| {
            whole(of(*weeks).count())
        })
        .with(Column::titled("Tenues", Kind::Text), move |weeks| {
            whole(held(*weeks))
        })
        .with(Column::titled("Annoncé", Kind::Text), |_| Cell::text("8 sur 10"))
        .page("Prévisions tenues, par échéance", &HORIZONS)
}

fn one_by_one(past: &[PastForecast]) -> Table {
    let word = |title: &str| Column::titled(title, Kind::Text).class("c12-text");
    Columns::new()
        .with(
            Column::titled("Faite le", Kind::Day).naming_rows(),
            |past: &PastForecast| Cell::Day(past.made.monday()),
        )
        .with(Column::titled("Pour le", Kind::Day), |past| {
            Cell::Day(past.kept.week.sunday())
        })
        .with(Column::titled("Embarquées, annoncé", Kind::Text), |past| {
            let spread = past.kept.spread;
            let (low, high) = (french::number(spread.low), french::number(spread.high));
            Cell::Text(format!("de {low} à {high}"))
        })
        .with(Column::titled("Venu", Kind::Number), |past| {
            Cell::Number(past.came)
        })
        .with(word("Tenue"), |past| {
            Cell::text(if past.held() { "oui" } else { "non" })
        })
        .with(word("Origine"), |past| {
            Cell::text(match past.origin {
                Origin::Kept => "conservée",
                Origin::FormerMethod => "ancienne méthode",
                Origin::MadeAgain => "refaite",
            })
        })
        .page("Prévisions passées, une par une", past.iter().rev())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_announced_and_what_came_are_said_together_by_count() {
        let said = |tested, held, widen| {
            let too_high = tested - held;
            sentence(Some(Backtest {
                tested,
                held,
                too_high,
                widen,
            }))
        };
        let wider = said(20, 13, 1.43);
        assert!(
            wider.starts_with("13 des 20 dernières prévisions ont vu juste (il en est annoncé 8 sur 10)"),
            "{wider}"
        );
        assert!(wider.contains("élargis de 30\u{202f}%"), "{wider}");
        let all = said(12, 12, 1.0);
        assert!(
            all.starts_with("Les 12 dernières prévisions ont toutes vu juste"),
            "{all}"
        );
        assert!(said(20, 18, 1.0).contains("n'a pas à être élargi"));
        assert!(said(4, 1, 2.0).starts_with("1 des 4 dernières prévisions a vu juste"));
        assert!(said(4, 1, 2.0).contains("trop peu"));
        assert!(said(4, 0, 2.0).starts_with("Aucune des 4 dernières prévisions n'a vu juste"));
        assert!(said(1, 1, 2.0).starts_with("La seule prévision passée a vu juste"));
        assert!(sentence(None).starts_with("Aucune prévision passée"));
    }

    #[test]
    fn a_forecast_that_rarely_held_is_called_unreliable_with_the_side_it_missed_on() {
        let said = |held, too_high, tested| {
            unreliable(Backtest {
                tested,
                held,
                too_high,
                widen: 2.5,
            })
        };
        for (held, too_high, tested, expected) in [
            (
                1,
                11,
                12,
                "1 des 12 dernières a vu juste, les 11 autres étaient trop hautes.",
            ),
            (
                3,
                0,
                12,
                "3 des 12 dernières ont vu juste, les 9 autres étaient trop basses.",
            ),
            (
                0,
                12,
                12,
                "aucune des 12 dernières n'a vu juste, toutes étaient trop hautes.",
            ),
            (
                5,
                1,
                10,
                "5 des 10 dernières ont vu juste, les 5 autres étaient trop hautes (1) ou trop basses (4).",
            ),
        ] {
            assert_eq!(
                said(held, too_high, tested),
                format!("Prévision peu fiable : {expected}")
            );
        }
    }
}
