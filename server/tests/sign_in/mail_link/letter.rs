//! The messages themselves: what they say, that mail does not break them, and the invitation that an administrator sends.

use super::post::{ADMIN, JEANNE, Message, Post, request_of};
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::{Email, account::AccountState};

/// The form of an invitation, as its page sends it.
fn form(email: &str) -> String {
    format!(
        "email={email}&name=Hélène+Lœuf&party=menj&ends_on=&role=officer&policy=*&territory=A24&district=&from=2021-03-15&until="
    )
}

/// An administrator signs in by a link and invites somebody; answers the message.
async fn invite(post: &Post, email: &str) -> Message {
    let admin = post.world.browser();
    post.ask(&admin, ADMIN).await;
    let link = post.message().await.link();
    assert_eq!(admin.post(&link, "").await.location(), "/personnes");
    let page = admin.post("/personnes", &form(email)).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let message = post.message().await;
    // The administrator sees where it went, and the same link, this once.
    assert!(page.text.contains(email) && page.text.contains(&message.link()));
    message
}

#[tokio::test]
async fn prove_mail_link_an_invitation_opens_its_account_once_in_7_days() {
    let post = Post::new(|_| {}).await;
    let almost = TimeDelta::days(7) - TimeDelta::seconds(1);
    for (email, later, opens) in [
        ("at.once@ac-creteil.fr", TimeDelta::zero(), true),
        ("in.time@ac-creteil.fr", almost, true),
        ("too.late@ac-creteil.fr", TimeDelta::days(7), false),
    ] {
        let message = invite(&post, email).await;
        assert_eq!(
            message.of("subject"),
            "Votre invitation au pilotage de Classe à 12"
        );
        assert_eq!(message.said["to"], serde_json::json!([email]));
        assert!(message.of("text").starts_with("Bonjour Hélène Lœuf,"));
        assert!(message.of("text").contains("dans les 7 jours"));
        post.world.clock.advance(later);
        let link = message.link();
        let (first, second) = (post.world.browser(), post.world.browser());
        let state = async || {
            let known = post
                .world
                .store
                .account_of_email(&Email::new(email).unwrap())
                .await;
            known.unwrap().unwrap().account.state
        };
        assert_eq!(state().await, AccountState::Invited);
        if opens {
            assert!(first.get(&link).await.text.contains("Ouvrir mon compte"));
            let opened = first.post(&link, "").await;
            assert_eq!(
                (opened.status, opened.location()),
                (StatusCode::SEE_OTHER, "/classes-dedoublees/deploiement/A24")
            );
            assert_eq!(first.get("/mon-compte").await.status, StatusCode::OK);
            assert_eq!(state().await, AccountState::Active);
        } else {
            assert_eq!(first.get(&link).await.status, StatusCode::GONE);
        }
        assert_eq!(second.post(&link, "").await.status, StatusCode::GONE);
        assert_eq!(second.get("/mon-compte").await.status, StatusCode::SEE_OTHER);
        assert_eq!(state().await == AccountState::Active, opens);
    }
}

#[tokio::test]
async fn prove_mail_link_a_message_arrives_whole() {
    let post = Post::new(|_| {}).await;
    let asked = post.ask(&post.world.browser(), JEANNE).await;
    let message = post.message().await;
    assert_eq!(message.said["to"], serde_json::json!([JEANNE]));
    assert_eq!(message.said["head"]["to"], serde_json::json!([JEANNE]));
    assert_eq!(message.said["head"]["from"], "service@classe12.fr");
    assert_eq!(message.of("from"), "service@classe12.fr");
    assert_eq!(message.of("subject"), "Votre lien de connexion");
    // As it was written, to the letter.
    let link = format!("http://127.0.0.1:3000{}", message.link());
    let (_, written) = app::account::letters::sign_in("Hélène Œuvrard-Noël", &link, &message.code());
    assert_eq!(
        message.of("text").replace("\r\n", "\n").trim_end(),
        written.trim_end()
    );
    assert!(message.of("text").contains("à") || message.of("text").contains("é"));
    // On its way it is ASCII in short lines, whatever the servers between.
    let raw = message.of("raw");
    assert!(
        raw.is_ascii() && raw.lines().all(|line| line.len() <= 78),
        "{raw}"
    );
    assert!(raw.contains("Date: ") && raw.contains("Message-ID: "), "{raw}");
    // Neither the request nor the code is in a header, where logs keep them.
    let (head, _) = raw.split_once("\r\n\r\n").unwrap();
    assert!(!head.contains(&message.code()) && !head.contains(&request_of(&asked)));
    println!("figures: {} bytes of message, decoded to the letter", raw.len());
}
