//! Signing in with an identity provider, through the router: an honest one here, a hostile one beside.

#![allow(clippy::unwrap_used, clippy::panic)]

mod client;
mod hostile;
mod house;
mod provider;

use crate::support::{Browser, World};
use axum::http::{StatusCode, header};
use chrono::TimeDelta;
use domain::{
    AccountId, Actor, Email, Principal,
    account::{AccountState, LinkKind},
};
use house::{OWN_PAGE, invite, is_signed_in, person, service, session, sessions, sign_in, trail};
use provider::{HOME, MFA, Provider, Walker, said};
use server::new_link;
use sha2::{Digest, Sha256};
use store::account::{Account, Secret};

const JEANNE: &str = "jeanne.martin@ac-creteil.fr";
const BEGIN: &str = "/connexion/proconnect";

/// The account that somebody is bound to, by the provider's lasting name for them.
async fn bound(world: &World, provider: &Provider, login: &str) -> Option<Account> {
    let digest = Sha256::digest(login);
    let subject: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let known = world.store.account_of_identity(&provider.url, &subject).await;
    known.unwrap().map(|known| known.account)
}

/// An invited person, with their browser on our side and on the provider's.
struct Invited<'a> {
    provider: &'a Provider,
    world: World,
    jeanne: AccountId,
    token: String,
    browser: Browser,
    walker: Walker,
    /// What they type at the provider.
    typed: &'a [(&'a str, &'a str)],
}

impl<'a> Invited<'a> {
    async fn new(
        provider: &'a Provider,
        acr: &[&str],
        signed: bool,
        typed: &'a [(&'a str, &'a str)],
    ) -> Self {
        let world = service(provider, acr, signed).await;
        let (jeanne, token) = invite(&world, JEANNE, 0).await;
        Self {
            provider,
            jeanne,
            token,
            browser: world.browser(),
            walker: Walker::new(),
            typed,
            world,
        }
    }

    /// The first sign-in, from the invitation's page to their own; answers the session that it opened.
    async fn come(&mut self) -> Secret {
        let Self { world, browser, .. } = self;
        let page = browser.get(&format!("/connexion/lien/{}", self.token)).await;
        let begin = format!("{BEGIN}?invitation={}", self.token);
        assert!(page.text.contains(&format!("href=\"{begin}\"")), "{}", page.text);
        let sent = browser.get(&begin).await;
        let waiting = session(browser).unwrap();
        self.walker.go(sent.location()).await;
        for field in self.typed {
            self.walker.send(&[*field]).await;
        }
        assert!(self.walker.home().starts_with("/connexion/proconnect/retour?"));
        let back = browser.get(&self.walker.home()).await;
        assert_eq!(
            (back.status, back.location()),
            (StatusCode::SEE_OTHER, OWN_PAGE),
            "{}",
            back.text
        );
        assert!(is_signed_in(browser).await);
        let known = bound(world, self.provider, JEANNE).await.unwrap();
        assert_eq!((known.id, known.state), (self.jeanne, AccountState::Active));
        // Another session than the one that waited: whoever had slipped us that one holds nothing.
        let open = session(browser).unwrap();
        assert!(open != waiting);
        assert_eq!(world.store.session(waiting).await.unwrap(), None);
        assert_eq!(sessions(world, self.jeanne).await, 1);
        let opened = trail(world, false, 2).await;
        assert!(
            opened
                .iter()
                .all(|line| line.author == Actor::Account(self.jeanne))
        );
        open
    }

    /// What was used once opens nothing more: neither the invitation, nor the provider's answer.
    async fn play_again(&self) {
        let world = &self.world;
        let again = world.browser();
        let again = again.get(&format!("/connexion/lien/{}", self.token)).await;
        assert_eq!(again.status, StatusCode::GONE);
        // By the same browser or by another.
        for other in [self.browser.clone(), world.browser()] {
            let again = other.get(&self.walker.home()).await;
            assert_eq!(again.status, StatusCode::BAD_GATEWAY);
        }
        assert_eq!(sessions(world, self.jeanne).await, 1);
        trail(world, true, 2).await;
    }

    /// Signs out, here and at the provider.
    async fn go(&mut self, open: Secret) {
        let Self {
            world,
            browser,
            walker,
            ..
        } = self;
        let out = browser.post("/deconnexion", "").await;
        let refresh = out.headers.get(header::REFRESH).unwrap().to_str().unwrap();
        let end = refresh.strip_prefix("0; url=").unwrap().to_owned();
        assert!(
            end.starts_with(&format!("{}/session/end?", self.provider.url)),
            "{end}"
        );
        assert_eq!(sessions(world, self.jeanne).await, 0);
        assert_eq!(world.store.session(open).await.unwrap(), None);
        assert!(!is_signed_in(browser).await);
        let of = |name| said(&end, name).unwrap();
        // What comes back is known to the browser that leaves, and told to nobody else.
        let left = world.store.session(session(browser).unwrap()).await.unwrap();
        assert!(left.unwrap().data.contains(&format!("\"{}\"", of("state"))) && of("state").len() == 43);
        assert_eq!(of("id_token_hint").split('.').count(), 3);
        assert_eq!(of("post_logout_redirect_uri"), format!("{HOME}/deconnexion"));
        walker.go(&end).await;
        walker.send(&[]).await;
        assert_eq!(walker.at, format!("{HOME}/deconnexion?state={}", of("state")));
        let outside = browser.get(&walker.home()).await;
        assert!(outside.status == StatusCode::OK && outside.text.contains("Votre session est fermée"));
        assert_eq!(*browser.cookie.lock().unwrap(), None);
    }

    /// Signs in again: the provider knows nobody any more, and asks; we know whom it names, without an invitation.
    async fn come_back(&mut self) {
        let again = self.world.browser();
        let begin = format!("{BEGIN}?suite=/mon-compte");
        let back = sign_in(&again, &mut self.walker, &begin, self.typed).await;
        assert_eq!(
            (back.status, back.location()),
            (StatusCode::SEE_OTHER, "/mon-compte")
        );
        assert!(is_signed_in(&again).await);
        trail(&self.world, false, 3).await;
    }
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
