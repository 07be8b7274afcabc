//! The journeys as tables to be taken elsewhere.

use super::{Asked, FILE_MAX, JourneysPage, asked, still};
use crate::{desk::Desk, failure::Failure, figures::thousandths, query::Query, scope::about};
use domain::{
    Action, TerritoryCode,
    adoption::journeys::{Cohort, LADDER, WAITING_DAYS, WAITING_STAGES, Waiting},
    fold::fold,
};
use report::{Cell, Kind, Sheet, Table};
use store::adoption::Still;

/// One row a stage: who reached it, and after how long.
pub fn funnel_sheet(page: &JourneysPage) -> Sheet {
    let journeys = page.journeys();
    let columns = [
        ("annee_scolaire", Kind::Text),
        ("territoire", Kind::Text),
        ("au", Kind::Day),
        ("stade", Kind::Text),
        ("recensees", Kind::Number),
        ("atteint", Kind::Number),
        ("suivies_depuis_le_precedent", Kind::Number),
        ("le_meme_jour", Kind::Number),
        ("mediane_jours", Kind::Number),
        ("mediane_basse_95", Kind::Number),
        ("mediane_haute_95", Kind::Number),
    ];
    let mut table = Table::of(format!("{} : stades atteints", page.name()), &columns);
    for ((stage, reached), wait) in LADDER.iter().zip(journeys.reached).zip(&journeys.waits) {
        let curve = wait.survival();
        let (low, high) = curve
            .median_interval()
            .map_or((None, None), |(low, high)| (Some(low), high));
        let mut row = begin(page);
        row.push(Cell::Text(fold(french::stage(*stage))));
        row.extend([
            number(journeys.census),
            number(reached),
            number(wait.count()),
            number(wait.ended_by(0)),
        ]);
        row.extend([curve.median(), low, high].map(maybe));
        table.rows.push(row);
    }
    sheet(page, table)
}

/// One row a cohort and a school week; a cohort that is too small, a row without shares.
pub fn cohorts_sheet(page: &JourneysPage) -> Sheet {
    let columns = [
        ("annee_scolaire", Kind::Text),
        ("territoire", Kind::Text),
        ("au", Kind::Day),
        ("mois_d_embarquement", Kind::Text),
        ("classes", Kind::Number),
        ("semaines_d_ecole", Kind::Number),
        ("suivies", Kind::Number),
        ("parties", Kind::Number),
        ("en_usage_pour_mille", Kind::Number),
        ("bas_95_pour_mille", Kind::Number),
        ("haut_95_pour_mille", Kind::Number),
    ];
    let mut table = Table::of(format!("{} : classes encore en usage", page.name()), &columns);
    let mut rows = |month: &str, cohort: &Cohort| {
        let mut first = begin(page);
        first.extend([Cell::text(month), number(cohort.units())]);
        let course = cohort.course();
        if course.is_empty() {
            let mut row = first.clone();
            row.resize(columns.len(), Cell::Empty);
            table.rows.push(row);
        }
        for at in course {
            let (low, high) = at.interval.unzip();
            let mut row = first.clone();
            row.extend([number(at.week), number(at.followed), number(at.stopped)]);
            row.push(number(thousandths(at.share)));
            row.extend([low, high].map(|share| maybe(share.map(thousandths))));
            table.rows.push(row);
        }
    };
    for (month, cohort) in &page.journeys().cohorts {
        rows(&month.format("%Y-%m").to_string(), cohort);
    }
    rows("ensemble", &page.journeys().together());
    sheet(page, table)
}

