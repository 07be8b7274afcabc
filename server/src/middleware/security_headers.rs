//! What every answer says to the browser, and which requests are ours: named for our host, and written by our own pages.

use crate::{AppState, middleware::sessions};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'",
);
const HEADERS: [(HeaderName, HeaderValue); 7] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ),
];
/// Two years: this host is only ever asked by https.
const ONLY_HTTPS: HeaderValue = HeaderValue::from_static("max-age=63072000; includeSubDomains");
/// The longest list of cookies that anybody of ours sends.
const COOKIES_MAX: usize = 8 << 10;

/// Refuses what does not come from here, and adds the headers.
pub async fn guard(State(app_state): State<AppState>, request: Request, next: Next) -> Response {
    let refused = refusal(&app_state, request.method(), request.headers());
    let mut response = match refused {
        Some((status, why)) => (status, why).into_response(),
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    for (name, value) in &HEADERS {
        headers.insert(name, value.clone());
    }
    if app_state.settings.is_secure() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, ONLY_HTTPS);
    }
    response
}

fn refusal(app_state: &AppState, method: &Method, headers: &HeaderMap) -> Option<(StatusCode, &'static str)> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let cookies: usize = headers.get_all(header::COOKIE).iter().map(HeaderValue::len).sum();
    if cookies > COOKIES_MAX {
        return Some((
            StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            "Les cookies de cette demande sont trop longs : effacez ceux de ce site.",
        ));
    }
    // A name that somebody made point here is not ours.
    if text(header::HOST).is_some_and(|host| !is_ours(app_state, host)) {
        return Some((
            StatusCode::MISDIRECTED_REQUEST,
            "Cette adresse ne mène pas ici : ouvrez le service par la sienne.",
        ));
    }
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return None;
    }
    // The layer of cross-site requests lets through what says nothing of its origin: a browser always does.
    let silent = !headers.contains_key(header::ORIGIN) && !headers.contains_key("sec-fetch-site");
    let signed = sessions::of_cookie(headers, app_state.settings.is_secure()).is_some();
    (silent && signed).then_some((
        StatusCode::FORBIDDEN,
        "Ce formulaire ne dit pas d'où il vient : rechargez la page et recommencez.",
    ))
}

/// What a form of another site is told.
pub const FROM_ELSEWHERE: &str = "Ce formulaire vient d'un autre site : rechargez la page et recommencez.";

fn is_ours(app_state: &AppState, host: &str) -> bool {
    host.eq_ignore_ascii_case(app_state.settings.host())
        || (!app_state.settings.is_secure() && is_loopback(host))
}

/// Whether a host names this machine's loopback, whatever the port.
pub fn is_loopback(host: &str) -> bool {
    let name = host
        .rsplit_once(':')
        .filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()))
        .map_or(host, |(name, _)| name);
    matches!(name, "127.0.0.1" | "localhost" | "[::1]")
}

#[cfg(test)]
mod tests {
    use super::is_loopback;

    #[test]
    fn a_name_that_somebody_made_point_here_is_not_this_machine() {
        for own in ["127.0.0.1:3000", "localhost", "[::1]:3000"] {
            assert!(is_loopback(own), "{own}");
        }
        for other in ["evil.example:3000", "127.0.0.1.evil.example", ""] {
            assert!(!is_loopback(other), "{other}");
        }
    }
}
