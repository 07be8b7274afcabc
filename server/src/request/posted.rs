//! Forms that were sent: the body is read once the caller, the path and their right are known.

use super::{Ask, FromPath};
use crate::{
    AppState,
    middleware::auth::{Ended, draft::keep_draft},
};
use app::{calendar::Changed, failure::PageError, funding::Written, query::Query, ui::page::Page};
use axum::{
    extract::{FromRequest, FromRequestParts, Request},
    response::{IntoResponse, Response},
};
use std::future::Future;

/// The right that an address asks for before it reads what is sent there: who lacks it gets 403 or 404, however slow the rest comes.
pub trait Right<P>: Send {
    /// What is known once it is granted, for the write.
    type Granted: Send;

    /// Lets through who has it.
    fn ask(ask: &Ask<P>) -> impl Future<Output = Result<Self::Granted, PageError>> + Send;
}

/// No right but to be somebody: the write itself refuses.
impl<P: Sync> Right<P> for () {
    type Granted = ();

    async fn ask(_: &Ask<P>) -> Result<(), PageError> {
        Ok(())
    }
}

/// A form with its request. One that comes after its session had ended is kept as a draft, and its page gives it back ([`Ask::draft`]).
pub struct Posted<P = (), R: Right<P> = ()> {
    /// The request.
    pub ask: Ask<P>,
    /// What the form says.
    pub form: Query,
    /// What the right to send it made known.
    pub granted: R::Granted,
}

impl<P: FromPath + Sync, R: Right<P>> FromRequest<AppState> for Posted<P, R> {
    type Rejection = Response;

    async fn from_request(request: Request, app_state: &AppState) -> Result<Self, Response> {
        if let Some(Ended(Some(account))) = request.extensions().get() {
            return Err(keep_draft(app_state, *account, request).await);
        }
        let (mut parts, body) = request.into_parts();
        let ask = Ask::<P>::from_request_parts(&mut parts, app_state).await?;
        let granted = R::ask(&ask).await.map_err(|failure| ask.failed(failure))?;
        let form = form(Request::from_parts(parts, body), app_state).await?;
        Ok(Self { ask, form, granted })
    }
}

/// Reads a form.
///
/// # Errors
/// The answer to a body that is too long or no text.
pub async fn form(request: Request, app_state: &AppState) -> Result<Query, Response> {
    let text = String::from_request(request, app_state).await;
    Ok(Query::read(&text.map_err(IntoResponse::into_response)?))
}

/// How a write ended.
pub enum Outcome {
    /// It is done: go and see there.
    Elsewhere(String),
    /// A page that says what came of it.
    Page(Box<Page>),
}

impl From<String> for Outcome {
    fn from(address: String) -> Self {
        Self::Elsewhere(address)
    }
}

impl From<Result<String, Page>> for Outcome {
    fn from(done: Result<String, Page>) -> Self {
        match done {
            Ok(address) => Self::Elsewhere(address),
            Err(page) => Self::Page(Box::new(page)),
        }
    }
}

impl From<Changed> for Outcome {
    fn from(changed: Changed) -> Self {
        match changed {
            Changed::Elsewhere(address) => Self::Elsewhere(address),
            Changed::Page(page) => Self::Page(Box::new(page)),
        }
    }
}

impl From<Written> for Outcome {
    fn from(written: Written) -> Self {
        match written {
            Written::Elsewhere(address) => Self::Elsewhere(address),
            Written::Page(page) => Self::Page(page),
        }
    }
}
