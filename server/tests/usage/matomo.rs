//! A Matomo that answers as it is told to.

use super::TOKEN;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};

/// What the other side answers, and what it was asked.
#[derive(Default)]
pub(super) struct Script {
    pub(super) visits: i64,
    /// Answers to a method instead of its figures.
    pub(super) wrong: HashMap<String, Wrong>,
    pub(super) asked: Vec<(String, String)>,
}

#[derive(Clone)]
pub(super) enum Wrong {
    Text(&'static str),
    Status(u16),
    Elsewhere,
    Long,
    Silent,
}

pub(super) type Other = Arc<Mutex<Script>>;

pub(super) async fn answer(State(script): State<Other>, uri: axum::http::Uri, body: String) -> Response {
    let form: HashMap<String, String> = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    let method = form["method"].clone();
    let (visits, wrong) = {
        let mut script = script.lock().unwrap();
        script.asked.push((uri.to_string(), body));
        (script.visits, script.wrong.get(&method).cloned())
    };
    match wrong {
        Some(Wrong::Text(text)) => return text.into_response(),
        Some(Wrong::Status(status)) => return StatusCode::from_u16(status).unwrap().into_response(),
        Some(Wrong::Elsewhere) => {
            return axum::response::Redirect::temporary("http://192.0.2.1/").into_response();
        }
        Some(Wrong::Long) => return "x".repeat(17 << 20).into_response(),
        // Longer than the client waits, which is what is tested: nothing here waits for it.
        Some(Wrong::Silent) => tokio::time::sleep(Duration::from_secs(30)).await,
        None => {}
    }
    if form["token_auth"] != TOKEN {
        return r#"{"result":"error","message":"token refused"}"#.into_response();
    }
    assert_eq!(
        (
            form["period"].as_str(),
            form["format"].as_str(),
            form["idSite"].as_str()
        ),
        ("week", "JSON", "4")
    );
    let week = "2021-03-08,2021-03-14";
    match method.as_str() {
        "VisitsSummary.get" => format!(r#"{{"2021-03-01,2021-03-07": [], "{week}": {{"nb_uniq_visitors": 20, "nb_visits": {visits}, "nb_actions": 90}}}}"#),
        "Actions.get" => format!(r#"{{"{week}": {{"nb_pageviews": 70, "nb_downloads": 3}}}}"#),
        _ => format!(r#"{{"{week}": [{{"label": "ac-rennes.fr", "nb_visits": 8}}]}}"#),
    }
    .into_response()
}
