//! What is told of a workbook: the sheets that are read and those that are not, what they hide and merge.

use super::{Chosen, Workbook, layout::Layout};
use crate::reading::raw_row::Note;

impl Workbook {
    /// What is read, what is not, and what is hidden or merged in what is read.
    pub(super) fn told(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        let read: Vec<usize> = self.chosen.iter().map(|chosen| chosen.at).collect();
        if read.len() > 1 {
            let why = format!(
                "{} feuilles ont ces titres : elles sont lues toutes, l'une après l'autre, et leurs lignes comptées à la suite.",
                read.len()
            );
            notes.push(note(0, why, "Masquez celles qui ne sont pas à lire."));
        }
        for (at, sheet) in self.sheets.iter().enumerate() {
            let name = &sheet.name;
            if !sheet.visible {
                let why = format!("La feuille « {name} », masquée, n'est pas lue.");
                notes.push(note(0, why, "Affichez-la si elle est à lire."));
            } else if !read.contains(&at) {
                let why = format!(
                    "La feuille « {name} » n'est pas lue : elle est vide ou n'a pas les titres attendus."
                );
                notes.push(note(0, why, "Vérifiez ses titres si elle est à lire."));
            }
        }
        for chosen in &self.chosen {
            if let Some(sheet) = self.sheets.get(chosen.at) {
                self.tell_hidden(&sheet.name, &sheet.layout, chosen, &mut notes);
                if !self.options.keep_merged {
                    tell_merged(&sheet.layout, chosen.titles.number, &mut notes);
                }
            }
        }
        notes
    }

    fn tell_hidden(&self, name: &str, layout: &Layout, chosen: &Chosen, notes: &mut Vec<Note>) {
        let (left, advice) = if self.options.hidden {
            (
                "lues comme les autres",
                "Ne demandez pas de lire ce qui est masqué pour les laisser de côté.",
            )
        } else {
            (
                "laissées de côté",
                "Affichez-les, ou demandez de lire aussi ce qui est masqué (--hidden, ou la case du formulaire).",
            )
        };
        let rows = layout.hidden_rows_below(chosen.titles.number);
        if let Some(line) = rows.first() {
            let number = rows.len();
            let why = format!("Feuille « {name} » : lignes masquées ou filtrées, {left} : {number}.");
            notes.push(note(*line, why, advice));
        }
        let columns = layout.hidden_columns_of(&chosen.all_titles);
        if !columns.is_empty() {
            let why = format!(
                "Feuille « {name} » : colonnes masquées, {left} : {}.",
                columns.join(", ")
            );
            notes.push(note(chosen.titles.number, why, advice));
        }
    }
}

fn tell_merged(layout: &Layout, titles: u64, notes: &mut Vec<Note>) {
    for merged in &layout.merged {
        let (first, last) = merged.lines;
        if first > titles && last > first {
            let why = format!(
                "Cellules fusionnées des lignes {first} à {last} : leur valeur est celle de chacune."
            );
            notes.push(note(
                first,
                why,
                "Défusionnez-les si ce n'est pas ce qu'elles disent.",
            ));
        }
    }
}

const fn note(line: u64, why: String, advice: &'static str) -> Note {
    Note { line, why, advice }
}
