//! No line of the trail shows a code, nor what a program prints for its programmers.

use super::*;
use domain::funding::RefusedKind;
use std::collections::BTreeSet;

fn entry(action: &str, object: &str, refused: bool) -> AuditEntry {
    AuditEntry {
        id: 1,
        author: Actor::Nobody,
        name: None,
        at: chrono::DateTime::UNIX_EPOCH,
        action: action.to_owned(),
        object: object.to_owned(),
        territory: None,
        origin: None,
        refused,
    }
}

fn told(action: AuditAction, kept: &str, refused: bool) -> String {
    object(&entry(action.code(), kept, refused), &BTreeMap::new())
}

#[test]
fn every_action_has_french_words_of_its_own() {
    let words: BTreeSet<_> = AuditAction::ALL
        .iter()
        .map(|known| french::action(*known))
        .collect();
    assert_eq!(words.len(), AuditAction::ALL.len());
    for known in AuditAction::ALL {
        let words = title(&entry(known.code(), "", false));
        assert!(
            words.starts_with(char::is_uppercase) && !words.contains('.'),
            "{words}"
        );
        assert_ne!(words, known.code());
    }
}

#[test]
fn an_action_of_another_version_is_said_with_its_code_and_is_no_fault() {
    let newer = entry("ledger.painted", "Cents(600000) asked in Ae", false);
    assert_eq!(title(&newer), "Action d'une autre version");
    assert_eq!(object(&newer, &BTreeMap::new()), "ledger.painted");
}

/// A refusal of each kind, as the trail keeps it, and words that its sentence holds.
const REFUSALS: [(&str, &str); 25] = [
    (
        "over-ceiling credit=ae scope=2021 asked=600000 available=120000",
        "6\u{202f}000\u{202f}€ demandés, 1\u{202f}200\u{202f}€ disponibles en AE au titre de 2021",
    ),
    (
        "below-consumed credit=cp scope=convention asked=100 available=0",
        "Le plafond de la convention en CP",
    ),
    (
        "over-maximum credit=ae year=2021 asked=5000001 available=5000000",
        "montant maximum de la convention",
    ),
    ("not-certified asked=200 rest=100", "certifiés et non payés"),
    (
        "not-yet-certified asked=200 rest=100 day=2021-06-01",
        "services faits à sa date ou avant",
    ),
    (
        "signed-after-entry signed=2021-06-02 entry=3 day=2021-06-01",
        "n° 3",
    ),
    (
        "over-commitment asked=200 rest=100",
        "engagés et non encore certifiés",
    ),
    ("unknown-ej ej=1400000001", "L'EJ 1400000001"),
    ("unknown-entry entry=12", "L'écriture n° 12"),
    ("not-reversible entry=12", "déjà annulée"),
    ("ej-taken ej=1400000001 entry=3", "déjà l'écriture n° 3"),
    ("document-taken number=3200000001 entry=4", "La pièce 3200000001"),
    (
        "day-outside-convention day=2019-01-02 first=2019-10-01 last=2022-12-31",
        "hors de la convention",
    ),
    (
        "day-outside-year day=2021-01-02 year=2020",
        "n'est pas de l'exercice 2020",
    ),
    (
        "day-in-future day=2021-06-02 today=2021-06-01",
        "pas encore passé",
    ),
    (
        "day-before-commitment day=2021-06-01 committed=2021-06-02",
        "avant l'écriture d'origine",
    ),
    ("same-year", "Un report va"),
    ("nothing", "Rien ne change"),
    ("needs-authorisation year=2020", "L'exercice 2020"),
    ("missing field=supplier", "Fournisseur : à remplir"),
    ("too-long field=object", "Objet : "),
    ("amount error=not-positive", "supérieur à zéro"),
    (
        "other-coding field=cost-centre told=Centre%20deux signed=DININCUB",
        "« Centre deux » n'est pas l'imputation",
    ),
    ("suspended", "La délégation est suspendue"),
    ("altered", "Le registre a été modifié"),
];

