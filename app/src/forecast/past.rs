//! What past forecasts were worth: those of this year's and last year's Mondays beside what came.

use crate::{adoption::figures::per_mille, french, ui::table::TableRegion};
use domain::adoption::{Backtest, HORIZONS, KeptForecasts, PastForecast, TESTED_NEEDED, WIDEN_START, worth};
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

/// `7,8`: how many of ten.
fn of_ten(held: usize, tested: usize) -> String {
    let whole = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let tenths = (per_mille(whole(held), whole(tested)) + 5) / 10;
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        tenth => format!("{},{tenth}", tenths / 10),
    }
}

/// What they were worth, in a sentence.
fn sentence(worth: Option<Backtest>) -> String {
    let Some(worth) = worth else {
        return "Aucune prévision passée ne peut encore être comparée à ce qui est venu : il faut quatre semaines.".to_owned();
    };
    let tested = i64::try_from(worth.tested).unwrap_or(i64::MAX);
    let announced = format!(
        "8 fois sur 10 annoncé, {} constaté sur {}",
        of_ten(worth.held, worth.tested),
        french::count(tested, "prévision passée", "prévisions passées"),
    );
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
    let said = sentence(worth(past));
    let details = (!past.is_empty()).then(|| {
        let (summary, each) = (by_horizon(past), one_by_one(past));
        view! {
            <details class="c12-details">
                <summary>"Ce que valaient les prévisions passées"</summary>
                <p>"Un lundi sur deux de cette année et de la précédente, ce que la prévision disait de la fin de la 4e et de la 8e semaine, et ce qui est venu. « Tenue » : ce qui est venu est dans l'intervalle, bornes comprises."</p>
                <p>"« Conservée » : la prévision telle qu'elle a été affichée ce lundi-là. « Refaite » : calculée aujourd'hui à partir des chiffres de ce lundi, y compris les mises à jour écrites plus tard ; elle peut donc paraître meilleure que ce qui aurait été affiché."</p>
                <TableRegion table=summary/>
                <TableRegion table=each/>
            </details>
        }
    });
    view! { <p>{said}</p> {details} }.into_any()
}

fn by_horizon(past: &[PastForecast]) -> Table {
    let of = move |weeks: usize| past.iter().filter(move |past| past.weeks_ahead == weeks);
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
        .with(
            Column::titled("Constaté", Kind::Text).blank("aucune encore"),
            move |weeks| {
                let tested = Some(of(*weeks).count()).filter(|tested| *tested > 0);
                Cell::or_empty(tested, |tested| {
                    Cell::Text(format!("{} sur 10", of_ten(held(*weeks), tested)))
                })
            },
        )
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
            Cell::text(if past.as_made { "conservée" } else { "refaite" })
        })
        .page("Prévisions passées, une par une", past.iter().rev())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_announced_and_what_came_are_said_together() {
        let said = |tested, held, widen| sentence(Some(Backtest { tested, held, widen }));
        let wider = said(20, 13, 1.43);
        assert!(
            wider.starts_with("8 fois sur 10 annoncé, 6,5 constaté sur 20\u{a0}prévisions passées"),
            "{wider}"
        );
        assert!(wider.contains("élargis de 30\u{202f}%"), "{wider}");
        assert!(
            said(20, 18, 1.0).contains("9 constaté"),
            "whole tenths have no comma"
        );
        assert!(said(20, 18, 1.0).contains("n'a pas à être élargi"));
        assert!(said(4, 1, 2.0).contains("trop peu"));
        assert!(sentence(None).starts_with("Aucune prévision passée"));
    }
}
