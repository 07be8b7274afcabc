//! The share of one address: of what is under way, and of the connections.

use super::{LONG, are_read, ask, endless, serve};
use crate::support::World;
use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Request, StatusCode, header},
};
use std::{net::SocketAddr, num::NonZeroUsize, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::Semaphore,
    time::{sleep, timeout},
};

#[tokio::test]
async fn one_address_holds_its_share_of_what_is_under_way() {
    let world = World::real(|settings| {
        settings.limits.sign_in = None;
        settings.limits.under_way = 16;
        settings.limits.share = NonZeroUsize::new(8);
    })
    .await;
    let reading = Arc::new(Semaphore::new(0));
    let held = || {
        let (browser, form) = (world.browser(), endless("/connexion", Some("81.2.3.4"), &reading));
        tokio::spawn(async move { browser.ask(form).await })
    };
    let slow = [held(), held()];
    are_read(&reading, 2).await;
    let page = async |from: &str| {
        let mut request = Request::get("/connexion").body(Body::empty()).unwrap();
        let socket: SocketAddr = format!("{from}:4000").parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(socket));
        world.browser().ask(request).await
    };
    let refused = page("81.2.3.4").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.headers.contains_key(header::RETRY_AFTER));
    assert_eq!(page("81.2.3.5").await.status, StatusCode::OK);
    // Who hangs up holds nothing.
    for one in slow {
        one.abort();
        assert!(one.await.is_err_and(|error| error.is_cancelled()));
    }
    assert_eq!(page("81.2.3.4").await.status, StatusCode::OK);
}

#[tokio::test]
async fn one_address_holds_its_share_of_the_connections_unless_it_is_our_proxy() {
    for (proxies, served_too) in [(Vec::new(), false), (vec!["127.0.0.1".parse().unwrap()], true)] {
        let served = serve(|settings| {
            settings.limits.connections = 16;
            settings.limits.share = NonZeroUsize::new(8);
            settings.proxies = proxies.into();
        })
        .await;
        let mut held = Vec::new();
        for _ in 0..2 {
            let mut stream = TcpStream::connect(&served.address).await.unwrap();
            let head = "GET /connexion HTTP/1.1\r\nHost: localhost\r\n\r\n";
            stream.write_all(head.as_bytes()).await.unwrap();
            let mut first = [0; 12];
            timeout(LONG, stream.read_exact(&mut first))
                .await
                .unwrap()
                .unwrap();
            assert_eq!(&first, b"HTTP/1.1 200");
            held.push(stream);
        }
        let answer = ask(&served.address, "/connexion").await;
        assert_eq!(answer.starts_with("HTTP/1.1 200"), served_too, "{answer}");
        drop(held);
        // Once their ends are seen their places are free.
        let again = async {
            while !ask(&served.address, "/connexion")
                .await
                .starts_with("HTTP/1.1 200")
            {
                sleep(Duration::from_millis(20)).await;
            }
        };
        timeout(LONG, again).await.unwrap();
    }
}
