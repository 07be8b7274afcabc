//! A line as measures: its week, its place, its values.

use super::{Measures, STRANGERS_TOLD, refused};
use crate::{
    reading::{fields, headers::title, job::Job},
    usage::{
        columns,
        line::MeasureLine,
        place::{self, Where},
    },
};
use domain::{
    Week,
    usage::{MEASURE_MAX, Nature, PeriodError, week_of_period},
};
use store::intake::{UsageReason, UsageRow};

impl Measures {
    /// The measures of a line; what is wrong is told.
    pub fn take(&mut self, line: &MeasureLine, found: &mut Vec<UsageRow>, job: &mut Job<'_>) {
        let place = place::of(line, job);
        let totals = line
            .values
            .iter()
            .all(|(_, measure, _)| measure.nature() == Nature::Total);
        let (week, place) = match (self.week(line, totals, job), place) {
            (Some(week), Some(place)) => (week, place),
            (_, None) | (None, _) => return,
        };
        for (column, measure, text) in &line.values {
            let title = Some(title(columns::WANTED, *column));
            let value = match value(text) {
                Ok(Some(value)) => value,
                Ok(None) => continue,
                Err(why) => {
                    let reason = format!("{why} (semaine {})", line.period);
                    let advice =
                        "Une mesure est un nombre entier, sans unité ; une semaine non mesurée reste vide.";
                    job.findings.error(line.line, title, text, reason, advice);
                    continue;
                }
            };
            // A week that is not over is not a week; what there is so far is what there is so far.
            if week.sunday() >= job.today && measure.nature() != Nature::Total {
                self.unfinished += 1;
                continue;
            }
            match &place {
                Where::Stranger => {
                    if self.strangers.len() < STRANGERS_TOLD {
                        self.strangers.entry(line.label.clone()).or_insert(line.line);
                    }
                }
                Where::Domain(place) => {
                    let domains = self.domains.entry((*place, *measure, week)).or_default();
                    let domain = line.label.trim().to_lowercase();
                    if domains.insert(domain, (line.line, value)).is_some() {
                        let (_, why, advice) = refused(UsageReason::Twice);
                        let title = Some(self::title(columns::WANTED, columns::LABEL));
                        job.findings.error(line.line, title, &line.label, why, advice);
                    }
                }
                Where::Place(place) if measure.nature() == Nature::Total => {
                    let day = fields::day(&line.period).unwrap_or(week.sunday());
                    let known = self
                        .totals
                        .entry((*place, *measure, week))
                        .or_insert((day, line.line, value));
                    if day > known.0 {
                        *known = (day, line.line, value);
                    } else if day == known.0 && value != known.2 {
                        let (column, why, advice) = refused(UsageReason::Twice);
                        job.findings
                            .error(line.line, Some(column), &line.period, why, advice);
                    }
                }
                Where::Place(place) => found.push(UsageRow {
                    line: line.line,
                    place: *place,
                    measure: *measure,
                    week,
                    value,
                }),
            }
        }
    }

    /// The week of a line. What is counted so far may be of any day.
    fn week(&self, line: &MeasureLine, totals: bool, job: &mut Job<'_>) -> Option<Week> {
        let day = |text: &str| fields::day(text).map(Week::of);
        let read = match week_of_period(&line.period) {
            Ok(_) if line.daily && !totals && fields::day(&line.period).is_some() => {
                Err(PeriodError::NotAWeek)
            }
            Err(PeriodError::NotAWeek) if totals => day(&line.period).ok_or(PeriodError::NotAWeek),
            read => read,
        };
        let (reason, advice) = match read {
            Ok(week) if week.monday() <= job.today => return Some(week),
            Ok(_) => ("Cette semaine n'a pas commencé.", "Vérifiez la date."),
            Err(PeriodError::NotAWeek) => (
                "Cette période n'est pas une semaine, du lundi au dimanche.",
                "Exportez avec des semaines (period=week) : des jours ou des mois ne se changent pas en semaines sans compter deux fois les mêmes visiteurs.",
            ),
            Err(PeriodError::Unreadable) => (
                "Ce n'est pas une semaine.",
                "Écrivez-la comme 2021-03-08,2021-03-14, comme 2021-W10, ou par son lundi.",
            ),
        };
        let title = Some(title(columns::WANTED, columns::PERIOD));
        job.findings.error(line.line, title, &line.period, reason, advice);
        None
    }
}

/// A number of uses; none where nothing stands.
fn value(text: &str) -> Result<Option<i64>, &'static str> {
    let digits: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}'))
        .collect();
    // A spreadsheet or a script may have made it a decimal.
    let whole = [".0", ",0"].iter().find_map(|end| digits.strip_suffix(end));
    match whole.unwrap_or(&digits) {
        "" | "-" => Ok(None),
        digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => match digits.parse() {
            Ok(value) if value <= MEASURE_MAX => Ok(Some(value)),
            _ => Err("Ce nombre est trop grand : une mesure ne dépasse pas mille milliards."),
        },
        digits if digits.starts_with('-') => Err("Une mesure n'est jamais négative."),
        _ => Err("Ce n'est pas un nombre entier."),
    }
}
