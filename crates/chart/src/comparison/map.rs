//! Choropleth map: France by département or by académie, each shaded by a share on one fixed scale, so that maps compare.

mod draw;
mod insets;
mod shapes;

use crate::render::layout::Layout;

/// What the map is cut into.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Level {
    /// The 101 départements.
    Departments,
    /// The 30 académies, each as its départements without the borders between them.
    Academies,
}

/// A territory and its share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// Its code: `D35`, `A14`. What has no shape at the map's level (Saint-Barthélemy, Saint-Martin) isn't drawn.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The share, per mille. `None` where there is none to show: without units there is nothing to share, with
    /// some they are too few.
    pub share_per_mille: Option<i64>,
    /// What it is a share of.
    pub units: i64,
    /// The territory's page.
    pub href: String,
    /// What else its name tells, after a comma: `+ 4 points depuis un mois`. May be empty.
    pub note: String,
}

/// The figures of a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Map {
    /// In the order in which the keyboard meets them on the mainland, about Paris, overseas. Those of the level that
    /// are missing are drawn as without units, and are no links.
    pub territories: Vec<Area>,
    /// What the map is cut into.
    pub level: Level,
    /// What the shades stand for, above them: `Part de classes utilisatrices`.
    pub measure: String,
    /// The finding, as the name of the picture.
    pub title: String,
    /// What the picture shows, for those who don't see it.
    pub description: String,
    /// The beginning of the ids within the picture: one per chart of a page.
    pub id: String,
}

/// How a territory is shaded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Fill {
    /// From 1, up to 20 %, to 5, from 80 %.
    Step(usize),
    /// There are units, too few for a share.
    Few,
    /// There is no unit.
    Nothing,
}

const STEPS: [&str; 5] = [
    "c12-step-1",
    "c12-step-2",
    "c12-step-3",
    "c12-step-4",
    "c12-step-5",
];

impl Fill {
    fn of(area: Option<&Area>) -> Self {
        match area {
            Some(area) => match area.share_per_mille {
                // By the percent that is written, so that a territory of 20 % stands where the legend has 20.
                Some(share) => Self::Step(
                    usize::try_from((share.clamp(0, 1_000) + 5) / 200)
                        .unwrap_or_default()
                        .min(4),
                ),
                None if area.units > 0 => Self::Few,
                None => Self::Nothing,
            },
            None => Self::Nothing,
        }
    }
}

impl Area {
    /// What a screen reader says and a pointer shows.
    fn reading(&self) -> String {
        let units = || french::count(self.units, "classe", "classes");
        let mut text = match self.share_per_mille {
            Some(share) => format!("{} : {} de {}", self.name, french::percent(share, 1_000), units()),
            None if self.units > 0 => format!("{} : {}, trop peu pour une part", self.name, units()),
            None => format!("{} : aucune classe", self.name),
        };
        if !self.note.is_empty() {
            text.push_str(", ");
            text.push_str(&self.note);
        }
        text
    }
}

/// The map as an `<svg>`, 1080 × 560 or 358 × 640, whose territories are links. Both layouts may stand in a page:
/// their ids differ. Paris and its neighbours stand in an inset too, the overseas territories in insets of their own.
///
/// Without a territory, or where the program was built without the front's shapes, the text is empty.
pub fn map(figures: &Map, layout: Layout) -> String {
    let shapes = shapes::all();
    if figures.territories.is_empty() || shapes.is_empty() {
        return String::new();
    }
    draw::draw(figures, layout, &shapes)
}
