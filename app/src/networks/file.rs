//! Networks, and the schools of one, as tables to be taken elsewhere.

use super::{NetworkPage, NetworksPage};
use crate::{french, scope::about};
use report::Sheet;

/// One row a network: with the classes of its schools in the territory.
pub fn networks_sheet(page: &NetworksPage) -> Sheet {
    let networks = &page.networks;
    let census = networks.iter().map(|network| network.counts.census()).sum();
    let caption = format!("{} : adoption par réseau d'éducation prioritaire", page.name());
    let mut about = about(&page.scope, census, page.until);
    let list = page.told.as_ref().map_or_else(
        || "aucune n'est importée".to_owned(),
        |told| told.list.to_string(),
    );
    about.push(("Liste des réseaux", list));
    let outside = page.told.as_ref().and_then(|told| told.outside.as_ref());
    let outside = outside.map_or(0, |outside| outside.counts.census());
    let outside = french::count(outside, "classe, qui n'est pas", "classes, qui ne sont pas");
    about.push(("Hors réseau", format!("{outside} dans ce tableau")));
    if !page.sees_all {
        about.push(("Écoles", "seulement celles que vous suivez".to_owned()));
    }
    Sheet {
        table: page.table().file(caption, networks),
        about,
        day: page.until,
    }
}

/// One row a school of the network, of those that the reader may see.
pub fn schools_sheet(page: &NetworkPage) -> Sheet {
    let caption = format!("{} : adoption par école", page.name());
    Sheet {
        table: page.table().file(caption, &page.schools),
        about: about(&page.scope, page.shown(), page.until),
        day: page.until,
    }
}
