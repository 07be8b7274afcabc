//! `classe12 serve`: the pages, on loopback.

use crate::{
    Told, demo_command,
    options::{DataPlace, Serve},
};
use demo::Plan;
use server::Site;
use std::{io::Write, net::SocketAddr, process::ExitCode};

/// Runs the command, until it is told to stop.
pub async fn run(place: &DataPlace, options: &Serve) -> Result<ExitCode, Told> {
    let store = place.open().await?;
    if options.demo {
        demo_command::fill(&store, &Plan::new(options.scale)).await?;
    }
    let site = Site::open(store.clone(), place.data.clone()).await?;
    let following = tokio::spawn(store.clone().follow());
    let handle = server::Handle::new();
    let stopping = handle.clone();
    tokio::spawn(async move {
        stopped().await;
        server::stop(&stopping);
    });
    // Until accounts exist nobody else may reach it.
    let listen = SocketAddr::from(([127, 0, 0, 1], options.port));
    let ready = |address| {
        let said = format!(
            "Classe à 12, pilotage : http://{address}/\n\
             Sans comptes pour l'instant : le service n'écoute que sur cette machine. Ctrl+C pour l'arrêter.\n"
        );
        // Whoever started it may have closed the pipe: it serves all the same.
        if let Err(error) = std::io::stdout().write_all(said.as_bytes()) {
            tracing::warn!(%error, %address, "the address could not be printed");
        }
    };
    let served = server::serve(site, listen, handle, ready).await;
    following.abort();
    store.close().await;
    served
        .map_err(|error| {
            format!("{listen} ne peut pas être écouté ({error}) : essayez un autre --port").into()
        })
        .map(|()| ExitCode::SUCCESS)
}

/// Ends when somebody asks the program to stop.
async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminated.recv() => {}
                _ = interrupted => {}
            }
            return;
        }
    }
    if let Err(error) = interrupted.await {
        tracing::error!(%error, "the program can't hear Ctrl+C");
    }
}
