//! The page of the trail: its filters, and a line for each entry.

use super::{PAGE, Trail, words};
use crate::{
    french,
    french::author,
    ui::{
        address::address,
        form::{Line, line, select},
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
            view! { <div class="c12-empty"><p>"Aucune ligne ne répond à ces filtres."</p><p><a class="fr-btn" href="/audit">"Tout voir"</a></p></div> }.into_any()
        } else {
            view! { <ul class="c12-trail">{rows}</ul> }.into_any()
        };
        view! {
            <h1>"Qui a fait quoi"</h1>
            <p class="fr-text--lead">"Chaque changement et chaque tentative refusée, du plus récent au plus ancien. " {total} "."</p>
            {self.filters()}
            {list}
            {crate::ui::parts::pages(self.rank, (self.page.total + PAGE - 1) / PAGE, |rank| self.address("/audit", rank))}
            <p class="c12-actions"><a class="fr-link" href=self.address("/audit.csv", 1) download="">"Télécharger ces lignes (CSV)"</a> <a class="fr-link" href=self.address("/audit.xlsx", 1) download="">"Télécharger ces lignes (XLSX)"</a></p>
        }
        .into_any()
    }

    fn filters(&self) -> AnyView {
        let of = |name| self.asked.get(name).unwrap_or_default();
        let field = |name, label, kind| Line {
            name,
            label,
            value: of(name),
            kind,
            optional: true,
            ..Line::default()
        };
        view! {
            <form method="get" class="c12-filters" aria-label="Filtrer">
                {select("qui", "qui", "Personne", Some("Toutes"), &self.people, of("qui"))}
                {line(field("quoi", "Action ou objet", "text"), None)}
                {line(field("du", "Du", "date"), None)}
                {line(field("au", "Au", "date"), None)}
                <div class="fr-checkbox-group"><input type="checkbox" id="refus" name="refus" value="oui" checked=!of("refus").is_empty()/>
                    <label class="fr-label" for="refus">"Refus seulement"</label></div>
                <button class="fr-btn fr-btn--secondary" type="submit">"Filtrer"</button>
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
