//! The uses measured in a school, and whose they are: told by somebody, never guessed.

use crate::{
    context::Context,
    failure::{ChangedMeanwhile, PageError},
    french::{refusal, short_day, usage::kept},
    query::Query,
    request::form_request,
    scope::Scope,
    ui::{
        button::{Button, Weight},
        form_request::FormRequestFields,
        select::Select,
        table::TableRegion,
    },
};
use domain::{
    AccountId, Action, Actor, TerritoryCode, Uai, UnitId, Week,
    calendar::{Calendar, Zone, paris_day},
    usage::{Measure, UsagePlace},
};
use leptos::prelude::*;
use report::{Cell, Column, Columns, Kind, Table};
use std::collections::BTreeMap;
use store::{
    StoreError,
    adoption::KnownUnit,
    request::FromForm,
    usage::{LinkedSchool, UsageLink, link_mark},
};

/// The weeks shown.
const WEEKS: u64 = 10;

/// What was measured in a school in the last weeks.
pub struct SchoolUses {
    /// The weeks, the latest first.
    weeks: Vec<Week>,
    /// Uses of each week by place: the school's, then those of its units that have their own.
    school: BTreeMap<Week, i64>,
    units: Vec<(UnitId, BTreeMap<Week, i64>)>,
    link: Option<UsageLink>,
    calendar: Calendar,
    zone: Option<Zone>,
}

/// A school and its units.
pub struct UsedIn<'a> {
    /// The school.
    pub school: Uai,
    /// From the nation to its circonscription.
    pub lineage: &'a [TerritoryCode],
    /// Its units of the year.
    pub units: &'a [UnitId],
}

impl SchoolUses {
    /// Loads them; none where nothing was measured.
    ///
    /// # Errors
    /// The store can't answer.
    pub async fn load(context: &Context, scope: &Scope, of: UsedIn<'_>) -> Result<Option<Self>, PageError> {
        // Last year's weeks are another class's.
        let (first, last) = scope.year.weeks_over(context.today);
        let span = last.back(WEEKS - 1).max(first)..=last;
        let own = scope.policy.code;
        let measured =
            async |place| Ok::<_, PageError>(uses(context.store.usage(own, place, span.clone()).await?));
        let at_school = measured(UsagePlace::School(of.school)).await?;
        let mut of_units = Vec::new();
        for unit in of.units {
            let weeks = measured(UsagePlace::Unit(*unit)).await?;
            if !weeks.is_empty() {
                of_units.push((*unit, weeks));
            }
        }
        let links = context
            .store
            .usage_links(own, scope.year, Some(of.school))
            .await?;
        let link = links.get(&of.school).copied();
        if at_school.is_empty() && of_units.is_empty() && link.is_none() {
            return Ok(None);
        }
        Ok(Some(Self {
            weeks: (0..WEEKS)
                .map(|back| last.back(back))
                .filter(|week| *week >= first)
                .collect(),
            school: at_school,
            units: of_units,
            link,
            calendar: context.store.calendar().await?,
            zone: Zone::of_lineage(of.lineage),
        }))
    }

    /// The section of the school's page. `address`: where the link is sent; none when it is not the reader's to tell.
    pub fn view(
        &self,
        units: &[&KnownUnit],
        names: &BTreeMap<AccountId, String>,
        address: Option<String>,
    ) -> AnyView {
        let label = |id: UnitId| {
            let unit = units.iter().find(|unit| unit.id == id);
            unit.map_or_else(|| format!("classe n° {id}"), |unit| unit.unit.label.clone())
        };
        let whose = match (self.link, units) {
            (Some(link), _) => format!(
                "Ceux de l'école sont ceux de la classe {}, comme l'a dit {} le {}.",
                label(link.unit),
                said_by(link.author, names),
                short_day(paris_day(link.recorded_at))
            ),
            (None, [alone]) => format!(
                "{} est la seule classe recensée de l'école : ils sont suivis comme les siens.",
                alone.unit.label
            ),
            (None, _) => {
                "Personne n'a dit de quelle classe sont ceux de l'école : ils ne sont attribués à aucune."
                    .to_owned()
            }
        };
        let form = address.filter(|_| units.len() > 1 || self.link.is_some()).map(|address| {
            let options: Vec<_> = units.iter().map(|unit| (unit.id.to_string(), unit.unit.label.clone())).collect();
            let chosen = self.link.map(|link| link.unit.to_string()).unwrap_or_default();
            let seen = link_mark(self.link.map(|link| link.unit));
            view! {
                <form method="post" action=address class="c12-form" data-once="" aria-label="Dire de quelle classe sont les usages">
                    <FormRequestFields seen=seen/>
                    <Select name="unit" id="usage-unit" label="Les usages mesurés dans l'école sont ceux de" any="aucune classe en particulier" options=options chosen=&chosen/>
                    <Button label="Enregistrer" weight=Weight::Secondary/>
                </form>
            }
        });
        view! {
            <h2>"Usages mesurés"</h2>
            <p>{whose}</p>
            <TableRegion table=self.table(&label)/>
            {form}
        }
        .into_any()
    }

