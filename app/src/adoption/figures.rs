//! Headline figures of a territory: classes counted, onboarded, in use, never contacted. Pages and files take each from here.

use crate::french;
use domain::{AdoptionStage, adoption::StageCounts};
pub use report::per_mille;
use store::adoption::Weekly;

/// Headline figure: a label, a value, a note.
pub struct Figure {
    /// Its word.
    pub label: &'static str,
    /// Its value, as it is read.
    pub value: String,
    /// Share of whom, or how it moves.
    pub note: String,
}

/// A share of 0 to 1, per mille.
pub fn thousandths(share: f64) -> i64 {
    format!("{:.0}", share.clamp(0.0, 1.0) * 1_000.0)
        .parse()
        .unwrap_or(0)
}

/// How the share of utilisatrices moved in four weeks, per mille.
pub fn moved(counts: &StageCounts, before: Option<(i64, i64)>) -> Option<i64> {
    let (census, using) = before.filter(|(census, _)| *census > 0)?;
    Some(per_mille(counts.using(), counts.census()) - per_mille(using, census))
}

/// The four figures of a territory.
pub fn figures(weekly: &Weekly) -> Vec<Figure> {
    let Some(last) = weekly.last() else {
        return Vec::new();
    };
    let before = weekly
        .before(4)
        .map(|week| (week.counts.census(), week.counts.using()));
    told(&last.counts, last.estimated, before)
}

/// The four figures of units, of their counts by stage, how many are estimated, and (census, utilisatrices) four weeks before where known.
pub fn told(counts: &StageCounts, estimated: i64, before: Option<(i64, i64)>) -> Vec<Figure> {
    let census = counts.census();
    let of = |part: i64| format!("{} sur {}", french::number(part), french::number(census));
    let estimated = match estimated {
        0 => "liste confirmée".to_owned(),
        some => format!(
            "dont {} {}",
            french::number(some),
            french::plural(some, "estimée", "estimées")
        ),
    };
    let course = moved(counts, before)
        .map(|points| format!(" ; {} en 4 semaines", french::points(points)))
        .unwrap_or_default();
    let untouched = counts[AdoptionStage::Identified];
    vec![
        Figure {
            label: "Classes recensées",
            value: french::number(census),
            note: estimated,
        },
        Figure {
            label: "Embarquées",
            value: french::percent(counts.onboarded(), census),
            note: of(counts.onboarded()),
        },
        Figure {
            label: "Utilisatrices",
            value: french::percent(counts.using(), census),
            note: format!("{}{course}", of(counts.using())),
        },
        Figure {
            label: "Jamais contactées",
            value: french::percent(untouched, census),
            note: of(untouched),
        },
    ]
}
