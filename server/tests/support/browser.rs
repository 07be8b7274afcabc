//! A browser: its cookies, what it asks, and what it is answered.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};
use tower::ServiceExt;

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

/// Somebody's browser: it sends what browsers send, and keeps its cookie.
#[derive(Clone)]
pub struct Browser {
    pub(super) router: Router,
    pub cookie: Arc<Mutex<Option<String>>>,
}

impl Browser {
    /// The rows of a CSV file, each by its columns.
    pub async fn rows(&self, path: &str) -> Vec<BTreeMap<String, String>> {
        let file = self.get(path).await;
        assert_eq!(file.status, StatusCode::OK, "{path}: {}", file.text);
        let mut lines = file.text.trim_start_matches('\u{feff}').split_terminator("\r\n");
        let columns: Vec<String> = lines.next().unwrap().split(';').map(str::to_owned).collect();
        let row = |line: &str| {
            let cells = line.split(';').map(str::to_owned);
            columns.iter().cloned().zip(cells).collect()
        };
        lines.map(row).collect()
    }

    pub async fn get(&self, path: &str) -> Asked {
        self.ask(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// The page of an import once the file is read: it asks no more to be loaded again.
    pub async fn settled(&self, path: &str) -> Asked {
        let mut tries = 0;
        loop {
            let page = self.get(path).await;
            if !page.text.contains("data-refresh-seconds") {
                return page;
            }
            tries += 1;
            assert!(tries < 3_000, "{path} is still read after a minute");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
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
