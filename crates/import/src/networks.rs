//! The networks of priority education: the ministry's list (`fr-en-etablissements-ep`), or any table of a school and its network's collège.

use crate::reading::{
    fields,
    format::RowFormat,
    headers::{Columns, Row, columns, title},
    job::{End, Job},
    source::Source,
    unreadable::Unreadable,
    verdict::Verdict,
};
use csv::StringRecord;
use domain::{SchoolYear, Uai, networks::PriorityNetwork, search::fold};
use std::collections::{BTreeMap, BTreeSet};
use store::intake::Intake;

columns! {
    UAI = required_name("uai", ["uai", "identifiant de l etablissement", "numero uai"]);
    HEAD = required("uai_tete_de_reseau", [
        "uai tete de reseau", "tete de reseau", "uai college tete de reseau"
    ]);
}

/// What the file says of an establishment that stands in a network.
struct Member {
    line: u64,
    network: PriorityNetwork,
}

/// List under way. Written, it replaces the one known of its school year, whole.
pub struct NetworkList {
    year: SchoolYear,
    members: BTreeMap<Uai, Member>,
    outside: u64,
}

impl RowFormat for NetworkList {
    async fn begin(_intake: &mut Intake, source: &Source, job: &mut Job<'_>) -> Result<(Columns, Self), End> {
        let list = Self {
            year: year(source.header(), job)?,
            members: BTreeMap::new(),
            outside: 0,
        };
        let columns = Columns::of(source, WANTED, &mut job.findings)?;
        // The year's title is all that is read of its column.
        job.findings.unread.retain(|title| year_of(title).is_none());
        Ok((columns, list))
    }

    fn take(&mut self, row: &Row<'_>, job: &mut Job<'_>) {
        let Some(uai) = fields::uai(row, UAI, job) else {
            return;
        };
        if row.text(HEAD).is_empty() {
            self.outside += 1;
            return;
        }
        let Some(head) = fields::uai(row, HEAD, job) else {
            return;
        };
        let network = PriorityNetwork(head);
        let line = row.line;
        let first = self.members.entry(uai).or_insert(Member { line, network });
        if first.network != network {
            let why = format!(
                "Cet établissement est déjà dans un autre réseau, à la ligne {}.",
                first.line
            );
            let advice = "Gardez une seule tête de réseau par établissement.";
            row.error(HEAD, why, advice, &mut job.findings);
        }
    }

    async fn close(&mut self, _intake: &mut Intake, job: &mut Job<'_>) -> Result<(), End> {
        if self.members.is_empty() && job.findings.errors_total == 0 {
            job.findings.error(
                0,
                Some(title(WANTED, HEAD)),
                "",
                "Aucun établissement du fichier n'a de tête de réseau.",
                "Choisissez la liste des établissements de l'éducation prioritaire.",
            );
        }
        Ok(())
    }
}

impl Verdict for NetworkList {
    /// What the directory does not know is left out, and told.
    async fn decide(&mut self, intake: &mut Intake, job: &mut Job<'_>) -> Result<Vec<String>, End> {
        let known = intake.schools().await?;
        let (mut schools, mut unknown) = (BTreeMap::new(), 0_u64);
        for (uai, member) in &self.members {
            if known.contains_key(uai) {
                schools.insert(*uai, member.network);
            } else if *uai != member.network.head() {
                unknown += 1;
                job.findings.warning(
                    member.line,
                    Some(title(WANTED, UAI)),
                    &uai.to_string(),
                    "Cet établissement n'est pas dans l'annuaire : il est laissé de côté.",
                    "Importez l'annuaire des écoles d'abord, s'il s'agit d'une école publique.",
                );
            }
        }
        if schools.is_empty() {
            job.findings.error(
                0,
                Some(title(WANTED, UAI)),
                "",
                "Aucun de ces établissements n'est dans l'annuaire.",
                "Importez l'annuaire des écoles d'abord.",
            );
            return Ok(Vec::new());
        }
        let changes = intake.put_networks(self.year, &schools).await?;
        job.work.decided(1, 1);
        let networks: BTreeSet<_> = schools.values().collect();
        let mut summary = Vec::new();
        if changes.created + changes.changed + changes.removed == 0 {
            summary.push("Rien n'a changé : tout y était déjà.".to_owned());
        }
        let count = |number: usize, one: &str, many: &str| {
            french::count(i64::try_from(number).unwrap_or(i64::MAX), one, many)
        };
        let number = |number: u64| french::number(i64::try_from(number).unwrap_or(i64::MAX));
        summary.push(format!(
            "Année {} : {}, {}.",
            self.year,
            count(networks.len(), "réseau", "réseaux"),
            count(schools.len(), "établissement", "établissements")
        ));
        summary.push(format!(
            "Établissements entrés dans un réseau : {} ; passés à un autre : {} ; sortis : {} ; inchangés : {}.",
            number(changes.created),
            number(changes.changed),
            number(changes.removed),
            number(changes.same)
        ));
        if unknown > 0 || self.outside > 0 {
            summary.push(format!(
                "Laissés de côté : inconnus de l'annuaire : {} ; sans tête de réseau : {}.",
                number(unknown),
                number(self.outside)
            ));
        }
        Ok(summary)
    }
}

/// The school year of the list: the ministry writes it in the title of a column, `ep_2022_2023`; else the request's.
fn year(header: &StringRecord, job: &mut Job<'_>) -> Result<SchoolYear, Unreadable> {
    let told = header
        .iter()
        .find_map(|title| Some((title.to_owned(), year_of(title)?)));
    match (told, job.request.year) {
        (Some((title, year)), asked) => {
            if asked.is_some_and(|asked| asked != year) {
                job.findings.warning(
                    1,
                    Some("année scolaire"),
                    &title,
                    format!("Cette liste est celle de {year}, d'après son titre de colonne."),
                    "L'année demandée n'est pas suivie.",
                );
            }
            Ok(year)
        }
        (None, Some(asked)) => Ok(asked),
        (None, None) => Err(Unreadable::new(
            1,
            "Aucune colonne ne dit l'année scolaire de cette liste, comme ep_2022_2023.",
            "Dites l'année scolaire, par exemple 2020-2021.",
        )),
    }
}

/// The school year that a column's title says.
fn year_of(title: &str) -> Option<SchoolYear> {
    fold(title).strip_prefix("ep ")?.replace(' ', "-").parse().ok()
}
