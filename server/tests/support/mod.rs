//! The real router over a fresh store, and browsers that ask it: each keeps its cookie.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test takes what it needs, and a broken world ends it"
)]

mod browser;
pub mod moved;
pub mod nation;
pub mod node;
pub mod postgres;

use axum::{Router, http::StatusCode};
pub use browser::{Asked, Browser};
use chrono::{DateTime, NaiveDate, Utc};
use demo::Plan;
use domain::Role;
use server::{AppState, Settings, clock::Clock, router};
use std::sync::Arc;
use store::Store;

/// The program over a store of its own.
pub struct World {
    pub router: Router,
    pub site: AppState,
    pub store: Store,
    pub clock: Clock,
    pub folder: tempfile::TempDir,
}

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// The time at which real worlds begin: 15 March 2021, in the morning.
pub fn morning() -> DateTime<Utc> {
    day(2021, 3, 15).and_hms_opt(8, 0, 0).unwrap().and_utc()
}

impl World {
    /// The invented nation, a tenth of it.
    pub async fn demo() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open_sqlite(folder.path()).await.unwrap();
        let plan = Plan::new(0);
        let now = plan.today.and_hms_opt(8, 0, 0).unwrap().and_utc();
        demo::load(&store, &plan, now, &mut |_, _| {}).await.unwrap();
        Self::over(store, Clock::held(morning()), folder, |_| {}).await
    }

    /// A real service, empty, with settings of one's own; its clock moves when it is told to.
    pub async fn real(change: impl FnOnce(&mut Settings)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open_sqlite(folder.path()).await.unwrap();
        Self::over(store, Clock::held(morning()), folder, change).await
    }

    /// A service over a store that is open.
    pub async fn over(
        store: Store,
        clock: Clock,
        folder: tempfile::TempDir,
        change: impl FnOnce(&mut Settings),
    ) -> Self {
        let mut settings = Settings::loopback(folder.path().to_owned());
        change(&mut settings);
        let site = AppState::open_at(store.clone(), settings, clock.clone())
            .await
            .unwrap();
        Self {
            router: router(site.clone()),
            site,
            store,
            clock,
            folder,
        }
    }

    /// A browser that nobody signed in with.
    pub fn browser(&self) -> Browser {
        Browser {
            router: self.router.clone(),
            cookie: Arc::default(),
        }
    }

    /// A browser of somebody of the demonstration.
    pub async fn role(&self, role: Role) -> Browser {
        let browser = self.browser();
        let taken = browser
            .post("/connexion/role", &format!("role={}", role.code()))
            .await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
        browser
    }
}
