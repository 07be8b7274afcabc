//! Parts of the pages of people: roles with their scope and days, the fields of a role.

use crate::{
    french,
    ui::{
        badge::Badge,
        button::{Button, Weight},
        confirm::Confirm,
        form::Errors,
        hidden_field::HiddenField,
        select::Select,
        text_field::TextField,
    },
};
use chrono::NaiveDate;
use domain::{Role, TerritoryCode, TerritoryKind, account::AccountState, rights::Grant};
use leptos::prelude::*;
use store::account::{HeldRole, KnownAccount};

/// A role in words: what, where, from when to when.
pub fn grant_words(grant: &Grant) -> String {
    let place = if grant.territory == TerritoryCode::nation() {
        "France entière".to_owned()
    } else {
        let country = domain::territory::country();
        let named = country.iter().find(|one| one.code == grant.territory);
        named.map_or_else(
            || grant.territory.to_string(),
            |one| french::territory(one.code.kind(), &one.name),
        )
    };
    let policy = grant
        .policy
        .map(|policy| format!(", {policy}"))
        .unwrap_or_default();
    let days = match grant.until {
        Some(until) => format!(
            "du {} au {}",
            french::short_day(grant.from),
            french::short_day(until)
        ),
        None => format!("depuis le {}", french::short_day(grant.from)),
    };
    format!("{} : {place}{policy}, {days}", french::role(grant.role))
}

/// The roles of somebody; `take_back`: with a button for each that still holds.
pub fn roles_table(known: &KnownAccount, today: NaiveDate, take_back: bool) -> AnyView {
    let line = |role: &HeldRole| {
        let (badge, over) = match (role.revoked_at, role.grant.holds(today), role.grant.from > today) {
            (Some(_), ..) => ("repris", true),
            (None, true, _) => ("en cours", false),
            (None, false, true) => ("à venir", false),
            (None, false, false) => ("terminé", true),
        };
        let (question, id) = (
            format!("Reprendre : {}", grant_words(&role.grant)),
            role.id.to_string(),
        );
        let button = if take_back && !over {
            Some(view! {
                <Confirm label="Reprendre ce rôle" text="La personne ne pourra plus rien de ce qu'il permet dès la prochaine page ouverte. Il peut être redonné.">
                    <form method="post" data-once="" aria-label=question>
                        <HiddenField name="act" value="take"/><HiddenField name="role" value=id/>
                        <Button label="Reprendre maintenant" weight=Weight::Tertiary/>
                    </form>
                </Confirm>
            }.into_any())
        } else if take_back && role.revoked_at.is_some() && role.grant.until.is_none_or(|last| today <= last)
        {
            Some(give_again(&role.grant, today))
        } else {
            None
        };
        view! { <li><span>{grant_words(&role.grant)} " " <Badge label=badge/></span> {button}</li> }
    };
    if known.roles.is_empty() {
        return view! { <p>"Aucun rôle."</p> }.into_any();
    }
    let lines: Vec<_> = known.roles.iter().map(line).collect();
    view! { <ul class="c12-held">{lines}</ul> }.into_any()
}

/// The form that gives again a role that was taken back, from today on.
fn give_again(grant: &Grant, today: NaiveDate) -> AnyView {
    let from = grant.from.max(today).to_string();
    let until = grant.until.map(|day| day.to_string()).unwrap_or_default();
    let (territory, district) = match grant.territory.kind() {
        TerritoryKind::District => (String::new(), grant.territory.to_string()),
        _ => (grant.territory.to_string(), String::new()),
    };
    let policy = grant
        .policy
        .map_or_else(|| EVERY_POLICY.to_owned(), |policy| policy.to_string());
    view! {
        <form method="post" data-once="" aria-label=format!("Redonner : {}", grant_words(grant))>
            <HiddenField name="act" value="give"/><HiddenField name="role" value=grant.role.code()/>
            <HiddenField name="policy" value=policy/><HiddenField name="territory" value=territory/>
            <HiddenField name="district" value=district/><HiddenField name="from" value=from/>
            <HiddenField name="until" value=until/>
            <Button label="Redonner ce rôle" weight=Weight::Tertiary/>
        </form>
    }
    .into_any()
}

/// Where an account stands, in a word.
pub const fn state(state: AccountState) -> &'static str {
    match state {
        AccountState::Invited => "invitation envoyée",
        AccountState::Active => "actif",
        AccountState::Closed => "fermé",
        AccountState::Erased => "effacé",
    }
}

/// What the field of the policy holds for all of them: chosen, never the value of a field left alone.
const EVERY_POLICY: &str = "*";

/// What the fields of a role hold.
#[derive(Clone, Debug, Default)]
pub struct TypedRole {
    /// The role's code.
    pub role: String,
    /// The policy's slug, or [`EVERY_POLICY`]; empty: not chosen yet.
    pub policy: String,
    /// The territory's code.
    pub territory: String,
    /// A circonscription's code, which goes before.
    pub district: String,
    /// The first day.
    pub from: String,
    /// The last day; empty: none.
    pub until: String,
}

