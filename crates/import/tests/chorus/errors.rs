//! What is wrong in an extract, named by its line and its column.

use super::{FIRST, SECOND, error, extract};
use crate::support::World;

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
        ("PK\u{3}\u{4}nothing", "0 : Ce classeur est abîmé ou coupé."),
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
        old.starts_with("0 : Ce classeur .xls est abîmé ou coupé."),
        "{old}"
    );
}
