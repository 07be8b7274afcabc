//! Signing in by e-mail, through the router, with a mail server that the messages really reach.

#![allow(clippy::unwrap_used, clippy::panic)]

mod letter;
mod post;
mod quiet;

use axum::http::StatusCode;
use chrono::TimeDelta;
use post::Post;

#[tokio::test]
async fn prove_mail_link_signs_in_once_and_only_by_its_button() {
    let post = Post::new(|_| {}).await;
    let (_, message) = post.link().await;
    let link = message.link();
    // A scanner of mail opens it, however often.
    for _ in 0..3 {
        let scanner = post.world.browser();
        let page = scanner.get(&link).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("Me connecter") && page.text.contains("method=\"post\""));
        assert_eq!(*scanner.cookie.lock().unwrap(), None);
        post.is_outside(&scanner).await;
    }
    let browser = post.world.browser();
    let opened = browser.post(&link, "suite=/mon-compte").await;
    assert_eq!(
        (opened.status, opened.location()),
        (StatusCode::SEE_OTHER, "/mon-compte")
    );
    post.is_inside(&browser).await;
    post.leave(&browser).await;
    for other in [post.world.browser(), browser] {
        let again = other.post(&link, "").await;
        assert_eq!(again.status, StatusCode::GONE, "{}", again.text);
        assert_eq!(other.get(&link).await.status, StatusCode::GONE);
        post.is_outside(&other).await;
    }
    // Twenty at once: one of them.
    let (_, message) = post.link().await;
    let link = message.link();
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            let (browser, link) = (post.world.browser(), link.clone());
            tokio::spawn(async move { browser.post(&link, "").await.status })
        })
        .collect();
    let mut opened = 0;
    for task in tasks {
        match task.await.unwrap() {
            StatusCode::SEE_OTHER => opened += 1,
            other => assert_eq!(other, StatusCode::GONE),
        }
    }
    assert_eq!((opened, post.sessions().await), (1, 1));
    println!("figures: 2 links, 23 uses tried, 2 sessions");
}

#[tokio::test]
async fn prove_mail_link_is_dead_after_15_minutes() {
    let post = Post::new(|_| {}).await;
    for (minutes, lives) in [(14, true), (15, false), (16, false)] {
        let (request, message) = post.link().await;
        post.world.clock.advance(TimeDelta::minutes(minutes));
        let link = message.link();
        let browser = post.world.browser();
        if lives {
            assert_eq!(browser.post(&link, "").await.status, StatusCode::SEE_OTHER);
            post.leave(&browser).await;
        } else {
            assert_eq!(browser.get(&link).await.status, StatusCode::GONE);
            assert_eq!(browser.post(&link, "").await.status, StatusCode::GONE);
            let (browser, typed) = post.type_code(&request, &message.code()).await;
            assert_eq!(typed.status, StatusCode::UNPROCESSABLE_ENTITY);
            post.is_outside(&browser).await;
        }
    }
}

#[tokio::test]
async fn prove_mail_link_has_a_code_for_another_browser_that_serves_once() {
    let post = Post::new(|_| {}).await;
    let (request, message) = post.link().await;
    let page = post
        .world
        .browser()
        .get(&format!("/connexion/code?demande={request}"))
        .await;
    assert!(page.status == StatusCode::OK && page.text.contains("one-time-code"));
    // As people copy it: in two halves.
    let code = message.code();
    let spaced = format!("{}%20{}", &code[..4], &code[4..]);
    let (browser, typed) = post.type_code(&request, &spaced).await;
    assert_eq!(
        (typed.status, typed.location()),
        (StatusCode::SEE_OTHER, "/mon-compte")
    );
    post.is_inside(&browser).await;
    post.leave(&browser).await;
    let (other, typed) = post.type_code(&request, &code).await;
    assert_eq!(typed.status, StatusCode::UNPROCESSABLE_ENTITY);
    post.is_outside(&other).await;
    let link = message.link();
    assert_eq!(other.post(&link, "").await.status, StatusCode::GONE);
    post.is_outside(&other).await;
    // And the link used, its code is.
    let (request, message) = post.link().await;
    let browser = post.world.browser();
    assert_eq!(
        browser.post(&message.link(), "").await.status,
        StatusCode::SEE_OTHER
    );
    post.leave(&browser).await;
    let (other, typed) = post.type_code(&request, &message.code()).await;
    assert_eq!(typed.status, StatusCode::UNPROCESSABLE_ENTITY);
    post.is_outside(&other).await;
    // The code of one request opens no other.
    let (first, message) = post.link().await;
    let (second, _) = post.link().await;
    assert_ne!(first, second);
    let (other, typed) = post.type_code(&second, &message.code()).await;
    assert_eq!(typed.status, StatusCode::UNPROCESSABLE_ENTITY);
    post.is_outside(&other).await;
}

#[tokio::test]
async fn prove_mail_link_dies_of_five_wrong_codes() {
    let post = Post::new(|_| {}).await;
    let mut wrong = 0;
    for (tries, lives) in [(4, true), (5, false)] {
        let (request, message) = post.link().await;
        let code = message.code();
        for n in 1..=tries {
            let guess = format!("{:08}", (code.parse::<u64>().unwrap() + n) % 100_000_000);
            let (browser, typed) = post.type_code(&request, &guess).await;
            assert_eq!(typed.status, StatusCode::UNPROCESSABLE_ENTITY);
            post.is_outside(&browser).await;
            wrong += 1;
        }
        let (browser, typed) = post.type_code(&request, &code).await;
        if lives {
            assert_eq!(typed.status, StatusCode::SEE_OTHER);
            post.leave(&browser).await;
        } else {
            assert_eq!(typed.status, StatusCode::UNPROCESSABLE_ENTITY, "the right code");
            post.is_outside(&browser).await;
            assert_eq!(browser.post(&message.link(), "").await.status, StatusCode::GONE);
            post.is_outside(&browser).await;
        }
    }
    println!("figures: {wrong} wrong codes, the right one taken after 4 and refused after 5");
}
