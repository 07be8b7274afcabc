//! What a handler takes (extractors): [`Ask`] to read as somebody, [`Posted`] for a form, [`Visit`] for anybody. Caller, query, path, wanted format
//! and the context that pages are made with are read once from a request.

mod download;
mod path;
mod posted;
mod route;

pub use download::{Format, XLSX, attachment, kept, write_aside};
pub use path::{FromPath, NetworkPath, Place, PlacePath, PolicyPath, SchoolPath, TerritoryPath};
pub use posted::{Outcome, Posted, Right, form};
pub use route::Route;
pub(crate) use route::routes;

use crate::{
    AppState,
    middleware::auth::{self, Caller, CurrentUser},
    render,
};
use app::{context::Context, failure::PageError, query::Query, ui::page::Page};
use axum::{
    extract::{FromRequestParts, Path},
    http::{Uri, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use report::Sheet;
use std::convert::Infallible;

/// Answers somebody with a page, or with why there is none.
pub fn answer(app_state: &AppState, caller: &Caller, page: Result<Page, PageError>) -> Response {
    render::page(app_state, &caller.bar(app_state.clock.today()), page)
}

/// The query of a request: what its route knows of it, laid there by the page cache.
pub fn query_of(parts: &mut Parts) -> Query {
    let known = parts.extensions.remove::<Query>();
    known.unwrap_or_else(|| Query::read(parts.uri.query().unwrap_or_default()))
}

/// A request for a page that anybody may open.
pub struct Visit {
    /// The product.
    pub app_state: AppState,
    /// The caller, perhaps nobody.
    pub caller: Caller,
    /// The address's parameters that its route knows.
    pub query: Query,
}

impl FromRequestParts<AppState> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app_state: &AppState) -> Result<Self, Infallible> {
        Ok(Self {
            app_state: app_state.clone(),
            caller: Caller::from_request_parts(parts, app_state).await?,
            query: query_of(parts),
        })
    }
}

impl Visit {
    /// Answers with a page, or with why there is none.
    pub fn page(&self, page: Result<Page, PageError>) -> Response {
        answer(&self.app_state, &self.caller, page)
    }
}

/// A request of somebody who may read. Nobody is sent to sign in; a path that names nothing is answered 404.
pub struct Ask<P = ()> {
    /// The product.
    pub app_state: AppState,
    /// The caller.
    pub caller: Caller,
    /// The context of the answer: store, principal, day, time.
    pub context: Context,
    /// The address's parameters that its route knows.
    pub query: Query,
    /// What the path names.
    pub path: P,
    uri: Uri,
}

impl<P: FromPath> FromRequestParts<AppState> for Ask<P> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app_state: &AppState) -> Result<Self, Response> {
        let CurrentUser(by) = CurrentUser::from_request_parts(parts, app_state).await?;
        let caller = Caller::from_request_parts(parts, app_state)
            .await
            .unwrap_or(Caller::Nobody);
        let Path(raw) = Path::<P::Raw>::from_request_parts(parts, app_state)
            .await
            .map_err(IntoResponse::into_response)?;
        let path = P::read(raw).map_err(|failure| answer(app_state, &caller, Err(failure)))?;
        Ok(Self {
            context: app_state.context(&by),
            query: query_of(parts),
            uri: parts.uri.clone(),
            app_state: app_state.clone(),
            caller,
            path,
        })
    }
}

impl<P> Ask<P> {
    /// Answers with a page, or with why there is none.
    pub fn page(&self, page: Result<Page, PageError>) -> Response {
        answer(&self.app_state, &self.caller, page)
    }

    /// Answers with why there is nothing else.
    pub fn failed(&self, failure: PageError) -> Response {
        self.page(Err(failure))
    }

    /// Answers a write (post/redirect/get): leads elsewhere, or shows the page that says why not.
    pub fn redirect_or(&self, done: Result<impl Into<Outcome>, PageError>) -> Response {
        match done.map(Into::into) {
            Ok(Outcome::Elsewhere(address)) => Redirect::to(&address).into_response(),
            Ok(Outcome::Page(page)) => self.page(Ok(*page)),
            Err(failure) => self.failed(failure),
        }
    }

    /// The draft of a form sent after its session ended: what was typed here, given back once.
    pub async fn draft(&self) -> Option<Query> {
        auth::draft::draft(&self.app_state, &self.caller, &self.uri, &self.query).await
    }

    /// Answers with a table in the format that the path's end names; `stem` is its file's name without the day and the ending.
    pub async fn table(&self, stem: &str, made: Result<Sheet, PageError>) -> Response {
        let stem = format!("{stem}-{}", self.app_state.clock.today());
        self.table_named(&stem, made).await
    }

    /// As [`Ask::table`], under a name that says its day or year itself.
    pub async fn table_named(&self, stem: &str, made: Result<Sheet, PageError>) -> Response {
        download::kept(self.own_table(stem, made).await)
    }

    /// As [`Ask::table_named`], for one reader alone: never in the page cache.
    pub async fn own_table(&self, stem: &str, made: Result<Sheet, PageError>) -> Response {
        let file = match made {
            Ok(sheet) => download::table(Format::of(&self.uri), stem, sheet).await,
            Err(failure) => Err(failure),
        };
        file.unwrap_or_else(|failure| self.failed(failure))
    }

    /// Answers with a chart as an SVG file; `stem` is its name without the day and the ending.
    pub fn chart(&self, stem: &str, drawn: Result<String, PageError>) -> Response {
        match drawn {
            Ok(text) => {
                let name = format!("{stem}-{}.svg", self.app_state.clock.today());
                download::kept(download::attachment(&name, download::SVG, text.into_bytes()))
            }
            Err(failure) => self.failed(failure),
        }
    }

    /// The format that the path's end names.
    pub fn format(&self) -> Format {
        Format::of(&self.uri)
    }
}
