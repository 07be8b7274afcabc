//! What each role may do, where and when.

use super::*;
use crate::{AccountId, Actor};

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2021, month, day).unwrap()
}
fn code(text: &str) -> TerritoryCode {
    TerritoryCode::parse(text).unwrap()
}
fn policy(text: &str) -> PolicyCode {
    PolicyCode::new(text).unwrap()
}
fn grant(role: Role, only: Option<&str>, territory: &str) -> Grant {
    Grant {
        role,
        policy: only.map(policy),
        territory: code(territory),
        from: day(1, 4),
        until: Some(day(6, 30)),
    }
}
fn person(grants: &[Grant]) -> Principal {
    Principal {
        actor: Actor::Account(AccountId(1)),
        powers: Powers::Granted(grants.into()),
        origin: None,
    }
}
fn may(who: &Principal, action: Action, only: &str, lineage: &[&str], on: NaiveDate) -> bool {
    let lineage: Vec<_> = lineage.iter().map(|text| code(text)).collect();
    let object = Object {
        policy: Some(policy(only)),
        lineage: &lineage,
    };
    authorize(who, action, &object, on).is_ok()
}

const CRETEIL: [&str; 3] = ["FR", "A24", "D93"];
const RENNES: [&str; 3] = ["FR", "A14", "D35"];
const MARCH: fn() -> NaiveDate = || day(3, 15);

#[test]
fn an_officer_changes_the_own_territories_and_nothing_else() {
    let officer = person(&[grant(Role::Officer, Some("classes-dedoublees"), "A24")]);
    let may = |action, only, lineage: &[&str]| may(&officer, action, only, lineage, MARCH());
    assert!(may(Action::RecordAdoption, "classes-dedoublees", &CRETEIL));
    assert!(!may(Action::RecordAdoption, "classes-dedoublees", &RENNES));
    assert!(!may(Action::RecordAdoption, "devoirs-faits", &CRETEIL));
    assert!(!may(Action::RecordAdoption, "classes-dedoublees", &["FR"]));
    assert!(may(Action::ReadFigures, "classes-dedoublees", &RENNES));
    assert!(!may(Action::ReadSchools, "classes-dedoublees", &RENNES));
}

#[test]
fn only_who_may_look_everywhere_is_told_that_something_is_not_there() {
    let read = Action::ReadSchools;
    let told =
        |who: &Principal| authorize_absent(who, read, Some(policy("classes-dedoublees")), MARCH()).is_ok();
    for role in Role::ALL {
        let of_nation = person(&[grant(*role, Some("classes-dedoublees"), "FR")]);
        assert_eq!(
            told(&of_nation),
            span(*role, read).is_some(),
            "{role:?} of the nation"
        );
        let of_academy = person(&[grant(*role, Some("classes-dedoublees"), "A24")]);
        let everywhere = span(*role, read) == Some(Span::Everywhere);
        assert_eq!(told(&of_academy), everywhere, "{role:?} of an académie");
    }
    assert!(told(&Principal::operator()));
    assert!(!told(&person(&[])));
}

#[test]
fn a_role_holds_from_its_first_day_to_its_last() {
    let officer = person(&[grant(Role::Officer, None, "D93")]);
    let on = |on| {
        may(
            &officer,
            Action::RecordAdoption,
            "classes-dedoublees",
            &CRETEIL,
            on,
        )
    };
    assert_eq!(
        [day(1, 3), day(1, 4), day(6, 30), day(7, 1)].map(on),
        [false, true, true, false]
    );
}

#[test]
fn nobody_without_a_role_may_anything_and_roles_add_up() {
    let nobody = person(&[]);
    for action in Action::ALL {
        assert!(
            authorize(&nobody, *action, &Object::default(), MARCH()).is_err(),
            "{action:?}"
        );
    }
    let both = person(&[grant(Role::Coach, None, "FR"), grant(Role::Officer, None, "D35")]);
    assert!(may(
        &both,
        Action::RecordAdoption,
        "classes-dedoublees",
        &RENNES,
        MARCH()
    ));
    assert!(may(
        &both,
        Action::ReadSchools,
        "classes-dedoublees",
        &CRETEIL,
        MARCH()
    ));
    assert!(!may(
        &both,
        Action::RecordAdoption,
        "classes-dedoublees",
        &CRETEIL,
        MARCH()
    ));
}

#[test]
fn where_an_action_reaches_is_where_it_is_allowed() {
    let own = Some(policy("classes-dedoublees"));
    let of = |grants: &[Grant], action| reach(&person(grants), action, own, MARCH());
    let officer = [
        grant(Role::Officer, Some("classes-dedoublees"), "D35"),
        grant(Role::Officer, Some("devoirs-faits"), "D93"),
    ];
    assert_eq!(
        of(&officer, Action::ReadSchools),
        AccessScope::Within(vec![code("D35")])
    );
    assert_eq!(of(&officer, Action::ReadFigures), AccessScope::Everywhere);
    assert_eq!(of(&[], Action::ReadFigures), AccessScope::Within(Vec::new()));
    let intrapreneur = [grant(Role::Intrapreneur, Some("classes-dedoublees"), "FR")];
    assert_eq!(of(&intrapreneur, Action::RecordAdoption), AccessScope::Everywhere);
    assert_eq!(
        of(&[grant(Role::Coach, None, "FR")], Action::RecordAdoption),
        AccessScope::Within(Vec::new())
    );
}

/// The table of the documentation, as the code says it.
fn documented() -> String {
    let mut lines = vec![
        format!(
            "| action | {} |",
            Role::ALL
                .iter()
                .map(|role| role.code())
                .collect::<Vec<_>>()
                .join(" | ")
        ),
        format!("|---|{}", "---|".repeat(Role::ALL.len())),
    ];
    for action in Action::ALL {
        let cells = Role::ALL.iter().map(|role| match span(*role, *action) {
            Some(Span::Everywhere) => "everywhere",
            Some(Span::Scope) => "scope",
            None => "",
        });
        lines.push(format!(
            "| {} | {} |",
            action.code(),
            cells.collect::<Vec<_>>().join(" | ")
        ));
    }
    lines.join("\n")
}

#[test]
fn the_documentation_shows_the_table_of_rights() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/rights.md");
    let text = std::fs::read_to_string(path).unwrap();
    assert!(
        text.contains(&documented()),
        "docs/rights.md should hold:\n{}",
        documented()
    );
}
