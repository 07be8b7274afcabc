//! The figures of a page as tables to be taken elsewhere.

use super::{Children, Rollout};
use crate::{
    french,
    query::Scope,
    words::{self, NOTED},
};
use chrono::NaiveDate;
use domain::{AdoptionStage, PriorityEducation, adoption::StageCounts};
use report::{Cell, Kind, Sheet, Table};

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
    let child = words::children(rollout.here.kind());
    let mut table = Table::of(format!("{} : adoption par {child}", rollout.name()), &columns);
    let year = rollout.scope.year.to_string();
    let row = |code: String, name: &str, counts: &StageCounts, estimated: i64, news: Option<NaiveDate>| {
        let mut row = vec![
            Cell::text(&year),
            Cell::Text(code),
            Cell::text(name),
            Cell::Day(rollout.today),
            Cell::Number(counts.census()),
            Cell::Number(estimated),
        ];
        row.extend(counts.0.map(Cell::Number));
        row.push(Cell::or_empty(news, Cell::Day));
        row
    };
    macro_rules! rows {
        ($list:expr) => {
            $list
                .iter()
                .map(|child| {
                    let code = child.code.to_string();
                    row(
                        code,
                        &child.name,
                        &child.counts,
                        child.estimated,
                        child.last_news,
                    )
                })
                .collect()
        };
    }
    table.rows = match &rollout.children {
        Children::Territories(list) => rows!(list),
        Children::Schools(list) => rows!(list),
        Children::Hidden => Vec::new(),
    };
    sheet(rollout, table)
}

fn sheet(rollout: &Rollout, table: Table) -> Sheet {
    let census = rollout.weekly.last().map_or(0, |week| week.counts.census());
    Sheet {
        table,
        about: about(&rollout.scope, census, rollout.today),
        day: rollout.today,
    }
}

/// What is said of every table of adoption: source, filters, population, day, what the words mean.
pub(crate) fn about(scope: &Scope, census: i64, day: NaiveDate) -> Vec<(&'static str, String)> {
    let census = french::count(census, "classe recensée", "classes recensées");
    vec![
        (
            "Source",
            "mises à jour de l'adoption, service de pilotage de Classe à 12".to_owned(),
        ),
        ("Filtres", filters(scope)),
        ("Population", census),
        ("Au", french::long_day(day)),
        ("Définitions", NOTED.to_owned()),
    ]
}

/// The filters in words.
fn filters(scope: &Scope) -> String {
    let level = scope.level.and_then(|level| {
        let known = scope.policy.levels.iter().find(|known| known.code == level)?;
        Some(known.name.clone())
    });
    format!(
        "année scolaire {} ; niveau : {} ; éducation prioritaire : {}",
        scope.year,
        level.unwrap_or_else(|| "tous".to_owned()),
        scope
            .mark
            .map_or("toutes", |mark: PriorityEducation| words::mark(mark))
    )
}

fn stages() -> [String; AdoptionStage::ALL.len()] {
    AdoptionStage::ALL.map(|stage| domain::fold::fold(words::stage(stage)))
}
