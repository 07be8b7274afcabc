//! Every 503 says when to come back.

use super::{are_read, ask, endless, serve};
use crate::support::{Asked, World};
use axum::http::{StatusCode, header};
use sqlx::{Connection, Executor, SqliteConnection};
use std::{net::TcpListener, sync::Arc};
use tokio::sync::Semaphore;

/// Each way to be told 503, with what it answers.
async fn unavailable() -> Vec<(&'static str, Asked)> {
    let mut ways = Vec::new();
    // Too much is under way.
    let full = World::real(|settings| {
        settings.limits.sign_in = None;
        settings.limits.under_way = 1;
    })
    .await;
    let reading = Arc::new(Semaphore::new(0));
    let (browser, form) = (full.browser(), endless("/connexion", None, &reading));
    let slow = tokio::spawn(async move { browser.ask(form).await });
    are_read(&reading, 1).await;
    ways.push(("too much under way", full.browser().get("/connexion").await));
    slow.abort();
    // Another writer holds on: a page's way to say it.
    let busy = World::real(|settings| settings.limits.sign_in = None).await;
    let file = busy.folder.path().join("classe12.sqlite");
    let mut writer = SqliteConnection::connect(&format!("sqlite://{}", file.display()))
        .await
        .unwrap();
    writer.execute("begin immediate").await.unwrap();
    let code = format!("demande={}&code=1", uuid::Uuid::nil());
    ways.push((
        "a busy writer",
        busy.browser().post("/connexion/code", &code).await,
    ));
    writer.execute("rollback").await.unwrap();
    // The database is gone.
    let down = World::real(|_| {}).await;
    down.store.close().await;
    ways.push(("no database", down.browser().get("/etat").await));
    ways
}

#[tokio::test]
async fn every_503_says_when_to_come_back() {
    for (way, answer) in unavailable().await {
        assert_eq!(
            answer.status,
            StatusCode::SERVICE_UNAVAILABLE,
            "{way}: {}",
            answer.text
        );
        let wait = answer.headers.get(header::RETRY_AFTER);
        assert_eq!(wait.map(|wait| wait.as_bytes()), Some(b"60".as_slice()), "{way}");
    }
    // On the address of those who watch, too.
    let served = serve(|_| {}).await;
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(server::serve_metrics(served.site.clone(), listener));
    served.store.close().await;
    let answer = ask(&address, "/readyz").await.to_lowercase();
    assert!(answer.starts_with("http/1.1 503"), "{answer}");
    assert!(answer.contains("\r\nretry-after: 60\r\n"), "{answer}");
}
