//! What a commitment buys, as extracts write it.

use domain::{funding::Nature, search::fold};

/// The natures that there are, in a sentence.
pub fn natures() -> String {
    let known: Vec<&str> = Nature::ALL
        .iter()
        .map(|nature| french::funding::nature(*nature))
        .collect();
    format!("Les natures sont : {}.", known.join(" ; "))
}

/// A nature as it is written on the screen, in the store, or by its first word.
pub fn nature(text: &str) -> Option<Nature> {
    let folded = fold(text);
    let same = |nature: &&Nature| {
        fold(french::funding::nature(**nature)) == folded
            || nature.code() == folded
            || words(**nature).contains(&folded.as_str())
    };
    Nature::ALL.iter().find(same).copied()
}

const fn words(nature: Nature) -> &'static [&'static str] {
    match nature {
        Nature::Deployment => &["deploiement", "charges de deploiement", "chargees de deploiement"],
        Nature::Development => &["developpement", "developpements"],
        Nature::Coaching => &["coaching", "accompagnement"],
        Nature::Design => &["conception", "recherche utilisateurs", "design"],
        Nature::Hosting => &["hebergement", "licences", "hebergement et licences"],
        Nature::Other => &["autre", "autres", "divers", "deplacements", "evenements"],
    }
}
