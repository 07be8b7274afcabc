//! What is written by forms: accepted, the page is asked for again; refused, the same page says why and keeps what was typed.

use crate::{Site, render::answer};
use app::{
    bulk::Bulk,
    failure::Failure,
    query::Query,
    school::SchoolPage,
    ui::page::Page,
    update::{Sent, send},
};
use axum::{
    extract::{Path, RawQuery, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::Uai;

enum Answer {
    Page(Page),
    Elsewhere(String),
}

async fn answered(site: &Site, result: Result<Answer, Failure>) -> Response {
    match result {
        Ok(Answer::Elsewhere(address)) => Redirect::to(&address).into_response(),
        Ok(Answer::Page(page)) => answer(site, Ok(page)),
        Err(failure) => answer(site, Err(failure)),
    }
}

pub async fn school(
    State(site): State<Site>,
    Path((policy, code)): Path<(String, String)>,
    raw: RawQuery,
    form: String,
) -> Response {
    let result = async {
        let uai: Uai = code.parse().map_err(|_| Failure::NotFound("Cette école"))?;
        let (desk, query) = (site.desk(), Query::read(raw.0.as_deref().unwrap_or_default()));
        match send(&desk, &Query::read(&form)).await? {
            Sent::Recorded(recorded) => {
                let page = SchoolPage::load(&desk, &policy, uai, &query).await?;
                let unit = recorded.events.first().map_or(0, |(unit, _)| unit.0);
                Ok(Answer::Elsewhere(page.after(unit)))
            }
            Sent::Refused(refused) => {
                let page = SchoolPage::load(&desk, &policy, uai, &query).await?;
                Ok(Answer::Page(page.refused(refused).page()))
            }
        }
    };
    let result = result.await;
    answered(&site, result).await
}

pub async fn bulk(
    State(site): State<Site>,
    Path(policy): Path<String>,
    raw: RawQuery,
    form: String,
) -> Response {
    let result = async {
        let (desk, query) = (site.desk(), Query::read(raw.0.as_deref().unwrap_or_default()));
        match send(&desk, &Query::read(&form)).await? {
            Sent::Recorded(recorded) => {
                let page = Bulk::load(&desk, &policy, &query).await?;
                Ok(Answer::Elsewhere(page.after(recorded.events.len())))
            }
            Sent::Refused(refused) => {
                let page = Bulk::load(&desk, &policy, &query).await?;
                Ok(Answer::Page(page.refused(refused).page()))
            }
        }
    };
    let result = result.await;
    answered(&site, result).await
}
