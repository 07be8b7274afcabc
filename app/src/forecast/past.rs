//! What past forecasts were worth: those of this year's and last year's Mondays beside what came.

use crate::{
    figures::per_mille,
    french::{self, short_day},
};
use domain::adoption::{Backtest, HORIZONS, KeptForecasts, Past, TESTED_NEEDED, WIDEN_START, worth};
use leptos::prelude::*;
use std::fmt::Write;
use store::{Stop, Store, adoption::Slice};

/// Loads the forecasts kept of a territory, of its school year and of the one before.
///
/// # Errors
/// [`Stop`]: the database can't answer.
pub async fn kept_forecasts(store: &Store, slice: &Slice) -> Result<KeptForecasts, Stop> {
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
pub fn view(past: &[Past]) -> AnyView {
    let said = sentence(worth(past));
    let details = (!past.is_empty()).then(|| {
        let (summary, each) = (by_horizon(past), one_by_one(past));
        view! {
            <details class="c12-details">
                <summary>"Ce que valaient les prévisions passées"</summary>
                <p>"Un lundi sur deux de cette année et de la précédente, ce que la prévision disait de la fin de la 4e et de la 8e semaine, et ce qui est venu. « Tenue » : ce qui est venu est dans l'intervalle, bornes comprises."</p>
                <p>"« Conservée » : la prévision telle qu'elle a été affichée ce lundi-là. « Refaite » : calculée aujourd'hui à partir des chiffres de ce lundi, y compris les mises à jour écrites plus tard ; elle peut donc paraître meilleure que ce qui aurait été affiché."</p>
                <div class="c12-table" tabindex="0" role="region" aria-label="Prévisions tenues, par échéance" inner_html=summary></div>
                <div class="c12-table" tabindex="0" role="region" aria-label="Prévisions passées, une par une" inner_html=each></div>
            </details>
        }
    });
    view! { <p>{said}</p> {details} }.into_any()
}

fn by_horizon(past: &[Past]) -> String {
    let mut out = String::from(
        "<table><thead><tr><th scope=\"col\">Échéance</th><th scope=\"col\">Prévisions</th><th scope=\"col\">Tenues</th><th scope=\"col\">Constaté</th><th scope=\"col\">Annoncé</th></tr></thead><tbody>",
    );
    for weeks in HORIZONS {
        let these: Vec<_> = past.iter().filter(|past| past.weeks_ahead == weeks).collect();
        let held = these.iter().filter(|past| past.held()).count();
        let seen = match these.len() {
            0 => "aucune encore".to_owned(),
            tested => format!("{} sur 10", of_ten(held, tested)),
        };
        let row = write!(
            out,
            "<tr><th scope=\"row\">{weeks} semaines</th><td>{}</td><td>{held}</td><td>{seen}</td><td>8 sur 10</td></tr>",
            these.len()
        );
        debug_assert!(row.is_ok(), "a string takes all");
    }
    out.push_str("</tbody></table>");
    out
}

fn one_by_one(past: &[Past]) -> String {
    let mut out = String::from(
        "<table><thead><tr><th scope=\"col\">Faite le</th><th scope=\"col\">Pour le</th><th scope=\"col\">Embarquées, annoncé</th><th scope=\"col\">Venu</th><th scope=\"col\" class=\"c12-text\">Tenue</th><th scope=\"col\" class=\"c12-text\">Origine</th></tr></thead><tbody>",
    );
    for past in past.iter().rev() {
        let spread = past.kept.spread;
        let cells = [
            short_day(past.kept.week.sunday()),
            format!(
                "de {} à {}",
                french::number(spread.low),
                french::number(spread.high)
            ),
            french::number(past.came),
        ];
        out.push_str("<tr><th scope=\"row\">");
        out.push_str(&short_day(past.made.monday()));
        out.push_str("</th>");
        for cell in cells {
            out.push_str("<td>");
            out.push_str(&cell);
            out.push_str("</td>");
        }
        for cell in [
            if past.held() { "oui" } else { "non" },
            if past.as_made { "conservée" } else { "refaite" },
        ] {
            out.push_str("<td class=\"c12-text\">");
            out.push_str(cell);
            out.push_str("</td>");
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table>");
    out
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
