//! Words of what is written together: what each kind brings, how many, and what followed.

use super::stages::step;
use crate::{count, long_day};
use domain::adoption::{AdoptionRefused, BatchKind, Followed};

/// What a batch brought.
pub const fn batch_kind(kind: BatchKind) -> &'static str {
    match kind {
        BatchKind::Bulk => "Mise à jour groupée",
        BatchKind::Updates => "Fichier de mises à jour",
        BatchKind::Units => "Liste de classes",
        BatchKind::Estimate => "Estimation des classes",
        BatchKind::Usage => "Mesures d'usage",
        BatchKind::Schools => "Annuaire des écoles",
        BatchKind::Networks => "Liste de réseaux",
    }
}

/// What is taken back of a batch: `19 mises à jour`.
pub fn undo_label(kind: BatchKind, lines: i64) -> String {
    let [one, many] = match kind {
        BatchKind::Bulk | BatchKind::Updates => ["mise à jour", "mises à jour"],
        BatchKind::Units | BatchKind::Estimate => ["classe", "classes"],
        BatchKind::Usage => ["mesure", "mesures"],
        BatchKind::Schools => ["école", "écoles"],
        BatchKind::Networks => ["rattachement", "rattachements"],
    };
    count(lines, one, many)
}

/// What followed on a class, so that it stays.
pub fn followed(why: &Followed) -> String {
    match why {
        Followed::Event { step: reached, day } => {
            format!("« {} » du {} a suivi", step(*reached), long_day(*day))
        }
        Followed::Corrected => "la classe a été corrigée depuis".to_owned(),
        Followed::NameTaken(label) => {
            format!("une autre classe de l'école s'appelle maintenant « {label} »")
        }
        Followed::Replaced => "une classe qui la remplace reste dans l'école".to_owned(),
        Followed::Held(AdoptionRefused::HeldBy { step: held, day }) => {
            format!("« {} » du {} ne tiendrait plus", step(*held), long_day(*day))
        }
        Followed::Held(_) => "son histoire ne tiendrait plus".to_owned(),
    }
}