/// One row a child territory and a stage, then the whole: who stands there, and for longer than each number of days.
pub fn still_sheet(page: &JourneysPage) -> Sheet {
    let days = WAITING_DAYS.map(|days| format!("plus_de_{days}_jours"));
    let mut columns = vec![
        ("annee_scolaire", Kind::Text),
        ("code", Kind::Text),
        ("nom", Kind::Text),
        ("au", Kind::Day),
        ("stade", Kind::Text),
        ("y_sont", Kind::Number),
    ];
    columns.extend(days.iter().map(|days| (days.as_str(), Kind::Number)));
    let mut table = Table::of(format!("{} : classes en attente", page.name()), &columns);
    let mut rows = |code: String, name: &str, waiting: &Waiting| {
        let longer = WAITING_DAYS.map(|days| waiting.longer_than(days));
        for ((rank, stage), at) in WAITING_STAGES.iter().enumerate().zip(waiting.at) {
            let mut row = vec![
                Cell::Text(page.scope.year.to_string()),
                Cell::Text(code.clone()),
                Cell::text(name),
                Cell::Day(page.until),
                Cell::Text(fold(french::stage(*stage))),
                number(at),
            ];
            row.extend(longer.map(|counts| maybe(counts.get(rank).copied())));
            table.rows.push(row);
        }
    };
    for (code, name, waiting) in still::children(page) {
        rows(
            code.map(|code| code.to_string()).unwrap_or_default(),
            name,
            &waiting,
        );
    }
    rows(
        page.here.to_string(),
        &page.name(),
        &page.journeys().waiting_in_all(),
    );
    sheet(page, table)
}

/// The classes that stand still where the reader may look, those that have stood longest first.
///
/// # Errors
/// [`Failure`]: as the page; forbidden to who follows no territory.
pub async fn units_sheet(
    desk: &Desk,
    policy: &str,
    here: TerritoryCode,
    query: &Query,
) -> Result<Sheet, Failure> {
    let Asked {
        scope, until, days, ..
    } = asked(desk, policy, here, query).await?;
    let within = desk.reach(Action::ReadSchools, Some(scope.policy.code))?;
    let still = Still { on: until, days };
    let list = desk
        .store
        .list_still(&scope.slice(here), still, &within, FILE_MAX)
        .await?;
    let waited = format!("jours_au_{until}");
    let columns = [
        ("id", Kind::Number),
        ("uai", Kind::Text),
        ("ecole", Kind::Text),
        ("commune", Kind::Text),
        ("classe", Kind::Text),
        ("niveau", Kind::Text),
        ("annee", Kind::Text),
        ("stade", Kind::Text),
        ("depuis_le", Kind::Day),
        (waited.as_str(), Kind::Number),
    ];
    let mut table = Table::of(
        format!("Classes au même stade depuis plus de {days} jours"),
        &columns,
    );
    for unit in &list.units {
        let standing = unit.standing;
        table.rows.push(vec![
            Cell::Number(unit.id.0),
            Cell::Text(unit.unit.school.to_string()),
            Cell::text(&unit.school_name),
            Cell::text(&unit.commune),
            Cell::text(&unit.unit.label),
            Cell::Text(unit.unit.levels.to_string()),
            Cell::Text(unit.unit.year.to_string()),
            Cell::Text(fold(french::step(standing.step))),
            Cell::Day(standing.since),
            Cell::Number((until - standing.since).num_days()),
        ]);
    }
    let about = about(&scope, list.total, until);
    Ok(Sheet {
        table,
        about,
        day: until,
    })
}

/// What every row of the figures begins with.
fn begin(page: &JourneysPage) -> Vec<Cell> {
    vec![
        Cell::Text(page.scope.year.to_string()),
        Cell::Text(page.here.to_string()),
        Cell::Day(page.until),
    ]
}

fn sheet(page: &JourneysPage, table: Table) -> Sheet {
    Sheet {
        table,
        about: about(&page.scope, page.journeys().census, page.until),
        day: page.until,
    }
}

fn number(value: impl Into<i64>) -> Cell {
    Cell::Number(value.into())
}

fn maybe(value: Option<impl Into<i64>>) -> Cell {
    Cell::or_empty(value.map(Into::into), Cell::Number)
}
