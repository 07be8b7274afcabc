//! Why an entry or a step of a duty is refused, and what can be done.

use super::{coding, credit, step};
use crate::{euros, long_day};
use domain::funding::{AmountError, Cents, DutyRefused, FundingRefused, Scope, TEXT_MAX};

/// What a ceiling is of: `de 2021`, `de la convention`.
fn of(scope: Scope) -> String {
    match scope {
        Scope::Convention => "de la convention".to_owned(),
        Scope::Year(year) => format!("de {year}"),
    }
}

/// What is wrong with an amount, and how to write one.
pub fn amount(error: AmountError) -> String {
    match error {
        AmountError::Empty => "Montant : écrivez-le, par exemple 1 234,56.",
        AmountError::Unreadable => "Montant illisible : écrivez-le comme 1 234,56, sans autre signe que l'euro.",
        AmountError::BelowCent => "Montant : deux décimales au plus, un centime est la plus petite somme.",
        AmountError::NotPositive => "Montant : il doit être supérieur à zéro. Pour rendre des crédits, choisissez un retrait ou une annulation.",
        AmountError::TooLarge => "Montant trop grand : une écriture ne dépasse pas cent millions d'euros.",
    }
    .to_owned()
}

/// A refusal of the ledger, and what to do.
pub fn refusal(refused: &FundingRefused) -> String {
    let money = |amount: &Cents| euros(amount.0);
    match refused {
        FundingRefused::OverCeiling { credit: which, scope, asked, available } => format!(
            "Crédits insuffisants : {} demandés, {} disponibles en {} au titre {}. Réduisez le montant, ou ouvrez une insuffisance pour informer le délégant sans délai (article 4).",
            money(asked), money(available), credit(*which), of(*scope)
        ),
        FundingRefused::BelowConsumed { credit: which, scope, asked, available } => format!(
            "Le plafond {} en {} ne peut pas baisser de {} : {} seulement ne sont pas consommés.",
            of(*scope), credit(*which), money(asked), money(available)
        ),
        FundingRefused::OverMaximum { credit: which, year, asked, available } => format!(
            "Avec {} de plus en {}, la dotation de {year} dépasserait le montant maximum de la convention : {} au plus, ou saisissez d'abord un avenant.",
            money(asked), credit(*which), money(available)
        ),
        FundingRefused::NotCertified { asked, rest } => format!(
            "{} à payer, mais {} seulement sont certifiés et non payés : saisissez d'abord le service fait.",
            money(asked), money(rest)
        ),
        FundingRefused::NotYetCertified { asked, rest, day } => format!(
            "Un paiement est couvert par des services faits à sa date ou avant : au {}, ils dépassent les paiements de {}, et il en faut {}.",
            long_day(*day), money(rest), money(asked)
        ),
        FundingRefused::OverCommitment { asked, rest } => format!(
            "{} demandés, mais {} seulement sont engagés et non encore certifiés sur cet engagement.",
            money(asked), money(rest)
        ),
        FundingRefused::UnknownEj(ej) => format!("L'EJ {ej} n'est pas dans le registre : vérifiez le numéro, ou saisissez d'abord l'engagement."),
        FundingRefused::UnknownEntry(entry) => format!("L'écriture n° {entry} n'existe pas : rechargez le registre."),
        FundingRefused::NotReversible(entry) => format!("L'écriture n° {entry} est déjà annulée, ou est elle-même une annulation."),
        FundingRefused::EjTaken { ej, entry } => format!("L'EJ {ej} est déjà l'écriture n° {entry} : un engagement ne se saisit qu'une fois."),
        FundingRefused::DocumentTaken { number, entry } => format!("La pièce {number} est déjà l'écriture n° {entry} : elle ne se saisit qu'une fois."),
        FundingRefused::DayOutsideConvention { day, first, last } => format!(
            "Le {} est hors de la convention : choisissez un jour du {} au {}.",
            long_day(*day), long_day(*first), long_day(*last)
        ),
        FundingRefused::DayOutsideYear { day, year } => format!("Le {} n'est pas de l'exercice {year}.", long_day(*day)),
        FundingRefused::DayInFuture { day, today } => format!(
            "Le {} n'est pas encore passé : choisissez un jour jusqu'au {}.",
            long_day(*day), long_day(*today)
        ),
        FundingRefused::DayBeforeCommitment { day, committed } => format!(
            "Le {} est avant l'écriture d'origine, du {} : choisissez un jour plus tardif.",
            long_day(*day), long_day(*committed)
        ),
        FundingRefused::SignedAfterEntry { signed, entry, day } => format!(
            "La convention ne peut pas être signée le {} : l'écriture n° {entry} est du {}. Annulez-la d'abord, ou choisissez un jour jusqu'à celui-ci.",
            long_day(*signed), long_day(*day)
        ),
        FundingRefused::SameYear => "Un report va d'un exercice à un exercice suivant.".to_owned(),
        FundingRefused::Nothing => "Rien ne change : écrivez un montant en AE, en CP ou dans les deux.".to_owned(),
        FundingRefused::NeedsAuthorisation { year } => format!(
            "L'exercice {year} de cet engagement est clos : ses AE ne se rendent plus sans autorisation. Écrivez sa référence."
        ),
        FundingRefused::Missing(field) => format!("{} : à remplir.", label(field)),
        FundingRefused::TooLong(field) => format!("{} : {TEXT_MAX} caractères au plus.", label(field)),
        FundingRefused::Amount(error) => amount(*error),
        FundingRefused::OtherCoding { field, told, signed } => format!(
            "{} : « {told} » n'est pas l'imputation de la convention, qui est « {signed} ».",
            coding(*field)
        ),
        FundingRefused::Suspended => "La délégation est suspendue (article 4) : aucun engagement n'est possible tant que la suspension n'est pas levée.".to_owned(),
        FundingRefused::Altered => "Le registre a été modifié hors du service : plus rien ne s'y écrit tant que « classe12 verify » ne le trouve pas intact. Prévenez l'équipe du service.".to_owned(),
    }
}

fn label(field: &str) -> &'static str {
    match field {
        "supplier" => "Fournisseur",
        "object" => "Objet",
        _ => "Référence",
    }
}

/// Why a step of a duty is refused.
pub fn duty_refusal(refused: DutyRefused) -> String {
    match refused {
        DutyRefused::CannotFollow { from, to } => {
            format!("« {} » ne peut pas suivre « {} ».", step(to), step(from))
        }
        DutyRefused::Stale => "Quelqu'un d'autre vient d'écrire ici : relisez, puis recommencez.".to_owned(),
        DutyRefused::Day => "Ce jour est avant l'étape précédente, ou n'est pas encore passé.".to_owned(),
        DutyRefused::NoNote => "Écrivez à qui et comment, ou pourquoi.".to_owned(),
        DutyRefused::NoAmendment => "Dites quelle écriture d'avenant ajuste la dotation.".to_owned(),
    }
}
