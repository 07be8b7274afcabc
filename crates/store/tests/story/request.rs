//! A form is done once, and never over what somebody else wrote since it was opened: the same of every value that has a form.

use crate::{
    engines::on_both,
    usage::school,
    world::{fill, now, policy, today, year},
};
use domain::{
    AccountId, Actor, Email, Principal, Refusal, Role, TerritoryCode, UnitId,
    account::Party,
    adoption::RequestId,
    objective::{Measure, Objective},
    rights::Grant,
};
use store::{
    Store, StoreError,
    account::{NewAccount, Retention},
    objective::{ObjectiveKey, ObjectiveMove, objectives_mark},
    request::{FormRequest, FromForm, SeenMark},
    usage::{LinkedSchool, link_mark},
};
use uuid::Uuid;

on_both! {
    a_form_is_done_once, a_form_is_done_once_on_postgres => a_form_is_done_once_and_never_over_somebody_else_s_value;
}

/// A value that has a form: it is 1, 2 or 3 here.
#[derive(Clone, Copy, Debug)]
enum Subject {
    Objective,
    UsageLink,
    Retention,
    Account(AccountId),
}

impl Subject {
    async fn write(
        self,
        store: &Store,
        by: &Principal,
        value: u8,
        form: Option<FormRequest>,
    ) -> Result<(), StoreError> {
        let lineage = [TerritoryCode::nation()];
        match self {
            Self::Objective => {
                let day = year().last_event_day();
                let objective = Objective::new(year(), day, Measure::Using, i64::from(value) * 100).unwrap();
                let what = ObjectiveMove::Set(objective);
                let asked = FromForm { what, form };
                store
                    .move_objective(by, today(), now(), aim(), &lineage, asked)
                    .await
            }
            Self::UsageLink => {
                let of = LinkedSchool {
                    policy: policy(),
                    year: year(),
                    school: school(0),
                    lineage: &lineage,
                };
                let what = (value < 3).then(|| UnitId(i64::from(value) * 4 + 1));
                store
                    .link_usage(by, today(), now(), of, FromForm { what, form })
                    .await
            }
            Self::Retention => {
                let what = &retention(value);
                store
                    .set_retention(by, today(), now(), FromForm { what, form })
                    .await
            }
            Self::Account(id) => {
                let what = &person(value);
                store
                    .change_account(by, today(), now(), id, FromForm { what, form })
                    .await
            }
        }
    }

    /// The mark of what its form shows.
    async fn mark(self, store: &Store) -> SeenMark {
        match self {
            Self::Objective => objectives_mark(&store.objectives(aim()).await.unwrap()),
            Self::UsageLink => {
                let links = store.usage_links(policy(), year(), Some(school(0))).await;
                link_mark(links.unwrap().get(&school(0)).map(|link| link.unit))
            }
            Self::Retention => {
                let kept = store.retentions().await.unwrap();
                kept.iter().find(|one| one.subject == "draft").unwrap().mark()
            }
            Self::Account(id) => {
                let account = store.account(id).await.unwrap().unwrap().account;
                let shown = NewAccount {
                    email: account.email,
                    name: account.name,
                    party: account.party,
                    ends_on: account.ends_on,
                };
                shown.mark()
            }
        }
    }
}

fn aim() -> ObjectiveKey {
    ObjectiveKey {
        policy: policy(),
        year: year(),
        territory: TerritoryCode::nation(),
    }
}
fn retention(value: u8) -> Retention {
    Retention {
        subject: "draft".to_owned(),
        days: i64::from(value),
    }
}
fn person(value: u8) -> NewAccount {
    NewAccount {
        email: Email::new("jeanne@ac-rennes.fr"),
        name: format!("Jeanne {value}"),
        party: Party::Menj,
        ends_on: None,
    }
}

/// An account beside an administrator's.
async fn make_people(store: &Store, by: &Principal) -> AccountId {
    let coach = Grant {
        role: Role::Coach,
        policy: None,
        territory: TerritoryCode::nation(),
        from: today(),
        until: None,
    };
    let administrator = Grant {
        role: Role::Administrator,
        ..coach
    };
    let admin = NewAccount {
        email: Email::new("admin@ac-rennes.fr"),
        ..person(0)
    };
    store
        .make_account(by, now(), &admin, &administrator)
        .await
        .unwrap();
    store.make_account(by, now(), &person(0), &coach).await.unwrap()
}

async fn a_form_is_done_once_and_never_over_somebody_else_s_value(store: Store) {
    fill(&store, 12).await;
    let by = Principal::operator();
    let id = make_people(&store, &by).await;
    let colleague = Principal {
        actor: Actor::Account(id),
        ..by.clone()
    };
    for subject in [
        Subject::Objective,
        Subject::UsageLink,
        Subject::Retention,
        Subject::Account(id),
    ] {
        let form = |seen| FormRequest {
            id: RequestId(Uuid::now_v7()),
            seen,
        };
        let write = async |by: &Principal, value, form| subject.write(&store, by, value, Some(form)).await;
        let refused = |done: Result<(), StoreError>, expected: Refusal| match done {
            Err(StoreError::Refused(refused)) => assert_eq!(refused, expected, "{subject:?}"),
            other => panic!("{subject:?}: {other:?}"),
        };
        let at_first = subject.mark(&store).await;
        let (mine, late) = (form(at_first), form(at_first));
        write(&by, 1, mine).await.unwrap();
        let after_mine = subject.mark(&store).await;
        assert_ne!(after_mine, at_first, "{subject:?}");
        let theirs = form(after_mine);
        write(&colleague, 2, theirs).await.unwrap();
        let after_theirs = subject.mark(&store).await;
        assert_ne!(after_theirs, after_mine, "{subject:?}");

        write(&by, 1, mine).await.unwrap();
        assert_eq!(
            subject.mark(&store).await,
            after_theirs,
            "{subject:?}: sent again, it is done already"
        );
        refused(write(&by, 3, late).await, Refusal::SeenAnother);
        refused(write(&by, 3, mine).await, Refusal::RequestReused);
        refused(write(&colleague, 1, mine).await, Refusal::RequestReused);
        assert_eq!(subject.mark(&store).await, after_theirs, "{subject:?}");

        write(&by, 2, late).await.unwrap();
        assert_eq!(
            subject.mark(&store).await,
            after_theirs,
            "{subject:?}: both want the same"
        );
        write(&by, 3, form(after_theirs)).await.unwrap();
        assert_ne!(subject.mark(&store).await, after_theirs, "{subject:?}");
    }
}
