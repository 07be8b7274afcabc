//! `classe12 user`: accounts, from the machine of the service.

use crate::{
    CommandError,
    options::{DataPlace, User, UserAct},
};
use domain::{
    Email, Principal, Role, TerritoryCode,
    account::{LinkKind, Party},
    rights::Grant,
};
use server::{clock::Clock, new_link};
use std::process::ExitCode;
use store::{Store, account::NewAccount};

/// Runs the command.
pub async fn run(place: &DataPlace, user: &User) -> Result<ExitCode, CommandError> {
    let store = place.open().await?;
    match &user.act {
        UserAct::AdminLink { email, public_url } => {
            let email = email.as_deref().map(|text| {
                Email::new(text).ok_or_else(|| {
                    format!("--email {text} : écrivez une adresse comme prenom.nom@ac-creteil.fr")
                })
            });
            let link = admin_link(&store, &Clock::Real, email.transpose()?.as_ref(), public_url).await?;
            println!("Une fois, dans les 15 minutes : {link}");
        }
        UserAct::List => {
            for known in store.accounts().await? {
                let account = &known.account;
                let email = account
                    .email
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default();
                let roles: Vec<_> = known
                    .grants()
                    .iter()
                    .map(|grant| format!("{} {}", grant.role.code(), grant.territory))
                    .collect();
                println!(
                    "{}\t{}\t{}\t{}\t{}",
                    account.id,
                    account.state.code(),
                    account.name,
                    email,
                    roles.join(", ")
                );
            }
        }
    }
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Makes a sign-in link for an administrator: of an address, or the first one; made when there is none.
pub async fn admin_link(
    store: &Store,
    clock: &Clock,
    email: Option<&Email>,
    public: &str,
) -> Result<String, CommandError> {
    let (by, today, now) = (Principal::operator(), clock.today(), clock.now());
    let administers = |grant: &Grant| grant.role == Role::Administrator && grant.holds(today);
    let accounts = store.accounts().await?;
    let found = match email {
        Some(email) => {
            let known = accounts
                .iter()
                .find(|known| known.account.email.as_ref() == Some(email));
            let known = known.ok_or_else(|| format!("{email} n'a pas de compte"))?;
            if !known.account.opens(today) || !known.grants().iter().any(administers) {
                return Err(format!("{email} n'administre pas le service").into());
            }
            Some(known.account.id)
        }
        None => accounts
            .iter()
            .find(|known| known.account.opens(today) && known.grants().iter().any(administers))
            .map(|known| known.account.id),
    };
    let account = match found {
        Some(account) => account,
        None => {
            let new = NewAccount {
                email: None,
                name: "Administration".to_owned(),
                party: Party::Dinum,
                ends_on: None,
            };
            let grant = Grant {
                role: Role::Administrator,
                policy: None,
                territory: TerritoryCode::nation(),
                from: today,
                until: None,
            };
            store.make_account(&by, now, &new, &grant).await?
        }
    };
    let secret = new_link(false);
    store
        .make_link(&by, now, LinkKind::SignIn, Some(account), &secret.link)
        .await?;
    Ok(format!("{public}/connexion/lien/{}", secret.token))
}
