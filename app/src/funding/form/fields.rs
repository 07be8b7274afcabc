//! The form of an entry as a page: the fields of its kind, what is wrong beside each.

use super::EntryForm;
use crate::{
    adoption::new_id,
    context::Context,
    funding::sheet,
    ui::{
        address::address,
        form::{Line, hidden, line, select},
        page::Page,
        parts,
    },
};
use chrono::NaiveDate;
use domain::funding::{BudgetYear, EntryKind, Nature};
use leptos::prelude::*;

impl EntryForm {
    /// The page of the form.
    pub fn page(self, context: &Context) -> Page {
        let status = if self.errors.is_empty() { 200 } else { 422 };
        let (today, id) = (context.today, new_id());
        let title = french::funding::kind(self.kind);
        sheet(title, status, move || self.view(today, &id))
    }

    fn view(&self, today: NaiveDate, id: &str) -> AnyView {
        let path = [("Financement".to_owned(), "/financement".to_owned())];
        let title = french::funding::kind(self.kind);
        // The same id as long as the same entry is being corrected: it is entered once, whatever the network does. An address brings none.
        let id = if self.errors.is_empty() || self.of("id").is_empty() {
            id
        } else {
            self.of("id")
        };
        let fields: Vec<_> = fields(self.kind)
            .iter()
            .map(|name| self.field(name, today))
            .collect();
        let coding = (!matches!(self.kind, EntryKind::Reversal)).then(|| view! {
            <details class="c12-details">
                <summary>"Imputation"</summary>
                {self.line("budget-unit", "UO (centre financier)", "vide : celle de la convention", "text", true)}
                {self.line("cost-centre", "Centre de coûts", "vide : celui de la convention", "text", true)}
            </details>
        });
        view! {
            {parts::breadcrumb(&path, title)}
            <h1>{title}</h1>
            <p class="fr-text--lead">{lead(self.kind)}</p>
            {self.errors.summary("Rien n'est enregistré")}
            {self.way_out()}
            <form method="post" class="c12-form" data-once="" aria-label=title>
                {hidden("id", id.to_owned())}
                {fields}
                {coding}
                <button class="fr-btn" type="submit">"Enregistrer"</button>
            </form>
        }
        .into_any()
    }

    /// Where to go when the credits lack: article 4 asks to tell the délégant.
    fn way_out(&self) -> Option<AnyView> {
        let (credit, lacks, year) = self.lacks?;
        let amount = french::funding::plain_euros(lacks);
        let year = year.map(|year| year.to_string()).unwrap_or_default();
        let query = [
            ("kind", "shortfall"),
            ("credit", credit.code()),
            ("year", year.as_str()),
            ("amount", amount.as_str()),
            ("note", self.of("object")),
        ];
        let href = address("/financement/obligations", &query);
        Some(view! { <p class="c12-actions"><a class="fr-btn fr-btn--secondary" href=href>"Ouvrir une insuffisance"</a></p> }.into_any())
    }

    fn line(&self, name: &'static str, label: &str, hint: &str, kind: &str, optional: bool) -> AnyView {
        let value = self.of(name);
        line(
            Line {
                name,
                id: "",
                label,
                hint,
                value,
                kind,
                autocomplete: "",
                optional,
            },
            self.errors.of(name),
        )
    }

    /// The value typed into a field, else the one proposed.
    fn typed_or<'a>(&'a self, name: &str, proposed: &'a str) -> &'a str {
        match self.of(name) {
            "" => proposed,
            typed => typed,
        }
    }

