//! The journeys as tables to be taken elsewhere.

use super::{FILE_MAX, JourneysPage, JourneysRequest, asked, funnel, still};
use crate::{
    adoption::figures::thousandths, context::Context, failure::PageError, french::month_and_year,
    query::Query, scope::about,
};
use domain::{
    Action, TerritoryCode,
    adoption::journeys::{Cohort, WAITING_DAYS, WAITING_STAGES, Waiting},
    search::fold,
};
use report::{Cell, Column, Kind, Sheet, Table};
use store::adoption::Still;

/// One row a stage: who reached it, and after how long.
pub fn funnel_sheet(page: &JourneysPage) -> Sheet {
    let rows: Vec<_> = funnel::reached(page).collect();
    let caption = format!("{} : stades atteints", page.name());
    sheet(page, funnel::columns(page).file(caption, &rows))
}

/// One row a cohort and a school week; a cohort that is too small, a row without shares.
pub fn cohorts_sheet(page: &JourneysPage) -> Sheet {
    let columns = [
        ("Année scolaire", "annee_scolaire", Kind::Text),
        ("Territoire", "territoire", Kind::Text),
        ("Au", "au", Kind::Day),
        ("Embarquées en", "mois_d_embarquement", Kind::Text),
        ("Classes", "classes", Kind::Number),
        ("Après (semaines d'école)", "semaines_d_ecole", Kind::Number),
        ("Classes suivies", "suivies", Kind::Number),
        ("Décrochées ou refus", "parties", Kind::Number),
        ("Encore en usage", "en_usage_pour_mille", Kind::Share),
        ("19 fois sur 20, au moins", "bas_95_pour_mille", Kind::Share),
        ("19 fois sur 20, au plus", "haut_95_pour_mille", Kind::Share),
    ];
    let mut table = Table::filed(format!("{} : classes encore en usage", page.name()), &columns);
    let mut rows = |month: Cell, cohort: &Cohort| {
        let first = vec![
            Cell::Text(page.scope.year.to_string()),
            Cell::Text(page.here.to_string()),
            Cell::Day(page.until),
            month,
            number(cohort.units()),
        ];
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
            row.push(Cell::per_mille(thousandths(at.share)));
            row.extend([low, high].map(|share| Cell::or_empty(share.map(thousandths), Cell::per_mille)));
            table.rows.push(row);
        }
    };
    for (month, cohort) in &page.journeys().cohorts {
        let code = month.format("%Y-%m").to_string();
        rows(Cell::word(month_and_year(*month), code), cohort);
    }
    rows(
        Cell::word("toutes ensemble", "ensemble"),
        &page.journeys().together(),
    );
    sheet(page, table)
}

/// One row a child territory and a stage, then the whole: who stands there, and for longer than each number of days.
pub fn still_sheet(page: &JourneysPage) -> Sheet {
    let columns = [
        ("Année scolaire", "annee_scolaire", Kind::Text),
        ("Code", "code", Kind::Text),
        ("Territoire", "nom", Kind::Text),
        ("Au", "au", Kind::Day),
        ("Stade", "stade", Kind::Text),
        ("Y sont", "y_sont", Kind::Number),
    ];
    let mut table = Table::filed(format!("{} : classes en attente", page.name()), &columns);
    table.columns.extend(WAITING_DAYS.map(|days| {
        let title = format!("Depuis plus de {days} jours");
        Column::filed(title, format!("plus_de_{days}_jours"), Kind::Number)
    }));
    let mut rows = |code: String, name: &str, waiting: &Waiting| {
        let longer = WAITING_DAYS.map(|days| waiting.longer_than(days));
        for ((rank, stage), at) in WAITING_STAGES.iter().enumerate().zip(waiting.at) {
            let mut row = vec![
                Cell::Text(page.scope.year.to_string()),
                Cell::Text(code.clone()),
                Cell::text(name),
                Cell::Day(page.until),
                Cell::word(french::stage(*stage), fold(french::stage(*stage))),
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
/// [`PageError`]: as the page; forbidden to who follows no territory.
pub async fn units_sheet(
    context: &Context,
    policy: &str,
    here: TerritoryCode,
    query: &Query,
) -> Result<Sheet, PageError> {
    let JourneysRequest {
        scope, until, days, ..
    } = asked(context, policy, here, query).await?;
    let within = context.reach(Action::ReadSchools, Some(scope.policy.code))?;
    let still = Still { on: until, days };
    let list = context
        .store
        .list_still(&scope.slice(here), still, &within, FILE_MAX)
        .await?;
    let caption = format!("Classes au même stade depuis plus de {days} jours");
    let table = still::columns(&scope, until).file(caption, &list.units);
    let about = about(&scope, list.total, until);
    Ok(Sheet {
        table,
        about,
        day: until,
    })
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
