//! The real router over a fresh store, and browsers that ask it: each keeps its cookie.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test takes what it needs, and a broken world ends it"
)]

pub mod nation;
pub mod node;
pub mod postgres;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use chrono::{DateTime, NaiveDate, Utc};
use demo::Plan;
use domain::Role;
use server::{AppState, Settings, clock::Clock, router};
use std::sync::{Arc, Mutex};
use store::Store;
use tower::ServiceExt;

/// The program over a store of its own.
pub struct World {
    pub router: Router,
    pub site: AppState,
    pub store: Store,
    pub clock: Clock,
    pub folder: tempfile::TempDir,
}

/// What was answered.
pub struct Asked {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
    /// As they came: a file that is no text.
    pub bytes: Vec<u8>,
}

impl Asked {
    /// Where it leads.
    pub fn location(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .map_or("", |value| value.to_str().unwrap())
    }
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

/// Somebody's browser: it sends what browsers send, and keeps its cookie.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    pub cookie: Arc<Mutex<Option<String>>>,
}

impl Browser {
    pub async fn get(&self, path: &str) -> Asked {
        self.ask(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, path: &str, form: &str) -> Asked {
        let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(form.to_owned())).unwrap()).await
    }

    /// Asks anything; a form says that it comes from our own pages unless it says otherwise.
    pub async fn ask(&self, mut request: Request<Body>) -> Asked {
        let written = *request.method() != Method::GET && *request.method() != Method::HEAD;
        let headers = request.headers_mut();
        headers
            .entry(header::HOST)
            .or_insert_with(|| "127.0.0.1:3000".parse().unwrap());
        if written && !headers.contains_key("sec-fetch-site") && !headers.contains_key("origin") {
            headers.insert("sec-fetch-site", "same-origin".parse().unwrap());
        }
        self.ask_as_is(request).await
    }

    /// Asks with nothing added but the cookie.
    pub async fn ask_as_is(&self, mut request: Request<Body>) -> Asked {
        if let Some(cookie) = self.cookie.lock().unwrap().as_ref() {
            request
                .headers_mut()
                .insert(header::COOKIE, cookie.parse().unwrap());
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for set in parts.headers.get_all(header::SET_COOKIE) {
            let pair = set.to_str().unwrap().split(';').next().unwrap();
            let (_, value) = pair.split_once('=').unwrap();
            *self.cookie.lock().unwrap() = (!value.is_empty()).then(|| pair.to_owned());
        }
        // News come for as long as one listens.
        let endless = parts
            .headers
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind == "text/event-stream");
        let bytes = if endless {
            Default::default()
        } else {
            to_bytes(body, usize::MAX).await.unwrap()
        };
        Asked {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
            bytes: bytes.into(),
        }
    }
}
