//! Units, read page by page.

use crate::api::{
    answers::Unit,
    ask::{ApiRequest, Rows},
};
use app::failure::PageError;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{Action, AdoptionStage, Uai, adoption::Step};
use store::adoption::KnownUnit;

/// Units of a page, unless fewer are asked for, and at most.
const PAGE: i64 = 500;
const PAGE_MAX: i64 = 2_000;

pub(super) async fn read_units(asked: &ApiRequest, code: &str) -> Rows<Unit> {
    let scope = asked.scope().await?;
    let (here, _) = asked.place(&scope, code).await?;
    let within = asked
        .context
        .reach(Action::ReadSchools, Some(scope.policy.code))?;
    let limit = asked.number("limit")?.unwrap_or(PAGE).clamp(1, PAGE_MAX);
    let cursor = asked.get("cursor").map(read_cursor);
    if matches!(cursor, Some(None)) {
        let why = "« cursor » est le « next » de la page précédente, tel quel.".to_owned();
        return Err(PageError::Bad(why));
    }
    let cursor = cursor.flatten();
    let after = cursor.as_ref().map(|(school, label)| (*school, label.as_str()));
    let store = &asked.context.store;
    let mut units = store
        .units_after(&scope.slice(here), &within, after, limit + 1)
        .await?;
    let more = i64::try_from(units.len()).is_ok_and(|found| found > limit);
    if more {
        units.pop();
    }
    let last = units.last().filter(|_| more);
    let next = last.map(|last| URL_SAFE_NO_PAD.encode(format!("{}/{}", last.unit.school, last.unit.label)));
    Ok((units.into_iter().map(unit).collect(), next))
}

/// The school and the label after which a page begins.
fn read_cursor(text: &str) -> Option<(Uai, String)> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (school, label) = text.split_once('/')?;
    // PostgreSQL keeps no NUL.
    let plain = !label.contains(char::is_control);
    plain.then(|| Some((school.parse().ok()?, label.to_owned())))?
}

fn unit(known: KnownUnit) -> Unit {
    let unit = known.unit;
    Unit {
        id: known.id.0,
        school_year: unit.year.to_string(),
        uai: unit.school.to_string(),
        school: known.school_name,
        commune: known.commune,
        label: unit.label,
        levels: unit.levels.to_string(),
        priority_education: unit.priority_education.code(),
        pupils: unit.pupils,
        estimated: unit.estimated,
        district: unit.district.map(|code| code.to_string()),
        department: unit.department.to_string(),
        academy: unit.academy.to_string(),
        stage: match known.standing.step {
            Step::Reached(stage) => AdoptionStage::code(stage),
            Step::Withdrawn => known.standing.step.code(),
        },
        since: known.standing.since,
        last_news: known.last_news,
    }
}