#[test]
fn every_refusal_of_the_money_is_a_french_sentence() {
    let mut kinds = BTreeSet::new();
    for (kept, said) in REFUSALS {
        let sentence = told(AuditAction::LedgerEntered, kept, true);
        assert!(sentence.contains(said), "{kept}: {sentence}");
        assert!(!sentence.contains(['{', '}', '_', '%', '=']), "{sentence}");
        for debug in ["Cents", "Year(", "Some(", "asked"] {
            assert!(!sentence.contains(debug), "{sentence}");
        }
        kinds.extend(FundingRefused::from_text(kept).map(|refused| refused.kind()));
    }
    assert_eq!(kinds, RefusedKind::ALL.iter().copied().collect());
}

#[test]
fn the_detail_of_an_older_refusal_stays_out_of_the_page() {
    let kept = "Cents(600000) asked in Ae of Year(BudgetYear(2021)), Cents(120000) available";
    assert_eq!(told(AuditAction::LedgerEntered, kept, true), OLDER);
    for known in [
        AuditAction::LedgerEntered,
        AuditAction::DutyOpened,
        AuditAction::ObjectiveSet,
    ] {
        assert_eq!(told(known, "Some(Old { detail: 1 })", false), OLDER);
    }
}

/// What each action that has no person and no file in it keeps, and its words.
const OBJECTS: [(AuditAction, &str, &str); 19] = [
    (
        AuditAction::LedgerEntered,
        "entry-5 carry-over 00000000000000000000000000000000000000000000000000000000000000ff",
        "écriture n° 5 · report de crédits",
    ),
    (
        AuditAction::LedgerImported,
        "entry-5..9 00000000000000000000000000000000000000000000000000000000000000ff",
        "écritures n° 5 à 9",
    ),
    (AuditAction::LedgerImported, "", ""),
    (
        AuditAction::DutyTold,
        "shortfall 01890a5d-ac96-774b-bcce-b302099a8057",
        "insuffisance des crédits",
    ),
    (
        AuditAction::FundingDaySet,
        "signature 2021-03-12",
        "signature le 12/03/2021",
    ),
    (
        AuditAction::FundingDaySet,
        "window-start 2021-03-12",
        "début de la fenêtre d'accélération le 12/03/2021",
    ),
    (
        AuditAction::ObjectiveSet,
        "2020-2021 onboarded 2021-06-30 500",
        "2020-2021 · embarquées au 30/06/2021 · 50\u{202f}%",
    ),
    (
        AuditAction::ObjectiveSet,
        "2020-2021 using 2021-06-30 none",
        "2020-2021 · utilisatrices au 30/06/2021 · retiré",
    ),
    (
        AuditAction::UsageLinked,
        "0350122T 2020-2021 12",
        "école 0350122T · 2020-2021 · classe n° 12",
    ),
    (
        AuditAction::UsageLinked,
        "0350122T 2020-2021 none",
        "école 0350122T · 2020-2021 · aucune classe",
    ),
    (
        AuditAction::AdoptionRecorded,
        "12/3 13/1",
        "classe n° 12, mise à jour 3 · classe n° 13, mise à jour 1",
    ),
    (
        AuditAction::AdoptionRecorded,
        "12 13",
        "classe n° 12 · classe n° 13",
    ),
    (
        AuditAction::RetentionSet,
        "trail 400",
        "la piste d'audit · 400 jours",
    ),
    (AuditAction::RetentionApplied, "1", "1 donnée effacée"),
    (AuditAction::ImportInterrupted, "2", "2 imports"),
    (AuditAction::OtherSessionsClosed, "2", "2 sessions"),
    (AuditAction::DemoLoaded, "scale 1 seed 12", "échelle 1, graine 12"),
    (AuditAction::AccessRefused, "GET /personnes", "GET /personnes"),
    (AuditAction::SessionOpened, "link", "lien"),
];

#[test]
fn what_a_line_was_done_on_is_said_in_words() {
    for (known, kept, said) in OBJECTS {
        assert_eq!(told(known, kept, false).replace('\u{a0}', " "), said, "{kept}");
    }
    let breaks = format!(
        "{} {} 2021-10-23 2021-11-07",
        Zone::A.code(),
        BreakKind::Holiday.code()
    );
    let said = told(
        AuditAction::CalendarBreakAdded,
        &format!("{breaks}, {breaks}"),
        false,
    );
    assert_eq!(
        said,
        "Zone A, vacances du 23 octobre 2021 au 7 novembre 2021 · Zone A, vacances du 23 octobre 2021 au 7 novembre 2021"
    );
}
