//! The shapes that the front build took out of the design system's charts, and who is drawn with which.

use super::{Area, Level, Map};
use assets::SHAPES;
use domain::territory::ACADEMIES;

/// A département's shape. Metropolitan France shares a square of 1010 × 1010, an overseas one begins at zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// The département's code: `35`, `2A`, `974`.
    pub(super) code: &'static str,
    /// Left, top, right, bottom.
    pub(super) edges: [i32; 4],
    pub(super) path: &'static str,
}

impl Shape {
    pub(super) const fn overseas(&self) -> bool {
        self.code.len() > 2
    }

    fn of(line: &'static str) -> Option<Self> {
        let mut parts = line.splitn(6, ' ');
        let code = parts.next()?;
        let mut edges = [0; 4];
        for edge in &mut edges {
            *edge = parts.next()?.parse().ok()?;
        }
        Some(Self {
            code,
            edges,
            path: parts.next()?,
        })
    }
}

/// Every shape, by its département's code.
pub(super) fn all() -> Vec<Shape> {
    SHAPES.lines().filter_map(Shape::of).collect()
}

/// A territory of the map: its figures, where there are any, and its shapes.
pub(super) struct Land<'a> {
    pub(super) area: Option<&'a Area>,
    /// Its code with the letter of its kind.
    pub(super) code: String,
    pub(super) name: &'a str,
    pub(super) shapes: Vec<Shape>,
}

/// The territories of the level: those with figures in their order, then the others.
pub(super) fn lands<'a>(figures: &'a Map, shapes: &[Shape]) -> Vec<Land<'a>> {
    let shape = |code: &str| shapes.iter().find(|shape| shape.code == code).copied();
    let land = |code: String, name: &'static str, departments: &[&str]| Land {
        area: figures.territories.iter().find(|area| area.code == code),
        code,
        name,
        shapes: departments.iter().filter_map(|code| shape(code)).collect(),
    };
    let mut lands: Vec<Land> = match figures.level {
        Level::Departments => {
            let departments = ACADEMIES.iter().flat_map(|academy| academy.departments);
            departments
                .map(|(code, name)| land(format!("D{code}"), name, &[code]))
                .collect()
        }
        Level::Academies => {
            let parts = |academy: &domain::territory::Academy| -> Vec<&str> {
                academy.departments.iter().map(|(code, _)| *code).collect()
            };
            let academies = ACADEMIES.iter();
            academies
                .map(|academy| land(format!("A{}", academy.code), academy.name, &parts(academy)))
                .collect()
        }
    };
    // Saint-Barthélemy and Saint-Martin have no shape.
    lands.retain(|land| !land.shapes.is_empty());
    let place = |land: &Land| {
        let known = figures.territories.iter();
        known
            .enumerate()
            .find(|(_, area)| area.code == land.code)
            .map_or(usize::MAX, |(place, _)| place)
    };
    lands.sort_by_key(place);
    for land in &mut lands {
        if let Some(area) = land.area {
            land.name = &area.name;
        }
    }
    lands
}