    fn field(&self, name: &'static str, today: NaiveDate) -> AnyView {
        let years: Vec<_> = BudgetYear::all()
            .map(|year| (year.to_string(), year.to_string()))
            .collect();
        let natures: Vec<_> = Nature::ALL
            .iter()
            .map(|nature| {
                (
                    nature.code().to_owned(),
                    french::funding::nature(*nature).to_owned(),
                )
            })
            .collect();
        let optional = matches!(
            (self.kind, name),
            (EntryKind::Service, "number") | (EntryKind::Withdrawal, "reference")
        );
        match name {
            "day" => {
                let today = today.to_string();
                let value = self.typed_or(name, &today);
                line(
                    Line {
                        name,
                        label: "Jour",
                        hint: "celui où c'était vrai",
                        value,
                        kind: "date",
                        ..Line::default()
                    },
                    self.errors.of(name),
                )
            }
            "year" => {
                let year = BudgetYear::nearest(today).to_string();
                select(name, name, "Exercice", None, &years, self.typed_or(name, &year))
            }
            "from" => {
                let year = BudgetYear::nearest(today);
                let before = year.before().unwrap_or(year).to_string();
                let value = self.typed_or(name, &before);
                select(name, name, "Exercice d'origine", None, &years, value)
            }
            "nature" => select(
                name,
                name,
                "Nature de la dépense",
                Some("À choisir"),
                &natures,
                self.of(name),
            ),
            "ej" => self.line(
                name,
                "N° d'engagement juridique (EJ)",
                "dix chiffres",
                "text",
                false,
            ),
            "number" if self.kind == EntryKind::Payment => self.line(
                name,
                "N° de demande de paiement (DP)",
                "dix chiffres",
                "text",
                false,
            ),
            "number" => self.line(
                name,
                "N° de service fait",
                "dix chiffres, s'il en a un",
                "text",
                optional,
            ),
            "supplier" => self.line(name, "Fournisseur", "", "text", false),
            "object" if self.kind == EntryKind::Reversal => {
                self.line(name, "Pourquoi l'annuler", "", "text", false)
            }
            "object" => self.line(name, "Objet", "", "text", false),
            "ae" => self.line(
                name,
                "Montant en AE",
                "en euros, par exemple 1 234,56",
                "text",
                true,
            ),
            "cp" => self.line(
                name,
                "Montant en CP",
                "en euros, par exemple 1 234,56",
                "text",
                true,
            ),
            "entry" => self.line(name, "N° de l'écriture à annuler", "", "text", false),
            "reference" if optional => self.line(
                name,
                "Autorisation",
                "sa référence, si l'exercice de l'engagement est clos",
                "text",
                true,
            ),
            "reference" => self.line(
                name,
                "Référence du document",
                "échéancier, courrier, avenant, arrêté, titre",
                "text",
                false,
            ),
            _ => self.line(name, "Montant", "en euros, par exemple 1 234,56", "text", false),
        }
    }
}

/// The fields of a kind, in their order.
const fn fields(kind: EntryKind) -> &'static [&'static str] {
    match kind {
        EntryKind::Allotment | EntryKind::Amendment => &["day", "year", "ae", "cp", "reference"],
        EntryKind::CarryOver => &["day", "from", "year", "ae", "cp", "reference"],
        EntryKind::Commitment => &["day", "ej", "supplier", "object", "nature", "amount"],
        EntryKind::Service | EntryKind::Payment => &["day", "ej", "number", "amount"],
        EntryKind::Withdrawal => &["day", "ej", "amount", "reference"],
        EntryKind::Reversal => &["day", "entry", "object"],
        EntryKind::Receipt => &["day", "amount", "object", "reference"],
    }
}

/// What the entry does, in a sentence.
const fn lead(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Allotment => "Les crédits que le délégant met à disposition pour un exercice.",
        EntryKind::Amendment => {
            "Un avenant relève ou abaisse le montant maximum de la convention et le plafond d'un exercice. Pour abaisser, écrivez un montant négatif."
        }
        EntryKind::CarryOver => {
            "Les crédits d'un exercice qui serviront au suivant. Sans report, ils tombent le 31 décembre."
        }
        EntryKind::Commitment => "Un engagement consomme des AE le jour de sa signature.",
        EntryKind::Service => "Le service fait certifie ce qui peut être payé.",
        EntryKind::Payment => {
            "Un paiement consomme les CP de l'exercice de son jour, au plus à hauteur du service fait."
        }
        EntryKind::Withdrawal => "Un retrait rend des AE à l'exercice de l'engagement.",
        EntryKind::Reversal => {
            "Une annulation rend tout ce que l'écriture avait pris. Les deux restent lisibles."
        }
        EntryKind::Receipt => "Une recette ordonnée par le délégataire. Elle ne relève aucun plafond.",
    }
}
