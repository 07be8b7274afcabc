//! The caller of a request, as a handler takes it.

use super::{here, to_sign_in};
use crate::AppState;
use app::ui::layout::Bar;
use axum::{
    extract::FromRequestParts,
    http::{Method, StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use domain::Principal;
use std::sync::Arc;
use store::account::{Account, Secret};

/// Who asks.
#[derive(Clone, Debug)]
pub enum Caller {
    /// Nobody signed in.
    Nobody,
    /// Somebody who looks at the demonstration.
    Visitor(Principal),
    /// What reads in somebody's stead, by an access token.
    Token(Principal),
    /// Somebody signed in.
    SignedIn(Arc<SignedIn>),
}

/// Somebody signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// What they may do.
    pub by: Principal,
    /// Their account.
    pub account: Account,
    /// Their session.
    pub session: Secret,
}

impl Caller {
    /// What they may do, if they are somebody.
    pub fn principal(&self) -> Option<&Principal> {
        match self {
            Self::Nobody => None,
            Self::Visitor(by) | Self::Token(by) => Some(by),
            Self::SignedIn(signed) => Some(&signed.by),
        }
    }

    /// The bar of the pages that they get.
    pub fn bar(&self, today: NaiveDate) -> Bar {
        let signed_in = matches!(self, Self::SignedIn(_));
        let by = self.principal();
        by.map(|by| Bar::of(by, signed_in, today)).unwrap_or_default()
    }
}

/// Somebody who may read: whoever asks without being anybody is sent to sign in.
pub struct CurrentUser(pub Principal);

impl FromRequestParts<AppState> for CurrentUser {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Response> {
        match parts.extensions.get::<Caller>().and_then(Caller::principal) {
            Some(by) => Ok(Self(by.clone())),
            None => Err(nobody(parts)),
        }
    }
}

/// Somebody signed in, with their account.
impl FromRequestParts<AppState> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Response> {
        match parts.extensions.get::<Caller>() {
            Some(Caller::SignedIn(signed)) => Ok((**signed).clone()),
            _ => Err(nobody(parts)),
        }
    }
}

/// Whoever asks, perhaps nobody.
impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or(Self::Nobody))
    }
}

fn nobody(parts: &Parts) -> Response {
    if parts.uri.path().starts_with("/api/") {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let onward = match parts.method {
        Method::GET | Method::HEAD => here(&parts.uri),
        _ => parts.uri.path().to_owned(),
    };
    to_sign_in(&onward)
}
