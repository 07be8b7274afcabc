//! The words of who is who: roles, parties, authors.

use domain::{AccountId, Actor, Role, account::Party};
use std::collections::BTreeMap;

/// A role.
pub const fn role(role: Role) -> &'static str {
    match role {
        Role::Officer => "Chargée ou chargé de déploiement",
        Role::Intrapreneur => "Intrapreneuse ou intrapreneur",
        Role::Coach => "Coach",
        Role::Leadership => "Direction",
        Role::BudgetManager => "Gestionnaire budgétaire",
        Role::Administrator => "Administratrice ou administrateur",
    }
}

/// A party of the convention.
pub const fn party(party: Party) -> &'static str {
    match party {
        Party::Menj => "Ministère (MENJ)",
        Party::Dinum => "DINUM",
    }
}

/// A person by their name, where it is known; the machine's own work.
pub fn author(actor: Actor, names: &BTreeMap<AccountId, String>) -> String {
    let named = actor.account().and_then(|id| names.get(&id).cloned());
    named.unwrap_or_else(|| match actor {
        Actor::LocalOperator => "la ligne de commande".to_owned(),
        Actor::Demonstration => "démonstration".to_owned(),
        Actor::Nobody => "personne non connectée".to_owned(),
        Actor::Account(id) => format!("personne {id}"),
    })
}

/// What an erased person is called.
pub fn pseudonym(account: AccountId) -> String {
    format!("Personne {account}")
}
