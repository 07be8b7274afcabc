//! Our client of the provider without the service around it: which check says no, when keys are asked again, what is asked.

mod forged;

use super::provider::{HOME, MFA, Provider, Walker};
use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::url::Url;
use server::{
    clock::Clock,
    proconnect::{Check, Identity, Pending, ProConnect, Wrong},
};
use std::{collections::BTreeSet, time::Duration};

fn now() -> DateTime<Utc> {
    Clock::Real.now()
}

/// From the button to the answer.
async fn sign_in(client: &ProConnect) -> Result<Identity, Wrong> {
    let (url, pending) = client.begin();
    let mut browser = Walker::new();
    browser.go(&url).await;
    let (state, code) = (browser.said("state").unwrap(), browser.said("code").unwrap());
    client.finish(&pending, &state, &code, now()).await
}

fn refused(answer: &Result<Identity, Wrong>, check: Check) -> bool {
    matches!(answer, Err(Wrong::Refused(failed, _)) if *failed == check)
}

fn query(url: &str) -> Vec<(String, String)> {
    Url::parse(url).unwrap().query_pairs().into_owned().collect()
}

#[tokio::test]
async fn a_provider_that_cannot_be_used_is_told_when_it_is_discovered() {
    let provider = Provider::start("hostile.mjs", &[]);
    let settings = provider.settings(&[], false);
    for (mode, expected) in [
        ("slow", "Slow(1s)"),
        ("500", "Failing(500)"),
        ("huge", "Unreadable(\"more than"),
        ("elsewhere", "Unreadable("),
        ("not-json", "Unreadable("),
        (
            "wrong-issuer",
            "Unreadable(\"Validation error: unexpected issuer URI",
        ),
        ("plain-http", "Settings(\"http://elsewhere.example/token is not"),
    ] {
        provider.mode(mode, false).await;
        let wrong = format!(
            "{:?}",
            ProConnect::discover(settings.clone()).await.err().unwrap()
        );
        assert!(wrong.starts_with(expected), "{mode}: {wrong}");
    }
    let mut away = settings.clone();
    away.issuer = "http://127.0.0.1:9".into();
    let wrong = ProConnect::discover(away).await.err().unwrap();
    assert!(matches!(wrong, Wrong::Unreachable(_)), "{wrong:?}");
    for issuer in ["http://proconnect.example", "ftp://127.0.0.1", "nothing"] {
        let mut odd = settings.clone();
        odd.issuer = issuer.into();
        let wrong = ProConnect::discover(odd).await.err().unwrap();
        assert!(matches!(wrong, Wrong::Settings(_)), "{issuer}: {wrong:?}");
    }
    let written = format!("{settings:?}");
    assert!(
        written.contains("classe12") && !written.contains("secret:"),
        "{written}"
    );
}

#[tokio::test]
async fn a_code_is_spent_once_and_by_the_browser_that_asked_for_it() {
    let provider = Provider::start("hostile.mjs", &["--mode", "code-twice"]);
    let client = provider.client(&[], false).await;
    let (url, pending) = client.begin();
    let mut browser = Walker::new();
    browser.go(&url).await;
    let (state, code) = (browser.said("state").unwrap(), browser.said("code").unwrap());
    let other = client.begin().1;
    let wrong = client.finish(&other, &state, &code, now()).await.unwrap_err();
    assert!(matches!(wrong, Wrong::State), "{wrong:?}");
    client.finish(&pending, &state, &code, now()).await.unwrap();
    let wrong = client.finish(&pending, &state, &code, now()).await.unwrap_err();
    assert!(matches!(wrong, Wrong::Code(_)), "{wrong:?}");
    // A code of ours with another's verifier.
    browser.go(&url).await;
    let code = browser.said("code").unwrap();
    let stolen = Pending {
        verifier: other.verifier,
        ..pending
    };
    let wrong = client.finish(&stolen, &state, &code, now()).await.unwrap_err();
    assert!(matches!(wrong, Wrong::Code(_)), "{wrong:?}");
    let mut settings = provider.settings(&[], false);
    settings.client_secret = "another".into();
    let wrong = sign_in(&ProConnect::discover(settings).await.unwrap())
        .await
        .unwrap_err();
    assert!(matches!(wrong, Wrong::Client(_)), "{wrong:?}");
}

