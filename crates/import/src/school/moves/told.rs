//! Sentences of the schools that move and of those that are gone: names up to a hundred of each, counts where a directory asks.

use super::{Group, Moved, Moves, Share};
use domain::{
    TerritoryCode, Uai,
    school::SchoolKind,
    territory::{Lineage, country},
};
use std::collections::HashMap;

/// The most that are told by name.
pub(super) const NAMED_MAX: usize = 100;

/// Advice where a directory asks.
pub(super) const ADVICE: &str = "Vérifiez par un essai que c'est le bon annuaire ; si ces écoles changent bien de territoire, importez avec --accept-moves, ou cochez la case du formulaire.";

/// Names, to tell what a directory changes, or would change.
pub(super) struct MoveNames {
    pub schools: HashMap<Uai, String>,
    pub territories: HashMap<TerritoryCode, String>,
    pub tried: bool,
}

/// Count of a group's moves, as a sentence.
pub(super) fn share(group: &Group, share: &Share, tried: bool) -> String {
    let (department, middle) = *group;
    let name = country().into_iter().find(|known| known.code == department);
    let name = name.map_or_else(|| department.to_string(), |known| known.name);
    let noun = match (middle, share.moving > 1) {
        (false, false) => "école",
        (false, true) => "écoles",
        (true, false) => "collège",
        (true, true) => "collèges",
    };
    let verb = match (tried, share.moving > 1) {
        (false, false) => "change",
        (false, true) => "changent",
        (true, false) => "changerait",
        (true, true) => "changeraient",
    };
    format!(
        "{name} : {} {noun} sur {} {verb} de territoire.",
        share.moving, share.known
    )
}

impl MoveNames {
    /// All that is told.
    pub(super) fn lines(&self, moves: &Moves) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some(head) = self.moved_head(moves) {
            let each = moves.moved.iter().map(|moved| self.moved(moved));
            list(head, each, moves.moved.len(), &mut lines);
        }
        if let Some(head) = gone_head(moves) {
            let each = moves
                .gone
                .iter()
                .map(|(school, _)| format!("{}.", self.school(*school)));
            list(head, each, moves.gone.len(), &mut lines);
            lines.push(
                "Pour un établissement qui a fermé, fermez ses classes sur sa page ; si ce fichier est incomplet, apportez l'annuaire entier."
                    .to_owned(),
            );
        }
        if self.tried {
            let asked: Vec<String> = moves
                .asking()
                .map(|(group, moving)| share(group, moving, true))
                .collect();
            if !asked.is_empty() {
                lines.push(
                    "Plus d'un dixième des écoles d'un département changerait de territoire : l'import demandera de l'accepter (--accept-moves, ou la case du formulaire)."
                        .to_owned(),
                );
                lines.extend(asked);
            }
        }
        lines
    }

    fn moved_head(&self, moves: &Moves) -> Option<String> {
        let number = moves.moved.len();
        let noun = noun(moves.moved.iter().map(|moved| moved.kind), number)?;
        let (verb, its) = match (number > 1, self.tried) {
            (false, false) => ("change", "ses"),
            (false, true) => ("changerait", "ses"),
            (true, false) => ("changent", "leurs"),
            (true, true) => ("changeraient", "leurs"),
        };
        let stay = if self.tried { "resteraient" } else { "restent" };
        Some(format!(
            "{number} {noun} {verb} de territoire ; {its} classes déjà recensées {stay} comptées où elles le sont jusqu'à la fin de leur année scolaire"
        ))
    }

    fn moved(&self, moved: &Moved) -> String {
        let same = moved.from.department == moved.to.department;
        format!(
            "{} : {} → {}.",
            self.school(moved.school),
            self.stands(&moved.from, same),
            self.stands(&moved.to, same)
        )
    }

    /// A school by its UAI and its name.
    fn school(&self, school: Uai) -> String {
        match self.schools.get(&school) {
            Some(name) => format!("{school}, {name}"),
            None => school.to_string(),
        }
    }

    /// A circonscription, with its département where the other is in another one.
    fn stands(&self, lineage: &Lineage, same: bool) -> String {
        let department = self.territory(lineage.department);
        match lineage.district.map(|district| self.territory(district)) {
            Some(district) if same => district,
            Some(district) => format!("{district} ({department})"),
            None if same => "sans circonscription".to_owned(),
            None => department,
        }
    }

    fn territory(&self, code: TerritoryCode) -> String {
        self.territories
            .get(&code)
            .cloned()
            .unwrap_or_else(|| code.to_string())
    }
}

fn gone_head(moves: &Moves) -> Option<String> {
    let number = moves.gone.len();
    let noun = noun(moves.gone.iter().map(|(_, kind)| *kind), number)?;
    let all_schools = noun.starts_with("école");
    let (known, rest) = match (all_schools, number > 1) {
        (true, false) => ("connue et ouverte ne figure", "elle reste telle quelle"),
        (true, true) => ("connues et ouvertes ne figurent", "elles restent telles quelles"),
        (false, false) => ("connu et ouvert ne figure", "il reste tel quel"),
        (false, true) => ("connus et ouverts ne figurent", "ils restent tels quels"),
    };
    Some(format!("{number} {noun} {known} plus dans l'annuaire ; {rest}"))
}

/// Noun for several establishments: a collège is never called a school. None of none.
fn noun(kinds: impl Iterator<Item = SchoolKind>, number: usize) -> Option<&'static str> {
    let mut kinds = kinds.peekable();
    kinds.peek()?;
    let middle = kinds.any(|kind| kind == SchoolKind::Middle);
    Some(match (middle, number > 1) {
        (false, false) => "école",
        (false, true) => "écoles",
        (true, false) => "établissement",
        (true, true) => "établissements",
    })
}

/// A sentence, then the first by name.
fn list(head: String, each: impl Iterator<Item = String>, total: usize, lines: &mut Vec<String>) {
    lines.push(format!("{head} :"));
    lines.extend(each.take(NAMED_MAX));
    match total.saturating_sub(NAMED_MAX) {
        0 => {}
        1 => lines.push("Et 1 autre.".to_owned()),
        more => lines.push(format!("Et {more} autres.")),
    }
}
