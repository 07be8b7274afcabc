//! The quality of the figures as a table to be taken elsewhere.

use super::{
    QualityPage,
    columns::{TerritoryQuality, columns},
};
use crate::scope::about;
use domain::freshness::{SILENT_AFTER_DAYS, STALE_AFTER_DAYS};
use report::Sheet;

/// One row a territory: the one shown first, then its children.
pub fn territories_sheet(page: &QualityPage) -> Sheet {
    let name = page.name();
    let whole = TerritoryQuality {
        code: page.here,
        name: &name,
        quality: &page.told.whole,
    };
    let rows: Vec<_> = std::iter::once(whole).chain(page.rows()).collect();
    let caption = format!("{} : qualité des chiffres", page.name());
    let table = columns(page, "territoire").file(caption, &rows);
    let mut about = about(&page.scope, page.told.whole.units, page.until);
    about.push((
        "Silence",
        format!("à relancer : plus de {STALE_AFTER_DAYS} jours sans nouvelle ; sans nouvelle : plus de {SILENT_AFTER_DAYS} jours, depuis le recensement s'il n'y en a eu aucune"),
    ));
    Sheet {
        table,
        about,
        day: page.until,
    }
}