    fn table(&self, label: &impl Fn(UnitId) -> String) -> Table {
        let mut columns = Columns::new().with(
            Column::titled("Semaine du", Kind::Day).naming_rows(),
            |week: &Week| Cell::Day(week.monday()),
        );
        let whole = (!self.school.is_empty()).then(|| ("École".to_owned(), &self.school));
        let units = self.units.iter().map(|(unit, weeks)| (label(*unit), weeks));
        for (name, weeks) in whole.into_iter().chain(units) {
            columns.push(Column::titled(name, Kind::Number).blank("non mesurée"), |week| {
                Cell::or_empty(weeks.get(week).copied(), Cell::Number)
            });
        }
        columns
            .with(
                Column::titled("Calendrier", Kind::Text).class("c12-text"),
                |week| Cell::text(kept(self.calendar.is_school_week(*week, self.zone))),
            )
            .page("Usages mesurés", &self.weeks)
    }
}

/// The largest measure of each week that tells a use.
fn uses(course: store::usage::UsageCourse) -> BTreeMap<Week, i64> {
    let mut weeks = BTreeMap::new();
    for (_, of) in course
        .into_iter()
        .filter(|(measure, _)| Measure::tells_use(*measure))
    {
        for (week, measured) in of {
            let most = weeks.entry(week).or_insert(0);
            *most = measured.value.max(*most);
        }
    }
    weeks
}

fn said_by(author: Actor, names: &BTreeMap<AccountId, String>) -> String {
    let name = match author {
        Actor::Account(id) => names.get(&id).cloned(),
        _ => None,
    };
    name.unwrap_or_else(|| "l'équipe du service".to_owned())
}

/// Where a school's link is sent.
pub(crate) fn link_address(scope: &Scope, school: Uai) -> String {
    scope.address(
        &format!("/{}/deploiement/{school}/usages", scope.policy.code),
        &[],
    )
}

/// Says which class a school's uses are of, or that they are of none. Answers where to go.
///
/// # Errors
/// [`PageError`]: no such school or class; it is not theirs to say.
pub async fn link(
    context: &Context,
    policy: &str,
    school: Uai,
    query: &Query,
    form: &Query,
) -> Result<String, PageError> {
    let scope = Scope::read(context, policy, query).await?;
    let own = scope.policy.code;
    let known = context
        .school(Action::RecordAdoption, own, scope.year, school)
        .await?;
    let unit = match form.get("unit") {
        None => None,
        Some(text) => {
            let id = text
                .parse()
                .map_err(|_| PageError::Bad("Choisissez une classe de la liste.".to_owned()))?;
            Some(UnitId(id))
        }
    };
    let what = unit;
    let form = Some(form_request(form)?);
    let of = LinkedSchool {
        policy: own,
        year: scope.year,
        school,
        lineage: &known.places,
    };
    match context
        .store
        .link_usage(
            &context.by,
            context.today,
            context.now,
            of,
            FromForm { what, form },
        )
        .await
    {
        Ok(()) => Ok(format!("{}#usages", scope.page(&school.to_string()))),
        Err(StoreError::Refused(domain::Refusal::SeenAnother)) => {
            Err(changed_meanwhile(context, &scope, school, what).await?)
        }
        Err(StoreError::Refused(refused)) if !matches!(refused, domain::Refusal::Forbidden(_)) => {
            Err(PageError::Bad(refusal(&refused)))
        }
        Err(stop) => Err(stop.into()),
    }
}

/// What stands and what was asked, once somebody else said otherwise.
async fn changed_meanwhile(
    context: &Context,
    scope: &Scope,
    school: Uai,
    asked: Option<UnitId>,
) -> Result<PageError, PageError> {
    let own = scope.policy.code;
    let links = context.store.usage_links(own, scope.year, Some(school)).await?;
    let units = context.store.units_of_school(own, scope.year, school).await?;
    let named = |unit: Option<UnitId>| {
        let Some(unit) = unit else {
            return "aucune classe".to_owned();
        };
        let known = units.iter().find(|(known, _)| known.id == unit);
        known.map_or_else(
            || format!("la classe n° {unit}"),
            |(known, _)| known.unit.label.clone(),
        )
    };
    Ok(PageError::Changed(Box::new(ChangedMeanwhile {
        stands: named(links.get(&school).map(|link| link.unit)),
        asked: named(asked),
        back: format!("{}#usages", scope.page(&school.to_string())),
    })))
}
