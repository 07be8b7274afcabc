//! Signing in with an identity provider, through the router: an honest one here, a hostile one beside.

#![allow(clippy::unwrap_used, clippy::panic)]

mod client;
mod hostile;
mod house;
mod invited;
mod provider;

use crate::support::{Browser, World};
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::{Email, Principal, account::LinkKind};
use house::{OWN_PAGE, invite, is_signed_in, person, service, session, sessions, sign_in, trail};
use invited::Invited;
use provider::{MFA, Provider, Walker};
use server::new_link;
use sha2::{Digest, Sha256};
use store::account::Account;

const JEANNE: &str = "jeanne.martin@ac-creteil.fr";
const BEGIN: &str = "/connexion/proconnect";

/// The account that somebody is bound to, by the provider's lasting name for them.
async fn bound(world: &World, provider: &Provider, login: &str) -> Option<Account> {
    let digest = Sha256::digest(login);
    let subject: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let known = world.store.account_of_identity(&provider.url, &subject).await;
    known.unwrap().map(|known| known.account)
}

/// An invited person's first sign-in, sign-out and second sign-in.
async fn come_go_and_come_back(provider: &Provider, acr: &[&str], signed: bool, typed: &[(&str, &str)]) {
    let mut invited = Invited::new(provider, acr, signed, typed).await;
    let open = invited.come().await;
    invited.play_again().await;
    invited.go(open).await;
    invited.come_back().await;
}

#[tokio::test]
async fn prove_oidc_an_invited_person_is_bound_signs_in_and_out_and_comes_back() {
    let one = [("login", JEANNE)];
    let two = [("login", JEANNE), ("code", "123456")];
    let signed = Provider::start("provider.mjs", &["--signed-userinfo"]);
    come_go_and_come_back(&signed, &[], true, &one).await;
    come_go_and_come_back(&signed, &[MFA, "eidas2"], true, &two).await;
    let plain = Provider::start("provider.mjs", &["--id-token-alg=RS256"]);
    come_go_and_come_back(&plain, &["eidas1", MFA], false, &one).await;
    come_go_and_come_back(&plain, &[MFA], false, &two).await;
    println!(
        "figures: 4 invitations opened with an honest provider (2 with a second factor), 8 sign-ins, 4 sign-outs"
    );
}

/// Sign-ins that no invitation of the person's begins; answers how many were refused.
async fn without_an_invitation(world: &World) -> usize {
    let (_, old) = invite(world, "old@ac-creteil.fr", 8).await;
    // A link that signs in is no invitation: it binds nobody to the account that it opens.
    let admin = Email::new("admin@ac-creteil.fr").unwrap();
    let admin = world.store.account_of_email(&admin).await.unwrap().unwrap();
    let (link, by) = (new_link(true), Principal::operator());
    let (now, id) = (world.clock.now(), Some(admin.account.id));
    let made = world.store.make_link(&by, now, LinkKind::SignIn, id, &link.link);
    made.await.unwrap();
    let mut refused = 0;
    // An address is not an identity: that of an account opens it no more than another.
    for begin in [
        BEGIN.to_owned(),
        format!("{BEGIN}?invitation=nothing"),
        format!("{BEGIN}?invitation={old}"),
        format!("{BEGIN}?invitation={}", link.token),
    ] {
        for login in [JEANNE, "admin@ac-creteil.fr", "paul@elsewhere.fr"] {
            let browser = world.browser();
            let back = sign_in(&browser, &mut Walker::new(), &begin, &[("login", login)]).await;
            assert_eq!(back.status, StatusCode::FORBIDDEN, "{begin} {login}");
            assert!(
                back.text.contains("écrivez à l'administratrice")
                    || back.text.contains("écrivez à l&#39;administratrice")
            );
            assert!(!is_signed_in(&browser).await);
            refused += 1;
        }
    }
    trail(world, true, refused).await;
    refused
}

/// What a sign-in comes to that begins at an address, and its browser.
async fn signed_in_from(world: &World, begin: &str, login: &str) -> (Browser, StatusCode) {
    let browser = world.browser();
    let back = sign_in(&browser, &mut Walker::new(), begin, &[("login", login)]).await;
    (browser, back.status)
}

async fn is_refused(world: &World, begin: &str, login: &str) -> bool {
    let (browser, status) = signed_in_from(world, begin, login).await;
    status == StatusCode::FORBIDDEN && !is_signed_in(&browser).await
}

