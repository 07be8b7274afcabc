//! Where the figures come from, in words.

use crate::{
    ui::page::{Page, Part},
    words,
};
use domain::AdoptionStage;
use leptos::prelude::*;

/// The page.
pub fn page() -> Page {
    Page::new(Part::Methods, "Méthode", || {
        let stage = |stage| view! { <dt>{crate::ui::parts::stage_badge(stage)}</dt><dd>{words::stage_meaning(stage)}</dd> };
        view! {
            <h1>"D'où viennent les chiffres"</h1>
            <p class="fr-text--lead">"Chaque chiffre d'une page se recalcule à partir des mises à jour enregistrées, école par école."</p>
            <h2>"Ce qui est compté"</h2>
            <p>"Une classe dédoublée est comptée une fois, dans l'année scolaire où elle existe. Une classe à plusieurs niveaux compte une fois dans les totaux, et une fois dans chacun de ses niveaux. Deux enseignants dans une même salle font une classe."</p>
            <p>"Une classe estimée vient des effectifs du ministère (élèves d'un niveau divisés par 12,5, en éducation prioritaire) et non d'une liste : elle est signalée comme telle jusqu'à ce qu'une liste la confirme ou la remplace."</p>
            <h2>"Les stades"</h2>
            <dl class="c12-meanings">{AdoptionStage::ALL.map(stage)}</dl>
            <h2>"Les parts"</h2>
            <p>"Toutes les parts sont rapportées à l'ensemble des classes recensées du territoire cette année-là, refus compris. « Embarquées » réunit les classes embarquées, actives et régulières ; « utilisatrices », les actives et les régulières."</p>
            <p>"L'évolution en 4 semaines est un écart de parts, en points. Une part n'est écrite 0 % que si aucune classe n'y est, 100 % que si toutes y sont."</p>
            <h2>"Les dates"</h2>
            <p>"Une mise à jour compte au jour où elle était vraie, même écrite plus tard : une courbe peut donc bouger dans le passé. Rien n'est effacé : une erreur est corrigée par une mise à jour qui remplace la première, et les deux restent lisibles dans l'histoire de la classe."</p>
            <p>{format!("Un territoire est « à relancer » lorsque rien n'en a été dit depuis plus de {} jours : l'entrée au recensement n'est pas une nouvelle.", domain::freshness::STALE_AFTER_DAYS)}</p>
            <p>"Une semaine va du lundi au dimanche ; les vacances grisées sont celles de la zone de l'académie, ou celles communes aux trois zones."</p>
        }
        .into_any()
    })
}
