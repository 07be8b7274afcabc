//! The page of the trail: its filters, and a line for each entry.

use super::{PAGE, Trail, words};
use crate::{
    french,
    french::author,
    ui::{
        address::address,
        button::{Button, ButtonLink, Weight},
        checkbox::Checkbox,
        download_link::DownloadLink,
        pagination::Pagination,
        select::Select,
        text_field::TextField,
    },
};
use leptos::prelude::*;
use store::audit::AuditEntry;

impl Trail {
    fn address(&self, path: &str, rank: i64) -> String {
        let rank = if rank > 1 { rank.to_string() } else { String::new() };
        let of = |name| self.asked.get(name).unwrap_or_default();
        let query = [
            ("qui", of("qui")),
            ("quoi", of("quoi")),
            ("du", of("du")),
            ("au", of("au")),
            ("refus", of("refus")),
            ("page", rank.as_str()),
        ];
        address(path, &query)
    }

    pub(super) fn view(&self) -> AnyView {
        let rows: Vec<_> = self.page.entries.iter().map(|entry| self.row(entry)).collect();
        let total = french::count(self.page.total, "ligne répond", "lignes répondent");
        let list = if rows.is_empty() {
            view! { <div class="c12-empty"><p>"Aucune ligne ne répond à ces filtres."</p><p><ButtonLink href="/audit" label="Tout voir"/></p></div> }.into_any()
        } else {
            view! { <ul class="c12-trail">{rows}</ul> }.into_any()
        };
        view! {
            <h1>"Qui a fait quoi"</h1>
            <p class="fr-text--lead">"Chaque changement et chaque tentative refusée, du plus récent au plus ancien. " {total} "."</p>
            <p><a href="/envois">"Envois"</a>" : ce qui a été écrit ensemble, avec le reçu d'où l'annuler."</p>
            {self.filters()}
            {list}
            <Pagination rank=self.rank last={(self.page.total + PAGE - 1) / PAGE} address={|rank| self.address("/audit", rank)}/>
            <p class="c12-actions"><DownloadLink href=self.address("/audit.csv", 1) label="Télécharger ces lignes (CSV)"/> <DownloadLink href=self.address("/audit.xlsx", 1) label="Télécharger ces lignes (XLSX)"/></p>
        }
        .into_any()
    }

    fn filters(&self) -> AnyView {
        let of = |name| self.asked.get(name).unwrap_or_default();
        view! {
            <form method="get" class="c12-filters" aria-label="Filtrer">
                <Select name="qui" label="Personne" any="Toutes" options=self.people.clone() chosen=of("qui")/>
                <TextField name="quoi" label="Action ou objet" value=of("quoi") optional=true/>
                <TextField name="du" label="Du" value=of("du") kind="date" optional=true/>
                <TextField name="au" label="Au" value=of("au") kind="date" optional=true/>
                <Checkbox name="refus" label="Refus seulement" checked=!of("refus").is_empty()/>
                <Button label="Filtrer" weight=Weight::Secondary/>
            </form>
        }
    .into_any()
    }

    fn row(&self, entry: &AuditEntry) -> AnyView {
        let refused = entry
            .refused
            .then(|| view! { " " <span class="c12-badge c12-badge--stale">"refusé"</span> });
        let place = entry
            .territory
            .map(|code| format!(" · {code}"))
            .unwrap_or_default();
        let origin = entry
            .origin
            .as_ref()
            .map(|origin| format!(" · depuis {origin}"))
            .unwrap_or_default();
        view! {
            <li>
                <span><strong>{words::title(entry)}</strong> {refused} " " <span class="c12-trail__object">{words::object(entry, &self.names)}</span></span>
                <span class="c12-history__who">{french::moment(entry.at)} " · " {author(entry.author, &self.names)} {place} {origin}</span>
            </li>
        }
    .into_any()
    }
}
