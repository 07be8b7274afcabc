//! The page of the money: the finding, what to worry about, the chart against the window, what it bought, the latest entries.

use super::{
    FundingPage, bought, chart,
    files::{week_columns, week_rows},
    ledger, sentence, sheet,
};
use crate::{
    context::Context,
    failure::PageError,
    french::{self, euros, long_day},
    ui::{
        alert::{Alert, AlertLink, Tone},
        badge::Badge,
        button::{Button, ButtonLink, Weight},
        download_link::DownloadLink,
        form_request::FormRequestFields,
        page::Page,
        table::TableRegion,
        text_field::TextField,
        tile::Tile,
    },
};
use domain::funding::{BudgetYear, CodingField, Counter, Credit, Scope};
use leptos::prelude::*;
use report::{Cell, Column, Columns, Kind};
use std::sync::Arc;
use store::funding::{LedgerFilter, Sealed};

/// Entries shown on the page.
const LATEST: i64 = 8;

/// The page; `done` says what was just entered.
///
/// # Errors
/// [`PageError::Forbidden`] to whoever may not read the money.
pub async fn page(context: &Context, done: Option<&str>) -> Result<Page, PageError> {
    let money = Arc::new(FundingPage::load(context).await?);
    let latest = context
        .store
        .ledger_page(&LedgerFilter::default(), 0, LATEST)
        .await?
        .entries;
    // An entry of the ledger, whatever the address says, and to whoever may have entered it.
    let done = done.and_then(|entry| entry.parse().ok());
    let done = done.filter(|entry| money.keeps && (1..=money.funding.last.0).contains(entry));
    let mut page = sheet("Financement", 200, move || whole(&money, &latest, done));
    page.live = true;
    Ok(page)
}

fn whole(money: &FundingPage, latest: &[Sealed], done: Option<i64>) -> AnyView {
    let finding = sentence::finding(money);
    let content = if money.funding.last.0 == 0 {
        empty(money)
    } else {
        content(money, &finding, latest)
    };
    let done = done.map(|entry| {
        let text = format!("L'écriture n° {entry} est dans le registre.");
        let link = AlertLink {
            href: format!("/financement/ecritures/n/{entry}"),
            label: "La voir",
        };
        view! { <Alert tone=Tone::Success title="Enregistré" text=text link=link/> }
    });
    let warnings: Vec<_> = sentence::warnings(money)
        .into_iter()
        .map(|warning| {
            let link = warning.way.map(|(href, label)| AlertLink {
                href: href.to_owned(),
                label,
            });
            view! { <Alert tone=Tone::Warning title=warning.title text=warning.text nostrip:link=link/> }
        })
        .collect();
    view! {
        {done}
        <h1>{finding}</h1>
        <p class="fr-text--lead">{sentence::interval(money)}</p>
        {warnings}
        {content}
        {days(money)}
        {coding(money)}
    }
    .into_any()
}

fn empty(money: &FundingPage) -> AnyView {
    let act = money.keeps.then(
        || view! { <p><ButtonLink href="/financement/ecritures/dotation" label="Saisir la dotation"/></p> },
    );
    view! {
        <div class="c12-empty">
            <p>"Le registre est vide. La première écriture est la dotation de l'exercice, prévue par l'article 4 de la convention : 50 000 € au plus en AE et en CP."</p>
            {act}
        </div>
    }
    .into_any()
}

fn content(money: &FundingPage, finding: &str, latest: &[Sealed]) -> AnyView {
    view! {
        {tiles(money)}
        {actions(money)}
        <p class="c12-actions">
            <a class="fr-link" href="/financement/obligations">"Obligations de l'article 4 : insuffisance, crédits non consommés"</a>
            <a class="fr-link" href="/financement/compte-rendu">"Compte rendu de gestion"</a>
        </p>
        {figure(money, finding)}
        {bought::view(money)}
        <h2>"Dernières écritures"</h2>
        {ledger::table(latest, "Dernières écritures")}
        <p class="c12-actions"><a class="fr-link" href="/financement/registre">"Tout le registre"</a></p>
    }
    .into_any()
}

