//! The page cache: what is the same for everyone is rendered once for each state of the data and each day, and known by its ETag before it is rendered.

use crate::Site;
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// The most bytes kept.
const BYTES_MAX: usize = 24 << 20;

/// The kept pages of one state of the data.
#[derive(Default)]
pub struct Cache(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    tag: Option<HeaderValue>,
    bytes: usize,
    pages: HashMap<String, (axum::body::Bytes, HeaderValue)>,
}

/// Marks a response as one to keep.
#[derive(Clone, Copy, Debug)]
pub struct Keep;

impl Cache {
    fn get(&self, tag: &HeaderValue, key: &str) -> Option<(axum::body::Bytes, HeaderValue)> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.tag.as_ref() == Some(tag) {
            kept.pages.get(key).cloned()
        } else {
            None
        }
    }

    fn put(&self, tag: &HeaderValue, key: String, page: (axum::body::Bytes, HeaderValue)) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.tag.as_ref() != Some(tag) || kept.bytes + page.0.len() > BYTES_MAX {
            *kept = Kept {
                tag: Some(tag.clone()),
                ..Kept::default()
            };
        }
        kept.bytes += page.0.len();
        if let Some((old, _)) = kept.pages.insert(key, page) {
            kept.bytes -= old.len();
        }
    }
}

/// What every page of this program, this state of the data and this day is known by.
fn tag(site: &Site) -> Option<HeaderValue> {
    let (version, day) = (site.store.version(), site.clock.today());
    HeaderValue::try_from(format!("W/\"{}-{version}-{day}\"", env!("CLASSE12_BUILD"))).ok()
}

/// Answers from the cache, or keeps the answer. The state is read before the page is made: a page of an older state is never kept as a newer one.
pub async fn keep(State(site): State<Site>, request: Request, next: Next) -> Response {
    let asked = request.method().clone();
    let (Some(tag), &(Method::GET | Method::HEAD)) = (tag(&site), &asked) else {
        return next.run(request).await;
    };
    let key = request
        .uri()
        .path_and_query()
        .map_or_else(String::new, |address| address.as_str().to_owned());
    let known = request.headers().get(header::IF_NONE_MATCH) == Some(&tag);
    if let Some((bytes, kind)) = site.cache.get(&tag, &key) {
        return answer(known, tag, bytes, kind);
    }
    let mut response = next.run(request).await;
    if response.extensions().get::<Keep>().is_none() || response.status() != StatusCode::OK {
        return response;
    }
    // The head alone has the same tag, and no body to keep.
    if asked == Method::HEAD {
        remember(response.headers_mut(), tag);
        return response;
    }
    let kind = response.headers().get(header::CONTENT_TYPE).cloned();
    let kind = kind.unwrap_or_else(|| HeaderValue::from_static("text/html; charset=utf-8"));
    match axum::body::to_bytes(response.into_body(), BYTES_MAX).await {
        Ok(bytes) => {
            site.cache.put(&tag, key, (bytes.clone(), kind.clone()));
            answer(known, tag, bytes, kind)
        }
        Err(error) => {
            tracing::error!(%error, "a page could not be read");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn answer(known: bool, tag: HeaderValue, bytes: axum::body::Bytes, kind: HeaderValue) -> Response {
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Response::new(Body::from(bytes))
    };
    let headers = response.headers_mut();
    remember(headers, tag);
    if !known {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    response
}

/// Says that a page may be kept, to be asked for by its tag each time.
fn remember(headers: &mut HeaderMap, tag: HeaderValue) {
    headers.insert(header::ETAG, tag);
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
}
