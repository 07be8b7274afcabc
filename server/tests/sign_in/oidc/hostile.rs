//! What a provider that misbehaves, or a browser, may try: refused, written down, and nobody is signed in.

mod target;

use super::{
    BEGIN,
    house::{invite, service, sessions, sign_in, trail},
    provider::{HOME, MFA, Provider, Walker},
};
use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Request, StatusCode, header},
};
use std::{net::SocketAddr, time::Duration};
use target::Target;

#[tokio::test]
async fn prove_oidc_no_answer_of_a_hostile_provider_signs_anybody_in() {
    let provider = Provider::start("hostile.mjs", &[]);
    let mut plain = Target::new(&provider, false).await;
    let mut jwt = Target::new(&provider, true).await;
    let token = "aud aud-more iss nonce no-nonce expired acr no-acr alg-none hs256 hs256-secret rs512 other-key unknown-key";
    let user = "sub-mismatch no-email unverified-email";
    let ways = "state bad-token slow 500 huge elsewhere not-json";
    // Where a signed answer was registered, JSON is refused, and what is signed is looked at.
    let signed_only = "json-userinfo none-userinfo userinfo-other-key userinfo-aud";
    for (target, signed, modes) in [
        (&mut plain, false, [token, user, ways].join(" ")),
        (&mut jwt, true, [token, user, ways, signed_only].join(" ")),
    ] {
        // Its keys may change; whoever signs with unknown ones makes us ask for them once a minute.
        provider.mode("rotate", signed).await;
        target.opens("new keys").await;
        for mode in modes.split(' ') {
            provider.mode(mode, signed).await;
            let browser = target.world.browser();
            let back = sign_in(&browser, &mut Walker::new(), BEGIN, &[]).await;
            target
                .refuses(&format!("{mode}, signed: {signed}"), &browser, &back)
                .await;
        }
        provider.mode("good", signed).await;
        target.opens("afterwards").await;
    }
    assert_eq!(
        provider.count("/elsewhere").await,
        0,
        "a redirection was followed"
    );
    println!(
        "figures: {} hostile answers refused and written down, 0 sessions",
        plain.refused + jwt.refused
    );
}

#[tokio::test]
async fn prove_oidc_an_answer_serves_the_browser_that_asked_and_once() {
    let provider = Provider::start("hostile.mjs", &["--mode", "code-twice"]);
    let mut target = Target::new(&provider, false).await;
    target.nothing_begun().await;
    target.another_s_answer().await;
    target.a_second_time().await;
    trail(&target.world, true, target.refused).await;
    println!(
        "figures: {} answers played by the wrong browser or twice refused",
        target.refused
    );
}

#[tokio::test]
async fn prove_oidc_a_provider_that_is_down_lets_the_service_stand() {
    let provider = Provider::start("hostile.mjs", &["--mode", "500"]);
    let world = service(&provider, &[MFA], false).await;
    let (jeanne, token) = invite(&world, "jeanne.martin@ac-creteil.fr", 0).await;
    let begin = format!("{BEGIN}?invitation={token}");
    let modes = "500 slow huge elsewhere not-json wrong-issuer plain-http";
    let mut refused = 0;
    for mode in modes.split(' ') {
        provider.mode(mode, false).await;
        let browser = world.browser();
        let back = browser.get(&begin).await;
        assert_eq!(back.status, StatusCode::BAD_GATEWAY, "{mode}: {}", back.text);
        assert_eq!(*browser.cookie.lock().unwrap(), None, "{mode}");
        refused += 1;
        trail(&world, true, refused).await;
        assert_eq!(browser.get("/connexion").await.status, StatusCode::OK);
    }
    // Nobody waits for those who came before: each is told after a time of their own.
    provider.mode("slow", false).await;
    let began = std::time::Instant::now();
    let come = |_| {
        let browser = world.browser();
        tokio::spawn(async move { browser.get(BEGIN).await.status })
    };
    for told in (0..8).map(come).collect::<Vec<_>>() {
        assert_eq!(told.await.unwrap(), StatusCode::BAD_GATEWAY);
    }
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    refused += 8;
    trail(&world, true, refused).await;
    provider.mode("good", false).await;
    let browser = world.browser();
    let back = sign_in(&browser, &mut Walker::new(), &begin, &[]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER);
    assert_eq!(sessions(&world, jeanne).await, 1);
    // Down again: signing out here needs nobody.
    provider.mode("slow", false).await;
    let began = std::time::Instant::now();
    let out = browser.post("/deconnexion", "").await;
    assert!(out.status.is_success() && began.elapsed() < Duration::from_secs(1));
    assert_eq!(sessions(&world, jeanne).await, 0);
    // Whoever comes back from a sign-out that was not begun here finds the page, and nothing else.
    let outside = world.browser().get("/deconnexion?state=x").await;
    assert_eq!(outside.status, StatusCode::OK);
    println!("figures: {refused} sign-ins refused while a provider was down in 7 ways, then signed in");
}

#[tokio::test]
async fn prove_oidc_the_attempts_of_an_address_are_counted_and_not_those_of_its_proxy() {
    let provider = Provider::start("hostile.mjs", &[]);
    let gate = server::Gate::new(provider.settings(&[MFA], false));
    let world = super::house::with(|settings| {
        settings.proconnect = Some(gate);
        settings.limits.sign_in = Some(3);
        settings.proxies = ["127.0.0.1".parse().unwrap()].into();
    })
    .await;
    let begin = async |from: &str| {
        let mut request = Request::get(BEGIN).body(Body::empty()).unwrap();
        let headers = request.headers_mut();
        headers.insert("x-forwarded-for", from.parse().unwrap());
        headers.insert(
            header::HOST,
            HOME.strip_prefix("http://").unwrap().parse().unwrap(),
        );
        let socket: SocketAddr = "127.0.0.1:4000".parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(socket));
        world.browser().ask(request).await
    };
    for _ in 0..3 {
        assert_eq!(begin("81.2.3.4").await.status, StatusCode::SEE_OTHER);
    }
    let slowed = begin("81.2.3.4").await;
    assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(slowed.headers.contains_key(header::RETRY_AFTER));
    assert_eq!(begin("81.2.3.5").await.status, StatusCode::SEE_OTHER);
}
