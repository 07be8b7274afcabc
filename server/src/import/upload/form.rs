//! The form that brings a file: its fields, and the file put aside.

use crate::{AppState, state::uploads::Queued};
use app::failure::PageError;
use axum::extract::multipart::Field;
use domain::SchoolYear;
use import::CensusOptions;
use sha2::{Digest, Sha256};
use store::Fault;
use tempfile::NamedTempFile;
use tokio::io::AsyncWriteExt;

/// The largest file.
const BYTES_MAX: u64 = 2 << 30;
/// The largest mapping of columns.
const COLUMNS_BYTES_MAX: usize = 64 << 10;

/// Why a file was not taken.
pub(super) enum UploadError {
    /// What the form lacks, in French.
    Form(String),
    Page(PageError),
}
impl From<PageError> for UploadError {
    fn from(failure: PageError) -> Self {
        Self::Page(failure)
    }
}
impl From<axum::extract::multipart::MultipartError> for UploadError {
    fn from(_: axum::extract::multipart::MultipartError) -> Self {
        Self::Form("Le fichier n'est pas arrivé entier : envoyez-le à nouveau.".to_owned())
    }
}
impl From<std::io::Error> for UploadError {
    fn from(error: std::io::Error) -> Self {
        Self::Page(Fault::Folder(error).into())
    }
}

#[derive(Default)]
pub(super) struct Fields {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) year: String,
    pub(super) repair: bool,
    /// Many schools of a directory may move at once.
    pub(super) accept_moves: bool,
    pub(super) hidden: bool,
    pub(super) dry_run: bool,
    /// What is said yes to of a list of classes.
    pub(super) census: CensusOptions,
    /// The mapping of an extract's columns; empty when none is sent.
    pub(super) columns: String,
}

impl Fields {
    /// Keeps a field; a name that is none of the form's says nothing.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        let flag = match name {
            "id" => return value.clone_into(&mut self.id),
            "kind" => return value.clone_into(&mut self.kind),
            "year" => return value.clone_into(&mut self.year),
            "repair" => &mut self.repair,
            "accept_moves" => &mut self.accept_moves,
            "hidden" => &mut self.hidden,
            "dry_run" => &mut self.dry_run,
            "complete" => &mut self.census.complete,
            "accept_pairs" => &mut self.census.accept_pairs,
            "distinct" => &mut self.census.distinct,
            "overwrite" => &mut self.census.overwrite,
            "accept_closings" => &mut self.census.accept_closings,
            _ => return,
        };
        *flag = value == "oui";
    }

    /// The school year that the form names, if it names one.
    pub(super) fn school_year(&self) -> Result<Option<SchoolYear>, UploadError> {
        if self.year.is_empty() {
            return Ok(None);
        }
        let why = format!(
            "« {} » n'est pas une année scolaire : écrivez par exemple 2020-2021.",
            self.year
        );
        let year = self.year.parse().map_err(|_| UploadError::Form(why))?;
        Ok(Some(year))
    }
}

pub(super) struct Brought {
    pub(super) name: String,
    pub(super) bytes: u64,
    pub(super) sha256: [u8; 32],
    pub(super) file: NamedTempFile,
}

/// A small text file.
pub(super) async fn text_of(field: &mut Field<'_>) -> Result<String, UploadError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > COLUMNS_BYTES_MAX {
            return Err(UploadError::Form(
                "Cette correspondance des colonnes dépasse 64 ko : ce n'en est pas une.".to_owned(),
            ));
        }
    }
    String::from_utf8(bytes).map_err(|_| {
        UploadError::Form("La correspondance des colonnes n'est pas écrite en UTF-8.".to_owned())
    })
}

pub(super) async fn put_aside(
    app_state: &AppState,
    field: &mut Field<'_>,
    place: &mut Queued,
) -> Result<Brought, UploadError> {
    let name = field.file_name().unwrap_or_default().to_owned();
    let file = tempfile::Builder::new()
        .prefix("import-")
        .tempfile_in(&app_state.settings.data)?;
    let mut out = tokio::fs::File::from_std(file.reopen()?);
    let (mut hash, mut bytes) = (Sha256::new(), 0_u64);
    while let Some(chunk) = field.chunk().await? {
        bytes += chunk.len() as u64;
        if bytes > BYTES_MAX {
            return Err(UploadError::Form(
                "Ce fichier dépasse 2 Go : coupez-le en plusieurs.".to_owned(),
            ));
        }
        if !place.grow(chunk.len() as u64) {
            return Err(UploadError::Form(
                "Trop de fichiers attendent d'être lus : envoyez celui-ci dans quelques minutes.".to_owned(),
            ));
        }
        hash.update(&chunk);
        out.write_all(&chunk).await?;
    }
    out.flush().await?;
    Ok(Brought {
        name,
        bytes,
        sha256: hash.finalize().into(),
        file,
    })
}
