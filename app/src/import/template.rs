//! Templates: an empty table with the titles that a kind of file is read by, for whoever has none yet.

use super::{allow, kind};
use crate::{context::Context, failure::PageError, french, query::Query, ui::download_link::DownloadLink};
use import::expected_columns;
use leptos::prelude::*;
use report::{Kind, Sheet, Table};
use store::import::ImportKind;

/// The kinds that people write themselves; the others are files of the ministry, of Chorus, or answers of a program.
const WRITTEN: [ImportKind; 4] = [
    ImportKind::Adoption,
    ImportKind::Units,
    ImportKind::Networks,
    ImportKind::Usage,
];

/// Links to a kind's template.
pub(super) fn links(of: ImportKind) -> Option<impl IntoView + use<>> {
    let address = |ending: &str| format!("/imports/modele.{ending}?contenu={}", of.code());
    WRITTEN.contains(&of).then(|| {
        view! {
            <p class="c12-actions">
                <DownloadLink href=address("xlsx") label="Télécharger un modèle à remplir (XLSX)"/>
                " " <DownloadLink href=address("csv") label="Le même (CSV)"/>
            </p>
        }
    })
}

/// The template of the kind that the query names.
///
/// # Errors
/// [`PageError::Forbidden`] to whoever may not bring such a file; [`PageError::NotFound`]: the kind has none.
pub fn template(context: &Context, query: &Query) -> Result<Sheet, PageError> {
    let kinds = allow(context)?;
    let named = ImportKind::from_code(query.get("contenu").unwrap_or_default());
    let of = named
        .filter(|kind| WRITTEN.contains(kind))
        .ok_or(PageError::NotFound("Ce modèle"))?;
    if !kinds.contains(&of) {
        return Err(PageError::Forbidden);
    }
    let expected = expected_columns(of);
    let columns: Vec<_> = expected
        .iter()
        .map(|column| (column.title, column.title, Kind::Text))
        .collect();
    let needed: Vec<_> = expected
        .iter()
        .filter(|column| column.required)
        .map(|column| format!("« {} »", column.title))
        .collect();
    Ok(Sheet {
        table: Table::filed(kind(of), &columns),
        about: vec![
            ("Contenu", kind(of).to_owned()),
            ("Colonnes à remplir", needed.join(", ")),
            ("Au", french::long_day(context.today)),
        ],
        day: context.today,
    })
}
