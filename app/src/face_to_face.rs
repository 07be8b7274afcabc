//! Two territories face to face, or one in two school years: the same week of the school year on both sides, and what chance may explain.

mod columns;
mod course;
mod file;
mod view;
mod words;

pub use file::{sheet, svg};

use crate::{
    adoption::figures::per_mille,
    calendar::shades,
    context::Context,
    failure::PageError,
    objective::{self, TerritoryProgress},
    query::Query,
    scope::Scope,
    ui::page::{Page, Part},
};
use chart::Shade;
use chrono::NaiveDate;
use domain::{
    Action, SchoolYear, TerritoryCode, TerritoryKind, Week,
    adoption::{Difference, Group, difference},
    calendar::Zone,
    search::fold,
    territory::Territory,
};
use store::adoption::{Slice, WeekFigures, Weekly};

/// One side.
struct Side {
    code: TerritoryCode,
    /// The territory on the screen.
    name: String,
    /// From the nation to it.
    lineage: Vec<TerritoryCode>,
    year: SchoolYear,
    weekly: Weekly,
    /// What it aims at, and what lacks.
    aim: Option<String>,
}

/// What the page shows.
pub struct Pair {
    scope: Scope,
    /// Territories that the form offers, by the words of the screen.
    offered: Vec<String>,
    a: Side,
    b: Side,
    /// The last week of both, by its rank in the school year.
    rank: i32,
    /// The day the figures are of.
    today: NaiveDate,
    /// Days without school, where they are the same on both sides.
    shades: Vec<Shade>,
}

/// A week of both sides; none where a side has no unit yet.
struct PairedWeek {
    rank: i32,
    a: Option<WeekFigures>,
    b: Option<WeekFigures>,
}

/// What is measured of both sides.
#[derive(Clone, Copy)]
enum Measure {
    Onboarded,
    Using,
}

impl Measure {
    /// (Units that it counts, census).
    fn of(self, week: &WeekFigures) -> (i64, i64) {
        let part = match self {
            Self::Onboarded => week.counts.onboarded(),
            Self::Using => week.counts.using(),
        };
        (part, week.counts.census())
    }
}

/// The difference of a share between both sides.
struct Gap {
    /// The first's less the second's, per mille, as one subtracts the shares that are shown.
    points: i64,
    /// Its interval; none where a territory's units stand on both sides.
    interval: Option<Difference>,
}

impl Pair {
    /// Loads it: the nation's year and the one before, where nothing else is asked for.
    ///
    /// # Errors
    /// [`PageError`]: no such policy, year or territory; forbidden.
    pub async fn load(context: &Context, policy: &str, query: &Query) -> Result<Self, PageError> {
        let scope = Scope::read(context, policy, query).await?;
        let known = context.store.territories().await?;
        let a = asked(&known, query.get("a"))?.unwrap_or(TerritoryCode::nation());
        let b = asked(&known, query.get("b"))?.unwrap_or(a);
        context.allow(Action::ReadFigures, Some(scope.policy.code), &[a])?;
        context.allow(Action::ReadFigures, Some(scope.policy.code), &[b])?;
        let before = scope.year.previous().filter(|_| a == b);
        let year_b = query.year("annee_b")?.or(before).unwrap_or(scope.year);
        let rank = common(context.today, [scope.year, year_b]);
        let slice = |code, year| Slice {
            year,
            ..scope.slice(code)
        };
        let a = side(context, &slice(a, scope.year), rank).await?;
        let b = side(context, &slice(b, year_b), rank).await?;
        let calendar = context.store.calendar().await?;
        let zones = (Zone::of_lineage(&a.lineage), Zone::of_lineage(&b.lineage));
        let shades = match a.year == b.year && zones.0 == zones.1 {
            true => shades(&calendar, a.year, zones.0),
            false => Vec::new(),
        };
        Ok(Self {
            offered: offered(&known),
            today: scope.until(context.today),
            scope,
            a,
            b,
            rank,
            shades,
        })
    }

    /// The page.
    pub fn page(self) -> Page {
        let shared = std::sync::Arc::new(self);
        let mut page = Page::new(Part::Rollout, "Face à face", move || view::whole(&shared));
        page.live = true;
        page
    }

    /// What a side is called: its territory, with its year where the two years are not the same.
    fn label(&self, side: &Side) -> String {
        match self.a.code != self.b.code && self.a.year == self.b.year {
            true => side.name.clone(),
            false => format!("{}, {}", side.name, side.year),
        }
    }

