//! What a file of classes changed, or would change, in sentences; classes by name up to a hundred of each kind.

use super::refused::ANOTHER_PAIR;
use crate::reading::job::Job;
use domain::{
    adoption::{
        UnitFacts,
        census::{CensusChange, CensusNote, KeptField},
    },
    policy::Policy,
    unit::Levels,
};
use store::intake::{CensusOutcome, Named, OfSchool};

/// What a file changed, or would.
pub fn summary(outcome: &CensusOutcome, job: &Job<'_>) -> Vec<String> {
    let words = Words {
        tried: job.request.dry_run,
        policy: &job.policy,
    };
    let mut lines = Vec::new();
    if outcome.is_unchanged() {
        lines.push(unchanged(outcome, words.tried));
    }
    words.counts(outcome, &mut lines);
    words.changes(outcome, &mut lines);
    words.notes(outcome, &mut lines);
    lines
}

/// Why nothing changed.
fn unchanged(outcome: &CensusOutcome, tried: bool) -> String {
    let verb = if tried {
        "Rien ne changerait"
    } else {
        "Rien n'a changé"
    };
    let aside =
        outcome.level_has_classes + outcome.closed.total + outcome.kept_by_hand.total + outcome.open.total;
    match (outcome.same, aside) {
        (0, 0) => format!("{verb} : ce fichier ne dit rien d'aucune classe."),
        (_, 0) => format!("{verb} : toutes ces classes étaient déjà là, telles que le fichier les dit."),
        _ => format!("{verb}."),
    }
}

struct Words<'p> {
    tried: bool,
    policy: &'p Policy,
}

