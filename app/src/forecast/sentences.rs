//! The sentences of a territory's forecast: what will have been onboarded, when the objective is reached, the pace that it takes.

use super::past;
use crate::{
    french::{count, long_day, number, percent, plural},
    objective::share,
};
use chrono::NaiveDate;
use domain::{
    AdoptionStage, SchoolYear, Week,
    adoption::{
        AdoptionForecast, AdoptionProjection, Basis, Contrary, ReachedBy, StageCounts, TerritoryForecast,
    },
    calendar::Zone,
    forecast::Spread,
    objective::Objective,
};

/// A territory's forecast, with what its sentences need.
pub struct ForecastWords<'a> {
    /// The forecast.
    pub forecast: &'a TerritoryForecast,
    /// The counts of the last week.
    pub counts: &'a StageCounts,
    /// The objective of onboarded units that matters today.
    pub aim: Option<Objective>,
    /// The school year.
    pub year: SchoolYear,
}

impl ForecastWords<'_> {
    /// All of them, in the order of the page.
    pub fn sentences(&self) -> Vec<String> {
        let mut said = match (&self.forecast.forecast, self.forecast.unreliable()) {
            (AdoptionForecast::TooEarly { .. }, _) => vec![self.too_early()],
            (AdoptionForecast::Ahead(_), Some(worth)) => vec![past::unreliable(worth)],
            (AdoptionForecast::Ahead(ahead), None) => self.ahead(ahead),
        };
        said.extend(self.pace());
        said.extend(self.contrary());
        said
    }

    fn too_early(&self) -> String {
        match self.forecast.forecast {
            AdoptionForecast::TooEarly { reached, needed, .. } if reached < needed => format!(
                "Trop tôt pour prévoir : {} {}, il en faut {}.",
                count(reached, "classe", "classes"),
                plural(reached, "a été embarquée", "ont été embarquées"),
                number(needed)
            ),
            AdoptionForecast::TooEarly {
                weeks, weeks_needed, ..
            } => format!(
                "Trop tôt pour prévoir : il faut {weeks_needed} semaines d'école depuis la première classe embarquée, il y en a {weeks}."
            ),
            AdoptionForecast::Ahead(_) => String::new(),
        }
    }

    fn ahead(&self, ahead: &AdoptionProjection) -> Vec<String> {
        let mut said = vec![match (self.aim, self.forecast.at_objective()) {
            (Some(aim), Some(spread)) => format!(
                "{} L'objectif est de {}.",
                self.by(&capital_day(aim.day), spread),
                share(aim.share)
            ),
            _ => match ahead.weeks.last() {
                Some((_, spread)) => self.by(&format!("Fin août {}", self.year.first() + 1), *spread),
                None => return Vec::new(),
            },
        }];
        said.extend(
            self.aim
                .zip(ahead.reached_objective)
                .map(|(aim, reached)| when(aim, reached)),
        );
        if ahead.basis == Basis::PastYear {
            said.push("Il est trop tôt pour apprendre de cette année seule : la prévision part de l'allure de l'année passée.".to_owned());
        }
        said
    }

    /// Of a day: between which shares, as an objective counts them, which those who lapsed are no part of.
    fn by(&self, day: &str, spread: Spread<i64>) -> String {
        let (census, lapsed) = (self.counts.census(), self.counts[AdoptionStage::Lapsed]);
        let of = |units: i64| percent((units - lapsed).max(0), census);
        let (low, high) = (of(spread.low), of(spread.high));
        let range = if low == high {
            low
        } else {
            format!("de {low} à {high}")
        };
        let lapsing = match lapsed {
            0 => "",
            _ => " et si les décrochages en restent là",
        };
        format!(
            "{day}, {range} des classes seront embarquées, 8 fois sur 10, si le rythme suit celui des semaines passées{lapsing}."
        )
    }

    fn pace(&self) -> Option<String> {
        let (aim, pace) = (self.aim?, self.forecast.pace.filter(|pace| *pace > 0.0)?);
        Some(format!(
            "Pour tenir l'objectif au {}, il faudrait {} par semaine d'école ; il y en a eu {} par semaine d'école, en moyenne, sur les huit dernières.",
            long_day(aim.day),
            units(pace),
            units(self.forecast.recent)
        ))
    }

    /// Contradiction of pace and forecast, explained; none where they agree.
    fn contrary(&self) -> Option<String> {
        let (pace, forecast) = match self.forecast.contrary()? {
            Contrary::OnlyPace => ("suffirait", "n'y arrive le plus souvent pas"),
            Contrary::OnlyForecast => ("ne suffirait pas", "y arrive le plus souvent"),
        };
        let AdoptionForecast::Ahead(ahead) = &self.forecast.forecast else {
            return None;
        };
        let why = match ahead.basis {
            Basis::PastYear => "l'allure de l'année passée",
            Basis::ThisYear => "l'allure de toute l'année",
        };
        Some(format!(
            "Continué sans changement, le rythme des huit dernières semaines {pace} ; la prévision {forecast}, parce qu'elle suit {why} et non ces huit semaines seules."
        ))
    }
}

