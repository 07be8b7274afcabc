//! Imports: the form that brings a file, the register, an import's progress and report.

mod columns;
mod findings;
mod form;
mod given_back;
mod template;

use crate::{
    context::Context,
    failure::PageError,
    french,
    ui::{
        alert::{Alert, Tone},
        breadcrumb::Breadcrumb,
        button::{ButtonLink, Weight},
        page::{Page, Part},
        table::TableRegion,
    },
};
use domain::{Action, Actor, SchoolYear, TerritoryCode};
pub use given_back::{given_back, sheet_of};
use import::Report;
use leptos::prelude::*;
use report::{Cell, Column, Columns, Kind};
use std::{path::Path, sync::Arc};
use store::{
    Fault,
    import::{ImportId, ImportKind, ImportRow, ImportState},
};
pub use template::template;
use uuid::Uuid;

/// The word for what a file holds.
pub const fn kind(kind: ImportKind) -> &'static str {
    match kind {
        ImportKind::Schools => "Annuaire des écoles",
        ImportKind::Units => "Liste de classes dédoublées",
        ImportKind::Estimate => "Estimation d'après les effectifs du ministère",
        ImportKind::Adoption => "Mises à jour de l'adoption",
        ImportKind::Funding => "Extrait de Chorus",
        ImportKind::Usage => "Mesures d'usage (Matomo, PeerTube)",
        ImportKind::Networks => "Réseaux d'éducation prioritaire",
    }
}

/// How far an import is.
pub(crate) const fn state(state: ImportState) -> &'static str {
    match state {
        ImportState::Waiting => "En attente",
        ImportState::Running => "En cours",
        ImportState::Done => "Enregistré",
        ImportState::Refused => "Refusé : rien n'est écrit",
        ImportState::Tried => "Essai : rien n'est écrit",
        ImportState::Failed => "Échec : rien n'est écrit",
        ImportState::Interrupted => "Interrompu : rien n'est écrit",
    }
}

/// The kinds of file that who asks may bring.
fn offered(context: &Context) -> Vec<ImportKind> {
    let kinds = [
        ImportKind::Adoption,
        ImportKind::Units,
        ImportKind::Estimate,
        ImportKind::Schools,
        ImportKind::Networks,
        ImportKind::Usage,
        ImportKind::Funding,
    ];
    let may = |kind: &ImportKind| context.by.may_somewhere(import::action(*kind), context.today);
    kinds.into_iter().filter(may).collect()
}

/// Lets through who may bring some kind of file, and says which.
///
/// # Errors
/// [`PageError::Forbidden`].
pub fn allow(context: &Context) -> Result<Vec<ImportKind>, PageError> {
    let kinds = offered(context);
    if kinds.is_empty() {
        Err(PageError::Forbidden)
    } else {
        Ok(kinds)
    }
}

/// Whose imports who asks may see: their report shows schools. An administrator sees all of them; none: everybody's.
fn only_of(context: &Context) -> Option<Actor> {
    (!context.may(Action::ImportSchools, None, &[])).then_some(context.by.actor)
}

/// Whether who asks may see an import: one's own, or all of them as an administrator does; an extract of Chorus tells of the money.
fn may_see(context: &Context, row: &ImportRow) -> bool {
    let reads_money = context.may(Action::ReadFunding, None, &[TerritoryCode::nation()]);
    let own = row.author == context.by.actor;
    own || (only_of(context).is_none() && (row.kind != ImportKind::Funding || reads_money))
}

/// The page that brings a file, and the latest imports. `wrong` says why the last form was refused.
///
/// # Errors
/// The store can't answer.
pub async fn list(context: &Context, wrong: Option<String>) -> Result<Page, PageError> {
    let kinds = allow(context)?;
    let mut latest = context.store.imports(only_of(context), 20).await?;
    latest.retain(|row| may_see(context, row));
    let status = if wrong.is_some() { 422 } else { 200 };
    let year = SchoolYear::of(context.today);
    let mut page = Page::new(Part::Imports, "Importer un fichier", move || {
        view(&latest, wrong.as_deref(), year, &kinds)
    });
    page.status = status;
    page.kept = false;
    Ok(page)
}

fn view(
    latest: &[ImportRow],
    wrong: Option<&str>,
    year: Option<SchoolYear>,
    kinds: &[ImportKind],
) -> AnyView {
    let columns = Columns::new()
        .with(
            Column::titled("Fichier", Kind::Text)
                .naming_rows()
                .class("c12-text"),
            |row: &ImportRow| Cell::link(&row.file_name, format!("/imports/{}", row.id.0)),
        )
        .with(Column::titled("Contenu", Kind::Text).class("c12-text"), |row| {
            Cell::text(kind(row.kind))
        })
        .with(Column::titled("État", Kind::Text).class("c12-text"), |row| {
            Cell::text(state(row.state))
        })
        .with(Column::titled("Début", Kind::Text), |row| {
            Cell::Text(french::moment(row.started_at))
        });
    let list = if latest.is_empty() {
        view! { <p>"Aucun fichier n'a encore été importé."</p> }.into_any()
    } else {
        view! { <TableRegion table=columns.page("Derniers imports", latest)/> }.into_any()
    };
    view! {
        <h1>"Importer un fichier"</h1>
        <p class="fr-text--lead">"Un fichier est lu en entier, vérifié ligne par ligne, puis enregistré tout entier, ou pas du tout."</p>
        {wrong.map(|why| view! { <Alert tone=Tone::Error title="Le fichier n'est pas importé" text=why/> })}
        {form::form(year, kinds)}
        <h2>"Derniers imports"</h2>
        {list}
        <p class="c12-actions"><a class="fr-link" href="/envois">"Tous les envois : qui a écrit quoi, et comment l'annuler"</a></p>
    }
    .into_any()
}

