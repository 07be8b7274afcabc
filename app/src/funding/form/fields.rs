//! The form of an entry as a page: the fields of its kind, what is wrong beside each.

use super::{
    EntryForm,
    field::{EntryField, Input, TextInput},
};
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
        let id = if self.errors.is_empty() || self.id().is_empty() {
            id
        } else {
            self.id()
        };
        let field = |field: &EntryField| self.field(*field, today);
        let fields: Vec<_> = EntryField::of(self.kind).iter().map(field).collect();
        let coding = (!matches!(self.kind, EntryKind::Reversal)).then(|| {
            view! {
                <details class="c12-details">
                    <summary>"Imputation"</summary>
                    {field(&EntryField::BudgetUnit)}
                    {field(&EntryField::CostCentre)}
                </details>
            }
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
            ("note", self.of(EntryField::Object)),
        ];
        let href = address("/financement/obligations", &query);
        Some(view! { <p class="c12-actions"><ButtonLink href=href label="Ouvrir une insuffisance" weight=Weight::Secondary/></p> }.into_any())
    }

    /// The value typed into a field, else the one proposed.
    fn typed_or<'a>(&'a self, field: EntryField, proposed: &'a str) -> &'a str {
        match self.of(field) {
            "" => proposed,
            typed => typed,
        }
    }

    /// A field as its kind of entry asks for it.
    fn field(&self, field: EntryField, today: NaiveDate) -> AnyView {
        let name = field.name();
        match field.input(self.kind) {
            Input::Day => view! {
                <TextField name=name label="Jour" hint="celui où c'était vrai" value=self.typed_or(field, &today.to_string()) kind="date"
                    nostrip:error=self.errors.of(name)/>
            }
            .into_any(),
            Input::Year => self.year_field(field, "Exercice", BudgetYear::nearest(today)),
            Input::YearBefore => {
                let year = BudgetYear::nearest(today);
                self.year_field(field, "Exercice d'origine", year.before().unwrap_or(year))
            }
            Input::Nature => {
                let word = |nature: &Nature| {
                    let word = french::funding::nature(*nature).to_owned();
                    (nature.code().to_owned(), word)
                };
                let natures: Vec<_> = Nature::ALL.iter().map(word).collect();
                view! { <Select name=name label="Nature de la dépense" any="À choisir" options=natures chosen=self.of(field)/> }
                    .into_any()
            }
            Input::Text(TextInput { label, hint, optional }) => view! {
                <TextField name=name label=label hint=hint value=self.of(field) optional=optional nostrip:error=self.errors.of(name)/>
            }
            .into_any(),
        }
    }

    /// A year, `proposed` where none was typed.
    fn year_field(&self, field: EntryField, label: &'static str, proposed: BudgetYear) -> AnyView {
        let years: Vec<_> = BudgetYear::all()
            .map(|year| (year.to_string(), year.to_string()))
            .collect();
        let proposed = proposed.to_string();
        view! { <Select name=field.name() label=label options=years chosen=self.typed_or(field, &proposed)/> }
            .into_any()
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
