//! An open page learns that the data changed: the data version alone goes out (its number, and its epoch as the event's id), never a figure, and the
//! page offers to show what is new.

use crate::request::{Ask, Route, routes};
use axum::response::{
    IntoResponse, Response,
    sse::{Event, KeepAlive, Sse},
};
use futures_util::stream;
use std::{convert::Infallible, time::Duration};
use store::DataVersion;
use tokio::{sync::watch, time::Instant};

/// How long one listens before it asks again who it is: a session that ended hears no more.
const LISTENING: Duration = Duration::from_secs(300);
/// A line that says nothing, so that whoever left is noticed.
const ALIVE: Duration = Duration::from_secs(20);

/// Its addresses.
pub fn routes() -> Vec<Route> {
    routes! {
        get "/evenements" => versions;
    }
}

/// The versions, from the one that stands on.
struct Versions {
    /// Whether the one that stands is told.
    told: bool,
    versions: watch::Receiver<DataVersion>,
    stopping: watch::Receiver<bool>,
    until: Instant,
}

impl Versions {
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        if self.told {
            tokio::select! {
                changed = self.versions.changed() => changed.ok()?,
                _ = self.stopping.wait_for(|stopping| *stopping) => return None,
                () = tokio::time::sleep_until(self.until) => return None,
            }
        }
        self.told = true;
        let version = *self.versions.borrow_and_update();
        let event = Event::default().event("version");
        let event = event.id(version.epoch.to_string());
        Some((Ok(event.data(version.number.to_string())), self))
    }
}

/// The data version now and each one after, as server-sent events. What may be asked is asked again by whoever listens when this ends.
async fn versions(ask: Ask) -> Response {
    let versions = Versions {
        told: false,
        versions: ask.app_state.store.versions(),
        stopping: ask.app_state.stopping.subscribe(),
        until: Instant::now() + LISTENING,
    };
    let events = stream::unfold(versions, Versions::next);
    Sse::new(events)
        .keep_alive(KeepAlive::new().interval(ALIVE))
        .into_response()
}
