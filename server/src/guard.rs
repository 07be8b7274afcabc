//! What every answer says to the browser, and which requests are ours: the server listens on loopback, and only its own pages may write.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'",
);
const HEADERS: [(HeaderName, HeaderValue); 4] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

/// Refuses what does not come from here, and adds the headers.
pub async fn guard(request: Request, next: Next) -> Response {
    let mut response = match refusal(request.method(), request.headers()) {
        Some(why) => (StatusCode::FORBIDDEN, why).into_response(),
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    for (name, value) in &HEADERS {
        headers.insert(name, value.clone());
    }
    response
}

fn refusal(method: &Method, headers: &HeaderMap) -> Option<&'static str> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text(header::HOST);
    // A name that somebody made point here is not this machine's.
    if host.is_some_and(|host| !is_loopback(host)) {
        return Some("Cette adresse ne mène pas ici : ouvrez le service par 127.0.0.1.");
    }
    if method == Method::GET || method == Method::HEAD {
        return None;
    }
    let from_elsewhere = "Ce formulaire vient d'un autre site : rechargez la page et recommencez.";
    match (
        text(HeaderName::from_static("sec-fetch-site")),
        text(header::ORIGIN),
    ) {
        (Some("same-origin" | "none"), _) => None,
        (Some(_), _) => Some(from_elsewhere),
        (None, Some(origin)) => {
            let same = origin.split_once("://").map(|(_, host)| host) == host;
            (!same).then_some(from_elsewhere)
        }
        (None, None) => None,
    }
}

fn is_loopback(host: &str) -> bool {
    let name = host
        .rsplit_once(':')
        .filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()))
        .map_or(host, |(name, _)| name);
    matches!(name, "127.0.0.1" | "localhost" | "[::1]")
}

#[cfg(test)]
mod tests {
    use super::refusal;
    use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};

    fn headers(list: &[(&'static str, &'static str)]) -> HeaderMap {
        list.iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn only_the_product_s_own_pages_may_write() {
        let host = ("host", "127.0.0.1:3000");
        let post = |list: &[(&'static str, &'static str)]| refusal(&Method::POST, &headers(list));
        assert_eq!(post(&[host, ("sec-fetch-site", "same-origin")]), None);
        assert_eq!(post(&[host, ("origin", "http://127.0.0.1:3000")]), None);
        assert_eq!(post(&[host]), None);
        assert!(post(&[host, ("sec-fetch-site", "cross-site")]).is_some());
        assert!(post(&[host, ("origin", "https://example.org")]).is_some());
    }

    #[test]
    fn a_name_that_somebody_made_point_here_is_refused() {
        let get = |host| refusal(&Method::GET, &headers(&[("host", host)]));
        for own in ["127.0.0.1:3000", "localhost", "[::1]:3000"] {
            assert_eq!(get(own), None, "{own}");
        }
        assert!(get("evil.example:3000").is_some());
    }
}
