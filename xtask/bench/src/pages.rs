//! The national page over HTTP, kept and not kept, against a handler that answers the same bytes from memory; then the memory that is left.

use crate::{
    Error,
    client::{Connection, sign_in},
    measure::{Figure, Figures, memory, micros, middle},
    world::World,
};
use axum::{Router, body::Bytes, http::header, routing::get};
use server::{AppState, Handle, Settings};
use std::{
    net::{SocketAddr, TcpListener},
    path::Path,
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};
use tokio::net::TcpStream;

const CONNECTIONS: usize = 8;
const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_secs(2);
/// Addresses that no cache knows: a name that the page does not read.
static NEXT: AtomicU64 = AtomicU64::new(0);

/// Measures the pages of a scale in a process of its own, whose memory is told.
pub fn run(data: &Path, scale: u32, figures: &mut Figures) -> Result<(), Error> {
    let output = std::process::Command::new(std::env::current_exe()?)
        .arg("--data")
        .arg(data)
        .args(["--scale", &scale.to_string(), "--child-pages"])
        .stderr(std::process::Stdio::inherit())
        .output()?;
    let told: Vec<(String, Figure)> = serde_json::from_slice(&output.stdout)?;
    for (name, figure) in told {
        figures.tell(&name, figure);
    }
    Ok(())
}

/// In a process of its own: both kinds of page, in turn with the bare handler; the figures go out as JSON.
pub async fn child(world: &World) -> Result<(), Error> {
    let site = AppState::open(world.store.clone(), Settings::loopback(world.folder.clone())).await?;
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let handle = Handle::new();
    let serving = handle.clone();
    let product = tokio::spawn(server::serve(site, listener, serving));
    let begun = Instant::now();
    let mut connection = Connection::open(address).await?;
    let page = connection.get("/", "").await?;
    let first = begun.elapsed();
    let bare = bare(page.clone()).await?;
    let cookie = sign_in(address, "leadership").await?;
    let (mut bare_rates, mut kept_rates) = (Vec::new(), Vec::new());
    let (mut fresh_rates, mut signed_rates) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        bare_rates.push(rate(bare, false, "").await?);
        kept_rates.push(rate(address, false, "").await?);
        fresh_rates.push(rate(address, true, "").await?);
        signed_rates.push(rate(address, true, &cookie).await?);
    }
    let (bare, kept, fresh) = (middle(bare_rates), middle(kept_rates), middle(fresh_rates));
    let signed = middle(signed_rates);
    handle.shutdown();
    product.await??;
    let figure = |ours: u64, unit| Figure::new(world.scale, ours as f64, bare as f64, unit);
    let memory = memory("RssAnon").unwrap_or(0) as f64;
    let told = [
        ("page-cached", figure(kept, "/s")),
        ("page-uncached", figure(fresh, "/s")),
        // Who asks is looked up once a request: beside the same page without a session.
        (
            "page-signed-in",
            Figure::new(world.scale, signed as f64, fresh as f64, "/s"),
        ),
        ("first-page", Figure::new(world.scale, micros(first), 1e6, "µs")),
        ("memory", Figure::new(world.scale, memory, 120_000.0, "kB")),
    ];
    println!("{}", serde_json::to_string(&told)?);
    Ok(())
}

/// A handler that answers the bytes from memory, and nothing else.
async fn bare(page: Vec<u8>) -> Result<SocketAddr, Error> {
    let page = Bytes::from(page);
    let answer = move || async move { ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page) };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        let listener = axum::serve::ListenerExt::tap_io(listener, |stream: &mut TcpStream| {
            if let Err(error) = stream.set_nodelay(true) {
                eprintln!("{error}");
            }
        });
        axum::serve(listener, Router::new().route("/", get(answer))).await
    });
    Ok(address)
}

/// Answers a second.
async fn rate(address: SocketAddr, fresh: bool, cookie: &str) -> Result<u64, Error> {
    let begun = Instant::now();
    let work = |_| {
        let cookie = cookie.to_owned();
        tokio::spawn(async move {
            let (mut connection, mut answers) = (Connection::open(address).await?, 0_u64);
            while begun.elapsed() < ROUND {
                let path = if fresh {
                    format!("/?n={}", NEXT.fetch_add(1, Ordering::Relaxed))
                } else {
                    "/".to_owned()
                };
                connection.get(&path, &cookie).await?;
                answers += 1;
            }
            Ok::<u64, Error>(answers)
        })
    };
    let workers: Vec<_> = (0..CONNECTIONS).map(work).collect();
    let mut answers = 0;
    for worker in workers {
        answers += worker.await??;
    }
    Ok(answers * 1_000 / u64::try_from(begun.elapsed().as_millis().max(1))?)
}
