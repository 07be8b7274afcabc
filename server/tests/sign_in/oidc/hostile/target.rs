//! Somebody invited, whom hostile answers are aimed at.

use crate::{
    sign_in::oidc::{
        BEGIN,
        house::{invite, is_signed_in, service, session, sessions, sign_in, trail},
        provider::{MFA, Provider, Walker},
    },
    support::{Asked, Browser, World},
};
use axum::http::StatusCode;
use domain::AccountId;
use openidconnect::url::form_urlencoded::byte_serialize;

/// A service where Jeanne, whom the hostile provider signs in, has an open account.
pub(super) struct Target {
    pub(super) world: World,
    jeanne: AccountId,
    opened: usize,
    pub(super) refused: usize,
}

impl Target {
    pub(super) async fn new(provider: &Provider, signed: bool) -> Self {
        let world = service(provider, &[MFA], signed).await;
        let (jeanne, token) = invite(&world, "jeanne.martin@ac-creteil.fr", 0).await;
        provider.mode("good", signed).await;
        let browser = world.browser();
        let begin = format!("{BEGIN}?invitation={token}");
        let back = sign_in(&browser, &mut Walker::new(), &begin, &[]).await;
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.text);
        assert!(is_signed_in(&browser).await);
        browser.post("/deconnexion", "").await;
        assert_eq!(sessions(&world, jeanne).await, 0);
        Self {
            world,
            jeanne,
            opened: 2,
            refused: 0,
        }
    }

    /// What was just answered is a refusal: a page, a number that the trail has too, no session.
    pub(super) async fn refuses(&mut self, what: &str, browser: &Browser, back: &Asked) {
        assert_eq!(back.status, StatusCode::BAD_GATEWAY, "{what}: {}", back.text);
        assert!(!is_signed_in(browser).await, "{what}");
        assert_eq!(sessions(&self.world, self.jeanne).await, 0, "{what}");
        self.refused += 1;
        let lines = trail(&self.world, true, self.refused).await;
        let number = lines[0].object.strip_prefix("proconnect ").unwrap();
        assert!(back.text.contains(number), "{what}: {number}");
        trail(&self.world, false, self.opened).await;
    }

    /// The account opens after all of it as it did before.
    pub(super) async fn opens(&mut self, what: &str) {
        let browser = self.world.browser();
        let back = sign_in(&browser, &mut Walker::new(), BEGIN, &[]).await;
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{what}: {}", back.text);
        assert!(is_signed_in(&browser).await, "{what}");
        browser.post("/deconnexion", "").await;
        self.opened += 1;
    }
}

/// Begins a sign-in, up to the provider's answer.
async fn begun(browser: &Browser) -> Walker {
    let sent = browser.get(BEGIN).await;
    let mut walker = Walker::new();
    walker.go(sent.location()).await;
    walker
}

/// The address of an answer.
fn retour(state: &str, code: &str) -> String {
    let state: String = byte_serialize(state.as_bytes()).collect();
    format!("/connexion/proconnect/retour?state={state}&code={code}")
}

impl Target {
    /// Answers to nobody's question.
    pub(super) async fn nothing_begun(&mut self) {
        // Nothing was begun; with a cookie that names nothing either.
        let nobody = self.world.browser();
        let back = nobody.get(&retour("x", "y")).await;
        self.refuses("nothing begun", &nobody, &back).await;
        *nobody.cookie.lock().unwrap() = Some("session=AAAAAAAAAAAAAAAAAAAAAA".to_owned());
        let back = nobody.get("/connexion/proconnect/retour").await;
        self.refuses("an empty answer", &nobody, &back).await;
    }

    /// Answers to another browser's question.
    pub(super) async fn another_s_answer(&mut self) {
        // A code that another browser asked for: its address sent to somebody, or its code under their own state.
        let (thief, victim) = (self.world.browser(), self.world.browser());
        let stolen = begun(&thief).await;
        let back = victim.get(&stolen.home()).await;
        self.refuses("another's answer, nothing begun", &victim, &back)
            .await;
        let own = begun(&victim).await;
        let back = victim.get(&stolen.home()).await;
        self.refuses("another's answer", &victim, &back).await;
        let back = victim.get(&own.home()).await;
        self.refuses("one's own answer after a wrong one", &victim, &back)
            .await;
        let own = begun(&victim).await;
        let mixed = retour(&own.said("state").unwrap(), &stolen.said("code").unwrap());
        let back = victim.get(&mixed).await;
        self.refuses("another's code", &victim, &back).await;
        let own = begun(&victim).await;
        let error = format!(
            "/connexion/proconnect/retour?state={}&error=access_denied",
            own.said("state").unwrap()
        );
        let back = victim.get(&error).await;
        self.refuses("access_denied", &victim, &back).await;
    }

    /// Answers that were given once.
    pub(super) async fn a_second_time(&mut self) {
        // The code is spent; then played again, under a sign-in of its own.
        let browser = self.world.browser();
        let walker = begun(&browser).await;
        assert_eq!(browser.get(&walker.home()).await.status, StatusCode::SEE_OTHER);
        browser.post("/deconnexion", "").await;
        self.opened += 1;
        let own = begun(&browser).await;
        let again = retour(&own.said("state").unwrap(), &walker.said("code").unwrap());
        let back = browser.get(&again).await;
        self.refuses("a code played twice", &browser, &back).await;
        // Who was signed in stays so, as the same person, when a later answer is refused.
        let walker = begun(&browser).await;
        browser.get(&walker.home()).await;
        self.opened += 1;
        let kept = session(&browser);
        let back = browser.get(&walker.home()).await;
        assert_eq!(back.status, StatusCode::BAD_GATEWAY);
        self.refused += 1;
        assert!(session(&browser) == kept && is_signed_in(&browser).await);
    }
}
