//! Updates of distinct classes by clients whose connections stay open, through the whole server, beside the same updates asked of the store.

use crate::{
    Error,
    client::{Connection, sign_in},
    measure::{Figure, Figures, middle},
    updates::{ROUND, ROUNDS, Seen, Units, after, rate, units},
    world::World,
};
use chrono::NaiveDate;
use domain::{PolicyCode, Uai, rights::AccessScope};
use server::{AppState, Handle, Settings};
use std::{
    collections::VecDeque,
    net::{SocketAddr, TcpListener},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};
use store::adoption::{KnownUnit, Slice};
use uuid::Uuid;

/// Those who send at once.
const CLIENTS: usize = 8;
/// Classes of the officer's académie, each moved in its turn.
const WANTED: i64 = 20_000;
/// Where the demonstration's officer may write.
const OFFICER: &str = "A24";

/// A class and the school on whose page it is moved.
pub struct Placed {
    pub seen: Seen,
    school: Uai,
}

type Queue = Arc<Mutex<VecDeque<Placed>>>;

/// Accepted updates a second over HTTP, beside those of the store in the same run.
pub async fn run(world: &World, figures: &mut Figures) -> Result<(), Error> {
    let server = Server::open(world).await?;
    let own: Units = Arc::new(Mutex::new(elsewhere(world).await?));
    let placed: Queue = Arc::new(Mutex::new(placed(world).await?));
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        theirs.push(rate(world, &own, CLIENTS).await?);
        ours.push(sent(&server, world.today, &placed).await?);
    }
    server.close().await?;
    let (ours, theirs) = (middle(ours) as f64, middle(theirs) as f64);
    figures.tell("update-http", Figure::new(world.scale, ours, theirs, "/s"));
    Ok(())
}

/// The real server over the copy, and an officer who is signed in.
pub struct Server {
    pub address: SocketAddr,
    pub cookie: String,
    handle: Handle<SocketAddr>,
    serving: tokio::task::JoinHandle<std::io::Result<()>>,
}

impl Server {
    pub async fn open(world: &World) -> Result<Self, Error> {
        let site = AppState::open(world.store.clone(), Settings::loopback(world.folder.clone())).await?;
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let handle = Handle::new();
        let serving = tokio::spawn(server::serve(site, listener, handle.clone()));
        let cookie = sign_in(address, "officer").await?;
        Ok(Self {
            address,
            cookie,
            handle,
            serving,
        })
    }

    pub async fn close(self) -> Result<(), Error> {
        self.handle.shutdown();
        Ok(self.serving.await??)
    }
}

/// Sends an update of a class from its school's page.
pub async fn send(
    connection: &mut Connection,
    cookie: &str,
    today: NaiveDate,
    class: Placed,
) -> Result<Placed, Error> {
    let Placed { seen, school } = class;
    let form = format!(
        "id={}&unit={}%3A{}&stage={}&day={today}&source=call",
        Uuid::now_v7(),
        seen.unit.0,
        seen.sequence,
        after(seen.stage).code(),
    );
    let path = format!("/{}/deploiement/{school}", PolicyCode::HALVED_CLASSES);
    connection.post(&path, cookie, &form).await?;
    let seen = seen.changed();
    Ok(Placed { seen, school })
}

/// Accepted updates a second.
async fn sent(server: &Server, today: NaiveDate, placed: &Queue) -> Result<u64, Error> {
    let begun = Instant::now();
    let client = |_| {
        let (address, cookie, placed) = (server.address, server.cookie.clone(), placed.clone());
        tokio::spawn(async move {
            let (mut connection, mut done) = (Connection::open(address).await?, 0_u64);
            while begun.elapsed() < ROUND {
                let next = held(&placed).pop_front().ok_or("the académie has no class")?;
                let moved = send(&mut connection, &cookie, today, next).await?;
                held(&placed).push_back(moved);
                done += 1;
            }
            Ok::<u64, Error>(done)
        })
    };
    let clients: Vec<_> = (0..CLIENTS).map(client).collect();
    let mut done = 0;
    for client in clients {
        done += client.await??;
    }
    Ok(done * 1_000_000 / u64::try_from(begun.elapsed().as_micros().max(1))?)
}

fn held(placed: &Queue) -> MutexGuard<'_, VecDeque<Placed>> {
    placed.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The officer's classes with their schools.
pub async fn placed(world: &World) -> Result<VecDeque<Placed>, Error> {
    let slice = Slice {
        territory: domain::TerritoryCode::parse(OFFICER).ok_or("no académie")?,
        ..world.slice
    };
    let list = world
        .store
        .list_units(&slice, None, &AccessScope::Everywhere, 0, WANTED)
        .await?;
    let placed = |known: KnownUnit| {
        let standing = known.standing;
        let seen = Seen {
            unit: known.id,
            sequence: standing.sequence,
            stage: standing.step.stage()?,
        };
        Some(Placed {
            seen,
            school: known.unit.school,
        })
    };
    Ok(list.units.into_iter().filter_map(placed).collect())
}

/// The classes of the others: the store's own updates leave the officer's alone.
async fn elsewhere(world: &World) -> Result<VecDeque<Seen>, Error> {
    let theirs: std::collections::BTreeSet<_> = placed(world)
        .await?
        .into_iter()
        .map(|class| class.seen.unit)
        .collect();
    let all = units(world).await?;
    Ok(all
        .into_iter()
        .filter(|seen| !theirs.contains(&seen.unit))
        .collect())
}
