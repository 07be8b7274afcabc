//! Two territories face to face, or two school years of one: the page, and its files.

use crate::{
    Site,
    files::{self, Asked},
    pages::query,
    render::answer,
    who::{Me, Who},
};
use app::face_to_face::{self, Pair};
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};

pub async fn page(
    State(site): State<Site>,
    Me(by): Me,
    who: Who,
    Path(policy): Path<String>,
    raw: RawQuery,
) -> Response {
    let page = Pair::load(&site.desk(&by), &policy, &query(&raw)).await;
    answer(&site, &who, page.map(Pair::page))
}

pub async fn table(Path(policy): Path<String>, (State(site), Me(by), who, format, raw): Asked) -> Response {
    let made = Pair::load(&site.desk(&by), &policy, &query(&raw)).await;
    let stem = format!("face-a-face-{}", site.clock.today());
    let sheet = made.map(|pair| face_to_face::sheet(&pair));
    files::kept(files::table(&site, &who, format, &stem, sheet).await)
}

pub async fn svg(Path(policy): Path<String>, (State(site), Me(by), who, _, raw): Asked) -> Response {
    let made = Pair::load(&site.desk(&by), &policy, &query(&raw)).await;
    let drawn = made.map(|pair| face_to_face::svg(&pair));
    files::chart(&site, &who, "face-a-face", drawn)
}
