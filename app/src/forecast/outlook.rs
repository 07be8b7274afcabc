//! Where the rollout goes: what will have been onboarded by the end of the school year, when the objective is reached, the pace that it takes.

use super::past;
use crate::{
    french::{count, long_day, percent},
    objective::share,
};
use domain::{
    AdoptionStage, SchoolYear, Week,
    adoption::{AdoptionForecast, Basis, ReachedBy, StageCounts, TerritoryForecast, WeekCounts},
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

/// `12 classes`, `0,4 classe`: a tenth below ten, where a whole number would say nothing.
fn units(pace: f64) -> String {
    let pace = pace.max(0.0);
    if pace < 9.95 {
        let text = format!("{pace:.1}").replace('.', ",");
        let word = if pace < 2.0 { "classe" } else { "classes" };
        return format!("{}\u{a0}{word}", text.trim_end_matches(",0"));
    }
    let rounded = format!("{pace:.0}");
    count(rounded.parse().unwrap_or(0), "classe", "classes")
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

    /// The forecast as the chart continues the onboarded: those who lapsed stay as many as they are.
    pub fn weeks_ahead(&self) -> Vec<chart::Forecast> {
        let Some(AdoptionForecast::Ahead(ahead)) = self.made().map(|made| &made.forecast) else {
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

    /// The objective as the chart draws it across: of the onboarded.
    pub fn objective_line(&self) -> Option<chart::Objective> {
        let aim = self.objective()?;
        self.made()?;
        Some(chart::Objective {
            units: aim.gap(&self.counts).wanted,
            name: format!("Objectif : {} d’embarquées", share(aim.share)),
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
                let said = sentences(made, &self.counts, self.objective(), self.year);
                let said: Vec<_> = said.into_iter().map(|said| view! { <p>{said}</p> }).collect();
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

fn no_calendar(zone: Option<Zone>, year: SchoolYear) -> String {
    let whose = zone.map_or_else(
        || "les vacances des zones A, B et C ne sont pas toutes saisies".to_owned(),
        |zone| format!("les vacances ne sont pas saisies ({})", french::zone(zone)),
    );
    format!("Pas de prévision : {whose} jusqu'à la fin de l'année {year}.")
}

fn sentences(
    prevision: &TerritoryForecast,
    counts: &StageCounts,
    aim: Option<Objective>,
    year: SchoolYear,
) -> Vec<String> {
    let census = counts.census();
    let mut said = match &prevision.forecast {
        AdoptionForecast::TooEarly { reached, needed, .. } if reached < needed => vec![format!(
            "Trop tôt pour prévoir : {} des classes ont été embarquées, il en faut {}.",
            percent(*reached, census),
            percent(*needed, census)
        )],
        AdoptionForecast::TooEarly {
            weeks, weeks_needed, ..
        } => vec![format!(
            "Trop tôt pour prévoir : il faut {weeks_needed} semaines d'école depuis la première classe embarquée, il y en a {weeks}."
        )],
        AdoptionForecast::Ahead(ahead) => {
            let mut said = Vec::new();
            if let Some((_, Spread { low, high, .. })) = ahead.weeks.last() {
                said.push(format!(
                    "Fin août {}, de {} à {} des classes auront été embarquées, 8 fois sur 10, si le rythme suit celui des semaines passées.",
                    year.first() + 1,
                    percent(*low, census),
                    percent(*high, census)
                ));
            }
            said.extend(
                aim.zip(ahead.reached_objective)
                    .map(|(aim, reached)| when(aim, reached)),
            );
            if ahead.basis == Basis::PastYear {
                said.push("Il est trop tôt pour apprendre de cette année seule : la prévision part de l'allure de l'année passée.".to_owned());
            }
            said
        }
    };
    if let (Some(aim), Some(pace)) = (aim, prevision.pace.filter(|pace| *pace > 0.0)) {
        said.push(format!(
            "Pour tenir l'objectif au {}, il faudrait {} par semaine d'école ; il y en a eu {} par semaine d'école, en moyenne, sur les huit dernières.",
            long_day(aim.day),
            units(pace),
            units(prevision.recent)
        ));
    }
    said
}

fn when(aim: Objective, reached: ReachedBy) -> String {
    let share = share(aim.share);
    match (reached.early, reached.middle, reached.late) {
        // Reached already: every future has it on the same day.
        (Some(early), _, Some(late)) if early == late => {
            format!(
                "{share} de classes embarquées : atteint depuis la semaine du {}.",
                long_day(Week::of(early).monday())
            )
        }
        (Some(early), _, Some(late)) => format!(
            "{share} de classes embarquées : atteint entre le {} et le {}, 8 fois sur 10.",
            long_day(early),
            long_day(late)
        ),
        (_, Some(middle), None) => format!(
            "{share} de classes embarquées : atteint une fois sur deux avant le {} ; une fois sur dix au moins, pas avant la fin août.",
            long_day(middle)
        ),
        (Some(early), None, _) => format!(
            "{share} de classes embarquées : une fois sur dix avant le {} ; le plus souvent, pas avant la fin août.",
            long_day(early)
        ),
        _ => format!("{share} de classes embarquées : neuf fois sur dix, pas avant la fin août."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use domain::{
        adoption::{KeptForecasts, TerritoryYear, territory_forecast},
        calendar::Calendar,
    };

    fn on(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }
    fn year() -> SchoolYear {
        SchoolYear::starting(2021).unwrap()
    }
    /// So many more onboarded each week of school, from the rentrée of 2021.
    fn course(units: i64, each: i64, weeks: usize) -> Weekly {
        let mut weekly = Weekly::default();
        let (mut week, mut onboarded) = (Week::of(on(2021, 9, 6)), 0);
        for _ in 0..weeks {
            if Calendar::official().school_share(week, None) > 0.5 {
                onboarded = (onboarded + each).min(units);
            }
            let mut counts = StageCounts::default();
            counts[AdoptionStage::Identified] = units - onboarded;
            counts[AdoptionStage::Onboarded] = onboarded;
            weekly.weeks.push(store::adoption::WeekFigures {
                week,
                counts,
                estimated: 0,
            });
            week = week.next();
        }
        weekly
    }
    fn aim(share: i64) -> Objective {
        Objective::new(year(), on(2022, 6, 30), Measure::Onboarded, share).unwrap()
    }
    fn said(weekly: &Weekly, today: NaiveDate, aim: Option<Objective>) -> String {
        let made = territory_forecast(&TerritoryYear {
            year: year(),
            weeks: &week_counts(weekly),
            before: &[],
            calendar: &Calendar::official(),
            zone: None,
            today,
            objective: aim,
            kept: &KeptForecasts::default(),
        });
        let counts = weekly.last().unwrap().counts;
        sentences(&made, &counts, aim, year()).join(" ")
    }

    #[test]
    fn below_twenty_percent_no_date_is_given() {
        let said = said(&course(1_000, 9, 16), on(2021, 12, 27), Some(aim(800)));
        assert!(said.starts_with("Trop tôt pour prévoir"), "{said}");
        assert!(!said.contains("atteint"), "{said}");
        assert!(said.contains("il faudrait"), "the pace is arithmetic: {said}");
    }

    #[test]
    fn beyond_it_the_objective_has_a_date_or_says_that_it_has_none() {
        let weekly = course(1_000, 30, 16);
        let near = said(&weekly, on(2021, 12, 27), Some(aim(500)));
        assert!(
            near.contains("50\u{202f}% de classes embarquées : atteint"),
            "{near}"
        );
        assert!(near.starts_with("Fin août 2022, de "), "{near}");
    }
}
