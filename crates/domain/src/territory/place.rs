//! A territory with the path that leads to it. Never empty by construction, so that no page has to ask.

use super::{Territory, TerritoryCode, TerritoryKind};

/// The path from the nation to a territory, both included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    above: Vec<Territory>,
    here: Territory,
}

impl Place {
    /// The last territory of `path`, with those above it, the widest first; `None` when there is none.
    pub fn of(mut path: Vec<Territory>) -> Option<Self> {
        let here = path.pop()?;
        Some(Self { above: path, here })
    }

    /// The nation, also of a store where no directory was imported yet.
    pub fn nation() -> Self {
        Self {
            above: Vec::new(),
            here: Territory::nation(),
        }
    }

    /// The territory itself.
    pub const fn here(&self) -> &Territory {
        &self.here
    }

    /// The territories that it stands in, the widest first; the nation has none.
    pub fn above(&self) -> &[Territory] {
        &self.above
    }

    /// The whole path, the widest first.
    pub fn path(&self) -> impl Iterator<Item = &Territory> {
        self.above.iter().chain(std::iter::once(&self.here))
    }

    /// The codes of the whole path: what a right is asked over.
    pub fn lineage(&self) -> Vec<TerritoryCode> {
        self.path().map(|territory| territory.code).collect()
    }

    /// Whether it is the nation.
    pub fn is_nation(&self) -> bool {
        self.here.code.kind() == TerritoryKind::Nation
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_a_territory_whatever_the_store_holds() {
        assert_eq!(Place::of(Vec::new()), None);
        let path = super::super::country();
        let (nation, academy) = (path[0].clone(), path[1].clone());
        let place = Place::of(vec![nation.clone(), academy.clone()]).unwrap();
        assert_eq!(place.here(), &academy);
        assert_eq!(place.above(), std::slice::from_ref(&nation));
        assert_eq!(place.lineage(), [nation.code, academy.code]);
        assert_eq!(Place::of(vec![nation]), Some(Place::nation()));
        assert!(Place::nation().is_nation() && !place.is_nation());
    }
}
