//! An entry, with all that was entered about it and what may come next.

use super::{allow, ledger::table, sheet};
use crate::{
    context::Context,
    failure::PageError,
    french::{self, euros},
    ui::{
        address::address,
        badge::Badge,
        breadcrumb::Breadcrumb,
        button::{ButtonLink, Weight},
        page::Page,
    },
};
use domain::{
    Action,
    funding::{EntryKind, EntryNumber, LedgerEntry},
};
use leptos::prelude::*;
use store::funding::Sealed;

/// An entry and those that follow it.
struct EntryPage {
    entry: LedgerEntry,
    /// All that was entered about it, itself first.
    about: Vec<Sealed>,
    /// The entry that takes it back.
    reversed: Option<EntryNumber>,
    /// Whether the reader may enter what comes next.
    keeps: bool,
}

/// The page of an entry.
///
/// # Errors
/// [`PageError::NotFound`], [`PageError::Forbidden`].
pub async fn commitment(context: &Context, number: &str) -> Result<Page, PageError> {
    allow(context, Action::ReadFunding)?;
    let number = number
        .parse()
        .map(EntryNumber)
        .map_err(|_| PageError::NotFound("Cette écriture"))?;
    let about = context.store.ledger_about(number).await?;
    let Some(entry) = about.first().map(|sealed| sealed.entry.clone()) else {
        return Err(PageError::NotFound("Cette écriture"));
    };
    let reversed = about
        .iter()
        .find(|sealed| sealed.entry.reverses == Some(entry.sequence));
    let reversed = reversed.map(|sealed| sealed.entry.sequence);
    let page = EntryPage {
        // What was taken back, or takes back, ends there.
        keeps: allow(context, Action::KeepLedger).is_ok() && reversed.is_none(),
        entry,
        about,
        reversed,
    };
    Ok(sheet("Écriture", 200, move || page.view()))
}

impl EntryPage {
    fn view(&self) -> AnyView {
        let path = [
            ("Financement".to_owned(), "/financement".to_owned()),
            ("Registre".to_owned(), "/financement/registre".to_owned()),
        ];
        let entry = &self.entry;
        let title = format!("{} n° {}", french::funding::kind(entry.kind), entry.sequence);
        let engagement = entry.commitment.map(|number| {
            view! { <p><a class="fr-link" href=format!("/financement/ecritures/n/{number}")>{format!("Voir l'engagement n° {number}")}</a></p> }
        });
        let lead = [
            entry.supplier.clone().unwrap_or_default(),
            entry.object.clone(),
            entry
                .nature
                .map(french::funding::nature)
                .unwrap_or_default()
                .to_owned(),
        ];
        let lead: Vec<_> = lead.into_iter().filter(|part| !part.is_empty()).collect();
        view! {
            <Breadcrumb path=path here=&title/>
            <h1>{title.clone()}</h1>
            <p class="fr-text--lead">{lead.join(", ")}</p>
            {self.reversed.map(|by| view! { <p><Badge label="Annulée"/> " par l'écriture " <a href=format!("/financement/ecritures/n/{by}")>{format!("n° {by}")}</a></p> })}
            {self.balance()}
            {engagement}
            {self.next_acts()}
            {table(&self.about, "Cette écriture et celles qui la suivent")}
        }
        .into_any()
    }

    /// What may be entered next about it.
    fn next_acts(&self) -> AnyView {
        let ej = self.entry.ej.map(|ej| ej.to_string()).unwrap_or_default();
        let act = |kind: &str, label: &'static str| {
            let href = address(&format!("/financement/ecritures/{kind}"), &[("ej", ej.as_str())]);
            view! { <ButtonLink href=href label=label weight=Weight::Secondary/> " " }
        };
        let of_commitment = (self.keeps && self.entry.ej.is_some()).then(|| view! { {act("service-fait", "Certifier le service fait")} {act("paiement", "Payer")} {act("retrait", "Retirer")} });
        let reverse = (self.keeps && self.entry.kind != EntryKind::Reversal).then(|| {
            let entry = self.entry.sequence.to_string();
            let href = address("/financement/ecritures/annulation", &[("entry", entry.as_str())]);
            view! { <ButtonLink href=href label="Annuler cette écriture" weight=Weight::Secondary/> }
        });
        view! { <p class="c12-actions">{of_commitment} {reverse}</p> }.into_any()
    }

    /// What a commitment consumed, and what remains to be paid of it.
    fn balance(&self) -> Option<AnyView> {
        let total = |moved: fn(&Sealed) -> i64| self.about.iter().map(moved).sum::<i64>();
        let (committed, certified, paid) = (
            total(|s| s.entry.moves.consumed.ae.0),
            total(|s| s.entry.moves.certified.0),
            total(|s| s.entry.moves.consumed.cp.0),
        );
        self.entry.ej.is_some().then(|| {
            view! {
                <dl class="c12-facts">
                    <dt>"Engagé"</dt><dd>{euros(committed)}</dd>
                    <dt>"Certifié"</dt><dd>{euros(certified)}</dd>
                    <dt>"Payé"</dt><dd>{euros(paid)}</dd>
                    <dt>"Reste à payer"</dt><dd>{euros(committed - paid)}</dd>
                </dl>
            }
            .into_any()
        })
    }
}
