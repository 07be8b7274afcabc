//! Networks, and the schools of one, as tables to be taken elsewhere.

use super::{NetworkPage, NetworksPage};
use crate::rollout::files::{about, children_table};
use report::Sheet;

/// One row a network: with the classes of its schools in the territory.
pub fn networks_sheet(page: &NetworksPage) -> Sheet {
    let networks = page.told.as_ref().map_or(&[][..], |told| &told.networks[..]);
    let census = networks.iter().map(|network| network.counts.census()).sum();
    let caption = format!("{} : adoption par réseau d'éducation prioritaire", page.name());
    let mut about = about(&page.scope, census, page.until);
    let list = page.told.as_ref().map_or_else(
        || "aucune n'est importée".to_owned(),
        |told| told.list.to_string(),
    );
    about.push(("Liste des réseaux", list));
    Sheet {
        table: children_table(caption, &page.scope, page.until, networks),
        about,
        day: page.until,
    }
}

/// One row a school of the network, of those that the reader may see.
pub fn schools_sheet(page: &NetworkPage) -> Sheet {
    let caption = format!("{} : adoption par école", page.name());
    Sheet {
        table: children_table(caption, &page.scope, page.until, &page.schools),
        about: about(&page.scope, page.shown(), page.until),
        day: page.until,
    }
}
