//! Measures of a file, whatever it is: each line's week, place and values, those that wait for the last line, what is wrong.

mod take;

use crate::reading::{
    job::{End, Job},
    verdict::Verdict,
};
use chrono::NaiveDate;
use domain::{
    Week,
    usage::{Instrument, Measure, Nature, UsagePlace},
};
use std::collections::BTreeMap;
use store::intake::{Intake, UsageAsk, UsageOutcome, UsageReason, UsageRow};

/// What was measured by the domain of the addresses: its line and its value.
type ByDomain = BTreeMap<String, (u64, i64)>;

/// Measures of a file under way.
pub struct Measures {
    instrument: Instrument,
    /// What académies did, by the domains of their addresses: one académie may have several. Each with its line and its value.
    domains: BTreeMap<(UsagePlace, Measure, Week), ByDomain>,
    /// What there was so far, by the latest of the week's days that the file tells: (day, line, value).
    totals: BTreeMap<(UsagePlace, Measure, Week), (NaiveDate, u64, i64)>,
    /// Lines of the week that is not over.
    unfinished: u64,
    /// Labels that are no académie, with the first line of each.
    strangers: BTreeMap<String, u64>,
}

/// Labels that are told.
const STRANGERS_TOLD: usize = 50;

impl Measures {
    /// Begins those of an instrument.
    pub const fn begin(instrument: Instrument) -> Self {
        Self {
            instrument,
            domains: BTreeMap::new(),
            totals: BTreeMap::new(),
            unfinished: 0,
            strangers: BTreeMap::new(),
        }
    }

    /// Changes what measured, where only the answers say it.
    pub const fn measured_by(&mut self, instrument: Instrument) {
        self.instrument = instrument;
    }

    /// Puts aside what académies did and what there is so far, known once all lines are read.
    pub async fn close(&mut self, intake: &mut Intake, job: &mut Job<'_>) -> Result<(), End> {
        let mut rows = Vec::with_capacity(self.domains.len());
        for ((place, measure, week), domains) in std::mem::take(&mut self.domains) {
            let line = domains.values().map(|(line, _)| *line).min().unwrap_or(0);
            let value = domains.values().map(|(_, value)| *value).sum();
            if domains.len() > 1 && measure.nature() != Nature::Flow {
                let reason = format!(
                    "Cette académie a plusieurs domaines la semaine du {} : leurs visiteurs différents ne s'additionnent pas.",
                    french::short_day(week.monday())
                );
                job.findings.warning(
                    line,
                    None,
                    &place.to_string(),
                    reason,
                    "Cette mesure est laissée de côté.",
                );
                continue;
            }
            rows.push(UsageRow {
                line,
                place,
                measure,
                week,
                value,
            });
        }
        let totals = std::mem::take(&mut self.totals).into_iter();
        rows.extend(totals.map(|((place, measure, week), (_, line, value))| UsageRow {
            line,
            place,
            measure,
            week,
            value,
        }));
        intake.stage_usage(&rows).await?;
        for (label, line) in &self.strangers {
            job.findings.warning(
                *line,
                Some("territoire"),
                label,
                "Ce n'est pas le domaine d'une académie.",
                "Laissé de côté ; le total national, lui, vient de ses propres lignes.",
            );
        }
        Ok(())
    }

    fn summary(&self, outcome: &UsageOutcome) -> Vec<String> {
        let (measured, corrected) = (outcome.measured, outcome.corrected);
        let many = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        let mut summary = match (measured - corrected, corrected) {
            (0, 0) if outcome.same == 0 => Vec::new(),
            (0, 0) => vec!["Rien n'a changé : toutes ces mesures étaient déjà là.".to_owned()],
            (new, 0) => vec![format!(
                "{}.",
                french::count(many(new), "mesure enregistrée", "mesures enregistrées")
            )],
            (new, corrected) => vec![format!(
                "{}, {} : les valeurs d'avant restent lisibles.",
                french::count(many(new), "mesure nouvelle", "mesures nouvelles"),
                french::count(many(corrected), "corrigée", "corrigées")
            )],
        };
        if measured > 0 && outcome.same > 0 {
            summary.push(format!(
                "{}.",
                french::count(many(outcome.same), "était déjà là", "étaient déjà là")
            ));
        }
        if self.unfinished > 0 {
            summary.push("La semaine en cours, qui n'est pas finie, est laissée de côté.".to_owned());
        }
        summary
    }
}

impl Verdict for Measures {
    async fn decide(&mut self, intake: &mut Intake, job: &mut Job<'_>) -> Result<Vec<String>, End> {
        let ask = UsageAsk {
            policy: job.policy.code,
            instrument: self.instrument,
            origin: &job.request.name,
        };
        let mut progress = |done, of| job.work.decided(done, of);
        let outcome = intake.apply_usage(&ask, &mut progress).await?;
        for (line, reason) in &outcome.refused {
            let (column, why, advice) = refused(*reason);
            job.findings.error(*line, Some(column), "", why, advice);
        }
        job.findings
            .more_errors(outcome.refused_total - outcome.refused.len() as u64);
        if job.findings.errors_total > 0 {
            return Ok(Vec::new());
        }
        if outcome.measured + outcome.same == 0 {
            job.findings.nothing(
                "Rien à enregistrer : ce fichier n'a aucune mesure d'une semaine finie, d'un lieu connu.",
                "Une semaine sans visite reste une semaine non mesurée ; choisissez d'autres semaines, ou vérifiez les lieux.",
            );
        }
        Ok(self.summary(&outcome))
    }
}

fn refused(reason: UsageReason) -> (&'static str, String, &'static str) {
    match reason {
        UsageReason::UnknownSchool(uai) => (
            "UAI",
            format!("L'école {uai} n'est pas dans l'annuaire importé."),
            "Vérifiez le UAI, ou importez d'abord l'annuaire.",
        ),
        UsageReason::UnknownUnit(id) => (
            "id",
            format!("Aucune classe ne porte le numéro {id}."),
            "Repartez d'un fichier téléchargé depuis la liste des classes.",
        ),
        UsageReason::Twice => (
            "semaine",
            "Cette mesure est donnée deux fois pour la même semaine et le même lieu.".to_owned(),
            "Gardez une seule des deux lignes.",
        ),
    }
}
