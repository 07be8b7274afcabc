//! One client, however slow or greedy, does not stop the service for the others.

#![allow(clippy::unwrap_used)]

mod share;
mod unavailable;

use crate::support::World;
use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Method, Request, StatusCode, header},
};
use futures_util::stream;
use server::{AppState, Settings, routes};
use std::{
    net::{SocketAddr, TcpListener},
    sync::Arc,
    time::{Duration, Instant},
};
use store::Store;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::Semaphore,
    time::{interval, sleep, timeout},
};

const FORM: &str = "application/x-www-form-urlencoded";
/// How long a form may take here.
const SHORT: Duration = Duration::from_millis(500);
/// Long enough to say that nothing comes.
const LONG: Duration = Duration::from_secs(20);

/// A service on a port of its own, until the test ends.
struct Served {
    address: String,
    site: AppState,
    store: Store,
    _folder: tempfile::TempDir,
}

async fn serve(change: impl FnOnce(&mut Settings)) -> Served {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open_sqlite(folder.path()).await.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let mut settings = Settings::loopback(folder.path().to_owned());
    settings.limits.form = SHORT;
    settings.limits.sign_in = None;
    change(&mut settings);
    let site = AppState::open(store.clone(), settings).await.unwrap();
    tokio::spawn(server::serve(site.clone(), listener, server::Handle::new()));
    Served {
        address,
        site,
        store,
        _folder: folder,
    }
}

/// The head of a form of so many bytes.
fn head(path: &str, bytes: usize) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nContent-Type: {FORM}\r\nContent-Length: {bytes}\r\n\r\n"
    )
}

/// What comes until the connection ends; nothing where it was closed unanswered.
async fn read(mut stream: impl AsyncReadExt + Unpin) -> String {
    let mut answer = Vec::new();
    // A connection closed before all that was sent is read may end by an error.
    timeout(LONG, stream.read_to_end(&mut answer)).await.unwrap().ok();
    String::from_utf8_lossy(&answer).into_owned()
}

async fn ask(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    // Where the door is shut it may be shut before this is written.
    stream.write_all(head.as_bytes()).await.ok();
    read(stream).await
}

/// A form of which nothing ever comes; `reading` gets a permit once somebody waits for it.
fn endless(path: &str, from: Option<&str>, reading: &Arc<Semaphore>) -> Request<Body> {
    let reading = Arc::clone(reading);
    let never = stream::once(async move {
        reading.add_permits(1);
        std::future::pending::<Result<&'static str, std::io::Error>>().await
    });
    let request = Request::post(path).header(header::CONTENT_TYPE, FORM);
    let mut request = request.body(Body::from_stream(never)).unwrap();
    if let Some(from) = from {
        let socket: SocketAddr = format!("{from}:4000").parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(socket));
    }
    request
}

/// Waits until so many forms are waited for.
async fn are_read(reading: &Semaphore, forms: u32) {
    timeout(LONG, reading.acquire_many(forms))
        .await
        .unwrap()
        .unwrap()
        .forget();
}

#[tokio::test]
async fn a_form_that_comes_by_drops_is_cut_when_its_time_is_over() {
    let served = serve(|_| {}).await;
    let begun = Instant::now();
    let stream = TcpStream::connect(&served.address).await.unwrap();
    let (read_half, mut write) = stream.into_split();
    write
        .write_all(head("/connexion", 10_000).as_bytes())
        .await
        .unwrap();
    let dripping = tokio::spawn(async move {
        let mut ticks = interval(SHORT / 10);
        while write.write_all(b"a").await.is_ok() {
            ticks.tick().await;
        }
    });
    let answer = read(read_half).await;
    let took = begun.elapsed();
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(
        answer.contains("Votre envoi a mis trop de temps à arriver"),
        "{answer}"
    );
    assert!(took >= SHORT && took < LONG / 2, "{took:?}");
    dripping.await.unwrap();
}

#[tokio::test]
async fn a_form_that_comes_in_pieces_but_in_time_is_read() {
    let served = serve(|settings| settings.limits.form = LONG).await;
    let mut stream = TcpStream::connect(&served.address).await.unwrap();
    stream.write_all(head("/connexion", 7).as_bytes()).await.unwrap();
    for piece in ["ema", "il", "=a"] {
        sleep(Duration::from_millis(50)).await;
        stream.write_all(piece.as_bytes()).await.unwrap();
    }
    let mut first = [0; 12];
    timeout(LONG, stream.read_exact(&mut first))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(&first, b"HTTP/1.1 422");
}

#[tokio::test]
async fn http_2_is_not_served() {
    let served = serve(|_| {}).await;
    let mut stream = TcpStream::connect(&served.address).await.unwrap();
    let settings = [0, 0, 0, 4, 0, 0, 0, 0, 0];
    let hello = [b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".as_slice(), &settings].concat();
    stream.write_all(&hello).await.unwrap();
    let answer = read(stream).await;
    assert!(
        answer.is_empty() || answer.starts_with("HTTP/1.1 4"),
        "{answer:?}"
    );
}

#[tokio::test]
async fn what_nobody_sends_is_read_where_one_signs_in_alone() {
    let world = World::real(|settings| {
        settings.limits.form = Duration::from_millis(50);
        settings.limits.sign_in = None;
    })
    .await;
    let (mut read, reading) = (Vec::new(), Arc::new(Semaphore::new(0)));
    let forms = routes::all()
        .into_iter()
        .filter(|route| route.method == Method::POST);
    for path in forms.map(|route| route.path).chain(["/nowhere"]) {
        let address = path.replace(['{', '}'], "");
        let browser = world.browser();
        let answer = timeout(LONG, browser.ask(endless(&address, None, &reading)));
        match answer.await.unwrap().status {
            StatusCode::REQUEST_TIMEOUT => read.push(path),
            StatusCode::NOT_FOUND => assert!(["/nowhere", "/connexion/role"].contains(&path), "{path}"),
            status => assert_eq!(status, StatusCode::SEE_OTHER, "{path}"),
        }
    }
    assert_eq!(read, ["/connexion", "/connexion/code", "/connexion/lien/{token}"]);
    assert_eq!(reading.available_permits(), read.len());
}
