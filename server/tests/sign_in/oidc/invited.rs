//! Somebody invited, from the invitation to signing out and coming back.

use super::{
    BEGIN, JEANNE, bound,
    house::{OWN_PAGE, invite, is_signed_in, service, session, sessions, sign_in, trail},
    provider::{HOME, Provider, Walker, said},
};
use crate::support::{Browser, World};
use axum::http::{StatusCode, header};
use domain::{AccountId, Actor, account::AccountState};
use store::account::Secret;

/// An invited person, with their browser on our side and on the provider's.
pub(super) struct Invited<'a> {
    provider: &'a Provider,
    world: World,
    jeanne: AccountId,
    pub(super) token: String,
    browser: Browser,
    walker: Walker,
    /// What they type at the provider.
    typed: &'a [(&'a str, &'a str)],
}

impl<'a> Invited<'a> {
    pub(super) async fn new(
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
    pub(super) async fn come(&mut self) -> Secret {
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
    pub(super) async fn play_again(&self) {
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
    pub(super) async fn go(&mut self, open: Secret) {
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
    pub(super) async fn come_back(&mut self) {
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
