//! Territories beside each other, honestly: a map on a fixed scale, what chance does not explain, each one's own course. No rank.

mod chance;
mod columns;
mod courses;
mod file;
mod map;
mod view;

pub use courses::{sheet as courses_sheet, svg as courses_svg};
pub use file::{chance_svg, map_svg, sheet};

use crate::{
    adoption::figures::per_mille,
    context::Context,
    failure::PageError,
    objective::{self, TerritoryProgress},
    query::Query,
    scope::{Scope, narrowed},
    ui::page::{Page, Part},
};
use chrono::NaiveDate;
use domain::{
    Action, TerritoryCode, TerritoryKind,
    adoption::{FunnelPlace, FunnelSide, StageCounts, funnel_place},
};
use store::adoption::{Child, Weekly};

/// Below so many units a share is not shaded on the map.
const FEW: i64 = 5;
/// Fallen by as much in four weeks, a territory is told: points, per mille.
const FALLING: i64 = -20;
/// From so many units on.
const FALLING_UNITS: i64 = 50;

/// Which territories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mesh {
    /// The départements.
    Departments,
    /// The académies.
    Academies,
}

impl Mesh {
    fn read(query: &Query) -> Self {
        match query.get("maille") {
            Some("academies") => Self::Academies,
            _ => Self::Departments,
        }
    }

    /// `département`, `départements`.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Departments => ("département", "départements"),
            Self::Academies => ("académie", "académies"),
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Departments => "departements",
            Self::Academies => "academies",
        }
    }
}

/// A territory beside the others.
pub struct Beside {
    child: Child<TerritoryCode>,
    /// Where its share falls by its size, against the nation's.
    place: FunnelPlace,
    /// How its share moved in four weeks, per mille; none when it is not known.
    moved: Option<i64>,
}

impl Beside {
    fn share(&self) -> i64 {
        per_mille(self.child.counts.using(), self.child.counts.census())
    }

    /// Whether it is to be looked at: below what chance explains, or falling.
    fn is_told(&self) -> bool {
        self.is_below() || self.is_falling()
    }

    fn is_below(&self) -> bool {
        use FunnelSide::Below;
        matches!(
            self.place,
            FunnelPlace::Outside95(Below) | FunnelPlace::Outside998(Below)
        )
    }

    /// A share of few units falls by one that leaves.
    fn is_falling(&self) -> bool {
        self.child.counts.census() >= FALLING_UNITS && self.moved.is_some_and(|moved| moved <= FALLING)
    }
}

/// The territories together.
#[derive(Clone, Copy)]
struct Whole {
    using: i64,
    census: i64,
}

impl Whole {
    /// The share of utilisatrices, from 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "there are never 2^52 units")]
    fn share(self) -> f64 {
        if self.census > 0 {
            self.using as f64 / self.census as f64
        } else {
            0.0
        }
    }
}

/// What the page shows.
pub struct Comparison {
    scope: Scope,
    mesh: Mesh,
    today: NaiveDate,
    /// By name.
    list: Vec<Beside>,
    /// All of them together.
    whole: Whole,
    /// Of these, how many are estimated.
    estimated: i64,
    /// What the nation aims at, and what lacks.
    aim: Option<String>,
    /// Each académie's course, this year's and the one before.
    courses: Vec<(Child<TerritoryCode>, Weekly, Weekly)>,
}

impl Comparison {
    /// Loads it.
    ///
    /// # Errors
    /// [`PageError`]: no such policy or year; forbidden.
    pub async fn load(context: &Context, policy: &str, query: &Query) -> Result<Self, PageError> {
        let scope = Scope::read(context, policy, query).await?;
        let nation = TerritoryCode::nation();
        context.allow(Action::ReadFigures, Some(scope.policy.code), &[nation])?;
        let (mesh, slice, until) = (Mesh::read(query), scope.slice(nation), scope.until(context.today));
        let academies = context.store.children(&slice, until).await?;
        let children = match mesh {
            Mesh::Academies => academies.clone(),
            Mesh::Departments => context.store.grandchildren(&slice, until).await?,
        };
        let mut courses = Vec::with_capacity(academies.len());
        for academy in academies {
            let (weekly, before) = context
                .store
                .weekly_and_previous(&scope.slice(academy.code), until)
                .await?;
            courses.push((academy, weekly, before));
        }
        let mut counts = StageCounts::default();
        for child in &children {
            counts += child.counts;
        }
        let whole = Whole {
            using: counts.using(),
            census: counts.census(),
        };
        let place = context.place(nation).await?;
        let progress = TerritoryProgress {
            slice: &slice,
            place: &place,
            here: Some(nation),
            counts: &counts,
            until,
        };
        Ok(Self {
            estimated: children.iter().map(|child| child.estimated).sum(),
            aim: objective::gap_sentence(context, progress).await?,
            list: children.into_iter().map(|child| beside(child, whole)).collect(),
            scope,
            mesh,
            today: until,
            whole,
            courses,
        })
    }

    /// The page.
    pub fn page(self) -> Page {
        let shared = std::sync::Arc::new(self);
        let mut page = Page::new(Part::Rollout, "Comparer les territoires", move || {
            view::whole(&shared)
        });
        page.live = true;
        page
    }

    fn level(&self) -> chart::Level {
        match self.mesh {
            Mesh::Departments => chart::Level::Departments,
            Mesh::Academies => chart::Level::Academies,
        }
    }

    fn kind(&self) -> TerritoryKind {
        match self.mesh {
            Mesh::Departments => TerritoryKind::Department,
            Mesh::Academies => TerritoryKind::Academy,
        }
    }

    /// Source of the figures, as a sentence.
    fn source(&self) -> String {
        let (one, many) = self.mesh.words();
        let number_of = i64::try_from(self.list.len()).unwrap_or(0);
        format!(
            "Source : mises à jour de l'adoption. {}, {}, au {}.{}",
            french::count(number_of, one, many),
            french::count(self.whole.census, "classe recensée", "classes recensées"),
            french::long_day(self.today),
            narrowed(&self.scope)
        )
    }

    /// The address of these figures with another file or mesh.
    fn address(&self, file: &str, mesh: Mesh) -> String {
        let path = format!("/{}/comparaison{file}", self.scope.policy.code);
        self.scope.address(&path, &[("maille", mesh.word())])
    }
}

fn beside(child: Child<TerritoryCode>, whole: Whole) -> Beside {
    let (using, census) = (child.counts.using(), child.counts.census());
    let before = child.four_weeks_before.filter(|(census, _)| *census > 0);
    Beside {
        place: funnel_place(census, using, whole.share()).unwrap_or(FunnelPlace::Within),
        moved: before.map(|(census_before, using_before)| {
            per_mille(using, census) - per_mille(using_before, census_before)
        }),
        child,
    }
}

/// The share in the middle of the territories', per mille: half have more, half have less.
fn median(list: &[Beside]) -> i64 {
    let mut shares: Vec<i64> = list.iter().map(Beside::share).collect();
    shares.sort_unstable();
    let middle = |at: usize| shares.get(at).copied().unwrap_or_default();
    match shares.len() {
        0 => 0,
        count if count % 2 == 0 => (middle(count / 2 - 1) + middle(count / 2)) / 2,
        count => middle(count / 2),
    }
}