impl Words<'_> {
    /// A count with its participle: « 2 classes recensées », « 2 classes seraient recensées ».
    fn done(&self, number: u64, noun: [&str; 2], participle: [&str; 2]) -> Option<String> {
        let one = usize::from(number > 1);
        let be = match (self.tried, one) {
            (false, _) => "",
            (true, 0) => "serait ",
            (true, _) => "seraient ",
        };
        let (noun, participle) = (noun.get(one)?, participle.get(one)?);
        (number > 0).then(|| format!("{number} {noun} {be}{participle}"))
    }

    fn counts(&self, outcome: &CensusOutcome, lines: &mut Vec<String>) {
        const CLASS: [&str; 2] = ["classe", "classes"];
        const ESTIMATED: [&str; 2] = ["classe estimée", "classes estimées"];
        const ESTIMATE: [&str; 2] = ["estimation", "estimations"];
        let counted = [
            self.done(outcome.entered, CLASS, ["recensée", "recensées"]),
            self.done(
                outcome.reentered.total,
                CLASS,
                ["recensée à nouveau", "recensées à nouveau"],
            ),
            self.done(outcome.confirmed, ESTIMATED, ["confirmée", "confirmées"]),
            self.done(
                outcome.replaced,
                ESTIMATE,
                ["remplacée par la liste", "remplacées par la liste"],
            ),
        ];
        lines.extend(counted.into_iter().flatten().map(|line| format!("{line}.")));
        if outcome.same > 0 && !outcome.is_unchanged() {
            lines.push(format!("{} déjà là.", outcome.same));
        }
        match outcome.level_has_classes {
            0 => {}
            1 => lines
                .push("1 estimation laissée de côté : l'école a déjà des classes de ce niveau.".to_owned()),
            many => lines.push(format!(
                "{many} estimations laissées de côté : leurs écoles ont déjà des classes de ce niveau."
            )),
        }
    }

    /// The changes that are told by name.
    fn changes(&self, outcome: &CensusOutcome, lines: &mut Vec<String>) {
        let history = ["estimation suivie", "estimations suivies"];
        let heads = [
            (
                &outcome.paired,
                self.done(
                    outcome.paired.total,
                    history,
                    [
                        "reprise sous le nom de la liste",
                        "reprises sous le nom de la liste",
                    ],
                ),
            ),
            (
                &outcome.lost,
                self.done(
                    outcome.lost.total,
                    history,
                    ["retirée faute de classe", "retirées faute de classe"],
                ),
            ),
            (
                &outcome.closing,
                self.done(
                    outcome.closing.total,
                    ["classe absente de la liste", "classes absentes de la liste"],
                    ["fermée", "fermées"],
                ),
            ),
            (
                &outcome.corrected,
                self.done(
                    outcome.corrected.total,
                    ["classe", "classes"],
                    ["corrigée", "corrigées"],
                ),
            ),
        ];
        for (named, head) in heads {
            list(head, named, lines, |change| self.change(change));
        }
        if self.tried && outcome.paired.total > 0 {
            lines.push(ANOTHER_PAIR.to_owned());
        }
    }

    fn change(&self, change: &CensusChange) -> String {
        match change {
            CensusChange::Correct {
                before,
                after,
                paired: Some(stage),
                ..
            } => {
                let stage = french::stage(*stage).to_lowercase();
                format!("{}, {stage} → {}", before.label, after.label)
            }
            CensusChange::Correct { before, after, .. } => {
                format!("{} : {}", before.label, self.difference(before, after))
            }
            CensusChange::Withdraw { label, reached, .. } => {
                let stage = reached.map(|stage| format!(", {}", french::stage(stage).to_lowercase()));
                format!("{label}{}", stage.unwrap_or_default())
            }
            CensusChange::Close {
                label,
                day,
                reached,
                followed,
                ..
            } => {
                let reached = reached.map(|stage| format!(", {}", french::stage(stage).to_lowercase()));
                let day = french::short_day(followed.unwrap_or(*day));
                format!("{label}{}, le {day}", reached.unwrap_or_default())
            }
            CensusChange::Reenter { label, .. } => label.clone(),
            CensusChange::Enter { facts, .. } => facts.label.clone(),
        }
    }

    /// What differs, field by field.
    fn difference(&self, before: &UnitFacts, after: &UnitFacts) -> String {
        let mut fields = Vec::new();
        if before.levels != after.levels {
            fields.push(format!(
                "{} → {}",
                self.levels(&before.levels),
                self.levels(&after.levels)
            ));
        }
        match (before.pupils, after.pupils) {
            (before, after) if before == after => {}
            (Some(before), Some(after)) => fields.push(format!("{before} → {after} élèves")),
            (None, Some(after)) => fields.push(format!("{after} élèves, effectif jusqu'ici inconnu")),
            (_, None) => fields.push("effectif inconnu".to_owned()),
        }
        if before.co_teaching != after.co_teaching {
            fields.push(format!("co-enseignement : {}", yes(after.co_teaching)));
        }
        fields.join(" ; ")
    }

    /// Levels in the order of the policy.
    fn levels(&self, levels: &Levels) -> String {
        let own = |code| levels.iter().any(|level| level == code);
        let known = self.policy.levels.iter().map(|level| level.code);
        let written: Vec<_> = known
            .filter(|code| own(*code))
            .map(|code| code.to_string())
            .collect();
        written.join("+")
    }

    fn notes(&self, outcome: &CensusOutcome, lines: &mut Vec<String>) {
        let counted = |number: u64, one: &str, many: &str| {
            (number > 0).then(|| format!("{number} {}", if number == 1 { one } else { many }))
        };
        let heads = [
            (
                &outcome.kept_by_hand,
                counted(
                    outcome.kept_by_hand.total,
                    "information écrite à la main depuis la liste, laissée telle quelle (--overwrite, ou la case du formulaire, pour que la liste l'emporte)",
                    "informations écrites à la main depuis la liste, laissées telles quelles (--overwrite, ou la case du formulaire, pour que la liste l'emporte)",
                ),
            ),
            (
                &outcome.closed,
                counted(
                    outcome.closed.total,
                    "classe fermée depuis, laissée fermée",
                    "classes fermées depuis, laissées fermées",
                ),
            ),
            (
                &outcome.open,
                counted(
                    outcome.open.total,
                    "classe absente de la liste, laissée ouverte : quelqu'un y a écrit depuis (--overwrite, ou la case du formulaire, pour que la liste l'emporte)",
                    "classes absentes de la liste, laissées ouvertes : quelqu'un y a écrit depuis (--overwrite, ou la case du formulaire, pour que la liste l'emporte)",
                ),
            ),
            (
                &outcome.staying,
                counted(
                    outcome.staying.total,
                    "estimation laissée : la liste n'a de ce niveau que des classes à plusieurs niveaux",
                    "estimations laissées : la liste n'a de leur niveau que des classes à plusieurs niveaux",
                ),
            ),
            (
                &outcome.repeated,
                counted(
                    outcome.repeated.total,
                    "ligne répétée, comptée une fois",
                    "lignes répétées, comptées une fois",
                ),
            ),
        ];
        for (named, head) in heads {
            list(head, named, lines, |note| self.note(note));
        }
    }

    fn note(&self, note: &CensusNote) -> String {
        match note {
            CensusNote::KeptByHand { label, field, on, .. } => {
                let (kept, listed) = match field {
                    KeptField::Levels { kept, listed } => (self.levels(kept), self.levels(listed)),
                    KeptField::Pupils { kept, listed } => (
                        kept.map_or_else(|| "effectif inconnu".to_owned(), |kept| kept.to_string()),
                        listed.to_string(),
                    ),
                    KeptField::CoTeaching { kept } => {
                        (format!("co-enseignement, {}", yes(*kept)), yes(!*kept).to_owned())
                    }
                };
                format!(
                    "{label}, corrigé à la main le {} : {kept} ; la liste dit {listed}",
                    french::short_day(*on)
                )
            }
            CensusNote::Closed { label, on, .. } => match on {
                Some(on) => format!("{label}, fermée à la main le {}", french::short_day(*on)),
                None => label.clone(),
            },
            CensusNote::StaysOpen { label, on } => format!("{label}, le {}", french::short_day(*on)),
            CensusNote::EstimateStays { label, reached } => match reached {
                Some(stage) => format!("{label}, {}", french::stage(*stage).to_lowercase()),
                None => label.clone(),
            },
            CensusNote::Repeated {
                line,
                first_line,
                label,
            } => format!("{label}, lignes {first_line} et {line}"),
            CensusNote::LevelHasClasses { label, .. } => label.clone(),
            CensusNote::Same { .. } => String::new(),
        }
    }
}

const fn yes(yes: bool) -> &'static str {
    if yes { "oui" } else { "non" }
}

/// A sentence, then the first by name, each with its school.
fn list<T>(head: Option<String>, named: &Named<T>, lines: &mut Vec<String>, say: impl Fn(&T) -> String) {
    let Some(head) = head else { return };
    lines.push(format!("{head} :"));
    let each = named
        .first
        .iter()
        .map(|OfSchool { key, what }| format!("{}, {}.", key.school, say(what)));
    lines.extend(each);
    match named.total - named.first.len() as u64 {
        0 => {}
        1 => lines.push("Et 1 autre.".to_owned()),
        more => lines.push(format!("Et {more} autres.")),
    }
}