/// What a role may be given on: (code, name).
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// The policies.
    pub policies: Vec<(String, String)>,
    /// The nation, académies and départements.
    pub territories: Vec<(String, String)>,
}

/// The territories that a role may be given on, from the widest; a circonscription is written by its code.
pub fn territories() -> Vec<(String, String)> {
    let mut list = vec![("FR".to_owned(), "France entière".to_owned())];
    let named = |territory: &domain::territory::Territory| {
        let name = french::territory(territory.code.kind(), &territory.name);
        let name = match territory.code.kind() {
            TerritoryKind::Department => format!("{name} ({})", territory.code.local()),
            _ => name,
        };
        (territory.code.to_string(), name)
    };
    let country = domain::territory::country();
    for kind in [TerritoryKind::Academy, TerritoryKind::Department] {
        let mut of: Vec<_> = country
            .iter()
            .filter(|one| one.code.kind() == kind)
            .map(named)
            .collect();
        of.sort_by_key(|(_, name)| domain::search::fold(name));
        list.extend(of);
    }
    list
}

impl TypedRole {
    /// The role that the fields say; what is wrong is added.
    pub fn grant(&self, errors: &mut Errors) -> Option<Grant> {
        let role = Role::from_code(&self.role);
        if role.is_none() {
            errors.add("role", "Rôle : choisissez-le dans la liste.");
        }
        let policy = match self.policy.as_str() {
            EVERY_POLICY => Some(None),
            text => domain::PolicyCode::new(text).map(Some),
        };
        if policy.is_none() {
            errors.add("policy", "Politique publique : choisissez-en une, ou toutes.");
        }
        let territory = match self.district.as_str() {
            "" => TerritoryCode::parse(&self.territory),
            text => TerritoryCode::parse(&text.to_uppercase())
                .filter(|code| code.kind() == TerritoryKind::District),
        };
        match territory {
            Some(_) => {}
            None if self.district.is_empty() => {
                errors.add("territory", "Territoire : choisissez-le dans la liste.");
            }
            None => errors.add(
                "district",
                "Circonscription : son code commence par C, comme C0939983W.",
            ),
        }
        let from = read_day(&self.from);
        if from.is_none() {
            errors.add("from", "Premier jour : écrivez un jour comme 15/03/2021.");
        }
        let until = read_end(&self.until, "until", errors);
        if from
            .zip(until.flatten())
            .is_some_and(|(from, until)| until < from)
        {
            errors.add("until", "Dernier jour : il ne peut pas être avant le premier.");
            return None;
        }
        Some(Grant {
            role: role?,
            policy: policy?,
            territory: territory?,
            from: from?,
            until: until?,
        })
    }
}

/// A day as a browser sends it, or as people write it.
pub fn read_day(text: &str) -> Option<NaiveDate> {
    ["%Y-%m-%d", "%d/%m/%Y"]
        .iter()
        .find_map(|format| NaiveDate::parse_from_str(text, format).ok())
}

/// A last day, which may stay empty.
pub fn read_end(text: &str, field: &'static str, errors: &mut Errors) -> Option<Option<NaiveDate>> {
    match text {
        "" => Some(None),
        text => {
            let day = read_day(text);
            if day.is_none() {
                errors.add(field, "Dernier jour : écrivez un jour comme 31/12/2021, ou rien.");
            }
            day.map(Some)
        }
    }
}

/// The fields of a role.
pub fn role_fields(typed: &TypedRole, choices: &Choices, errors: &Errors) -> AnyView {
    let roles: Vec<_> = Role::ALL
        .iter()
        .map(|role| (role.code().to_owned(), french::role(*role).to_owned()))
        .collect();
    let mut policies = choices.policies.clone();
    policies.push((EVERY_POLICY.to_owned(), "Toutes".to_owned()));
    view! {
        <Select name="role" label="Rôle" options=roles chosen=&typed.role/>
        <Select name="policy" label="Politique publique" any="À choisir" options=policies chosen=&typed.policy nostrip:error=errors.of("policy")/>
        <Select name="territory" label="Territoire" any="À choisir" options=choices.territories.clone() chosen=&typed.territory nostrip:error=errors.of("territory")/>
        <TextField name="district" label="Ou une circonscription" hint="son code, comme C0939983W : il passe avant le territoire"
            value=&typed.district optional=true nostrip:error=errors.of("district")/>
        <TextField name="from" label="Premier jour du rôle" value=&typed.from kind="date" nostrip:error=errors.of("from")/>
        <TextField name="until" label="Dernier jour du rôle" hint="vide : jusqu'à ce qu'il soit repris" value=&typed.until kind="date" optional=true
            nostrip:error=errors.of("until")/>
    }
    .into_any()
}
