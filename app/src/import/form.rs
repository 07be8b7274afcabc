//! The form that brings a file. It shows the fields of the kind that is chosen, by the stylesheet alone: a browser that can't choose shows them all.

use super::{columns, kind, template};
use crate::{
    adoption::new_id,
    ui::{
        button::Button, checkbox::Checkbox, file_field::FileField, hidden_field::HiddenField, select::Select,
    },
};
use domain::SchoolYear;
use leptos::prelude::*;
use store::import::ImportKind;

const FORMATS: &str = "CSV ou texte, quels que soient son codage et son séparateur, 2 Go au plus ; classeur XLSX, ODS ou XLS, 32 Mo au plus";

const ACCEPTED: &str = ".csv,.txt,.tsv,text/csv,.xlsx,.ods,.xls";

/// Kinds whose rows may leave their school year to the form.
const WITHOUT_YEAR: [ImportKind; 4] = [
    ImportKind::Adoption,
    ImportKind::Units,
    ImportKind::Estimate,
    ImportKind::Networks,
];
/// Kinds whose rows name schools by their UAI, which a spreadsheet may have shortened.
const WITH_UAI: [ImportKind; 5] = [
    ImportKind::Adoption,
    ImportKind::Units,
    ImportKind::Estimate,
    ImportKind::Networks,
    ImportKind::Schools,
];

/// The form, for the kinds that who asks may bring.
pub(super) fn form(year: Option<SchoolYear>, kinds: &[ImportKind]) -> impl IntoView + use<> {
    let names: Vec<_> = kinds
        .iter()
        .map(|one| (one.code().to_owned(), kind(*one).to_owned()))
        .collect();
    let first = names.first().map(|(code, _)| code.clone()).unwrap_or_default();
    let year = year.map(|year| year.to_string()).unwrap_or_default();
    let described: Vec<_> = kinds.iter().map(|kind| described(*kind)).collect();
    view! {
        <form method="post" action="/imports" enctype="multipart/form-data" class="c12-form c12-form--import" data-once="" aria-label="Importer un fichier">
            <HiddenField name="id" value=new_id()/>
            <Select name="kind" label="Ce que contient le fichier" options=names chosen=&first/>
            {described}
            {of_kinds(kinds, &WITHOUT_YEAR, || school_year(year).into_any())}
            {of_kinds(kinds, &WITH_UAI, || view! {
                <Checkbox name="repair" label="Réparer les UAI qui ont perdu leur zéro de tête"/>
            }.into_any())}
            {of_kinds(kinds, &[ImportKind::Units], || of_lists().into_any())}
            {of_kinds(kinds, &[ImportKind::Schools], || of_directories().into_any())}
            {of_kinds(kinds, &[ImportKind::Funding], || of_chorus().into_any())}
            <Checkbox name="hidden" label="Lire aussi ce qui est masqué dans un classeur : lignes, colonnes, lignes filtrées"/>
            <Checkbox name="dry_run" label="Essayer seulement : vérifier sans rien écrire"/>
            <FileField name="file" label="Fichier" accept=ACCEPTED>{FORMATS}</FileField>
            <Button label="Importer"/>
        </form>
    }
}

/// A part of the form for some kinds, where one of them is offered.
fn of_kinds(offered: &[ImportKind], of: &[ImportKind], part: impl FnOnce() -> AnyView) -> Option<AnyView> {
    let codes: Vec<_> = of
        .iter()
        .filter(|kind| offered.contains(kind))
        .map(|kind| kind.code())
        .collect();
    (!codes.is_empty())
        .then(|| view! { <div class="c12-of-kind" data-kind=codes.join(" ")>{part()}</div> }.into_any())
}

/// What a kind of file is to have, and an empty one to fill.
fn described(of: ImportKind) -> Option<AnyView> {
    let expected = columns::expected(of)?;
    Some(
        view! {
            <div class="c12-of-kind" data-kind=of.code()>
                {expected}
                {template::links(of)}
            </div>
        }
        .into_any(),
    )
}

fn school_year(year: String) -> impl IntoView {
    view! {
        <div class="fr-input-group">
            <label class="fr-label" for="year">"Année scolaire " <span class="fr-hint-text">"pour un fichier qui ne dit pas la sienne, comme 2020-2021"</span></label>
            <input class="fr-input" id="year" name="year" value=year inputmode="numeric" autocomplete="off"/>
        </div>
    }
}

/// What a list of classes asks before it is taken: its trial says where.
fn of_lists() -> impl IntoView {
    view! {
        <fieldset class="fr-fieldset c12-boxes">
            <legend class="fr-fieldset__legend--regular fr-fieldset__legend">"Liste de classes : à cocher si la liste le dit, ou si l'essai le demande"</legend>
            <Checkbox name="complete" label="La liste est complète : fermer les classes qu'elle ne nomme pas, dans ses écoles et pour les niveaux qu'elle y a"/>
            <Checkbox name="accept_pairs" label="Reprendre les estimations déjà suivies sous les noms de la liste, comme l'essai les montre"/>
            <Checkbox name="distinct" label="Des noms presque pareils sont ceux de classes différentes"/>
            <Checkbox name="overwrite" label="La liste l'emporte sur ce qui a été corrigé à la main depuis"/>
            <Checkbox name="accept_closings" label="Fermer aussi les classes dont l'histoire va au-delà de la date de la liste"/>
        </fieldset>
    }
}

/// The yes that a directory needs where many schools move: its trial names them.
fn of_directories() -> impl IntoView {
    view! {
        <Checkbox name="accept_moves" label="Accepter que plus d'un dixième des écoles d'un département changent de territoire, comme l'essai les montre"/>
    }
}

/// What only an extract of Chorus needs.
fn of_chorus() -> impl IntoView {
    view! {
        <FileField name="columns" label="Correspondance des colonnes, pour cet extrait de Chorus" accept=".toml" optional=true>
            "facultatif : les titres des colonnes de votre restitution, si le service ne les reconnaît pas. "<a href="/imports/chorus-colonnes.toml" download="">"Télécharger celle du service"</a>" pour la compléter."
        </FileField>
    }
}
