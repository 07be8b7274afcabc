//! What the money bought: spending by nature, and what was paid against the classes that became régulières meanwhile.

use super::{Money, last_day, window};
use crate::{
    desk::Desk,
    failure::Failure,
    french::{count, euros, long_day, number, percent},
};
use domain::{
    AdoptionStage, PolicyCode, TerritoryCode, Week,
    funding::{Bought, Credit, Gain, Nature, Pair},
};
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::{
    adoption::{Slice, Weekly},
    funding::Funding,
};

/// Loads what was paid since the week of the window's start, and the nation's classes régulières at both ends, school year by school year.
pub async fn load(
    desk: &Desk,
    funding: &Funding,
    moved: &BTreeMap<Week, Pair>,
) -> Result<Option<Bought>, Failure> {
    let until = desk.today.min(last_day(funding));
    let Some(window) = window(funding).filter(|window| window.start <= until) else {
        return Ok(None);
    };
    let (first, policy) = (Week::of(window.start), PolicyCode::HALVED_CLASSES);
    let mut gains = Vec::new();
    for year in desk.store.years(policy).await?.into_iter().rev() {
        if year.last_event_day() < first.monday() || year.first_event_day() > until {
            continue;
        }
        let slice = Slice {
            policy,
            year,
            territory: TerritoryCode::nation(),
            level: None,
            priority_education: None,
        };
        let weekly = desk
            .store
            .weekly(&slice, until.min(year.last_event_day()))
            .await?;
        gains.push(Gain {
            year,
            before: regular_at(&weekly, first.back(1)),
            after: weekly
                .last()
                .map_or(0, |week| week.counts[AdoptionStage::Regular]),
        });
    }
    let paid = moved.range(first..).map(|(_, moved)| moved.cp).sum();
    Ok(Some(Bought { paid, gains }))
}

/// The classes régulières at the end of a week; none before the first.
fn regular_at(weekly: &Weekly, week: Week) -> i64 {
    let known = weekly.weeks.partition_point(|known| known.week <= week);
    let at = known.checked_sub(1).and_then(|at| weekly.weeks.get(at));
    at.map_or(0, |known| known.counts[AdoptionStage::Regular])
}

/// Spending by nature, then by class.
pub fn view(money: &Money) -> AnyView {
    view! {
        <h2>"Ce que les crédits achètent"</h2>
        {by_nature(money)}
        {money.bought.as_ref().map(|bought| by_class(money, bought))}
    }
    .into_any()
}

/// What is committed, its share, what is paid.
fn by_nature(money: &Money) -> AnyView {
    let mut natures = BTreeMap::<Nature, Pair>::new();
    for ((_, nature), moved) in &money.funding.weeks {
        *natures.entry(*nature).or_default() += *moved;
    }
    let total = money.whole(Credit::Ae).consumed.0;
    let rows: Vec<_> = natures
        .iter()
        .map(|(nature, pair)| {
            view! {
                <tr>
                    <th scope="row">{french::money::nature(*nature)}</th>
                    <td>{euros(pair.ae.0)}</td><td>{percent(pair.ae.0, total)}</td><td>{euros(pair.cp.0)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="c12-table" tabindex="0" role="region" aria-label="Dépense par nature">
            <table>
                <thead><tr><th scope="col">"Nature"</th><th scope="col">"Engagé (AE)"</th><th scope="col">"Part"</th><th scope="col">"Payé (CP)"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn by_class(money: &Money, bought: &Bought) -> AnyView {
    let since = window(&money.funding).map(|window| long_day(Week::of(window.start).monday()));
    let since = since.unwrap_or_default();
    let paid = format!("{} payés (CP) depuis la semaine du {since}", euros(bought.paid.0));
    let paid = match bought.classes() {
        ..=0 => format!("{paid}."),
        more => format!(
            "{paid}, pour {} de plus, en France.",
            count(more, "classe régulière", "classes régulières")
        ),
    };
    let finding = match bought.each() {
        Some(each) => format!("{} payés par classe devenue régulière depuis le début de la fenêtre.", euros(each.0)),
        None if bought.classes() > 0 => "Rien n'est encore payé depuis le début de la fenêtre.".to_owned(),
        None => "Il n'y a pas plus de classes régulières qu'au début de la fenêtre : aucun montant par classe n'a de sens.".to_owned(),
    };
    let years: Vec<_> = bought
        .gains
        .iter()
        .map(|gain| {
            view! {
                <tr><th scope="row">{gain.year.to_string()}</th>
                <td>{number(gain.before)}</td><td>{number(gain.after)}</td><td>{signed(gain.more())}</td></tr>
            }
        })
        .collect();
    view! {
        <h3>"Par classe devenue régulière"</h3>
        <p class="fr-text--lead">{finding}</p>
        <p>{paid}</p>
        <p>"Ce n'est pas le coût d'une classe : la convention cofinance le service, d'autres crédits y contribuent aussi ; une classe a pu devenir régulière sans ces crédits ; un paiement suit de plusieurs semaines le travail qu'il paie."</p>
        <details class="c12-details">
            <summary>"Comment ces classes sont comptées"</summary>
            <p>"Une classe est celle d'une année scolaire. Pour chaque année que la fenêtre touche : les classes régulières à la fin, moins celles d'avant la fenêtre. Une classe qui décroche est donc déduite, et une classe de la nouvelle année compte même si l'école en avait déjà l'an passé."</p>
            <div class="c12-table" tabindex="0" role="region" aria-label="Classes régulières par année scolaire">
                <table>
                    <thead><tr><th scope="col">"Année scolaire"</th><th scope="col">"Avant la fenêtre"</th><th scope="col">"À la fin"</th><th scope="col">"De plus"</th></tr></thead>
                    <tbody>{years}</tbody>
                </table>
            </div>
        </details>
    }
    .into_any()
}

/// `+ 120`, `− 5`, `0`.
fn signed(more: i64) -> String {
    if more > 0 {
        format!("+{}", number(more))
    } else {
        number(more)
    }
}