#[tokio::test]
async fn keys_are_asked_again_when_they_rotate_but_not_every_time() {
    let provider = Provider::start("hostile.mjs", &["--signed-userinfo"]);
    let client = provider.client(&[], true).await;
    sign_in(&client).await.unwrap();
    assert_eq!(provider.count("/jwks").await, 1);
    provider.mode("rotate", true).await;
    let (one, two) = tokio::join!(sign_in(&client), sign_in(&client));
    one.unwrap();
    two.unwrap();
    assert_eq!(provider.count("/jwks").await, 2);
    provider.mode("unknown-key", true).await;
    assert!(refused(&sign_in(&client).await, Check::Signature));
    assert_eq!(provider.count("/jwks").await, 2, "asked again within a minute");
    let later = now() + TimeDelta::seconds(61);
    let (url, pending) = client.begin();
    let mut browser = Walker::new();
    browser.go(&url).await;
    let (state, code) = (browser.said("state").unwrap(), browser.said("code").unwrap());
    client.finish(&pending, &state, &code, later).await.unwrap_err();
    assert_eq!(provider.count("/jwks").await, 3);
}

#[tokio::test]
async fn the_time_is_the_one_given() {
    let provider = Provider::start("hostile.mjs", &[]);
    let client = provider.client(&[], false).await;
    for (after, accepted) in [(0, true), (50, true), (70, false)] {
        let (url, pending) = client.begin();
        let mut browser = Walker::new();
        browser.go(&url).await;
        let (state, code) = (browser.said("state").unwrap(), browser.said("code").unwrap());
        let now = now() + TimeDelta::seconds(after);
        let answer = client.finish(&pending, &state, &code, now).await;
        assert_eq!(answer.is_ok(), accepted, "{after}: {answer:?}");
    }
}

#[tokio::test]
async fn what_is_asked_is_of_the_standard_and_new_each_time() {
    let honest = Provider::start("provider.mjs", &[]);
    let hostile = Provider::start("hostile.mjs", &[]);
    let (url, pending) = honest.client(&["eidas2", MFA], false).await.begin();
    let asked = query(&url);
    let names: BTreeSet<&str> = asked.iter().map(|(name, _)| name.as_str()).collect();
    let expected =
        "claims client_id code_challenge code_challenge_method nonce redirect_uri response_type scope state";
    assert_eq!(names, expected.split(' ').collect());
    let get = |name: &str| asked.iter().find(|(key, _)| key == name).unwrap().1.as_str();
    assert_eq!(get("scope"), "openid given_name usual_name email");
    assert_eq!(get("code_challenge_method"), "S256");
    assert_eq!(get("redirect_uri"), format!("{HOME}/connexion/proconnect/retour"));
    let claims = format!(r#"{{"id_token":{{"acr":{{"essential":true,"values":["eidas2","{MFA}"]}}}}}}"#);
    assert_eq!(get("claims"), claims);
    assert_eq!(
        (get("state"), get("nonce")),
        (pending.state.as_str(), pending.nonce.as_str())
    );
    assert!(pending.state.len() >= 32 && pending.nonce.len() >= 32 && pending.verifier.len() >= 43);
    let kept: Pending = serde_json::from_str(&serde_json::to_string(&pending).unwrap()).unwrap();
    assert_eq!(
        (kept.state, kept.nonce, kept.verifier),
        (pending.state, pending.nonce, pending.verifier)
    );
    assert!(!format!("{:?}", honest.client(&[], false).await.begin().1).contains("state:"));
    // Nothing asked; and a provider that does not know `claims`.
    let names = |url: &str| query(url).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    let (url, _) = honest.client(&[], false).await.begin();
    assert!(
        names(&url)
            .iter()
            .all(|name| name != "claims" && name != "acr_values")
    );
    let client = hostile.client(&["eidas2", MFA], false).await;
    let (url, _) = client.begin();
    assert!(
        query(&url).contains(&("acr_values".to_owned(), format!("eidas2 {MFA}"))),
        "{url}"
    );
    let states: BTreeSet<String> = (0..100).map(|_| client.begin().1.state).collect();
    assert_eq!(states.len(), 100);
}

#[tokio::test]
async fn a_client_is_shared_among_tasks() {
    let provider = Provider::start("hostile.mjs", &[]);
    let client = provider.client(&[], false).await;
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            tokio::spawn({
                let client = client.clone();
                async move { sign_in(&client).await }
            })
        })
        .collect();
    for task in tasks {
        tokio::time::timeout(Duration::from_secs(10), task)
            .await
            .unwrap()
            .unwrap()
            .unwrap();
    }
}
