//! What the money bought: spending by nature, and what was paid against the classes that became régulières meanwhile.

use super::{FundingPage, last_day, window};
use crate::{
    context::Context,
    failure::PageError,
    french::{count, euros, long_day, number},
    ui::table::TableRegion,
};
use domain::{
    AdoptionStage, PolicyCode, TerritoryCode, Week,
    funding::{Bought, Credit, Gain, Nature, Pair},
};
use leptos::prelude::*;
use report::{Cell, Column, Columns, Kind};
use std::collections::BTreeMap;
use store::{
    adoption::{Slice, Weekly},
    funding::Funding,
};

/// Loads what was paid since the week of the window's start, and the nation's classes régulières at both ends, school year by school year.
pub async fn load(
    context: &Context,
    funding: &Funding,
    moved: &BTreeMap<Week, Pair>,
) -> Result<Option<Bought>, PageError> {
    let until = context.today.min(last_day(funding));
    let Some(window) = window(funding).filter(|window| window.start <= until) else {
        return Ok(None);
    };
    let (first, policy) = (Week::of(window.start), PolicyCode::HALVED_CLASSES);
    let mut gains = Vec::new();
    for year in context.store.years(policy).await?.into_iter().rev() {
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
        let weekly = context
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
pub fn view(money: &FundingPage) -> AnyView {
    view! {
        <h2>"Ce que les crédits achètent"</h2>
        {by_nature(money)}
        {money.bought.as_ref().map(|bought| by_class(money, bought))}
    }
    .into_any()
}

/// What is committed, its share, what is paid.
fn by_nature(money: &FundingPage) -> AnyView {
    let mut natures = BTreeMap::<Nature, Pair>::new();
    for ((_, nature), moved) in &money.funding.weeks {
        *natures.entry(*nature).or_default() += *moved;
    }
    let total = money.whole(Credit::Ae).consumed.0;
    let amount = |cents: i64| Cell::Cents(cents).shown_as(euros(cents));
    let columns = Columns::new()
        .with(
            Column::titled("Nature", Kind::Text).naming_rows(),
            |(nature, _): &(Nature, Pair)| Cell::text(french::funding::nature(*nature)),
        )
        .with(Column::titled("Engagé (AE)", Kind::Money), move |(_, pair)| {
            amount(pair.ae.0)
        })
        .with(Column::titled("Part", Kind::Share), move |(_, pair)| {
            Cell::Share {
                part: pair.ae.0,
                whole: total,
            }
        })
        .with(Column::titled("Payé (CP)", Kind::Money), move |(_, pair)| {
            amount(pair.cp.0)
        });
    let natures: Vec<_> = natures.into_iter().collect();
    view! { <TableRegion table=columns.page("Dépense par nature", &natures)/> }.into_any()
}

fn by_class(money: &FundingPage, bought: &Bought) -> AnyView {
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
    let columns = Columns::new()
        .with(
            Column::titled("Année scolaire", Kind::Text).naming_rows(),
            |gain: &Gain| Cell::Text(gain.year.to_string()),
        )
        .with(Column::titled("Avant la fenêtre", Kind::Number), |gain| {
            Cell::Number(gain.before)
        })
        .with(Column::titled("À la fin", Kind::Number), |gain| {
            Cell::Number(gain.after)
        })
        .with(Column::titled("De plus", Kind::Number), |gain| {
            Cell::Number(gain.more()).shown_as(signed(gain.more()))
        });
    let years = columns.page("Classes régulières par année scolaire", &bought.gains);
    view! {
        <h3>"Par classe devenue régulière"</h3>
        <p class="fr-text--lead">{finding}</p>
        <p>{paid}</p>
        <p>"Ce n'est pas le coût d'une classe : la convention cofinance le service, d'autres crédits y contribuent aussi ; une classe a pu devenir régulière sans ces crédits ; un paiement suit de plusieurs semaines le travail qu'il paie."</p>
        <details class="c12-details">
            <summary>"Comment ces classes sont comptées"</summary>
            <p>"Une classe est celle d'une année scolaire. Pour chaque année que la fenêtre touche : les classes régulières à la fin, moins celles d'avant la fenêtre. Une classe qui décroche est donc déduite, et une classe de la nouvelle année compte même si l'école en avait déjà l'an passé."</p>
            <TableRegion table=years/>
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
