//! What the columns of a measure's file may be called: by Matomo, by PeerTube, by people.

use crate::reading::headers::Wanted;
use domain::usage::{Instrument, Measure};

pub const PERIOD: usize = 0;
pub const LABEL: usize = 1;
pub const UAI: usize = 2;
pub const UNIT: usize = 3;
/// The first of the measures, in the order of [`MEASURES`].
pub const FIRST: usize = 4;

/// The measures, in the order of their columns.
pub const MEASURES: &[Measure] = Measure::ALL;

/// The columns.
pub const WANTED: &[Wanted] = &[
    Wanted::required(
        "semaine",
        &[
            "date",
            "semaine",
            "semaine du",
            "periode",
            "jour",
            "week",
            "period",
        ],
    ),
    Wanted::optional(
        "territoire",
        &[
            "label",
            "libelle",
            "etiquette",
            "domaine",
            "domaine de messagerie",
            "domain",
            "academie",
            "territoire",
            "code",
        ],
    ),
    Wanted::optional(
        "UAI",
        &["uai", "rne", "numero uai", "code uai", "code etablissement"],
    ),
    Wanted::optional("id", &["id", "identifiant"]),
    Wanted::optional("visites", &["visites", "nb visits", "visits"]),
    Wanted::optional(
        "visiteurs uniques",
        &[
            "visiteurs uniques",
            "nb uniq visitors",
            "unique visitors",
            "visiteurs differents",
        ],
    ),
    Wanted::optional("actions", &["actions", "nb actions"]),
    Wanted::optional(
        "pages vues",
        &["pages vues", "vues de pages", "nb pageviews", "pageviews"],
    ),
    Wanted::optional(
        "téléchargements",
        &["telechargements", "nb downloads", "downloads"],
    ),
    Wanted::optional("vidéos", &["videos", "totallocalvideos", "total local videos"]),
    Wanted::optional(
        "vues des vidéos",
        &[
            "vues",
            "vues des videos",
            "totallocalvideoviews",
            "total local video views",
            "views",
        ],
    ),
    Wanted::optional(
        "commentaires",
        &[
            "commentaires",
            "totallocalvideocomments",
            "total local video comments",
            "comments",
        ],
    ),
    Wanted::optional("comptes", &["comptes", "totalusers", "total users", "accounts"]),
    Wanted::optional(
        "contributeurs",
        &["contributeurs", "contributrices et contributeurs", "contributors"],
    ),
];

/// The measure of a name of Matomo or PeerTube, folded.
pub fn measure(name: &str) -> Option<(usize, Measure)> {
    let of = |(rank, measure): (usize, Measure)| {
        let wanted = WANTED.get(FIRST + rank)?;
        wanted
            .spellings
            .contains(&name)
            .then_some((FIRST + rank, measure))
    };
    MEASURES.iter().copied().enumerate().find_map(of)
}

/// What measured, by the names of the columns, folded.
pub fn instrument<'a>(names: impl Iterator<Item = &'a str>) -> Instrument {
    for name in names {
        if name.starts_with("nb ") {
            return Instrument::Matomo;
        }
        if name.starts_with("totallocal") || name.starts_with("total local") {
            return Instrument::PeerTube;
        }
    }
    Instrument::Table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_measure_has_its_column() {
        assert_eq!(WANTED.len(), FIRST + MEASURES.len());
        assert_eq!(measure("nb visits"), Some((FIRST, Measure::Visits)));
        assert_eq!(
            measure("totalweeklyactiveusers"),
            None,
            "seven days back from any day are no week"
        );
        assert_eq!(
            measure("contributeurs").map(|found| found.1),
            Some(Measure::Contributors)
        );
        assert_eq!(measure("bounce count"), None);
    }
}
