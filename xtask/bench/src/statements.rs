//! The statements that one accepted update sends to the database: over HTTP, with who asks looked up, beside the store alone.

use crate::{
    Error,
    client::Connection,
    measure::{Figure, Figures},
    updates::Seen,
    updates_http::{Server, placed, send},
    world::World,
};
use domain::Principal;
use std::{
    fmt,
    sync::{Mutex, PoisonError},
    time::Duration,
};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span,
};

/// Updates of which the one with the fewest statements is told: what is asked once for all is not the update's.
const TRIES: usize = 5;
/// What is written aside ends meanwhile.
const ASIDE: Duration = Duration::from_millis(200);

/// The statements heard, in their order.
static HEARD: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Counts the statements of an update over HTTP and of the same asked of the store.
pub async fn run(world: &World, figures: &mut Figures) -> Result<(), Error> {
    // Another one listens already when this runs for a second scale: it is the same.
    if tracing::subscriber::set_global_default(Ear).is_err() {
        println!("statements are listened to already");
    }
    let server = Server::open(world).await?;
    let mut classes = placed(world).await?;
    let mut connection = Connection::open(server.address).await?;
    let (mut ours, mut theirs) = (None, None);
    for _ in 0..TRIES {
        let class = classes.pop_front().ok_or("the académie has no class")?;
        tokio::time::sleep(ASIDE).await;
        drop(heard());
        let sent = send(&mut connection, &server.cookie, world.today, class).await?;
        tokio::time::sleep(ASIDE).await;
        fewest(&mut ours, heard());
        record(world, &sent.seen).await?;
        tokio::time::sleep(ASIDE).await;
        fewest(&mut theirs, heard());
    }
    server.close().await?;
    let (ours, theirs) = (ours.unwrap_or_default(), theirs.unwrap_or_default());
    for statement in &ours {
        println!("  {statement}");
    }
    let (ours, theirs) = (ours.len() as f64, theirs.len() as f64);
    figures.tell("statements", Figure::new(world.scale, ours, theirs, ""));
    Ok(())
}

fn heard() -> Vec<String> {
    std::mem::take(&mut *HEARD.lock().unwrap_or_else(PoisonError::into_inner))
}

fn fewest(known: &mut Option<Vec<String>>, heard: Vec<String>) {
    if known.as_ref().is_none_or(|known| known.len() > heard.len()) {
        *known = Some(heard);
    }
}

/// The next update of a class, asked of the store.
async fn record(world: &World, class: &Seen) -> Result<(), Error> {
    let today = world.today;
    let now = today.and_hms_opt(9, 0, 0).ok_or("no time")?.and_utc();
    let change = class.next_change(today);
    world
        .store
        .record(&Principal::operator(), today, now, change)
        .await?;
    Ok(())
}

/// Hears what sqlx says of each statement, and nothing else.
struct Ear;

impl Subscriber for Ear {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "sqlx::query"
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut said = Summary(String::new());
        event.record(&mut said);
        HEARD.lock().unwrap_or_else(PoisonError::into_inner).push(said.0);
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

/// The first words of a statement.
struct Summary(String);

impl Visit for Summary {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if field.name() == "summary" {
            self.0 = format!("{value:?}");
        }
    }
}
