//! What is written by forms: accepted, the page is asked for again; refused, the same page says why and keeps what was typed.

use crate::{
    Site,
    render::answer,
    who::{Form, Who},
};
use app::{
    adoption::{Sent, bulk_update::Bulk, send},
    failure::Failure,
    query::Query,
    school::SchoolPage,
    ui::page::Page,
};
use axum::{
    extract::{Path, RawQuery, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{TerritoryCode, Uai};

enum Answer {
    Page(Page),
    Elsewhere(String),
}

async fn answered(site: &Site, who: &Who, result: Result<Answer, Failure>) -> Response {
    match result {
        Ok(Answer::Elsewhere(address)) => Redirect::to(&address).into_response(),
        Ok(Answer::Page(page)) => answer(site, who, Ok(page)),
        Err(failure) => answer(site, who, Err(failure)),
    }
}

pub async fn school(
    State(site): State<Site>,
    who: Who,
    Path((policy, code)): Path<(String, String)>,
    raw: RawQuery,
    Form { by, form }: Form,
) -> Response {
    let result = async {
        let uai: Uai = code.parse().map_err(|_| Failure::NotFound("Cette école"))?;
        let (desk, query) = (site.desk(&by), Query::read(raw.0.as_deref().unwrap_or_default()));
        // The page first: whoever may not see it is told so, whatever the form says.
        let page = SchoolPage::load(&desk, &policy, uai, &query).await?;
        page.allow_changes()?;
        match send(&desk, &form).await? {
            Sent::Recorded(recorded) => {
                let unit = recorded.events.first().map_or(0, |(unit, _)| unit.0);
                Ok(Answer::Elsewhere(page.after(unit)))
            }
            Sent::Refused(refused) => {
                // Somebody else may have written since: both values are shown.
                let page = SchoolPage::load(&desk, &policy, uai, &query).await?;
                Ok(Answer::Page(page.refused(refused).page()))
            }
        }
    };
    let result = result.await;
    answered(&site, &who, result).await
}

pub async fn bulk(
    State(site): State<Site>,
    who: Who,
    Path(policy): Path<String>,
    raw: RawQuery,
    Form { by, form }: Form,
) -> Response {
    let result = async {
        let (desk, query) = (site.desk(&by), Query::read(raw.0.as_deref().unwrap_or_default()));
        match send(&desk, &form).await? {
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
    answered(&site, &who, result).await
}

pub async fn objective(
    State(site): State<Site>,
    who: Who,
    Path((policy, code)): Path<(String, String)>,
    raw: RawQuery,
    Form { by, form }: Form,
) -> Response {
    let result = async {
        let code = TerritoryCode::parse(&code).ok_or(Failure::NotFound("Ce territoire"))?;
        let query = Query::read(raw.0.as_deref().unwrap_or_default());
        let address = app::objective::set(&site.desk(&by), &policy, code, &query, &form).await?;
        Ok(Answer::Elsewhere(address))
    };
    let result = result.await;
    answered(&site, &who, result).await
}
