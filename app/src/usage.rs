//! UsagePage of the service as they were measured: in the nation, in an académie, week by week; a gap where nobody measured.

mod file;
mod reason;
mod school;
mod suggestions;
mod view;

pub use file::{sheet, svg};
pub use school::link;
pub(crate) use school::{SchoolUses, UsedIn, link_address};
pub(crate) use suggestions::suggested;
pub use suggestions::{Suggestions, accept};

use crate::{
    context::Context,
    failure::PageError,
    query::Query,
    scope::Scope,
    ui::page::{Page, Part},
};
use chrono::NaiveDate;
use domain::{
    Action, TerritoryCode, TerritoryKind, Week,
    calendar::{Calendar, Zone},
    territory::Place,
    usage::{Measure, UsagePlace, gaps},
};
use std::{collections::BTreeMap, sync::Arc};
use store::usage::{Measured, UsageCourse, UsageEntry};

/// Files and pulls that are told.
const ENTRIES: u32 = 12;

/// What the page of uses shows.
pub struct UsagePage {
    scope: Scope,
    place: Place,
    here: TerritoryCode,
    today: NaiveDate,
    /// The measure of the chart and of the table.
    measure: Measure,
    /// The weeks of the year that are over.
    span: (Week, Week),
    course: UsageCourse,
    /// Last year's, each at this year's week.
    before: UsageCourse,
    /// What nobody measured since the first measure.
    gaps: Vec<(Week, Week)>,
    /// The weeks that a measure was expected for.
    expected: i64,
    calendar: Calendar,
    zone: Option<Zone>,
    academies: Vec<Academy>,
    entries: Vec<UsageEntry>,
    /// Whether the reader may bring measures.
    may_bring: bool,
}

/// An académie of the table.
struct Academy {
    code: TerritoryCode,
    name: String,
    weeks: BTreeMap<Week, Measured>,
    zone: Option<Zone>,
}

impl UsagePage {
    /// Loads the uses of the nation or of an académie.
    ///
    /// # Errors
    /// [`PageError`]: no such policy, year, measure or place.
    pub async fn load(
        context: &Context,
        policy: &str,
        code: TerritoryCode,
        query: &Query,
    ) -> Result<Self, PageError> {
        let scope = Scope::read(context, policy, query).await?;
        let own = scope.policy.code;
        context.allow(Action::ReadFigures, Some(own), &[code])?;
        let place = measured_place(context, code).await?;
        let measure = measure_of(query)?;
        let span = scope.year.weeks_over(context.today);
        let at = UsagePlace::Territory(code);
        let course = context.store.usage(own, at, span.0..=span.1).await?;
        let earlier = span.0.back(52)..=span.1.back(52);
        let before = moved(context.store.usage(own, at, earlier).await?);
        let academies = match code.kind() {
            TerritoryKind::Nation => academies(context, &scope, measure).await?,
            _ => Vec::new(),
        };
        let weeks = course.get(&measure);
        // Before the first measure of all, nothing was expected.
        let first = match before.get(&measure) {
            Some(_) => Some(span.0),
            None => weeks.and_then(|weeks| weeks.keys().next().copied()),
        };
        let known = |week| weeks.is_some_and(|weeks| weeks.contains_key(&week));
        let (gaps, expected) = match first {
            Some(first) => (
                gaps(known, first, span.1),
                i64::from(span.1.number() - first.number()) + 1,
            ),
            None => (Vec::new(), 0),
        };
        let lineage = place.lineage();
        Ok(Self {
            entries: context.store.usage_entries(own, ENTRIES).await?,
            may_bring: context.reach(Action::ImportUsage, Some(own)).is_ok(),
            zone: Zone::of_lineage(&lineage),
            calendar: context.store.calendar().await?,
            today: context.today,
            scope,
            place,
            here: code,
            measure,
            span,
            course,
            before,
            gaps,
            expected,
            academies,
        })
    }

    /// The page.
    pub fn page(self) -> Page {
        let shared = Arc::new(self);
        let title = format!("Usages du service : {}, {}", shared.name(), shared.scope.year);
        let mut page = Page::new(Part::Rollout, title, move || view::whole(&shared));
        page.live = true;
        page
    }

    fn name(&self) -> String {
        french::place(&self.place)
    }

    /// The weeks measured.
    fn weeks(&self) -> BTreeMap<Week, Measured> {
        self.course.get(&self.measure).cloned().unwrap_or_default()
    }

    /// A page about the same year and measure.
    fn address(&self, tail: &str) -> String {
        let path = format!("/{}/deploiement/{tail}", self.scope.policy.code);
        self.scope.address(&path, &[("mesure", self.measure.code())])
    }
}

/// The nation or an académie: nothing smaller is measured.
async fn measured_place(context: &Context, code: TerritoryCode) -> Result<Place, PageError> {
    let measured = matches!(code.kind(), TerritoryKind::Nation | TerritoryKind::Academy);
    match context.store.place(code).await? {
        Some(place) if measured => Ok(place),
        None if code == TerritoryCode::nation() => Ok(Place::nation()),
        _ => Err(PageError::NotFound(
            "Cette mesure : les usages sont ceux de la nation ou d'une académie, et ce territoire",
        )),
    }
}

/// The measure that an address asks for.
fn measure_of(query: &Query) -> Result<Measure, PageError> {
    match query.get("mesure") {
        None => Ok(Measure::Visits),
        Some(code) => Measure::from_code(code).ok_or_else(|| {
            PageError::Bad("Cette mesure n'existe pas : choisissez-la dans la liste.".to_owned())
        }),
    }
}

/// The year before, at this year's weeks.
fn moved(course: UsageCourse) -> UsageCourse {
    let weeks = |weeks: BTreeMap<Week, Measured>| {
        let later =
            |(week, measured): (Week, Measured)| Some((Week::numbered(week.number() + 52)?, measured));
        weeks.into_iter().filter_map(later).collect()
    };
    course
        .into_iter()
        .map(|(measure, of)| (measure, weeks(of)))
        .collect()
}

async fn academies(context: &Context, scope: &Scope, measure: Measure) -> Result<Vec<Academy>, PageError> {
    let span = scope.year.weeks_over(context.today);
    let measured = context
        .store
        .usage_of_academies(scope.policy.code, measure, span.0..=span.1)
        .await?;
    let mut list = Vec::with_capacity(measured.len());
    for (code, weeks) in measured {
        let place = context.store.place(code).await?;
        list.push(Academy {
            code,
            name: place.map_or_else(|| code.to_string(), |place| place.here().name.clone()),
            weeks,
            zone: Zone::of_academy(code.local()),
        });
    }
    list.sort_by_key(|academy| domain::search::fold(&academy.name));
    Ok(list)
}