/// The titles under which an extract's columns are looked for, as a file: kept in the data folder.
///
/// # Errors
/// [`PageError::Forbidden`] to whoever keeps no ledger; the folder can't be read.
pub fn chorus_columns(context: &Context, data: &Path) -> Result<String, PageError> {
    if !context.may(Action::KeepLedger, None, &[TerritoryCode::nation()]) {
        return Err(PageError::Forbidden);
    }
    Ok(import::kept_columns(data).map_err(Fault::Folder)?)
}

/// An import that who asks may see.
async fn seen(context: &Context, id: &str) -> Result<ImportRow, PageError> {
    let unknown = PageError::NotFound("Cet import");
    let Ok(id) = Uuid::parse_str(id) else {
        return Err(unknown);
    };
    allow(context)?;
    match context.store.import(ImportId(id)).await? {
        Some(row) if may_see(context, &row) => Ok(row),
        // Who sees their own only is not told that there is no such import.
        None if only_of(context).is_none() => Err(unknown),
        _ => Err(PageError::Forbidden),
    }
}

/// An import's progress, then its report. `advance` adds how far a running import is.
///
/// # Errors
/// [`PageError::NotFound`] when the register has no such import.
pub async fn one(
    context: &Context,
    id: &str,
    advance: impl Fn(ImportRow) -> ImportRow,
) -> Result<Page, PageError> {
    let row = seen(context, id).await?;
    let given_back = context.store.is_given_back(row.id).await?;
    let row = Arc::new(advance(row));
    let mut page = Page::new(Part::Imports, format!("Import de {}", row.file_name), move || {
        progress(&row, given_back)
    });
    page.kept = false;
    Ok(page)
}

fn progress(row: &ImportRow, given_back: bool) -> AnyView {
    let path = [("Imports".to_owned(), "/imports".to_owned())];
    let report: Option<Report> = row
        .report_json
        .as_deref()
        .and_then(|json| serde_json::from_str(json).ok());
    let open = row.state.is_open();
    let share = french::percent(
        i64::try_from(row.bytes_done).unwrap_or(0),
        i64::try_from(row.bytes).unwrap_or(0),
    );
    let rows = french::count(
        i64::try_from(row.rows_read).unwrap_or(0),
        "ligne lue",
        "lignes lues",
    );
    let far = match row.state {
        ImportState::Waiting => {
            "Cet import attend son tour : les fichiers sont lus l'un après l'autre.".to_owned()
        }
        _ => format!("Import en cours : {share} du travail, {rows}."),
    };
    let waiting = open.then(|| view! {
        <div data-refresh-seconds="1">
            <p role="status">{far}</p>
            <progress max=row.bytes.to_string() value=row.bytes_done.to_string() aria-label="Avancement"></progress>
            <p><ButtonLink href="" label="Actualiser" weight=Weight::Secondary/></p>
        </div>
    });
    let nothing = row.state == ImportState::Done && report.as_ref().is_some_and(|report| report.nothing);
    let tone = match row.state {
        ImportState::Done if nothing => Tone::Warning,
        ImportState::Done => Tone::Success,
        ImportState::Waiting | ImportState::Running | ImportState::Tried => Tone::Info,
        _ => Tone::Error,
    };
    let advice = match row.state {
        ImportState::Interrupted => "Le service s'est arrêté avant la fin. Importez le fichier à nouveau.",
        ImportState::Failed => {
            "Le service n'a pas pu finir. Importez le fichier à nouveau ; si l'échec revient, transmettez l'adresse de cette page."
        }
        ImportState::Refused => {
            "Corrigez les lignes ci-dessous dans votre fichier, puis importez-le à nouveau."
        }
        ImportState::Tried => "Rien n'a été écrit. Importez le fichier sans l'essai pour l'enregistrer.",
        ImportState::Done if nothing => "Rien n'est écrit : la raison est ci-dessous.",
        ImportState::Done => "Les chiffres en tiennent compte.",
        ImportState::Waiting | ImportState::Running => "Vous pouvez quitter cette page : l'import continue.",
    };
    view! {
        <Breadcrumb path=path here=&row.file_name/>
        <h1>{row.file_name.clone()}</h1>
        <p class="fr-text--lead">{kind(row.kind)}</p>
        <Alert tone=tone title={if nothing { "Rien à enregistrer" } else { state(row.state) }} text=advice/>
        {waiting}
        {report.as_ref().and_then(receipt)}
        {given_back.then(|| given_back::links(row.id))}
        {report.map(|report| findings::findings(&report))}
        <p class="c12-actions"><a class="fr-link" href="/imports">"Importer un autre fichier"</a></p>
    }
    .into_any()
}

/// The way to what it wrote: who, what, where, and how to take it back.
fn receipt(report: &Report) -> Option<impl IntoView + use<>> {
    let href = format!("/envois/{}", report.batch?);
    Some(
        view! { <p><ButtonLink href=href label="Voir le reçu de cet envoi, ou l'annuler" weight=Weight::Secondary/></p> },
    )
}
