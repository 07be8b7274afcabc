//! The page cache: what is the same for everyone is rendered once for each state of the data and each day, and known by its ETag before it is rendered.

use crate::{Site, who::Who};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Mutex, PoisonError},
};

tokio::task_local! {
    /// The data version as it stood before the page of this request was made: what it shows is at least as new.
    static MADE_OF: i64;
}

/// The data version that the page of this request is made of.
pub fn made_of(site: &Site) -> i64 {
    MADE_OF
        .try_with(|version| *version)
        .unwrap_or_else(|_| site.store.version())
}

/// The version of the data that an answer is made of.
const VERSION: HeaderName = HeaderName::from_static("data-version");
/// The most bytes kept.
const BYTES_MAX: usize = 24 << 20;

/// The kept pages of one state of the data.
#[derive(Default)]
pub struct Cache(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    state: String,
    bytes: usize,
    pages: HashMap<String, (axum::body::Bytes, HeaderMap)>,
}

/// What an answer says of itself, kept with it: what it is, how its file is named, where its next part begins.
const SAID: [HeaderName; 3] = [
    header::CONTENT_TYPE,
    header::CONTENT_DISPOSITION,
    HeaderName::from_static("next-cursor"),
];

/// Marks a response as one to keep.
#[derive(Clone, Copy, Debug)]
pub struct Keep;

impl Cache {
    fn get(&self, state: &str, key: &str) -> Option<(axum::body::Bytes, HeaderMap)> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.state == state {
            kept.pages.get(key).cloned()
        } else {
            None
        }
    }

    fn put(&self, state: &str, key: String, page: (axum::body::Bytes, HeaderMap)) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.state != state || kept.bytes + page.0.len() > BYTES_MAX {
            *kept = Kept {
                state: state.to_owned(),
                ..Kept::default()
            };
        }
        kept.bytes += page.0.len();
        if let Some((old, _)) = kept.pages.insert(key, page) {
            kept.bytes -= old.len();
        }
    }
}

/// What somebody may see, as a short text: those who have the same share their pages. Nobody has none.
fn rights(site: &Site, who: &Who) -> Option<String> {
    let by = who.principal()?;
    let mut grants: Vec<_> = by.grants(site.clock.today()).collect();
    grants.sort_unstable();
    let mut hash = DefaultHasher::new();
    (grants, matches!(who, Who::Signed(_))).hash(&mut hash);
    Some(format!("{:016x}", hash.finish()))
}

/// What every page of this program, this state of the data and this day is known by.
fn state(site: &Site, version: i64) -> String {
    let day = site.clock.today();
    format!("{}-{version}-{day}", env!("CLASSE12_BUILD"))
}

/// Answers from the cache, or keeps the answer. The state is read before the page is made: a page of an older state is never kept as a newer one.
pub async fn keep(State(site): State<Site>, who: Who, request: Request, next: Next) -> Response {
    let asked = request.method().clone();
    let version = site.store.version();
    let (Some(rights), &(Method::GET | Method::HEAD)) = (rights(&site, &who), &asked) else {
        return MADE_OF.scope(version, next.run(request)).await;
    };
    let state = state(&site, version);
    let Ok(tag) = HeaderValue::try_from(format!("W/\"{state}-{rights}\"")) else {
        return next.run(request).await;
    };
    let key = request
        .uri()
        .path_and_query()
        .map_or_else(String::new, |address| format!("{rights} {address}"));
    let known = request.headers().get(header::IF_NONE_MATCH) == Some(&tag);
    if let Some((bytes, said)) = site.cache.get(&state, &key) {
        return answer(known, (tag, version), bytes, said);
    }
    let mut response = MADE_OF.scope(version, next.run(request)).await;
    if response.extensions().get::<Keep>().is_none() || response.status() != StatusCode::OK {
        return response;
    }
    // A file too large to be kept is sent as it comes.
    let size = axum::body::HttpBody::size_hint(response.body()).exact();
    if size.is_some_and(|size| size > BYTES_MAX as u64) {
        return response;
    }
    // The head alone has the same tag, and no body to keep.
    if asked == Method::HEAD {
        remember(response.headers_mut(), (tag, version));
        return response;
    }
    let said = |name: HeaderName| Some((name.clone(), response.headers().get(&name)?.clone()));
    let said: HeaderMap = SAID.into_iter().filter_map(said).collect();
    match axum::body::to_bytes(response.into_body(), BYTES_MAX).await {
        Ok(bytes) => {
            site.cache.put(&state, key, (bytes.clone(), said.clone()));
            answer(known, (tag, version), bytes, said)
        }
        Err(error) => {
            tracing::error!(%error, "a page could not be read");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn answer(known: bool, tag: (HeaderValue, i64), bytes: axum::body::Bytes, said: HeaderMap) -> Response {
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Response::new(Body::from(bytes))
    };
    let headers = response.headers_mut();
    remember(headers, tag);
    if !known {
        headers.extend(said);
    }
    response
}

/// Says that a page may be kept, to be asked for by its tag each time, and which version of the data it is made of.
fn remember(headers: &mut HeaderMap, (tag, version): (HeaderValue, i64)) {
    headers.insert(header::ETAG, tag);
    headers.insert(VERSION, HeaderValue::from(version));
    headers.insert(header::VARY, HeaderValue::from_static("cookie, authorization"));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
}