#[tokio::test]
async fn prove_oidc_whom_nobody_invited_gets_a_page_and_no_session() {
    let provider = Provider::start("provider.mjs", &["--signed-userinfo"]);
    let world = service(&provider, &[], true).await;
    let (by, today, now) = (Principal::operator(), world.clock.today(), world.clock.now());
    let (jeanne, token) = invite(&world, JEANNE, 0).await;
    let refused = without_an_invitation(&world).await;

    // The right invitation binds; afterwards it is the account that opens, or not.
    let begin = format!("{BEGIN}?invitation={token}");
    let (browser, status) = signed_in_from(&world, &begin, JEANNE).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    // An invitation that was used binds nobody else.
    assert!(is_refused(&world, &begin, "paul@elsewhere.fr").await);
    let mut ended = person(JEANNE);
    ended.ends_on = Some(today - TimeDelta::days(1));
    let changed = world.store.change_account(&by, today, now, jeanne, &ended);
    changed.await.unwrap();
    assert!(!is_signed_in(&browser).await, "past the account's last day");
    assert!(is_refused(&world, BEGIN, JEANNE).await);
    ended.ends_on = None;
    let changed = world.store.change_account(&by, today, now, jeanne, &ended);
    changed.await.unwrap();
    let (browser, status) = signed_in_from(&world, BEGIN, JEANNE).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    world.store.close_account(&by, today, now, jeanne).await.unwrap();
    assert!(!is_signed_in(&browser).await, "a closed account");
    for begin in [BEGIN, &begin] {
        assert!(is_refused(&world, begin, JEANNE).await);
    }
    assert_eq!(sessions(&world, jeanne).await, 0);
    trail(&world, true, refused + 4).await;
    println!(
        "figures: {} sign-ins without an invitation or an open account, 0 sessions",
        refused + 4
    );
}

#[tokio::test]
async fn prove_oidc_who_signed_in_by_a_link_is_bound_and_gets_another_session() {
    let provider = Provider::start("provider.mjs", &["--signed-userinfo"]);
    let world = service(&provider, &[], true).await;
    let (jeanne, token) = invite(&world, JEANNE, 0).await;
    let browser = world.browser();
    let opened = browser.post(&format!("/connexion/lien/{token}"), "").await;
    assert_eq!(
        (opened.status, opened.location()),
        (StatusCode::SEE_OTHER, OWN_PAGE)
    );
    let before = session(&browser).unwrap();
    let mut walker = Walker::new();
    let begin = format!("{BEGIN}?suite=/mon-compte");
    let back = sign_in(&browser, &mut walker, &begin, &[("login", "jm@interieur.fr")]).await;
    assert_eq!(
        (back.status, back.location()),
        (StatusCode::SEE_OTHER, "/mon-compte")
    );
    assert!(session(&browser).unwrap() != before);
    assert_eq!(world.store.session(before).await.unwrap(), None);
    let known = bound(&world, &provider, "jm@interieur.fr").await;
    assert_eq!(known.unwrap().id, jeanne);
    // From the account's own page of links, never to another site.
    let begin = format!("{BEGIN}?suite=//elsewhere.example");
    let back = sign_in(&world.browser(), &mut walker, &begin, &[]).await;
    assert_eq!((back.status, back.location()), (StatusCode::SEE_OTHER, OWN_PAGE));
}

#[tokio::test]
async fn prove_oidc_who_gives_up_at_the_provider_is_told_and_not_signed_in() {
    let provider = Provider::start("provider.mjs", &["--signed-userinfo"]);
    let world = service(&provider, &[MFA], true).await;
    let (jeanne, token) = invite(&world, JEANNE, 0).await;
    let browser = world.browser();
    let mut walker = Walker::new();
    let sent = browser.get(&format!("{BEGIN}?invitation={token}")).await;
    walker.go(sent.location()).await;
    walker.send_form(1, &[]).await;
    assert_eq!(walker.said("error").as_deref(), Some("access_denied"));
    let back = browser.get(&walker.home()).await;
    assert_eq!(back.status, StatusCode::BAD_GATEWAY);
    assert!(
        back.text.contains("Personne n'est connecté") || back.text.contains("Personne n&#39;est connecté")
    );
    assert!(!is_signed_in(&browser).await && sessions(&world, jeanne).await == 0);
    trail(&world, true, 1).await;
    // The invitation still opens the account.
    let typed = [("login", JEANNE), ("code", "123456")];
    let begin = format!("{BEGIN}?invitation={token}");
    let back = sign_in(&browser, &mut walker, &begin, &typed).await;
    assert_eq!((back.status, back.location()), (StatusCode::SEE_OTHER, OWN_PAGE));
}
