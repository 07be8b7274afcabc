//! The form of an entry as a page: the fields of its kind, what is wrong beside each.

use super::EntryForm;
use crate::{
    adoption::new_id,
    context::Context,
    funding::sheet,
    ui::{
        address::address,
        breadcrumb::Breadcrumb,
        button::{Button, ButtonLink, Weight},
        hidden_field::HiddenField,
        page::Page,
        select::Select,
        text_field::TextField,
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
                {self.text_field(TextWords::optional("budget-unit", "UO (centre financier)", "vide : celle de la convention"))}
                {self.text_field(TextWords::optional("cost-centre", "Centre de coûts", "vide : celui de la convention"))}
            </details>
        });
        view! {
            <Breadcrumb path=path here=title/>
            <h1>{title}</h1>
            <p class="fr-text--lead">{lead(self.kind)}</p>
            {self.errors.summary("Rien n'est enregistré")}
            {self.way_out()}
            <form method="post" class="c12-form" data-once="" aria-label=title>
                <HiddenField name="id" value=id/>
                {fields}
                {coding}
                <Button label="Enregistrer"/>
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
        Some(view! { <p class="c12-actions"><ButtonLink href=href label="Ouvrir une insuffisance" weight=Weight::Secondary/></p> }.into_any())
    }

    /// The value typed into a field, else the one proposed.
    fn typed_or<'a>(&'a self, name: &str, proposed: &'a str) -> &'a str {
        match self.of(name) {
            "" => proposed,
            typed => typed,
        }
    }

    /// A field by its name.
    fn field(&self, name: &'static str, today: NaiveDate) -> AnyView {
        match name {
            "day" => view! {
                <TextField name=name label="Jour" hint="celui où c'était vrai" value=self.typed_or(name, &today.to_string()) kind="date"
                    nostrip:error=self.errors.of(name)/>
            }
            .into_any(),
            "year" => self.year_field(name, "Exercice", BudgetYear::nearest(today)),
            "from" => {
                let year = BudgetYear::nearest(today);
                self.year_field(name, "Exercice d'origine", year.before().unwrap_or(year))
            }
            "nature" => {
                let word = |nature: &Nature| {
                    let word = french::funding::nature(*nature).to_owned();
                    (nature.code().to_owned(), word)
                };
                let natures: Vec<_> = Nature::ALL.iter().map(word).collect();
                view! { <Select name=name label="Nature de la dépense" any="À choisir" options=natures chosen=self.of(name)/> }
                    .into_any()
            }
            _ => self.text_field(text_words(self.kind, name)),
        }
    }

    /// A year, `proposed` where none was typed.
    fn year_field(&self, name: &'static str, label: &'static str, proposed: BudgetYear) -> AnyView {
        let years: Vec<_> = BudgetYear::all()
            .map(|year| (year.to_string(), year.to_string()))
            .collect();
        let proposed = proposed.to_string();
        view! { <Select name=name label=label options=years chosen=self.typed_or(name, &proposed)/> }
            .into_any()
    }

    /// A line of text, as it was typed, with what is wrong.
    fn text_field(&self, words: TextWords) -> AnyView {
        let TextWords {
            name,
            label,
            hint,
            optional,
        } = words;
        view! {
            <TextField name=name label=label hint=hint value=self.of(name) optional=optional nostrip:error=self.errors.of(name)/>
        }
        .into_any()
    }
}

/// The words of a field that is typed as text.
struct TextWords {
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    optional: bool,
}

impl TextWords {
    const fn required(name: &'static str, label: &'static str, hint: &'static str) -> Self {
        Self {
            name,
            label,
            hint,
            optional: false,
        }
    }

    const fn optional(name: &'static str, label: &'static str, hint: &'static str) -> Self {
        Self {
            name,
            label,
            hint,
            optional: true,
        }
    }
}

/// How an amount is written.
const AMOUNT: &str = "en euros, par exemple 1 234,56";

/// The words of a field of a kind.
fn text_words(kind: EntryKind, name: &'static str) -> TextWords {
    match (name, kind) {
        ("ej", _) => TextWords::required(name, "N° d'engagement juridique (EJ)", "dix chiffres"),
        ("number", EntryKind::Payment) => {
            TextWords::required(name, "N° de demande de paiement (DP)", "dix chiffres")
        }
        ("number", _) => TextWords::optional(name, "N° de service fait", "dix chiffres, s'il en a un"),
        ("supplier", _) => TextWords::required(name, "Fournisseur", ""),
        ("object", EntryKind::Reversal) => TextWords::required(name, "Pourquoi l'annuler", ""),
        ("object", _) => TextWords::required(name, "Objet", ""),
        ("ae", _) => TextWords::optional(name, "Montant en AE", AMOUNT),
        ("cp", _) => TextWords::optional(name, "Montant en CP", AMOUNT),
        ("entry", _) => TextWords::required(name, "N° de l'écriture à annuler", ""),
        ("reference", EntryKind::Withdrawal) => TextWords::optional(
            name,
            "Autorisation",
            "sa référence, si l'exercice de l'engagement est clos",
        ),
        ("reference", _) => TextWords::required(
            name,
            "Référence du document",
            "échéancier, courrier, avenant, arrêté, titre",
        ),
        _ => TextWords::required(name, "Montant", AMOUNT),
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