fn tiles(money: &FundingPage) -> AnyView {
    let (ae, cp) = (money.whole(Credit::Ae), money.whole(Credit::Cp));
    let tile = |label: &str, value: i64, note: String| {
        view! { <Tile label=label value=euros(value) note=note/> }.into_any()
    };
    let tiles = vec![
        tile(
            "Disponible en AE",
            ae.available().0,
            format!("{} engagés sur {}", euros(ae.consumed.0), euros(ae.ceiling.0)),
        ),
        tile(
            "Disponible en CP",
            cp.available().0,
            format!("{} payés sur {}", euros(cp.consumed.0), euros(cp.ceiling.0)),
        ),
        tile(
            "Restes à payer",
            money.funding.unpaid_total().0,
            "engagés et non encore payés".to_owned(),
        ),
        month(money),
    ];
    view! { <h2 class="c12-sr">"Chiffres"</h2> <dl class="c12-tiles">{tiles}</dl>
        <p class="fr-hint-text">"AE : autorisations d'engagement, le droit de signer un contrat. CP : crédits de paiement, le droit de le payer."</p> }.into_any()
}

/// What remains for each month that is left of the window.
fn month(money: &FundingPage) -> AnyView {
    let left = money.whole(Credit::Ae).available().0;
    let Some(window) = money.window() else {
        return view! { <Tile label="Par mois restant" value="—" note="le début de la fenêtre n'est pas fixé"/> }
        .into_any();
    };
    let tenths = 80 - window.tenths_of_months(money.today);
    if tenths <= 0 {
        return view! { <Tile label="Par mois restant" value=euros(left) note="la fenêtre de 8 mois est passée : c'est tout ce qui reste"/> }
        .into_any();
    }
    // Less than a month left: all of it may go.
    let each = if tenths < 10 { left } else { left * 10 / tenths };
    let until = format!("d'AE par mois, jusqu'au mois 8 ({})", long_day(window.month_8()));
    view! { <Tile label="Par mois restant" value=euros(each / 100 * 100) note=until/> }.into_any()
}

fn actions(money: &FundingPage) -> Option<AnyView> {
    money.keeps.then(|| {
        let act = |kind: &str, label: &'static str| view! { <ButtonLink href=format!("/financement/ecritures/{kind}") label=label weight=Weight::Secondary/> };
        view! {
            <p class="c12-actions">
                <ButtonLink href="/financement/ecritures/engagement" label="Nouvel engagement"/>
                {act("service-fait", "Service fait")} {act("paiement", "Paiement")} {act("retrait", "Retrait")}
                {act("dotation", "Dotation")} {act("avenant", "Avenant")} {act("report", "Report de crédits")} {act("recette", "Recette")}
            </p>
        }
        .into_any()
    })
}

/// Where the chart's figures come from, and what its marks are.
fn source(money: &FundingPage) -> String {
    format!(
        "Source : registre de l'UO {}, {}, au {}. Bande : rythme régulier d'une fin entre le mois 6 et le mois 8. Tirets (AE) et points (CP) : prévision ; zones claires : 8 fois sur 10.",
        money.funding.coding.of(CodingField::BudgetUnit),
        french::count(money.funding.last.0, "écriture", "écritures"),
        long_day(money.today)
    )
}

/// The window chart as a file of its own.
///
/// # Errors
/// [`PageError::Forbidden`] to whoever may not read the money.
pub async fn window_svg(context: &Context) -> Result<String, PageError> {
    let money = FundingPage::load(context).await?;
    let finding = sentence::finding(&money);
    Ok(chart::file(&money, &finding, &source(&money)))
}

fn figure(money: &FundingPage, finding: &str) -> AnyView {
    let pictures = chart::pictures(money, finding);
    let weeks: Vec<_> = week_rows(&money.funding).into_iter().rev().collect();
    let weeks = week_columns().page("Crédits de chaque semaine", &weeks);
    view! {
        <h2>"Les crédits dans la fenêtre d'accélération"</h2>
        <figure class="c12-figure">
            <div inner_html=pictures></div>
            <figcaption>{source(money)} " " <a href="/methodes#prevision">"Méthode de la prévision"</a></figcaption>
        </figure>
        <details class="c12-details">
            <summary>"Les chiffres de chaque semaine"</summary>
            <TableRegion table=weeks/>
        </details>
        <p class="c12-actions">
            <DownloadLink href="/financement/semaines.csv" label="Télécharger les semaines (CSV)"/>
            <DownloadLink href="/financement/semaines.xlsx" label="Télécharger les semaines (XLSX)"/>
            <DownloadLink href="/financement/fenetre.svg" label="Télécharger le graphique (SVG)"/>
        </p>
    }
    .into_any()
}

