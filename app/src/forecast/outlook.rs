//! Where the rollout goes: what will have been onboarded by the end of the school year, when the objective is reached, the pace that it takes.

use super::{
    past,
    sentences::{ForecastWords, no_calendar},
};
use crate::{french, objective::share};
use domain::{
    AdoptionStage, SchoolYear, Week,
    adoption::{StageCounts, TerritoryForecast, WeekCounts},
    calendar::Zone,
    forecast::Spread,
    objective::{Measure, Objective},
};
use leptos::prelude::*;
use std::sync::Arc;
use store::adoption::Weekly;

/// The weeks of a course as the forecast reads them.
pub fn week_counts(weekly: &Weekly) -> Vec<WeekCounts> {
    let weeks = weekly.weeks.iter();
    weeks
        .map(|week| WeekCounts {
            week: week.week,
            counts: week.counts,
        })
        .collect()
}

/// The forecast that the page of a territory shows.
pub enum PageForecast {
    /// None: of a year that is over, or of a part of the classes.
    None,
    /// The holidays of the zone (of the mainland's zones, where there is none) are not known to the end of the year.
    NoCalendar(Option<Zone>),
    /// The forecast.
    Made(Arc<TerritoryForecast>),
}

/// A territory's forecast with what its sentences and its chart need.
pub struct ForecastView<'a> {
    /// The forecast.
    pub forecast: &'a PageForecast,
    /// The objective that matters today.
    pub objective: Option<Objective>,
    /// The counts of the last week.
    pub counts: StageCounts,
    /// The school year.
    pub year: SchoolYear,
}

impl ForecastView<'_> {
    fn made(&self) -> Option<&TerritoryForecast> {
        match self.forecast {
            PageForecast::Made(made) => Some(made),
            PageForecast::None | PageForecast::NoCalendar(_) => None,
        }
    }

    fn objective(&self) -> Option<Objective> {
        self.objective.filter(|aim| aim.measure == Measure::Onboarded)
    }

    /// The forecast as the chart continues the onboarded: those who lapsed stay as many as they are. Empty where nothing is told.
    pub fn weeks_ahead(&self) -> Vec<chart::Forecast> {
        let Some(ahead) = self.made().and_then(TerritoryForecast::told) else {
            return Vec::new();
        };
        let lapsed = self.counts[AdoptionStage::Lapsed];
        let week = |(week, spread): &(Week, Spread<i64>)| chart::Forecast {
            week: week.monday(),
            low: (spread.low - lapsed).max(0),
            middle: (spread.middle - lapsed).max(0),
            high: (spread.high - lapsed).max(0),
        };
        ahead.weeks.iter().map(week).collect()
    }

    /// The objective as the chart draws it, a point at its day: of the onboarded.
    pub fn objective_point(&self) -> Option<chart::Objective> {
        let aim = self.objective()?;
        self.made()?;
        Some(chart::Objective {
            day: aim.day,
            units: aim.gap(&self.counts).wanted,
            name: format!(
                "objectif au {}\n{} ({})",
                french::short_day(aim.day),
                french::number(aim.gap(&self.counts).wanted),
                share(aim.share)
            ),
        })
    }

    /// The section of the page, in sentences.
    pub fn section(&self) -> Option<AnyView> {
        let content = match self.forecast {
            PageForecast::None => return None,
            PageForecast::NoCalendar(zone) => {
                let (said, href) = (no_calendar(*zone, self.year), crate::calendar::href(self.year));
                view! { <p>{said} " " <a href=href>"Calendrier scolaire"</a></p> }.into_any()
            }
            PageForecast::Made(made) => {
                let told = ForecastWords {
                    forecast: made,
                    counts: &self.counts,
                    aim: self.objective(),
                    year: self.year,
                };
                let said: Vec<_> = told
                    .sentences()
                    .into_iter()
                    .map(|said| view! { <p>{said}</p> })
                    .collect();
                let past = past::view(&made.past);
                view! {
                    {said}
                    {past}
                    <p class="fr-hint-text"><a href="/methodes#prevision-deploiement">"Méthode de la prévision"</a></p>
                }
                .into_any()
            }
        };
        Some(
            view! {
                <div class="c12-outlook">
                    <h2>"Où va le déploiement"</h2>
                    {content}
                </div>
            }
            .into_any(),
        )
    }
}
