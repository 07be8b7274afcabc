//! `classe12 serve`: the pages, on loopback or behind a proxy that speaks https.

use crate::{
    CommandError, command,
    options::{DataPlace, Serve},
};
use demo::Plan;
use server::{AppState, Gate, Limits, Mail, Matomo, Settings, clock::Clock, proconnect};
use std::{
    io::Write,
    net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener},
    process::ExitCode,
    sync::Arc,
    time::Duration,
};
use store::Store;

/// Files and connections open at once.
const FILES: u64 = 8_192;

/// Runs the command, until it is told to stop.
pub async fn run(place: &DataPlace, options: &Serve) -> Result<ExitCode, CommandError> {
    if !assets::COMPLETE {
        return Err("ce programme a été construit sans ses feuilles de style, ses scripts ou ses polices : reconstruisez-le par « cargo xtask build », puis relancez-le.".into());
    }
    let loopback = SocketAddr::from(([127, 0, 0, 1], options.port));
    let listen = options.listen.unwrap_or(loopback);
    check(listen, options)?;
    let store = place.open().await?;
    if options.demo {
        command::demo::fill(&store, &Plan::new(options.scale)).await?;
    } else if store.demo().await?.is_some() {
        return Err("cette base contient le pays inventé : servez-la avec --demo, ou choisissez un autre dossier avec --data.".into());
    }
    let listener = TcpListener::bind(listen)
        .map_err(|error| format!("{listen} ne peut pas être écouté ({error}) : essayez un autre --port"))?;
    let settings = settings(place, options, listener.local_addr()?)?;
    let public = settings.public.clone();
    let site = AppState::open(store.clone(), settings).await?;
    if let Some(watch) = options.watch {
        let listener =
            TcpListener::bind(watch).map_err(|error| format!("{watch} ne peut pas être écouté ({error})"))?;
        tokio::spawn(server::serve_metrics(site.clone(), listener));
    }
    // As many connections as the service lets in, where the system lets it.
    if let Err(error) = rlimit::increase_nofile_limit(FILES) {
        tracing::warn!(%error, "the limit of open files stays as it is");
    }
    let following = tokio::spawn(store.clone().follow());
    let tending = tokio::spawn(server::tend(site.clone()));
    let handle = server::Handle::new();
    let (stopping, stopped_site) = (handle.clone(), site.clone());
    tokio::spawn(async move {
        stopped().await;
        server::stop(&stopped_site, &stopping);
    });
    let first = first_access(&store, options, &public).await?;
    say(&format!(
        "Classe à 12, pilotage : {public}/\n{first}Ctrl+C pour l'arrêter.\n"
    ));
    let served = server::serve(site, listener, handle).await;
    following.abort();
    tending.abort();
    store.close().await;
    served
        .map_err(|error| format!("{listen} ne peut plus être écouté ({error})").into())
        .map(|()| ExitCode::SUCCESS)
}

/// Refuses combinations that would let somebody in.
fn check(listen: SocketAddr, options: &Serve) -> Result<(), CommandError> {
    let secure = options
        .public_url
        .as_deref()
        .is_some_and(|url| url.starts_with("https://"));
    if !listen.ip().is_loopback() && !secure {
        return Err("hors de cette machine, le service n'écoute que derrière https : dites son adresse avec --public-url https://…".into());
    }
    if options.demo && (!listen.ip().is_loopback() || options.public_url.is_some()) {
        return Err(
            "la démonstration donne tous les rôles à qui la regarde : elle n'écoute que sur cette machine."
                .into(),
        );
    }
    if let Some(url) = &options.public_url {
        let host = url
            .strip_prefix("https://")
            .or_else(|| url.strip_prefix("http://127.0.0.1"));
        let named = |host: &str| {
            !host.contains('/') && (host.starts_with(':') || url.starts_with("https://")) && !host.is_empty()
        };
        if !host.is_some_and(named) || url.len() > 200 {
            return Err(format!(
                "--public-url {url} : écrivez https:// puis le nom du service, sans rien après."
            )
            .into());
        }
    }
    if options.watch.is_some_and(|watch| !watch.ip().is_loopback()) {
        return Err("--watch n'écoute que sur cette machine : 127.0.0.1 et un port.".into());
    }
    Ok(())
}

fn settings(place: &DataPlace, options: &Serve, address: SocketAddr) -> Result<Settings, CommandError> {
    let mut settings = Settings::loopback(place.data.clone());
    settings.public = match &options.public_url {
        Some(url) => Arc::from(url.as_str()),
        None => Arc::from(format!("http://{address}")),
    };
    if settings.is_secure() {
        settings.limits = Limits::NETWORK;
    }
    // A proxy on the same machine is the usual one.
    settings.proxies = match options.proxy.as_slice() {
        [] if settings.is_secure() => Arc::new([IpAddr::V4(Ipv4Addr::LOCALHOST)]),
        proxies => proxies.into(),
    };
    if let Some(contact) = &options.contact {
        settings.contact = Arc::from(contact.as_str());
    }
    if let (Some(smtp), Some(from)) = (&options.smtp, &options.mail_from) {
        settings.mail = Some(Mail::new(smtp, from)?);
    }
    if let (Some(issuer), Some(id), Some(secret)) = (
        &options.proconnect_issuer,
        &options.proconnect_id,
        &options.proconnect_secret,
    ) {
        settings.proconnect = Some(Gate::new(proconnect::ProConnectSettings {
            issuer: issuer.clone(),
            client_id: id.clone(),
            client_secret: secret.clone(),
            redirect: format!("{}/connexion/proconnect/retour", settings.public),
            after_logout: format!("{}/deconnexion", settings.public),
            acr: options
                .proconnect_acr
                .iter()
                .filter(|level| !level.is_empty())
                .cloned()
                .collect(),
            signed_userinfo: options.proconnect_signed,
            timeout: Duration::from_secs(5),
        }));
    }
    if let (Some(address), Some(site), Some(token)) =
        (&options.matomo_url, options.matomo_site, &options.matomo_token)
    {
        let matomo = Matomo::new(
            address,
            site,
            options.matomo_dimension,
            token,
            Duration::from_secs(60),
        )?;
        settings.matomo = Some(Arc::new(matomo));
    }
    Ok(settings)
}

/// What the console says of the first access: a link that nothing over HTTP can make.
async fn first_access(store: &Store, options: &Serve, public: &str) -> Result<String, CommandError> {
    if options.demo {
        return Ok(format!(
            "Démonstration : prenez un rôle en un clic sur {public}/connexion\n"
        ));
    }
    let clock = Clock::Real;
    if store.has_administrator(clock.today()).await? {
        return Ok(String::new());
    }
    Ok(
        match command::user::admin_link(store, &clock, None, public).await {
            Ok(link) => format!(
                "Premier accès, une fois, dans les 15 minutes : {link}\nPour en refaire un : classe12 user admin-link\n"
            ),
            // Another program writes for long, as an import of the directory does: it is served all the same.
            Err(stop) => {
                tracing::warn!(%stop, "no link for the first access yet");
                "Premier accès : la base est occupée, aucun lien n'est fait. Quand elle sera libre : classe12 user admin-link\n".to_owned()
            }
        },
    )
}

/// Whoever started it may have closed the pipe: it serves all the same.
fn say(text: &str) {
    if let Err(error) = std::io::stdout().write_all(text.as_bytes()) {
        tracing::warn!(%error, text, "the address could not be printed");
    }
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