/// The days that the convention leaves blank, and the form of whoever may set them.
fn days(money: &FundingPage) -> AnyView {
    let set = |day: Option<chrono::NaiveDate>| day.map_or_else(|| "à fixer".to_owned(), long_day);
    let (signed, start) = (
        money.funding.days.signature.map(|(day, _)| day),
        money.funding.days.window_start.map(|(day, _)| day),
    );
    let form = money.keeps.then(|| {
        let typed = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        view! {
            <details class="c12-details">
                <summary>"Fixer ces jours"</summary>
                <form method="post" action="/financement/jours" class="c12-form" data-once="" aria-label="Jours de la convention">
                    <FormRequestFields seen=money.funding.days.mark()/>
                    <TextField name="signature" label="Signature de la convention" value=typed(signed) kind="date" optional=true/>
                    <TextField name="window-start" label="Premier jour de la fenêtre d'accélération" value=typed(start) kind="date" optional=true/>
                    <Button label="Enregistrer"/>
                </form>
            </details>
        }
        .into_any()
    });
    view! {
        <h2>"Jours de la convention"</h2>
        <dl class="c12-facts">
            <dt>"Signature"</dt><dd>{set(signed)}</dd>
            <dt>"Début de la fenêtre"</dt><dd>{set(start)}</dd>
            <dt>"Fin de la convention"</dt><dd>"31 décembre 2021 (« en décembre 2021 », lu comme le 31)"</dd>
        </dl>
        {form}
    }
    .into_any()
}

/// The ceiling of a year, and what of it is spent.
type OfYear = (BudgetYear, Credit, Counter);

/// The coding, as signed; and each year's ceilings.
fn coding(money: &FundingPage) -> AnyView {
    let parts: Vec<_> = money
        .funding
        .coding
        .0
        .iter()
        .map(|(field, (value, check))| {
            let check = check.then(|| view! { " " <Badge label="à vérifier"/> " : 0181 se lit comme le programme 181, prévention des risques" });
            view! { <dt>{french::funding::coding(*field)}</dt><dd>{value.clone()} {check}</dd> }
        })
        .collect();
    let of_year = |((scope, credit), counter): (&(Scope, Credit), &Counter)| match scope {
        Scope::Convention => None,
        Scope::Year(year) => Some((*year, *credit, *counter)),
    };
    let years: Vec<_> = money.funding.counters.iter().filter_map(of_year).collect();
    let years = (!years.is_empty()).then(|| {
        let amount = |cents: i64| Cell::Cents(cents).shown_as(euros(cents));
        let columns = Columns::new()
            .with(
                Column::titled("Exercice", Kind::Text).naming_rows(),
                |(year, credit, _): &OfYear| {
                    Cell::Text(format!("{year} {}", french::funding::credit(*credit)))
                },
            )
            .with(Column::titled("Plafond", Kind::Money), move |(.., counter)| {
                amount(counter.ceiling.0)
            })
            .with(Column::titled("Consommé", Kind::Money), move |(.., counter)| {
                amount(counter.consumed.0)
            })
            .with(Column::titled("Disponible", Kind::Money), move |(.., counter)| {
                amount(counter.available().0)
            });
        let table = columns.page("Crédits par exercice", &years);
        view! {
            <h2>"Par exercice"</h2>
            <p>"Les crédits d'un exercice ne servent pas au suivant sans report."</p>
            <TableRegion table=table/>
        }
    });
    view! {
        {years}
        <details class="c12-details">
            <summary>"Imputation dans Chorus, telle que signée"</summary>
            <dl class="c12-facts">{parts}</dl>
        </details>
    }
    .into_any()
}
