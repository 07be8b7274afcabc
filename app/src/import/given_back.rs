//! A refused file given back: its rows, and a column that says what is wrong with each.

use super::seen;
use crate::{context::Context, failure::PageError, french, ui::download_link::DownloadLink};
use chrono::NaiveDate;
use import::GivenBack;
use leptos::prelude::*;
use report::{Cell, Kind, Sheet, Table};
use store::import::ImportId;

/// Links to the file.
pub(super) fn links(id: ImportId) -> impl IntoView + use<> {
    let address = |ending: &str| format!("/imports/{}/erreurs.{ending}", id.0);
    view! {
        <p>"Votre fichier vous est rendu avec une colonne « erreur » : corrigez ses lignes, puis importez-le. Il est gardé quelques jours."</p>
        <p class="c12-actions">
            <DownloadLink href=address("xlsx") label="Télécharger le fichier avec ses erreurs (XLSX)"/>
            " " <DownloadLink href=address("csv") label="Le même (CSV)"/>
        </p>
    }
}

/// The file, to who may see its import.
///
/// # Errors
/// As [`super::one`]; [`PageError::NotFound`]: nothing is given back of it, or no longer.
pub async fn given_back(context: &Context, id: &str) -> Result<Sheet, PageError> {
    let row = seen(context, id).await?;
    let kept = context.store.given_back(row.id).await?;
    let file = kept
        .as_deref()
        .and_then(GivenBack::from_json)
        .ok_or(PageError::NotFound("Ce fichier"))?;
    Ok(sheet_of(&row.file_name, file, context.today))
}

/// The file as a table to take away.
pub fn sheet_of(name: &str, file: GivenBack, today: NaiveDate) -> Sheet {
    Sheet {
        about: vec![("Fichier", name.to_owned()), ("Au", french::long_day(today))],
        table: table(name, file),
        day: today,
    }
}

/// The rows under their titles; cells beyond the titles stand under « sans titre ».
fn table(name: &str, file: GivenBack) -> Table {
    let wide = file.rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut titles = file.titles;
    titles.resize(titles.len().max(wide), String::new());
    for title in titles.iter_mut().filter(|title| title.is_empty()) {
        "sans titre".clone_into(title);
    }
    let columns: Vec<_> = titles
        .iter()
        .map(|title| (title.as_str(), title.as_str(), Kind::Text))
        .collect();
    let mut table = Table::filed(name, &columns);
    table.rows = file
        .rows
        .into_iter()
        .map(|mut row| {
            row.resize(columns.len(), String::new());
            let cell = |text: String| {
                if text.is_empty() {
                    Cell::Empty
                } else {
                    Cell::Text(text)
                }
            };
            row.into_iter().map(cell).collect()
        })
        .collect();
    table
}
