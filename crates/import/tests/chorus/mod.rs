//! Extracts of Chorus: what is new is entered once, what is known is left, what is wrong is named; nothing is half-written.

#![expect(clippy::unwrap_used, reason = "a test stops where it goes wrong")]

mod workbooks;

use crate::support::{Ask, World, now, today};
use chrono::NaiveDate;
use domain::{
    Principal,
    adoption::RequestId,
    funding::{BudgetYear, Cents, Credit, Credits, EntryRequest, Nature, Pair, Scope, Wish},
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
async fn prove_chorus_an_extract_is_entered_whole_and_the_same_again_changes_nothing() {
    let world = World::with_credits().await;
    let file = extract(&[FIRST, SECOND]);
    let first = world.chorus(&file).await;
    done(&first);
    assert!(
        first.summary[0].contains("2\u{a0}engagements, 1\u{a0}service fait et 1\u{a0}paiement"),
        "{:?}",
        first.summary
    );
    let after = (840_000, 300_000, 5);
    assert_eq!(world.consumed().await, after);
    let again = world.chorus(&file).await;
    done(&again);
    assert!(
        again.summary[0].starts_with("Rien de nouveau"),
        "{:?}",
        again.summary
    );
    assert!(
        again.summary[1].starts_with("4\u{a0}pièces déjà"),
        "{:?}",
        again.summary
    );
    assert_eq!(world.consumed().await, after);
    let ledger = world.store.ledger().await.unwrap();
    let natures: Vec<Nature> = ledger.commitments.values().map(|known| known.nature).collect();
    assert_eq!(natures, [Nature::Development, Nature::Coaching]);
}

#[tokio::test]
async fn prove_chorus_a_trial_says_what_would_be_entered_and_enters_nothing() {
    let world = World::with_credits().await;
    let ask = Ask {
        dry_run: true,
        ..Ask::default()
    };
    let report = world.bring(ImportKind::Funding, extract(&[FIRST]), ask).await;
    assert_eq!(report.import_state(), ImportState::Tried);
    assert!(
        report.summary[0].starts_with("Serait saisi"),
        "{:?}",
        report.summary
    );
    assert_eq!(world.consumed().await, (0, 0, 1));
}

#[tokio::test]
async fn prove_chorus_what_the_ledger_says_otherwise_is_told_and_what_it_lacks_is_entered() {
    let world = World::with_credits().await;
    done(&world.chorus(extract(&[FIRST])).await);
    let other = FIRST
        .replace("6 000,00", "7 000,00")
        .replace("08/06/2021", "09/06/2021");
    let report = world.chorus(extract(&[&other, SECOND])).await;
    done(&report);
    let told: Vec<_> = report
        .warnings
        .iter()
        .map(|told| (told.line, told.reason.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (
                2,
                "L'écriture n° 2 du registre dit autre chose : le montant y est 6\u{202f}000\u{202f}€."
            ),
            (
                2,
                "L'écriture n° 4 du registre dit autre chose : le jour y est le 08/06/2021."
            ),
        ]
    );
    assert_eq!(
        world.consumed().await,
        (840_000, 300_000, 5),
        "only the second commitment"
    );
}

#[tokio::test]
async fn prove_chorus_an_entry_that_the_extract_should_have_is_told() {
    let world = World::with_credits().await;
    done(&world.chorus(extract(&[FIRST, SECOND])).await);
    let later = SECOND
        .replace("1300000002", "1300000003")
        .replace("11/05", "12/05");
    let report = world.chorus(extract(&[FIRST, &later])).await;
    done(&report);
    let told = &report.warnings[0];
    assert_eq!(told.line, 0);
    assert_eq!(
        told.reason,
        "L'écriture n° 3 du registre n'est pas dans cet extrait : engagement 1300000002 du 11/05/2021, 2\u{202f}400\u{202f}€."
    );
}

#[tokio::test]
async fn prove_chorus_an_extract_that_passes_the_ceiling_is_refused_whole_at_its_line() {
    let world = World::with_credits().await;
    let large = SECOND.replace("2400,00", "45000");
    let why = error(&world.chorus(extract(&[FIRST, &large])).await);
    assert!(why.starts_with("3 Montant engagé: Crédits insuffisants : 45\u{202f}000\u{202f}€ demandés, 44\u{202f}000\u{202f}€ disponibles en AE"), "{why}");
    assert_eq!(world.consumed().await, (0, 0, 1));
}

/// A value of the first row, what stands in its place, what is told of it.
const WRONG_VALUES: [(&str, &str, &str); 19] = [
    (
        "1300000001",
        "130000001",
        "2 EJ: Ce n'est pas un numéro de Chorus.",
    ),
    ("1300000001", "", "2 EJ: Le numéro d'EJ manque."),
    (
        "6 000,00",
        "-6000",
        "2 Montant engagé: Un montant d'extrait est supérieur à zéro.",
    ),
    (
        "6 000,00",
        "0",
        "2 Montant certifié: L'EJ 1300000001 n'est pas dans le registre",
    ),
    ("6 000,00", "1e308", "2 Montant engagé: Montant illisible"),
    ("6 000,00", "1,234.56", "2 Montant engagé: Montant illisible"),
    (
        "6 000,00",
        "6000,001",
        "2 Montant engagé: Montant : deux décimales",
    ),
    ("6 000,00", "900000000", "2 Montant engagé: Montant trop grand"),
    ("10/05/2021", "31/02/2021", "2 Date EJ: Ce n'est pas un jour."),
    ("10/05/2021", "", "2 Date EJ: La date manque."),
    (
        "10/05/2021",
        "10/05/2022",
        "2 Montant engagé: Le 10 mai 2022 est hors de la convention",
    ),
    (
        "08/06/2021",
        "08/07/2021",
        "2 Montant payé: Le 8 juillet 2021 n'est pas encore passé",
    ),
    ("4500000001", "", "2 DP: Le numéro de DP manque."),
    (
        ";Développement;",
        ";Cantine;",
        "2 Nature: Cette nature n'est pas connue.",
    ),
    (
        "Coopérative du numérique",
        "",
        "2 Montant engagé: Fournisseur : à remplir.",
    ),
    (
        "0181-CPRI-ELAB",
        "0129-CAHC",
        "2 Montant engagé: UO (centre financier) : « 0129-CAHC » n'est pas",
    ),
    (
        "01/06/2021;3 000,00",
        "01/06/2021;2 000,00",
        "2 Montant payé: 3\u{202f}000\u{202f}€ à payer, mais 2\u{202f}000\u{202f}€",
    ),
    (
        "6 000,00",
        "=SOMME(A1:A3)",
        "2 Montant engagé: Cette cellule contient une formule.",
    ),
    (
        ";6 000,00;",
        ";;",
        "2 Montant certifié: L'EJ 1300000001 n'est pas dans le registre",
    ),
];

/// A row, what is told of it.
const WRONG_ROWS: [(&str, &str); 3] = [
    ("Total général;;;;;8400,00;;;;;;", "2 : Cette ligne est un total."),
    (";;;;Sous-total;8400,00;;;;;;", "2 : Cette ligne est un total."),
    (
        "1300000009;10/05/2021;A;B;Coaching;;;;;;;",
        "2 : Cette ligne n'a ni montant engagé",
    ),
];

#[tokio::test]
async fn prove_chorus_what_is_wrong_in_a_row_is_named_by_its_line_and_its_column() {
    let world = World::with_credits().await;
    let values = WRONG_VALUES.map(|(from, to, told)| (FIRST.replace(from, to), told));
    let nothing = (
        SECOND.replace("2400,00", "0"),
        "2 Montant engagé: Un montant d'extrait est supérieur à zéro.",
    );
    let rows = WRONG_ROWS.map(|(row, told)| (row.to_owned(), told));
    for (row, told) in values.into_iter().chain([nothing]).chain(rows) {
        let why = error(&world.chorus(extract(&[&row])).await);
        assert!(why.starts_with(told), "{row}\n{why}");
        assert_eq!(world.consumed().await, (0, 0, 1), "{row}");
    }
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
async fn prove_chorus_a_document_twice_in_an_extract_is_an_error_of_its_second_line() {
    let world = World::with_credits().await;
    let dp = "1300000001;;;;;;01/06/2021;1,00;4500000001;08/06/2021;1,00;";
    for (rows, told) in [
        ([FIRST, FIRST], "3 EJ: Ce numéro d'EJ est déjà à la ligne 2."),
        ([FIRST, dp], "3 DP: Ce numéro de DP est déjà à la ligne 2."),
    ] {
        let why = error(&world.chorus(extract(&rows)).await);
        assert!(why.starts_with(told), "{why}");
    }
    assert_eq!(world.consumed().await, (0, 0, 1));
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
async fn prove_chorus_a_file_that_is_no_extract_says_what_is_missing() {
    let world = World::with_credits().await;
    for (file, told) in [
        (
            "UAI;classe;niveau\n0350122T;CP A;CP\n",
            "1 : Aucune ligne ne nomme les colonnes",
        ),
        ("", "1 : Le fichier est vide."),
        (
            "EJ;Montant engagé\n",
            "1 : Le fichier n'a que sa ligne de titres.",
        ),
        (
            "EJ;Montant engagé\n;\n",
            "1 : Le fichier n'a que sa ligne de titres.",
        ),
        (
            "PK\u{3}\u{4}nothing",
            "0 : Ce n'est pas un classeur XLSX qui se lit.",
        ),
    ] {
        let why = error(&world.chorus(file).await);
        assert!(why.starts_with(told), "{file:?}\n{why}");
    }
    let old = error(
        &world
            .chorus([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
            .await,
    );
    assert!(
        old.starts_with("0 : C'est un classeur de l'ancien format"),
        "{old}"
    );
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
