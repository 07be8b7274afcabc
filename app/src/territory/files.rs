//! The figures of a page as tables to be taken elsewhere.

use super::{Children, TerritoryPage, weekly_chart};
use crate::scope::about;
use domain::TerritoryCode;
use report::{Sheet, Table};

/// One row a week.
pub fn weeks_sheet(rollout: &TerritoryPage) -> Sheet {
    let caption = format!("{} : adoption par semaine", rollout.name());
    sheet(
        rollout,
        weekly_chart::columns(rollout).file(caption, &rollout.weekly.weeks),
    )
}

/// One row a child.
pub fn territories_sheet(rollout: &TerritoryPage) -> Sheet {
    let columns = rollout.children_table();
    let caption = format!("{} : adoption par {}", rollout.name(), columns.child);
    let table = match &rollout.children {
        Children::Territories(list) => columns.file(caption, list),
        Children::Schools(list) => columns.file(caption, list),
        Children::Hidden => columns.file::<TerritoryCode>(caption, &[]),
    };
    sheet(rollout, table)
}

fn sheet(rollout: &TerritoryPage, table: Table) -> Sheet {
    let census = rollout.weekly.last().map_or(0, |week| week.counts.census());
    Sheet {
        table,
        about: about(&rollout.scope, census, rollout.today),
        day: rollout.today,
    }
}
