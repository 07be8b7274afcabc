//! Stages that measured uses suggest: the product proposes, an officer accepts, one or many; the source stays visible.

mod columns;

use crate::{
    adoption::new_id,
    context::Context,
    failure::PageError,
    french::{self, count},
    query::Query,
    scope::{Scope, choices},
    ui::{
        alert::{Alert, Tone},
        breadcrumb::Breadcrumb,
        button::{Button, ButtonLink},
        hidden_field::HiddenField,
        page::{Page, Part},
        pagination::Pagination,
        table::TableRegion,
    },
};
use domain::{
    Action, AdoptionStage, Refusal, TerritoryCode, UnitId,
    adoption::{Advance, RequestId, Source},
    calendar::{Calendar, Zone},
    rights::AccessScope,
    territory::Place,
    usage::{LAPSED_AFTER, Seen, Suggestion, WINDOW, suggest},
};
use leptos::prelude::*;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use store::{StoreError, adoption::Change, usage::SeenUnit};
use uuid::Uuid;

/// Weeks that are looked at: enough school weeks for a lapse, whatever the holidays between.
const WEEKS: u64 = 12;
/// Classes on a page.
const PAGE: usize = 100;

/// What the page of suggestions shows.
pub struct Suggestions {
    scope: Scope,
    territory: TerritoryCode,
    place: Option<Place>,
    list: Vec<(SeenUnit, Suggestion)>,
    /// From 1.
    rank: usize,
    /// Units whose uses are known.
    seen: usize,
    done: Option<i64>,
    refused: Option<(String, BTreeMap<UnitId, String>)>,
    calendar: Calendar,
}

impl Suggestions {
    /// Loads what is suggested where who asks moves classes.
    ///
    /// # Errors
    /// [`PageError`]: no such policy, year or territory; nothing of it is theirs.
    pub async fn load(context: &Context, policy: &str, query: &Query) -> Result<Self, PageError> {
        let scope = Scope::read(context, policy, query).await?;
        let territory = query
            .get("territoire")
            .map_or(Some(TerritoryCode::nation()), TerritoryCode::parse)
            .ok_or(PageError::NotFound("Ce territoire"))?;
        let within = context.reach(Action::RecordAdoption, Some(scope.policy.code))?;
        let (number, list) = suggested(context, &scope, territory, &within).await?;
        let calendar = context.store.calendar().await?;
        Ok(Self {
            place: context.store.place(territory).await?,
            rank: rank(query, list.len()),
            list,
            seen: number,
            done: query.get("fait").and_then(|done| done.parse().ok()),
            refused: None,
            calendar,
            scope,
            territory,
        })
    }

    /// The page.
    pub fn page(self) -> Page {
        let status = if self.refused.is_some() { 422 } else { 200 };
        let shared = Arc::new(self);
        let mut page = Page::new(Part::Rollout, "Stades suggérés par les usages", move || {
            shared.view()
        });
        page.status = status;
        page.kept = false;
        page
    }

    /// The address of a page of the list, once so many were accepted.
    fn address(&self, rank: usize, done: &str) -> String {
        let path = format!("/{}/suggestions", self.scope.policy.code);
        let rank = if rank > 1 { rank.to_string() } else { String::new() };
        let more = [
            ("territoire", self.territory.as_str()),
            ("page", rank.as_str()),
            ("fait", done),
        ];
        self.scope.address(&path, &more)
    }

    fn view(&self) -> AnyView {
        let path = self.place.as_ref().map(|place| self.scope.links(place.path()));
        let path = path.unwrap_or_default();
        view! {
            <Breadcrumb path=path here="Stades suggérés"/>
            <h1>"Stades suggérés par les usages"</h1>
            <p class="fr-text--lead">{format!(
                "Active : un usage mesuré dans les {WINDOW} dernières semaines de classe. Régulière : dans 3 d'entre elles. Décrochée : {LAPSED_AFTER} semaines de classe mesurées sans usage. Les vacances ne comptent pas, une semaine non mesurée non plus. Rien n'est enregistré sans vous."
            )}</p>
            <form method="get" class="c12-filters" data-auto="" aria-label="Filtrer les classes">
                <HiddenField name="territoire" value=self.territory.to_string()/>
                {choices::year(&self.scope)} {choices::level(&self.scope)} {choices::send()}
            </form>
            {self.outcome()}
            {if self.list.is_empty() { self.empty() } else { self.form() }}
        }
        .into_any()
    }

