//! The words of measures.

use domain::usage::{Instrument, Measure, Nature};

/// A measure, as a choice.
pub const fn measure(measure: Measure) -> &'static str {
    match measure {
        Measure::Visits => "Visites",
        Measure::UniqueVisitors => "Visiteurs différents",
        Measure::Actions => "Actions",
        Measure::PageViews => "Pages vues",
        Measure::Downloads => "Téléchargements",
        Measure::Videos => "Vidéos publiées",
        Measure::VideoViews => "Vues des vidéos",
        Measure::Comments => "Commentaires",
        Measure::Accounts => "Comptes",
        Measure::Contributors => "Contributrices et contributeurs",
    }
}

/// One of them and several, with their number.
pub fn counted(measure: Measure, number: i64) -> String {
    let (one, many) = match measure {
        Measure::Visits => ("visite", "visites"),
        Measure::UniqueVisitors => ("visiteur différent", "visiteurs différents"),
        Measure::Actions => ("action", "actions"),
        Measure::PageViews => ("page vue", "pages vues"),
        Measure::Downloads => ("téléchargement", "téléchargements"),
        Measure::Videos => ("vidéo publiée", "vidéos publiées"),
        Measure::VideoViews => ("vue de vidéo", "vues de vidéos"),
        Measure::Comments => ("commentaire", "commentaires"),
        Measure::Accounts => ("compte", "comptes"),
        Measure::Contributors => ("contributrice ou contributeur", "contributrices et contributeurs"),
    };
    crate::count(number, one, many)
}

/// What a measure means and what may not be done with it.
pub const fn meaning(measure: Measure) -> &'static str {
    match measure.nature() {
        Nature::Flow => "Ce qui s'est passé dans la semaine : les semaines peuvent s'additionner.",
        Nature::Distinct => {
            "Combien de visiteurs différents dans la semaine : deux semaines ne s'additionnent pas, la même personne pouvant être venue dans les deux."
        }
        Nature::Total => {
            "Le total atteint à la fin de la semaine : deux semaines se comparent, elles ne s'additionnent pas."
        }
    }
}

/// What a week was for schools.
pub const fn kept(school: bool) -> &'static str {
    if school { "classe" } else { "vacances ou fermeture" }
}

/// What measured.
pub const fn instrument(instrument: Instrument) -> &'static str {
    match instrument {
        Instrument::Matomo => "Export de Matomo",
        Instrument::MatomoPull => "Relevé automatique de Matomo",
        Instrument::PeerTube => "Statistiques de PeerTube",
        Instrument::Table => "Tableau",
    }
}
