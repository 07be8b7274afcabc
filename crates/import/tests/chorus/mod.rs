//! Extracts of Chorus: what is new is entered once, what is known is left, what is wrong is named; nothing is half-written.

#![expect(clippy::unwrap_used, reason = "a test stops where it goes wrong")]

mod errors;
mod reconcile;
mod workbooks;

use crate::support::{Ask, World, now, today};
use chrono::NaiveDate;
use domain::{
    Principal,
    adoption::RequestId,
    funding::{BudgetYear, Cents, Credit, Credits, EntryRequest, Pair, Scope, Wish},
};
use import::Report;
use store::import::{ImportKind, ImportState};
use uuid::Uuid;

const HEADER: &str = "EJ;Date EJ;Fournisseur;Objet;Nature;Montant engagé;Date SF;Montant certifié;DP;Date DP;Montant payé;Centre financier";
const FIRST: &str = "1300000001;10/05/2021;Coopérative du numérique;Développement, lot 1;Développement;6 000,00;01/06/2021;3 000,00;4500000001;08/06/2021;3 000,00;0181-CPRI-ELAB";
const SECOND: &str =
    "1300000002;11/05/2021;Atelier Commun;Accompagnement;Coaching;2400,00;;;;;0,00;UO 0181-CPRI-ELAB";

fn extract(rows: &[&str]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

impl World {
    /// With the year's credits.
    pub async fn with_credits() -> Self {
        let world = Self::open().await;
        let credits = Credits {
            year: BudgetYear::new(2021).unwrap(),
            amount: Pair {
                ae: Cents(5_000_000),
                cp: Cents(5_000_000),
            },
            reference: "Convention".to_owned(),
        };
        let first = NaiveDate::from_ymd_opt(2021, 1, 4).unwrap();
        world.enter(first, Wish::Allotment(credits)).await;
        world
    }

    async fn enter(&self, day: NaiveDate, wish: Wish) {
        let asked = EntryRequest {
            id: RequestId(Uuid::now_v7()),
            day,
            year: None,
            coding: Vec::new(),
            wish,
        };
        self.store
            .enter(&Principal::operator(), today(), now(), asked)
            .await
            .unwrap();
    }

    pub async fn chorus(&self, file: impl AsRef<[u8]>) -> Report {
        self.bring(ImportKind::Funding, file, Ask::default()).await
    }

    /// What is consumed, in AE and in CP, and how many entries there are.
    pub async fn consumed(&self) -> (i64, i64, i64) {
        let funding = self.store.funding().await.unwrap();
        let of = |credit| funding.counter(Scope::Convention, credit).consumed.0;
        (of(Credit::Ae), of(Credit::Cp), funding.last.0)
    }
}

/// The first error, as a sentence with its line and its column.
fn error(report: &Report) -> String {
    assert_eq!(
        report.import_state(),
        ImportState::Refused,
        "{}",
        report.to_text()
    );
    let first = &report.errors[0];
    format!(
        "{} {}: {} {}",
        first.line,
        first.column.as_deref().unwrap_or_default(),
        first.reason,
        first.advice
    )
}

fn done(report: &Report) {
    assert_eq!(report.import_state(), ImportState::Done, "{}", report.to_text());
}

#[tokio::test]
async fn prove_chorus_an_extract_that_passes_the_ceiling_is_refused_whole_at_its_line() {
    let world = World::with_credits().await;
    let large = SECOND.replace("2400,00", "45000");
    let why = error(&world.chorus(extract(&[FIRST, &large])).await);
    assert!(why.starts_with("3 Montant engagé: Crédits insuffisants : 45\u{202f}000\u{202f}€ demandés, 44\u{202f}000\u{202f}€ disponibles en AE"), "{why}");
    assert_eq!(world.consumed().await, (0, 0, 1));
}

#[tokio::test]
async fn prove_chorus_amounts_are_read_as_spreadsheets_write_them() {
    for amount in ["6000", "6 000,00", "6\u{a0}000,00 €", "6\u{202f}000.00", "6000,0"] {
        let world = World::with_credits().await;
        done(&world.chorus(extract(&[&FIRST.replace("6 000,00", amount)])).await);
        assert_eq!(world.consumed().await.0, 600_000, "{amount}");
    }
}

#[tokio::test]
async fn prove_chorus_a_commitment_without_its_nature_is_entered_and_told() {
    let world = World::with_credits().await;
    let report = world.chorus(extract(&[&SECOND.replace("Coaching", "")])).await;
    done(&report);
    assert!(report.warnings[0].reason.starts_with("La nature n'est pas dite"));
    let again = world.chorus(extract(&[&SECOND.replace("Coaching", "")])).await;
    assert!(again.warnings.is_empty(), "known: its nature was chosen already");
}

#[tokio::test]
async fn prove_chorus_an_extract_with_titles_of_its_own_is_read_with_a_mapping_of_its_own() {
    let world = World::with_credits().await;
    let file = "Pièce;Le;Qui;Quoi;TTC\n1300000001;10/05/2021;Atelier Commun;Accompagnement;2400\n";
    assert!(error(&world.chorus(file).await).starts_with("1 : Aucune ligne"));
    let columns = "ej = [\"pièce\"]\njour-ej = [\"le\"]\nfournisseur = [\"qui\"]\nobjet = [\"quoi\"]\nmontant-engage = [\"ttc\"]";
    done(&world.chorus_with(file, columns).await);
    assert_eq!(world.consumed().await, (240_000, 0, 2));
    let why = error(&world.chorus_with(file, "ej = 3").await);
    assert!(
        why.starts_with("0 : La correspondance des colonnes ne se lit pas. Ligne 1"),
        "{why}"
    );
}

#[tokio::test]
async fn prove_chorus_only_who_keeps_the_ledger_brings_an_extract() {
    let world = World::with_credits().await;
    let nobody = Principal::nobody(None);
    let stop = world.bring_as(&nobody, extract(&[FIRST])).await.unwrap_err();
    assert!(
        matches!(stop, store::StoreError::Refused(domain::Refusal::Forbidden(_))),
        "{stop:?}"
    );
}
