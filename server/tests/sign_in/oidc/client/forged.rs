//! Forged answers, each refused with the check that it fails.

use super::{refused, sign_in};
use crate::sign_in::oidc::provider::{MFA, Provider};
use server::proconnect::Check;

/// What a provider forges of its ID token, and the check that says no.
const FORGED: [(&str, Check); 13] = [
    ("aud", Check::Audience),
    ("aud-more", Check::Audience),
    ("iss", Check::Issuer),
    ("nonce", Check::Nonce),
    ("no-nonce", Check::Nonce),
    ("alg-none", Check::Unsigned),
    ("hs256", Check::Algorithm),
    ("hs256-secret", Check::Algorithm),
    ("rs512", Check::Algorithm),
    ("expired", Check::Expired),
    ("other-key", Check::Signature),
    ("unknown-key", Check::Signature),
    ("sub-mismatch", Check::Subject),
];
/// What it forges of a signed description of the person.
const FORGED_USERINFO: [(&str, Check); 4] = [
    ("json-userinfo", Check::Unsigned),
    ("none-userinfo", Check::Unsigned),
    ("userinfo-other-key", Check::Signature),
    ("userinfo-aud", Check::Audience),
];
/// What else it answers, and how the refusal begins.
const REFUSED: [(&str, &str); 11] = [
    ("acr", "Err(Acr(Some(\"eidas1\")))"),
    ("no-acr", "Err(Acr(None))"),
    ("no-email", "Err(Email)"),
    ("unverified-email", "Err(Email)"),
    ("state", "Err(State)"),
    ("slow", "Err(Slow(1s))"),
    ("500", "Err(Failing(500))"),
    (
        "bad-token",
        "Err(Unreadable(\"an access token that no header can hold\"))",
    ),
    ("huge", "Err(Unreadable(\"more than 262144 bytes\"))"),
    ("elsewhere", "Err(Unreadable("),
    ("not-json", "Err(Unreadable("),
];

#[tokio::test]
async fn what_a_hostile_provider_answers_is_refused_and_the_check_is_named() {
    let provider = Provider::start("hostile.mjs", &[]);
    let plain = provider.client(&[MFA], false).await;
    let signed = provider.client(&[MFA], true).await;
    let mut wrong = Vec::new();
    for (mode, check) in FORGED {
        for (signed_userinfo, client) in [(true, &signed), (false, &plain)] {
            provider.mode(mode, signed_userinfo).await;
            let answer = sign_in(client).await;
            if !refused(&answer, check) {
                wrong.push(format!("{mode}, signed {signed_userinfo}: {answer:?}"));
            }
        }
    }
    for (mode, check) in FORGED_USERINFO {
        provider.mode(mode, true).await;
        let answer = sign_in(&signed).await;
        if !refused(&answer, check) {
            wrong.push(format!("{mode}: {answer:?}"));
        }
    }
    for (mode, expected) in REFUSED {
        provider.mode(mode, false).await;
        let answer = format!("{:?}", sign_in(&plain).await);
        if !answer.starts_with(expected) {
            wrong.push(format!("{mode}: {answer}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(
        provider.count("/elsewhere").await,
        0,
        "a redirection was followed"
    );
    for signed_userinfo in [false, true] {
        provider.mode("good", signed_userinfo).await;
        let client = if signed_userinfo { &signed } else { &plain };
        let identity = sign_in(client).await.unwrap();
        assert_eq!(identity.email, "jeanne.martin@example.fr");
        assert_eq!(identity.name, "Jeanne Martin");
        assert_eq!(
            (identity.subject.as_str(), identity.issuer.as_str()),
            ("jeanne", provider.url.as_str())
        );
        assert_eq!(identity.acr.as_deref(), Some(MFA));
    }
}
