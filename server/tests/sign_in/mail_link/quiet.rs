//! What a stranger learns by asking for links, and how many they may have sent: nothing, and few.

use super::post::{JEANNE, Post, request_of};
use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode, header},
};
use chrono::TimeDelta;
use domain::{Email, Principal, Role, TerritoryCode, account::Party, rights::Grant};
use server::new_link;
use std::net::SocketAddr;
use store::account::NewAccount;

/// An answer and the page it leads to, byte for byte, but for the number of the request.
async fn shape(post: &Post, email: &str) -> (StatusCode, HeaderMap, String, StatusCode, HeaderMap, String) {
    let browser = post.world.browser();
    let asked = post.ask(&browser, email).await;
    let id = request_of(&asked);
    assert_eq!(id.len(), 36);
    let page = browser.get(asked.location()).await;
    assert_eq!(browser.cookie.lock().unwrap().as_ref(), None, "{email}");
    let plain = |mut headers: HeaderMap| {
        for value in headers.values_mut() {
            let text = value.to_str().unwrap().replace(&id, "REQUEST");
            *value = HeaderValue::try_from(text).unwrap();
        }
        headers
    };
    let headers = plain(page.headers);
    let text = page.text.replace(&id, "REQUEST");
    (
        asked.status,
        plain(asked.headers),
        asked.text,
        page.status,
        headers,
        text,
    )
}

#[tokio::test]
async fn prove_mail_link_tells_nobody_who_has_an_account() {
    let post = Post::new(|_| {}).await;
    let (by, today, now) = (
        Principal::operator(),
        post.world.clock.today(),
        post.world.clock.now(),
    );
    for email in ["invited@ac-creteil.fr", "closed@ac-creteil.fr"] {
        let new = NewAccount {
            email: Email::new(email),
            name: "Paul Essai".to_owned(),
            party: Party::Menj,
            ends_on: None,
        };
        let grant = Grant {
            role: Role::Officer,
            policy: None,
            territory: TerritoryCode::parse("A24").unwrap(),
            from: today,
            until: None,
        };
        let link = new_link(false).link;
        let id = post
            .world
            .store
            .invite(&by, today, now, &new, &grant, &link)
            .await;
        if email.starts_with("closed") {
            let closed = post.world.store.close_account(&by, today, now, id.unwrap());
            closed.await.unwrap();
        }
    }
    let known = shape(&post, JEANNE).await;
    assert_eq!(post.message().await.said["to"][0], JEANNE);
    let strangers = [
        "nobody@ac-creteil.fr",
        "x@y.example",
        "invited@ac-creteil.fr",
        "closed@ac-creteil.fr",
    ];
    for stranger in strangers {
        assert_eq!(shape(&post, stranger).await, known, "{stranger}");
    }
    post.no_message().await;
    // A wrong code is told the same, whether there is a right one or not.
    let mut told = Vec::new();
    for email in [JEANNE, strangers[0]] {
        let request = request_of(&post.ask(&post.world.browser(), email).await);
        let (browser, typed) = post.type_code(&request, "00000000").await;
        post.is_outside(&browser).await;
        told.push((typed.status, typed.text.replace(&request, "REQUEST")));
    }
    assert_eq!(told[0], told[1]);
    println!(
        "figures: {} addresses without an open account answered as one with, byte for byte",
        strangers.len()
    );
}

#[tokio::test]
async fn prove_mail_link_sends_one_account_five_messages_in_15_minutes() {
    let post = Post::new(|_| {}).await;
    let first = shape(&post, JEANNE).await;
    for _ in 0..9 {
        // Written otherwise, it is the same address.
        assert_eq!(shape(&post, "Jeanne.Martin@AC-Creteil.fr").await, first);
        post.world.clock.advance(TimeDelta::seconds(60));
    }
    let mut links = Vec::new();
    for _ in 0..5 {
        links.push(post.message().await.link());
    }
    post.no_message().await;
    // The last of them still opens; the next one comes when the first is 15 minutes old.
    let browser = post.world.browser();
    assert_eq!(browser.post(&links[4], "").await.status, StatusCode::SEE_OTHER);
    post.leave(&browser).await;
    post.world.clock.advance(TimeDelta::minutes(6));
    post.link().await;
    // Nor do twenty at once get more.
    post.world.clock.advance(TimeDelta::minutes(16));
    let ask = |_| {
        let browser = post.world.browser();
        tokio::spawn(async move {
            browser
                .post("/connexion", &format!("email={JEANNE}"))
                .await
                .status
        })
    };
    for asked in (0..20).map(ask).collect::<Vec<_>>() {
        assert_eq!(asked.await.unwrap(), StatusCode::SEE_OTHER);
    }
    for _ in 0..5 {
        post.message().await;
    }
    post.no_message().await;
    println!("figures: 30 links asked, 5 messages sent in 15 minutes");
}

#[tokio::test]
async fn prove_mail_link_counts_the_attempts_of_an_address() {
    let post = Post::new(|settings| {
        settings.limits.sign_in = Some(4);
        settings.proxies = ["127.0.0.1".parse().unwrap()].into();
    })
    .await;
    let attempt = async |from: &str, path: &str, form: &str| {
        let kind = (header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let mut request = Request::post(path).header(kind.0, kind.1);
        request = request.header(HeaderName::from_static("x-forwarded-for"), from);
        let mut request = request.body(Body::from(form.to_owned())).unwrap();
        let socket: SocketAddr = "127.0.0.1:4000".parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(socket));
        post.world.browser().ask(request).await
    };
    // Asking, typing a code and pressing a link's button count together.
    let code = format!("demande={}&code=1", uuid::Uuid::nil());
    let ways = [
        ("/connexion", "email=nobody@ac-creteil.fr", StatusCode::SEE_OTHER),
        ("/connexion/code", &code, StatusCode::UNPROCESSABLE_ENTITY),
        ("/connexion/lien/nothing", "", StatusCode::GONE),
        ("/connexion", "email=nobody@ac-creteil.fr", StatusCode::SEE_OTHER),
    ];
    for (path, form, status) in ways {
        assert_eq!(attempt("81.2.3.4", path, form).await.status, status, "{path}");
    }
    let jeanne = format!("email={JEANNE}");
    for (path, form) in [
        ("/connexion", jeanne.as_str()),
        ("/connexion/code", &code),
        ("/connexion/lien/nothing", ""),
    ] {
        let slowed = attempt("81.2.3.4", path, form).await;
        assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS, "{path}");
        let wait = slowed.headers.get(header::RETRY_AFTER).unwrap();
        let wait: u64 = wait.to_str().unwrap().parse().unwrap();
        assert!((1..=60).contains(&wait), "{wait}");
    }
    post.no_message().await;
    let other = attempt("81.2.3.5", "/connexion", &jeanne).await;
    assert_eq!(other.status, StatusCode::SEE_OTHER);
    post.message().await;
}
