//! An extract of Chorus: read as a table, told line by line, compared with the ledger, and what is new entered: all of it, or nothing.

mod columns;
mod lines;
mod natures;
mod summary;

pub use columns::kept as kept_columns;

use crate::reading::{
    job::{Occasion, Request},
    progress::{Tell, Work},
    report::{Findings, Report},
    sheet::{self, SheetRow},
    titles::{Titles, WHOLE},
    unreadable::Unreadable,
};
use columns::Mapping;
use domain::{
    Refusal,
    adoption::RequestId,
    funding::{EntryNumber, FundingRefused, Ledger, reconcile},
};
use french::funding;
use lines::{Header, Placed};
use std::{collections::BTreeSet, path::Path, sync::Arc};
use store::{
    Store, StoreError,
    funding::{Bundle, Together},
    import::ImportState,
};
use summary::{summary, told};
use uuid::Uuid;

/// How often a ledger that moves under the reading is read again.
const TRIES: usize = 5;

/// Reads an extract and enters what is new in it.
pub async fn run(
    store: &Store,
    path: &Path,
    request: &Request,
    occasion: Occasion<'_>,
    tell: Tell<'_>,
) -> Result<Report, StoreError> {
    let Occasion { by, today, now, .. } = occasion;
    let mut findings = Findings::default();
    let Extract { shape, rows, facts } = match read(path, request, &mut findings).await {
        Ok(read) => read,
        Err(unreadable) => {
            findings.unreadable(&unreadable);
            return Ok(Report::refused(findings, 0, None));
        }
    };
    let bytes = std::fs::metadata(path).map_or(0, |file| file.len());
    Work::new(request.kind, bytes, tell).read(rows, 1, 1);
    if findings.errors_total > 0 {
        return Ok(Report::refused(findings, rows, Some(shape)));
    }
    for _ in 0..TRIES {
        let ledger = store.ledger().await?;
        let only: Vec<_> = facts.iter().map(|placed| placed.fact.clone()).collect();
        let found = reconcile(&ledger, &only);
        let new: Vec<&Placed> = found.new.iter().filter_map(|place| facts.get(*place)).collect();
        let numbers = numbers(&ledger, new.len());
        let state = if request.dry_run {
            ImportState::Tried
        } else {
            ImportState::Done
        };
        let mut said = findings.clone();
        told(&ledger, &found, &facts, &mut said);
        let summary = summary(&found, &new, &numbers, request.dry_run);
        let report = Report::applied(state, summary, said, rows, shape.clone());
        let bundle = bundle(&new, &ledger, request.dry_run);
        let closing = occasion.closing(&report);
        let entered = store.enter_together_and_close(by, today, now, bundle, closing);
        let together = match entered.await {
            // The ledger as a whole says no: it was altered.
            Err(StoreError::Refused(Refusal::Funding(refused))) => {
                findings.error(0, None, "", funding::refusal(&refused), "");
                return Ok(Report::refused(findings, rows, Some(shape)));
            }
            together => together?,
        };
        match together {
            // Somebody entered something meanwhile, perhaps what this file says too: it is compared again.
            Together::Moved => {}
            Together::Refused(refused) => {
                refuse(&new, &refused, &mut findings);
                return Ok(Report::refused(findings, rows, Some(shape)));
            }
            Together::Entered(_) => return Ok(report),
        }
    }
    let why = "Le registre change sans cesse pendant la lecture de ce fichier.";
    findings.error(
        0,
        None,
        "",
        why,
        "Importez-le à nouveau quand les saisies sont finies.",
    );
    Ok(Report::refused(findings, rows, Some(shape)))
}

/// The numbers that so many entries get: they follow the ledger's last one. If another entry comes between, all is compared again.
fn numbers(ledger: &Ledger, many: usize) -> Vec<EntryNumber> {
    let following = std::iter::successors(Some(ledger.last.next()), |last| Some(last.next()));
    following.take(many).collect()
}

/// The entries of what is new, which are kept together or not at all.
fn bundle(new: &[&Placed], ledger: &Ledger, dry_run: bool) -> Bundle {
    let wishes = new
        .iter()
        .map(|placed| placed.fact.asked(RequestId(Uuid::now_v7())));
    Bundle {
        wishes: wishes.collect(),
        after: Some(ledger.head),
        dry_run,
    }
}

/// An extract as it is read.
struct Extract {
    /// How it is written, in words.
    shape: String,
    /// Its rows below the titles.
    rows: u64,
    facts: Vec<Placed>,
}

async fn read(path: &Path, request: &Request, findings: &mut Findings) -> Result<Extract, Unreadable> {
    let columns = request.columns.as_deref();
    let mapping = Mapping::read(columns).map_err(|why| {
        Unreadable::new(
            0,
            format!("La correspondance des colonnes ne se lit pas. {why}"),
            "Corrigez ce fichier, ou effacez-le pour retrouver celui du service.",
        )
    })?;
    let known = Mapping::read(columns).ok();
    let titles: Titles = Arc::new(move |row| {
        let titles: Vec<String> = row.iter().map(str::to_owned).collect();
        let found = known.as_ref().and_then(|mapping| mapping.find(&titles));
        found.map_or(0, |at| at.len() + WHOLE)
    });
    let mut sheet = sheet::read(path, &titles, request.hidden).await?;
    sheet.source.tell_notes(findings);
    let header = header(&sheet.rows, &mapping).ok_or_else(|| {
        Unreadable::new(
            sheet.rows.first().map_or(1, |row| row.line),
            "Aucune ligne ne nomme les colonnes d'un extrait de Chorus : il faut au moins l'EJ et un montant engagé, certifié ou payé.",
            "Vérifiez le fichier, ou ajoutez ses titres à la correspondance des colonnes.",
        )
    })?;
    findings.unread = header.unread();
    let facts = lines::facts(&sheet, &header, findings);
    if facts.is_empty() && findings.errors_total == 0 {
        return Err(Unreadable::new(
            header.line,
            "Cet extrait n'a aucune ligne sous ses titres.",
            "Choisissez le fichier qui contient les données.",
        ));
    }
    let below = sheet.rows.iter().filter(|row| row.line > header.line).count();
    Ok(Extract {
        shape: sheet.shape,
        rows: below as u64,
        facts,
    })
}

fn header(rows: &[SheetRow], mapping: &Mapping) -> Option<Header> {
    let row = rows.first()?;
    let titles = row.texts();
    let at = mapping.find(&titles)?;
    Some(Header {
        line: row.line,
        titles,
        at,
    })
}

/// What the rules refuse, at its line; what is refused only because what it rests on is, is not told again.
fn refuse(new: &[&Placed], refused: &[(usize, FundingRefused)], findings: &mut Findings) {
    let mut fallen = BTreeSet::new();
    for (place, why) in refused {
        let Some(placed) = new.get(*place) else {
            continue;
        };
        let follows = matches!(
            why,
            FundingRefused::UnknownEj(_)
                | FundingRefused::NotCertified { .. }
                | FundingRefused::NotYetCertified { .. }
        );
        if !fallen.contains(&placed.fact.ej()) || !follows {
            let title = Some(placed.amount_title.as_str());
            findings.error(placed.line, title, "", funding::refusal(why), "");
        }
        fallen.insert(placed.fact.ej());
    }
}
