//! The page cache: what is the same for everyone is rendered once for each state of the data and each day, and known by its ETag before it is rendered.

use crate::{
    AppState,
    middleware::auth::Caller,
    state::cache::{BYTES_MAX, Keep, MADE_OF, Page},
};
use app::query::{Names, Query};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::hash::{DefaultHasher, Hash, Hasher};
use store::DataVersion;

/// The version of the data that an answer is made of.
const VERSION: HeaderName = HeaderName::from_static("data-version");

/// What a kept page is known by.
struct Mark {
    tag: HeaderValue,
    version: DataVersion,
}

/// What an answer says of itself, kept with it: what it is, how its file is named, where its next part begins.
const SAID: [HeaderName; 3] = [
    header::CONTENT_TYPE,
    header::CONTENT_DISPOSITION,
    HeaderName::from_static("next-cursor"),
];

/// What somebody may see, as a short text: those who have the same share their pages. Whoever is nobody has none, and gets no kept page.
fn rights(app_state: &AppState, caller: &Caller) -> Option<String> {
    let by = caller.principal()?;
    let mut grants: Vec<_> = by.grants(app_state.clock.today()).collect();
    grants.sort_unstable();
    let mut hash = DefaultHasher::new();
    (grants, matches!(caller, Caller::SignedIn(_))).hash(&mut hash);
    Some(format!("{:016x}", hash.finish()))
}

/// What every page of this program, this state of the data and this day is known by.
fn state(app_state: &AppState, version: DataVersion) -> String {
    let day = app_state.clock.today();
    format!("{}-{version}-{day}", env!("CLASSE12_BUILD"))
}

/// The page cache of one address.
#[derive(Clone)]
pub struct CachedRoute {
    /// The product.
    pub app_state: AppState,
    /// The parameters that the address's page reads: no others make another page.
    pub names: Names,
}

/// Answers from the cache, or keeps the answer. The state is read before the page is made: a page of an older state is never kept as a newer one.
/// The key is the reader's rights (nobody has none, hence nothing kept), the path, and the query's known parameters in their canonical form, which the
/// handler gets too: what a page does not know can't change what is kept.
pub async fn keep(
    State(CachedRoute { app_state, names }): State<CachedRoute>,
    caller: Caller,
    mut request: Request,
    next: Next,
) -> Response {
    let query = Query::read(request.uri().query().unwrap_or_default()).known(names);
    let key = format!("{}?{}", request.uri().path(), query.text());
    request.extensions_mut().insert(query);
    let asked = request.method().clone();
    let version = app_state.store.data_version();
    let (Some(rights), &(Method::GET | Method::HEAD)) = (rights(&app_state, &caller), &asked) else {
        return MADE_OF.scope(version, next.run(request)).await;
    };
    let state = state(&app_state, version);
    let Ok(tag) = HeaderValue::try_from(format!("W/\"{state}-{rights}\"")) else {
        return next.run(request).await;
    };
    let key = format!("{rights} {key}");
    let known = request.headers().get(header::IF_NONE_MATCH) == Some(&tag);
    let mark = Mark { tag, version };
    if let Some(page) = app_state.cache.get(&state, &key) {
        return answer(known, mark, page);
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
        remember(response.headers_mut(), mark);
        return response;
    }
    let said = |name: HeaderName| Some((name.clone(), response.headers().get(&name)?.clone()));
    let said: HeaderMap = SAID.into_iter().filter_map(said).collect();
    match axum::body::to_bytes(response.into_body(), BYTES_MAX).await {
        Ok(bytes) => {
            let page = Page { bytes, said };
            app_state.cache.put(&state, key, page.clone());
            answer(known, mark, page)
        }
        Err(error) => {
            tracing::error!(%error, "a page could not be read");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn answer(known: bool, mark: Mark, page: Page) -> Response {
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Response::new(Body::from(page.bytes))
    };
    let headers = response.headers_mut();
    remember(headers, mark);
    if !known {
        headers.extend(page.said);
    }
    response
}

/// Says that a page may be kept, to be asked for by its tag each time, and which version of the data it is made of.
fn remember(headers: &mut HeaderMap, Mark { tag, version }: Mark) {
    headers.insert(header::ETAG, tag);
    headers.insert(VERSION, HeaderValue::from(version.number));
    headers.insert(header::VARY, HeaderValue::from_static("cookie, authorization"));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
}