    /// Whether a territory's units stand on both sides: an interval between the two would mean nothing.
    fn is_nested(&self) -> bool {
        let holds = |outer: &Side, inner: &Side| inner.lineage.contains(&outer.code);
        self.a.year == self.b.year && (holds(&self.a, &self.b) || holds(&self.b, &self.a))
    }

    /// The difference of a share at the last week; none when a side has no unit.
    fn gap(&self, measure: Measure) -> Option<Gap> {
        let group = |side: &Side| {
            let (using, units) = measure.of(side.weekly.last()?);
            Some(Group { using, units })
        };
        let (a, b) = (group(&self.a)?, group(&self.b)?);
        let interval = difference(a, b).filter(|_| !self.is_nested());
        Some(Gap {
            points: per_mille(a.using, a.units) - per_mille(b.using, b.units),
            interval,
        })
    }

    /// Both sides week by week, by the rank of the week in the school year.
    fn rows(&self) -> Vec<PairedWeek> {
        let at = |side: &Side, rank: i32| {
            let mut weeks = side.weekly.weeks.iter();
            weeks.find(|week| side.year.rank_of(week.week) == rank).copied()
        };
        let first = |side: &Side| {
            let first = side.weekly.weeks.first();
            first.map(|week| side.year.rank_of(week.week))
        };
        let Some(from) = [first(&self.a), first(&self.b)].into_iter().flatten().min() else {
            return Vec::new();
        };
        let row = |rank| PairedWeek {
            rank,
            a: at(&self.a, rank),
            b: at(&self.b, rank),
        };
        (from..=self.rank).map(row).collect()
    }

    /// The address of these figures, or of a file of them.
    fn address(&self, file: &str) -> String {
        let path = format!("/{}/face-a-face{file}", self.scope.policy.code);
        let year = self.b.year.to_string();
        let more = [
            ("a", self.a.code.as_str()),
            ("b", self.b.code.as_str()),
            ("annee_b", year.as_str()),
        ];
        self.scope.address(&path, &more)
    }
}

/// The rank of the last week that both years have known by today; of a year that is to come, nothing is known.
fn common(today: NaiveDate, years: [SchoolYear; 2]) -> i32 {
    let begun = years.into_iter().filter(|year| year.first_event_day() <= today);
    let last = begun.map(|year| year.rank_of(Week::of(today.min(year.last_event_day()))));
    last.min().unwrap_or(0)
}

/// A side up to the week of a rank.
async fn side(context: &Context, slice: &Slice, rank: i32) -> Result<Side, PageError> {
    let until = slice.year.week(rank).map_or(context.today, Week::sunday);
    let until = until.min(context.today).min(slice.year.last_event_day());
    let place = context.place(slice.territory).await?;
    let weekly = context.store.weekly(slice, until).await?;
    let counts = weekly.last().map(|week| week.counts).unwrap_or_default();
    let progress = TerritoryProgress {
        slice,
        place: &place,
        here: Some(slice.territory),
        counts: &counts,
        until,
    };
    Ok(Side {
        aim: objective::gap_sentence(context, progress).await?,
        code: slice.territory,
        name: french::place(&place),
        lineage: place.lineage(),
        year: slice.year,
        weekly,
    })
}

/// A territory as the screen writes it.
fn words_of(territory: &Territory) -> String {
    french::territory(territory.code.kind(), &territory.name)
}

/// The territory of a code or of a name as the form offers it; none when nothing is asked.
fn asked(known: &[Territory], text: Option<&str>) -> Result<Option<TerritoryCode>, PageError> {
    let Some(text) = text else { return Ok(None) };
    let code = TerritoryCode::parse(&text.to_uppercase());
    if code == Some(TerritoryCode::nation()) {
        return Ok(code);
    }
    let folded = fold(text);
    let mut among = known.iter();
    let found = among.find(|one| Some(one.code) == code || fold(&words_of(one)) == folded);
    let none = || {
        PageError::Bad(format!(
            "« {text} » n'est pas un territoire connu : choisissez une académie ou un département de la liste, ou écrivez un code (D35, A14, ou l'UAI d'une circonscription après la lettre C)."
        ))
    };
    found.map(|one| Some(one.code)).ok_or_else(none)
}

/// The nation, académies and départements, in the order of their names.
fn offered(known: &[Territory]) -> Vec<String> {
    let wide = known
        .iter()
        .filter(|one| one.code.kind() != TerritoryKind::District);
    let mut names: Vec<_> = wide.map(words_of).collect();
    names.sort_by_cached_key(|name| fold(name));
    names
}
