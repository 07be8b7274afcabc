//! How many classes by territory: académies with their départements, or the circonscriptions of one département.

use domain::{PolicyCode, TerritoryCode};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::adoption::BatchPlace;

/// A territory of a receipt.
pub struct PlaceLine {
    /// Its name.
    pub name: String,
    /// Its page; none of classes without a circonscription.
    pub href: Option<String>,
    /// Whether it stands in the line before.
    pub inner: bool,
    /// Classes.
    pub units: i64,
}

/// The lines of a receipt, in the order of codes.
pub fn lines(
    places: &[BatchPlace],
    policy: PolicyCode,
    names: &HashMap<TerritoryCode, String>,
) -> Vec<PlaceLine> {
    let departments: BTreeSet<_> = places.iter().map(|place| place.department).collect();
    let narrow = departments.len() == 1;
    let mut by_place = BTreeMap::<(TerritoryCode, Option<TerritoryCode>), i64>::new();
    let mut by_outer = BTreeMap::<TerritoryCode, i64>::new();
    for place in places {
        let (outer, inner) = match narrow {
            true => (place.department, place.district),
            false => (place.academy, Some(place.department)),
        };
        *by_place.entry((outer, inner)).or_default() += place.units;
        *by_outer.entry(outer).or_default() += place.units;
    }
    let line = |code: Option<TerritoryCode>, inner: bool, units: i64| PlaceLine {
        name: code.map_or_else(
            || "Sans circonscription".to_owned(),
            |code| names.get(&code).cloned().unwrap_or_else(|| code.to_string()),
        ),
        href: code.map(|code| format!("/{policy}/deploiement/{code}")),
        inner,
        units,
    };
    let mut lines = Vec::new();
    for (outer, units) in by_outer {
        let own: Vec<_> = by_place.iter().filter(|((of, _), _)| *of == outer).collect();
        // What has one part is told by it alone, under both names.
        if let [((_, inner), units)] = own[..] {
            let mut only = line(*inner, false, *units);
            let above = line(Some(outer), false, *units).name;
            if above != only.name {
                only.name = format!("{above} : {}", only.name);
            }
            lines.push(only);
            continue;
        }
        lines.push(line(Some(outer), false, units));
        lines.extend(
            own.into_iter()
                .map(|((_, inner), units)| line(*inner, true, *units)),
        );
    }
    lines
}