    fn outcome(&self) -> Option<AnyView> {
        if let Some((why, _)) = &self.refused {
            return Some(
                view! { <Alert tone=Tone::Error title="Rien n'est enregistré" text=why/> }.into_any(),
            );
        }
        let text = count(
            self.done?,
            "classe a changé de stade.",
            "classes ont changé de stade.",
        );
        Some(view! { <Alert tone=Tone::Success title="Suggestions acceptées" text=&text/> }.into_any())
    }

    fn empty(&self) -> AnyView {
        let text = match self.seen {
            0 => "Aucune classe d'ici n'a d'usages mesurés : il en faut de la classe elle-même, d'une école où elle est seule, ou d'une école dont quelqu'un a dit la classe.".to_owned(),
            some => format!(
                "Rien à suggérer : {} d'usages mesurés, et leur stade s'accorde avec eux.",
                count(i64::try_from(some).unwrap_or(0), "classe a au moins une semaine", "classes ont au moins une semaine")
            ),
        };
        let back = self.scope.page(self.territory.as_str());
        view! { <div class="c12-empty"><p>{text}</p><p><ButtonLink href=back label="Revenir aux chiffres"/></p></div> }
            .into_any()
    }

    fn form(&self) -> AnyView {
        let total = i64::try_from(self.list.len()).unwrap_or(0);
        let shown = self.list.iter().skip((self.rank - 1) * PAGE).take(PAGE);
        let table = self.columns().page("Suggestions", shown);
        let last = i64::try_from(pages(self.list.len())).unwrap_or(1);
        let rank = i64::try_from(self.rank).unwrap_or(1);
        let to = |rank: i64| self.address(usize::try_from(rank).unwrap_or(1), "");
        view! {
            <p>{count(total, "suggestion", "suggestions")} "."</p>
            <form method="post" class="c12-bulk" data-once="" aria-label="Accepter les suggestions cochées">
                <HiddenField name="id" value=new_id()/>
                <p class="c12-check-all" hidden="">
                    <label><input type="checkbox" data-check-all=""/> " Tout cocher"</label> " " <span data-check-count="" role="status"></span>
                </p>
                <TableRegion table=table class="c12-table c12-table--bulk"/>
                <p class="c12-actions"><Button label="Accepter les suggestions cochées"/></p>
            </form>
            <Pagination rank=rank last=last address=to/>
        }
        .into_any()
    }
}

fn pages(suggestions: usize) -> usize {
    suggestions.div_ceil(PAGE).max(1)
}

/// The page asked for, from 1; the last one when there are fewer by now: those accepted are no longer suggested.
fn rank(query: &Query, suggestions: usize) -> usize {
    let asked = query.get("page").and_then(|rank| rank.parse::<usize>().ok());
    asked.unwrap_or(1).clamp(1, pages(suggestions))
}

/// The units of a territory whose uses are known, where the reader may look: how many, and those of which the uses say something else.
pub(crate) async fn suggested(
    context: &Context,
    scope: &Scope,
    territory: TerritoryCode,
    within: &AccessScope,
) -> Result<(usize, Vec<(SeenUnit, Suggestion)>), PageError> {
    // Last year's weeks are another class's.
    let (first, last) = scope.year.weeks_over(context.today);
    let weeks = last.back(WEEKS - 1).max(first)..=last;
    let seen = context
        .store
        .seen_units(&scope.slice(territory), within, weeks)
        .await?;
    let calendar = context.store.calendar().await?;
    let of = |unit: SeenUnit| {
        let found = suggestion(&calendar, &unit)?;
        Some((unit, found))
    };
    Ok((seen.len(), seen.into_iter().filter_map(of).collect()))
}

/// What the uses of a unit suggest.
fn suggestion(calendar: &Calendar, seen: &SeenUnit) -> Option<Suggestion> {
    let unit = &seen.unit;
    let zone = Zone::of_lineage(&[unit.unit.academy]);
    let week = |(week, uses): &(domain::Week, Option<i64>)| Seen {
        week: *week,
        school: calendar.is_school_week(*week, zone),
        uses: *uses,
    };
    let weeks: Vec<Seen> = seen.weeks.iter().map(week).collect();
    let found = suggest(unit.standing.step.stage()?, unit.standing.since, &weeks)?;
    // Where the holidays are not known, weeks without use may be theirs.
    let holidays_known = calendar.is_known(unit.unit.year, zone);
    (holidays_known || found.stage != AdoptionStage::Lapsed).then_some(found)
}

/// What is ticked: the unit, what was seen of it, what was suggested.
fn ticket(seen: &SeenUnit, found: &Suggestion) -> String {
    format!(
        "{}:{}:{}:{}",
        seen.unit.id,
        seen.unit.standing.sequence,
        found.stage.code(),
        found.day
    )
}

