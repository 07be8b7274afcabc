//! What the two sides differ by, in words.

use super::{Gap, Measure, Pair, Side};
use crate::french::{percent, points};

/// The share of each, and the difference.
pub(super) fn finding(pair: &Pair) -> String {
    let told = |side: &Side| {
        let week = side.weekly.last()?;
        let (part, census) = Measure::Using.of(week);
        Some(format!(
            "{}\u{a0}: {} de classes utilisatrices",
            pair.label(side),
            percent(part, census)
        ))
    };
    let shares: Vec<_> = [&pair.a, &pair.b].into_iter().filter_map(told).collect();
    match pair.gap(Measure::Using) {
        Some(gap) => format!(
            "{}\u{a0}; écart\u{a0}: {}",
            shares.join("\u{a0}; "),
            points(gap.points)
        ),
        None => shares.concat(),
    }
}

/// What chance has to do with a difference, in a sentence.
pub(super) fn explained(pair: &Pair, measure: Measure) -> String {
    let Some(gap) = pair.gap(measure) else {
        return "Un des deux côtés n'a aucune classe recensée : il n'y a pas d'écart à mesurer.".to_owned();
    };
    match gap.interval {
        None if pair.a.code == pair.b.code => {
            "Les deux côtés sont les mêmes : choisissez un autre territoire ou une autre année.".to_owned()
        }
        None => "L'un des territoires fait partie de l'autre : les mêmes classes comptent des deux côtés, et un intervalle n'aurait pas de sens.".to_owned(),
        Some(found) if found.may_be_chance() => format!(
            "Le hasard seul peut expliquer cet écart : son intervalle à 95 % ({}) contient zéro.",
            between(&gap)
        ),
        Some(_) => format!(
            "Le hasard seul n'explique guère cet écart : son intervalle à 95 % ({}) ne contient pas zéro. Un écart n'en dit pas la cause.",
            between(&gap)
        ),
    }
}

/// The interval of a difference.
pub(super) fn between(gap: &Gap) -> String {
    gap.interval.map_or_else(
        || "sans objet".to_owned(),
        |found| {
            let (low, high) = found.within_95;
            format!("de\u{a0}{}\u{a0}à\u{a0}{}", points(low), points(high))
        },
    )
}

/// Whether chance may explain a difference, in a few words.
pub(super) const fn chance(gap: &Gap) -> &'static str {
    match gap.interval {
        None => "sans objet",
        Some(found) if found.may_be_chance() => "le hasard peut l'expliquer",
        Some(_) => "au-delà du hasard",
    }
}
