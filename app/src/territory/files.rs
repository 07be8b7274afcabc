//! The figures of a page as tables to be taken elsewhere.

use super::{Children, Rollout};
use crate::scope::{Scope, about};
use chrono::NaiveDate;
use domain::{AdoptionStage, TerritoryCode};
use report::{Cell, Kind, Sheet, Table};
use std::fmt::Display;
use store::adoption::Child;

/// One row a week.
pub fn weeks_sheet(rollout: &Rollout) -> Sheet {
    let stages = stages();
    let mut columns = vec![
        ("annee_scolaire", Kind::Text),
        ("territoire", Kind::Text),
        ("semaine_du", Kind::Day),
        ("recensees", Kind::Number),
        ("dont_estimees", Kind::Number),
    ];
    columns.extend(stages.iter().map(|stage| (stage.as_str(), Kind::Number)));
    let caption = format!("{} : adoption par semaine", rollout.name());
    let mut table = Table::of(caption, &columns);
    let (year, here) = (rollout.scope.year.to_string(), rollout.here.to_string());
    for week in &rollout.weekly.weeks {
        let mut row = vec![
            Cell::text(&year),
            Cell::text(&here),
            Cell::Day(week.week.monday()),
            Cell::Number(week.counts.census()),
            Cell::Number(week.estimated),
        ];
        row.extend(week.counts.0.map(Cell::Number));
        table.rows.push(row);
    }
    sheet(rollout, table)
}

/// One row a child.
pub fn territories_sheet(rollout: &Rollout) -> Sheet {
    let child = french::children(rollout.here.kind());
    let caption = format!("{} : adoption par {child}", rollout.name());
    let (scope, day) = (&rollout.scope, rollout.today);
    let table = match &rollout.children {
        Children::Territories(list) => children_sheet(caption, scope, day, list),
        Children::Schools(list) => children_sheet(caption, scope, day, list),
        Children::Hidden => children_sheet::<TerritoryCode>(caption, scope, day, &[]),
    };
    sheet(rollout, table)
}

/// Territories, networks or schools, a row each: where their units stand on a day.
pub fn children_sheet<Code: Display>(
    caption: String,
    scope: &Scope,
    day: NaiveDate,
    children: &[Child<Code>],
) -> Table {
    let stages = stages();
    let mut columns = vec![
        ("annee_scolaire", Kind::Text),
        ("code", Kind::Text),
        ("nom", Kind::Text),
        ("au", Kind::Day),
        ("recensees", Kind::Number),
        ("dont_estimees", Kind::Number),
    ];
    columns.extend(stages.iter().map(|stage| (stage.as_str(), Kind::Number)));
    columns.push(("derniere_nouvelle", Kind::Day));
    let mut table = Table::of(caption, &columns);
    let year = scope.year.to_string();
    table.rows.extend(children.iter().map(|child| {
        let mut row = vec![
            Cell::text(&year),
            Cell::Text(child.code.to_string()),
            Cell::text(&child.name),
            Cell::Day(day),
            Cell::Number(child.counts.census()),
            Cell::Number(child.estimated),
        ];
        row.extend(child.counts.0.map(Cell::Number));
        row.push(Cell::or_empty(child.last_news, Cell::Day));
        row
    }));
    table
}

fn sheet(rollout: &Rollout, table: Table) -> Sheet {
    let census = rollout.weekly.last().map_or(0, |week| week.counts.census());
    Sheet {
        table,
        about: about(&rollout.scope, census, rollout.today),
        day: rollout.today,
    }
}

fn stages() -> [String; AdoptionStage::ALL.len()] {
    AdoptionStage::ALL.map(|stage| domain::fold::fold(french::stage(stage)))
}
