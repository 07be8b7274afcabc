//! The rollout: territories, weeks, children, units, objectives. The figures are asked where the pages ask theirs.

mod units;

use super::{
    answers::{Child, Counts, List, Objective, Territory, Unit, Week},
    ask::{ApiRequest, Figures, Rows, Written},
};
use crate::render::problem::Problem;
use app::failure::PageError;
use axum::{extract::Path, response::Response};
use domain::{Action, TerritoryCode, TerritoryKind, Uai};
use units::read_units;

/// The territories: code, kind, name, parent.
#[utoipa::path(get, path = "/api/v1/territories", operation_id = "territories", tag = "rollout",
    params(
        ("kind" = Option<String>, Query, description = "`nation`, `academy`, `department` or `district`"),
        ("parent" = Option<String>, Query, description = "The code of the territory they stand in"),
        Written
    ),
    responses((status = 200, body = List<Territory>), (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json")))]
pub async fn territories(asked: ApiRequest) -> Response {
    asked.answer(
        read_territories(&asked).await,
        &["code", "kind", "name", "parent"],
    )
}

async fn read_territories(asked: &ApiRequest) -> Rows<Territory> {
    let nation = TerritoryCode::nation();
    asked.context.allow(Action::ReadFigures, None, &[nation])?;
    let kind = asked.get("kind").map(TerritoryKind::from_code);
    if kind == Some(None) {
        let why = "« kind » est nation, academy, department ou district.".to_owned();
        return Err(PageError::Bad(why));
    }
    let parent = asked.get("parent").map(TerritoryCode::parse);
    if parent == Some(None) {
        return Err(PageError::NotFound("Ce territoire"));
    }
    let mut all = asked.context.store.territories().await?;
    all.retain(|one| {
        kind.flatten().is_none_or(|kind| one.code.kind() == kind)
            && parent.flatten().is_none_or(|parent| one.parent == Some(parent))
    });
    let items = all.into_iter().map(|one| Territory {
        code: one.code.to_string(),
        kind: one.code.kind().code(),
        name: one.name,
        parent: one.parent.map(|code| code.to_string()),
    });
    Ok((items.collect(), None))
}

const COUNTS: [&str; 11] = [
    "population",
    "estimated",
    "onboarded",
    "using",
    "stage_identified",
    "stage_contacted",
    "stage_onboarded",
    "stage_active",
    "stage_regular",
    "stage_lapsed",
    "stage_declined",
];

/// Where a territory stands at the end of each week of a school year.
#[utoipa::path(get, path = "/api/v1/territories/{code}/weeks", operation_id = "weeks", tag = "rollout",
    params(
        ("code" = String, Path, description = "The territory's code: `FR`, `A14`, `D35`, `C0350739N`"),
        Figures,
        ("from" = Option<String>, Query, description = "Weeks that begin on this day or later"),
        ("to" = Option<String>, Query, description = "Weeks that begin on this day or before"),
        Written
    ),
    responses((status = 200, body = List<Week>), (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json")))]
pub async fn weeks(Path(code): Path<String>, asked: ApiRequest) -> Response {
    let columns = [&["school_year", "territory", "week"][..], &COUNTS].concat();
    asked.answer(read_weeks(&asked, &code).await, &columns)
}

async fn read_weeks(asked: &ApiRequest, code: &str) -> Rows<Week> {
    let scope = asked.scope().await?;
    let (here, _) = asked.place(&scope, code).await?;
    let (from, to) = (asked.day("from")?, asked.day("to")?);
    let context = &asked.context;
    let weekly = context
        .store
        .weekly(&scope.slice(here), scope.until(context.today))
        .await?;
    let held = weekly.weeks.iter().filter(|week| {
        let monday = week.week.monday();
        from.is_none_or(|from| from <= monday) && to.is_none_or(|to| monday <= to)
    });
    let items = held.map(|week| Week {
        school_year: scope.year.to_string(),
        territory: here.to_string(),
        week: week.week.monday(),
        counts: Counts::of(&week.counts, week.estimated),
    });
    Ok((items.collect(), None))
}

/// Where the children of a territory stand: académies of the nation, down to the schools of a circonscription for those who see them.
#[utoipa::path(get, path = "/api/v1/territories/{code}/children", operation_id = "children", tag = "rollout",
    params(("code" = String, Path, description = "The territory's code"), Figures, Written),
    responses((status = 200, body = List<Child>), (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json")))]
pub async fn children(Path(code): Path<String>, asked: ApiRequest) -> Response {
    let columns = [&["school_year", "code", "kind", "name", "last_news"][..], &COUNTS].concat();
    asked.answer(read_children(&asked, &code).await, &columns)
}

async fn read_children(asked: &ApiRequest, code: &str) -> Rows<Child> {
    let scope = asked.scope().await?;
    let (here, lineage) = asked.place(&scope, code).await?;
    let (context, slice, year) = (&asked.context, scope.slice(here), scope.year.to_string());
    macro_rules! items {
        ($list:expr, $kind:expr) => {
            $list
                .into_iter()
                .map(|child| Child {
                    school_year: year.clone(),
                    kind: $kind(&child.code),
                    code: child.code.to_string(),
                    name: child.name,
                    last_news: child.last_news,
                    counts: Counts::of(&child.counts, child.estimated),
                })
                .collect()
        };
    }
    let items = if here.kind() == TerritoryKind::District {
        context.allow(Action::ReadSchools, Some(scope.policy.code), &lineage)?;
        items!(
            context.store.schools_with_units(&slice).await?,
            |_: &Uai| "school"
        )
    } else {
        let list = context.store.children(&slice, scope.until(context.today)).await?;
        items!(list, |code: &TerritoryCode| code.kind().code())
    };
    Ok((items, None))
}

/// The columns of units as CSV.
const UNIT_COLUMNS: [&str; 16] = [
    "id",
    "school_year",
    "uai",
    "school",
    "commune",
    "label",
    "levels",
    "priority_education",
    "pupils",
    "estimated",
    "district",
    "department",
    "academy",
    "stage",
    "since",
    "last_news",
];

/// The units of a territory, for those who see its schools: a page at a time, each with where the next begins.
#[utoipa::path(get, path = "/api/v1/territories/{code}/units", operation_id = "units", tag = "rollout",
    params(
        ("code" = String, Path, description = "The territory's code"),
        Figures,
        ("cursor" = Option<String>, Query, description = "The `next` of the page before"),
        ("limit" = Option<i64>, Query, description = "Units of a page: 500 by default, 2000 at most"),
        Written
    ),
    responses((status = 200, body = List<Unit>), (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json")))]
pub async fn units(Path(code): Path<String>, asked: ApiRequest) -> Response {
    asked.answer(read_units(&asked, &code).await, &UNIT_COLUMNS)
}

/// What territories aim at in a school year.
#[utoipa::path(get, path = "/api/v1/objectives", operation_id = "objectives", tag = "rollout",
    params(
        ("policy" = Option<String>, Query, description = "The policy's slug; `classes-dedoublees` by default"),
        ("year" = Option<String>, Query, description = "The school year, as `2020-2021`; the one under way by default"),
        ("territory" = Option<String>, Query, description = "One territory only, by its code"),
        Written
    ),
    responses((status = 200, body = List<Objective>), (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json")))]
pub async fn objectives(asked: ApiRequest) -> Response {
    let columns = ["school_year", "territory", "measure", "day", "share_per_mille"];
    asked.answer(read_objectives(&asked).await, &columns)
}

async fn read_objectives(asked: &ApiRequest) -> Rows<Objective> {
    let scope = asked.scope().await?;
    let only = match asked.get("territory") {
        Some(code) => Some(asked.place(&scope, code).await?.0),
        None => None,
    };
    let (own, nation) = (Some(scope.policy.code), TerritoryCode::nation());
    asked.context.allow(Action::ReadFigures, own, &[nation])?;
    let store = &asked.context.store;
    let all = store.objectives_of_year(scope.policy.code, scope.year).await?;
    let held = all
        .into_iter()
        .filter(|(code, _)| only.is_none_or(|only| only == *code));
    let items = held.map(|(code, objective)| Objective {
        school_year: scope.year.to_string(),
        territory: code.to_string(),
        measure: objective.measure.code(),
        day: objective.day,
        share_per_mille: objective.share,
    });
    Ok((items.collect(), None))
}
