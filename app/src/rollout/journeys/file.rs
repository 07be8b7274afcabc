//! The journeys as files that a French spreadsheet opens.

use super::{Asked, FILE_MAX, JourneysPage, asked, still};
use crate::{
    desk::Desk,
    failure::Failure,
    query::Query,
    rollout::{csv_text, figures::thousandths},
    words,
};
use domain::{
    Action, TerritoryCode,
    adoption::journeys::{Cohort, LADDER, WAITING_DAYS, WAITING_STAGES, Waiting},
    fold::fold,
};
use store::adoption::Still;

const MARK: &str = "\u{feff}";

fn known<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// One line a stage: who reached it, and after how long.
pub fn funnel_csv(page: &JourneysPage) -> String {
    let journeys = page.journeys();
    let mut out = format!(
        "{MARK}annee_scolaire;territoire;au;stade;recensees;atteint;suivies_depuis_le_precedent;le_meme_jour;mediane_jours;mediane_basse_95;mediane_haute_95\r\n"
    );
    for ((stage, reached), wait) in LADDER.iter().zip(journeys.reached).zip(&journeys.waits) {
        let curve = wait.survival();
        let (low, high) = curve
            .median_interval()
            .map_or((None, None), |(low, high)| (Some(low), high));
        out.push_str(&format!(
            "{};{};{};{};{};{reached};{};{};{};{};{}\r\n",
            page.scope.year,
            page.here,
            page.until,
            fold(words::stage(*stage)),
            journeys.census,
            wait.count(),
            wait.ended_by(0),
            known(curve.median()),
            known(low),
            known(high)
        ));
    }
    out
}

/// One line a cohort and a school week; a cohort that is too small, a line without shares.
pub fn cohorts_csv(page: &JourneysPage) -> String {
    let mut out = format!(
        "{MARK}annee_scolaire;territoire;au;mois_d_embarquement;classes;semaines_d_ecole;suivies;parties;en_usage_pour_mille;bas_95_pour_mille;haut_95_pour_mille\r\n"
    );
    let mut lines = |month: &str, cohort: &Cohort| {
        let begin = format!(
            "{};{};{};{month};{}",
            page.scope.year,
            page.here,
            page.until,
            cohort.units()
        );
        let course = cohort.course();
        if course.is_empty() {
            out.push_str(&format!("{begin};;;;;;\r\n"));
        }
        for at in course {
            let (low, high) = at.interval.unzip();
            out.push_str(&format!(
                "{begin};{};{};{};{};{};{}\r\n",
                at.week,
                at.followed,
                at.stopped,
                thousandths(at.share),
                known(low.map(thousandths)),
                known(high.map(thousandths))
            ));
        }
    };
    for (month, cohort) in &page.journeys().cohorts {
        lines(&month.format("%Y-%m").to_string(), cohort);
    }
    lines("ensemble", &page.journeys().together());
    out
}

/// One line a child territory and a stage, then the whole: who stands there, and for longer than each number of days.
pub fn still_csv(page: &JourneysPage) -> String {
    let days = WAITING_DAYS.map(|days| format!("plus_de_{days}_jours")).join(";");
    let mut out = format!("{MARK}annee_scolaire;code;nom;au;stade;y_sont;{days}\r\n");
    let mut lines = |code: &str, name: &str, waiting: &Waiting| {
        let longer = WAITING_DAYS.map(|days| waiting.longer_than(days));
        for ((rank, stage), at) in WAITING_STAGES.iter().enumerate().zip(waiting.at) {
            let counts = longer.map(|counts| known(counts.get(rank))).join(";");
            out.push_str(&format!(
                "{};{code};{};{};{};{at};{counts}\r\n",
                page.scope.year,
                csv_text(name),
                page.until,
                fold(words::stage(*stage))
            ));
        }
    };
    for (code, name, waiting) in still::children(page) {
        lines(&known(code), name, &waiting);
    }
    lines(
        page.here.as_str(),
        &page.name(),
        &page.journeys().waiting_in_all(),
    );
    out
}

/// The classes that stand still where the reader may look, those that have stood longest first.
///
/// # Errors
/// [`Failure`]: as the page; forbidden to who follows no territory.
pub async fn units_csv(
    desk: &Desk,
    policy: &str,
    here: TerritoryCode,
    query: &Query,
) -> Result<String, Failure> {
    let Asked {
        scope, until, days, ..
    } = asked(desk, policy, here, query).await?;
    let within = desk.reach(Action::ReadSchools, Some(scope.policy.code))?;
    let still = Still { on: until, days };
    let list = desk
        .store
        .list_still(&scope.slice(here), still, &within, FILE_MAX)
        .await?;
    let mut out =
        format!("{MARK}id;uai;ecole;commune;classe;niveau;annee;stade;depuis_le;jours_au_{until}\r\n");
    for unit in &list.units {
        let standing = unit.standing;
        out.push_str(&format!(
            "{};{};{};{};{};{};{};{};{};{}\r\n",
            unit.id,
            unit.unit.school,
            csv_text(&unit.school_name),
            csv_text(&unit.commune),
            csv_text(&unit.unit.label),
            unit.unit.levels,
            unit.unit.year,
            fold(words::step(standing.step)),
            standing.since,
            (until - standing.since).num_days()
        ));
    }
    Ok(out)
}