/// `Le 30 juin 2022`.
fn capital_day(day: NaiveDate) -> String {
    format!("Le {}", long_day(day))
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

/// Why nothing is forecast where the holidays are not known.
pub fn no_calendar(zone: Option<Zone>, year: SchoolYear) -> String {
    let whose = zone.map_or_else(
        || "les vacances des zones A, B et C ne sont pas toutes saisies".to_owned(),
        |zone| format!("les vacances ne sont pas saisies ({})", french::zone(zone)),
    );
    format!("Pas de prévision : {whose} jusqu'à la fin de l'année {year}.")
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
    use crate::forecast::outlook::week_counts;
    use domain::objective::Measure;
    use domain::{
        adoption::{KeptForecasts, TerritoryYear, territory_forecast},
        calendar::Calendar,
    };
    use store::adoption::Weekly;

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
        let made = made(weekly, today, aim);
        let counts = weekly.last().unwrap().counts;
        of(&made, &counts, aim)
    }
    fn of(forecast: &TerritoryForecast, counts: &StageCounts, aim: Option<Objective>) -> String {
        let told = ForecastWords {
            forecast,
            counts,
            aim,
            year: year(),
        };
        told.sentences().join(" ")
    }

    #[test]
    fn below_twenty_percent_no_date_is_given() {
        let said = said(&course(1_000, 9, 16), on(2021, 12, 27), Some(aim(800)));
        assert!(said.starts_with("Trop tôt pour prévoir"), "{said}");
        assert!(!said.contains("atteint"), "{said}");
        assert!(said.contains("il faudrait"), "the pace is arithmetic: {said}");
    }

    fn made(weekly: &Weekly, today: NaiveDate, aim: Option<Objective>) -> TerritoryForecast {
        territory_forecast(&TerritoryYear {
            year: year(),
            weeks: &week_counts(weekly),
            before: &[],
            calendar: &Calendar::official(),
            zone: None,
            today,
            objective: aim,
            kept: &KeptForecasts::default(),
        })
    }

    #[test]
    fn the_forecast_is_said_at_the_day_of_the_objective_and_at_the_end_of_august_without_one() {
        let weekly = course(1_000, 30, 16);
        let near = said(&weekly, on(2021, 12, 27), Some(aim(500)));
        assert!(near.starts_with("Le 30 juin 2022, de "), "{near}");
        assert!(near.contains("L'objectif est de 50\u{202f}%."), "{near}");
        assert!(!near.contains("août"), "{near}");
        assert!(
            near.contains("50\u{202f}% de classes embarquées : atteint"),
            "{near}"
        );
        let alone = said(&weekly, on(2021, 12, 27), None);
        assert!(alone.starts_with("Fin août 2022, de "), "{alone}");
    }

    #[test]
    fn a_forecast_that_rarely_held_tells_no_chance_and_the_pace_stays() {
        let weekly = course(1_000, 30, 16);
        let mut made = made(&weekly, on(2021, 12, 27), Some(aim(700)));
        let missed = domain::adoption::PastForecast {
            came: 0,
            ..made.past[0]
        };
        made.past = vec![missed; 12];
        let said = of(&made, &weekly.last().unwrap().counts, Some(aim(700)));
        assert!(
            said.starts_with("Prévision peu fiable : aucune des 12 dernières n'a vu juste"),
            "{said}"
        );
        assert!(said.contains("il faudrait"), "{said}");
        for chance in ["fois sur", "sur dix", "\u{202f}% des classes", "atteint"] {
            assert!(!said.contains(chance), "{chance}: {said}");
        }
    }

    #[test]
    fn pace_and_forecast_that_contradict_each_other_are_explained_and_no_others() {
        let weekly = course(1_000, 30, 16);
        let mut explained = 0;
        for share in (400..=1_000).step_by(10) {
            let aim = Some(aim(share));
            let made = made(&weekly, on(2021, 12, 27), aim);
            let said = of(&made, &weekly.last().unwrap().counts, aim);
            assert_eq!(
                said.contains("parce qu'elle suit"),
                made.contrary().is_some(),
                "{said}"
            );
            explained += usize::from(made.contrary().is_some());
        }
        assert!(explained > 0);
    }

    #[test]
    fn where_some_lapsed_the_forecast_counts_them_out_as_the_objective_does() {
        let mut weekly = course(1_000, 30, 16);
        for week in &mut weekly.weeks {
            let lapsed = week.counts[AdoptionStage::Onboarded] / 2;
            week.counts[AdoptionStage::Onboarded] -= lapsed;
            week.counts[AdoptionStage::Lapsed] += lapsed;
        }
        let counts = weekly.last().unwrap().counts;
        let made = made(&weekly, on(2021, 12, 27), Some(aim(500)));
        let spread = made.at_objective().unwrap();
        let said = of(&made, &counts, Some(aim(500)));
        let low = percent(spread.low - counts[AdoptionStage::Lapsed], 1_000);
        assert!(said.contains(&format!("de {low} à ")), "{said}");
        assert!(said.contains("si les décrochages en restent là"), "{said}");
    }
}