/// Accepts the suggestions ticked, all of them or none.
///
/// # Errors
/// [`PageError`]: the store is busy or broken; it is not theirs to accept.
pub async fn accept(
    context: &Context,
    policy: &str,
    query: &Query,
    form: &Query,
) -> Result<Result<String, Page>, PageError> {
    let mut page = Suggestions::load(context, policy, query).await?;
    let (change, shown) = match change(&page, form) {
        Ok(read) => read,
        Err(why) => {
            page.refused = Some((why.to_owned(), BTreeMap::new()));
            return Ok(Err(page.page()));
        }
    };
    // What was accepted is no longer suggested: sent twice, it gets the answer it got.
    if !shown {
        if let Some(recorded) = context.store.recorded(&context.by, &change).await? {
            return Ok(Ok(page.address(page.rank, &recorded.events.len().to_string())));
        }
        page.refused = Some((MOVED.to_owned(), BTreeMap::new()));
        return Ok(Err(page.page()));
    }
    match context
        .store
        .record(&context.by, context.today, context.now, change)
        .await
    {
        Ok(recorded) => Ok(Ok(page.address(page.rank, &recorded.events.len().to_string()))),
        Err(StoreError::SomeRefused(units))
            if units.iter().any(|(_, why)| matches!(why, Refusal::Forbidden(_))) =>
        {
            Err(PageError::Forbidden)
        }
        Err(StoreError::SomeRefused(units)) => {
            let why = french::count(
                i64::try_from(units.len()).unwrap_or(0),
                "classe refuse cette suggestion : la raison est écrite devant elle.",
                "classes refusent ces suggestions : la raison est écrite devant chacune.",
            );
            let units = units
                .iter()
                .map(|(unit, refusal)| (*unit, french::refusal(refusal)));
            page.refused = Some((why, units.collect()));
            Ok(Err(page.page()))
        }
        Err(StoreError::Refused(refusal)) => {
            page.refused = Some((french::refusal(&refusal), BTreeMap::new()));
            Ok(Err(page.page()))
        }
        Err(other) => Err(other.into()),
    }
}

/// A suggestion that is none any more.
const MOVED: &str = "Une de ces suggestions n'en est plus une : la classe ou ses usages ont changé. Relisez la liste, puis acceptez à nouveau.";

/// The changes asked for, and whether each is what is suggested now, as it was shown.
fn change(page: &Suggestions, form: &Query) -> Result<(Change, bool), &'static str> {
    const INCOMPLETE: &str = "Ce formulaire est incomplet : rechargez la page.";
    let id = form.get("id").and_then(|id| Uuid::parse_str(id).ok());
    let id = id.map(RequestId).ok_or(INCOMPLETE)?;
    let shown: BTreeSet<String> = page
        .list
        .iter()
        .map(|(seen, found)| ticket(seen, found))
        .collect();
    let steps: Option<Vec<_>> = form.all("unit").map(step).collect();
    let steps = steps.ok_or(INCOMPLETE)?;
    if steps.is_empty() {
        return Err("Cochez au moins une suggestion.");
    }
    let all_shown = form.all("unit").all(|ticked| shown.contains(ticked));
    Ok((
        Change {
            id,
            steps,
            annulled: Vec::new(),
        },
        all_shown,
    ))
}

/// What a ticket asks for.
fn step(ticket: &str) -> Option<Advance> {
    let mut parts = ticket.split(':');
    Some(Advance {
        unit: UnitId(parts.next()?.parse().ok()?),
        seen: parts.next()?.parse().ok()?,
        stage: AdoptionStage::from_code(parts.next()?)?,
        day: parts.next()?.parse().ok()?,
        replaces: None,
        source: Source::Usage,
    })
}

#[cfg(test)]
mod tests {
    use super::{PAGE, Query, rank};

    #[test]
    fn the_page_asked_for_is_shown_or_the_last_there_still_is() {
        let asked = |text: &str, many| rank(&Query::read(text), many);
        assert_eq!((asked("", 0), asked("page=1", PAGE)), (1, 1));
        assert_eq!(
            (
                asked("page=2", PAGE + 1),
                asked("page=3", PAGE + 1),
                asked("page=2", PAGE)
            ),
            (2, 2, 1)
        );
        for wrong in ["page=0", "page=-1", "page=deux"] {
            assert_eq!(asked(wrong, 3 * PAGE), 1);
        }
    }
}
