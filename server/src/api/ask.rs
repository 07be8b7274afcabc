//! What is asked of the API: who asks, the filters, and how the answer is written.

use super::answers::List;
use crate::{
    AppState,
    middleware::auth::Caller,
    render::problem,
    request::query_of,
    state::cache::{Keep, made_of},
};
use app::{context::Context, failure::PageError, query::Query, scope::Scope};
use axum::{
    Json,
    extract::FromRequestParts,
    http::{HeaderValue, header, request::Parts},
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use domain::{Action, PolicyCode, TerritoryCode};
use serde::Serialize;
use serde_json::Value;
use utoipa::IntoParams;

/// The filters of the figures.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "it describes: what is read stands in `ApiRequest`")]
pub struct Figures {
    /// The policy's slug; `classes-dedoublees` by default.
    #[param(required = false)]
    policy: String,
    /// The school year, as `2020-2021`; the one under way by default.
    #[param(required = false, example = "2020-2021")]
    year: String,
    /// One level only: `GS`, `CP`, `CE1`.
    #[param(required = false)]
    level: String,
    /// One mark only: `none`, `rep` or `rep-plus`.
    #[param(required = false)]
    priority_education: String,
}

/// How an answer is written.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "it describes: what is read stands in `ApiRequest`")]
pub struct Written {
    /// `json` by default; `csv` for the rows alone, in UTF-8 with commas.
    #[param(required = false)]
    format: String,
}

/// Rows of an answer, and the cursor of the next page if there is one.
pub type Rows<T> = Result<(Vec<T>, Option<String>), PageError>;

/// A request: who asks, and what.
pub struct ApiRequest {
    app_state: AppState,
    /// What it works with.
    pub context: Context,
    query: Query,
}

impl FromRequestParts<AppState> for ApiRequest {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app_state: &AppState) -> Result<Self, Response> {
        let by = parts.extensions.get::<Caller>().and_then(Caller::principal);
        let by = by.ok_or_else(problem::unknown)?;
        Ok(Self {
            app_state: app_state.clone(),
            context: app_state.context(by),
            query: query_of(parts),
        })
    }
}

impl ApiRequest {
    /// A parameter; none when absent or empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.query.get(name)
    }

    /// A day among the parameters.
    pub fn day(&self, name: &'static str) -> Result<Option<NaiveDate>, PageError> {
        let wrong = |_| PageError::Bad(format!("« {name} » est un jour : écrivez-le 2021-03-15."));
        self.get(name).map(|text| text.parse().map_err(wrong)).transpose()
    }

    /// A whole number among the parameters.
    pub fn number(&self, name: &'static str) -> Result<Option<i64>, PageError> {
        let wrong = |_| PageError::Bad(format!("« {name} » est un nombre entier."));
        self.get(name).map(|text| text.parse().map_err(wrong)).transpose()
    }

    /// The filters of the figures, read as the pages read theirs.
    pub async fn scope(&self) -> Result<Scope, PageError> {
        let filters = Query::of(&[
            ("annee", self.get("year")),
            ("niveau", self.get("level")),
            ("education", self.get("priority_education")),
        ]);
        let policy = self.get("policy").unwrap_or(PolicyCode::HALVED_CLASSES.as_str());
        Scope::read(&self.context, policy, &filters).await
    }

    /// A territory whose figures whoever asks may read, with all that it stands in.
    pub async fn place(
        &self,
        scope: &Scope,
        code: &str,
    ) -> Result<(TerritoryCode, Vec<TerritoryCode>), PageError> {
        let unknown = || PageError::NotFound("Ce territoire");
        let code = TerritoryCode::parse(code).ok_or_else(unknown)?;
        let own = Some(scope.policy.code);
        self.context.allow(Action::ReadFigures, own, &[code])?;
        let place = self.context.store.place(code).await?.ok_or_else(unknown)?;
        Ok((code, place.lineage()))
    }

    /// Writes the answer.
    pub fn answer<T: Serialize>(&self, made: Rows<T>, columns: &[&str]) -> Response {
        let (items, next) = match made {
            Ok(made) => made,
            Err(failure) => return problem::failed(&failure),
        };
        let mut response = match self.get("format") {
            None | Some("json") => {
                let (data_version, day) = (made_of(&self.app_state.store).number, self.context.today);
                let list = List {
                    data_version,
                    day,
                    items,
                    next,
                };
                Json(list).into_response()
            }
            Some("csv") => csv(&items, next, columns),
            Some(_) => {
                let why = "« format » est json ou csv.".to_owned();
                return problem::failed(&PageError::Bad(why));
            }
        };
        response.extensions_mut().insert(Keep);
        response
    }
}

/// The rows as CSV. A text that a spreadsheet would take for a formula is told to be none.
fn csv<T: Serialize>(items: &[T], next: Option<String>, columns: &[&str]) -> Response {
    let mut out = format!("{}\r\n", columns.join(","));
    for item in items {
        let row = serde_json::to_value(item).unwrap_or(Value::Null);
        let cells = columns.iter().map(|column| match &row[*column] {
            Value::Null => String::new(),
            Value::String(text) => quoted(text),
            other => other.to_string(),
        });
        out.push_str(&cells.collect::<Vec<_>>().join(","));
        out.push_str("\r\n");
    }
    let mut response = out.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/csv; charset=utf-8"),
    );
    if let Some(next) = next.and_then(|next| HeaderValue::try_from(next).ok()) {
        headers.insert("next-cursor", next);
    }
    response
}

fn quoted(text: &str) -> String {
    // The guard of every table of ours quotes for semicolons: commas are this file's.
    let guarded = report::csv_text(text);
    match guarded.starts_with('"') || !guarded.contains(',') {
        true => guarded,
        false => format!("\"{guarded}\""),
    }
}
