//! The national directory: public schools and public collèges, with the circonscriptions that it lists among them.

mod districts;
mod moves;
mod summary;
mod values;

use crate::reading::{
    fields,
    format::RowFormat,
    headers::{Columns, Row, columns},
    job::{End, Job},
    source::Source,
    spellings::{self, FLAG, SECTOR, State, advice, spelled},
    verdict::Verdict,
};
use domain::{
    TerritoryCode, Uai,
    school::{School, SchoolKind},
    search::fold,
};
use moves::Moves;
use std::collections::{BTreeMap, HashMap};
use store::intake::{Changes, Intake};
use summary::{counted, placed};
use values::{degrees, department, district_name, outside, postal_code};

columns! {
    UAI = required_name("Identifiant_de_l_etablissement", [
        "identifiant de l etablissement", "code etablissement", "numero uai", "uai"
    ]);
    NAME = required_name("Nom_etablissement", [
        "nom etablissement", "nom de l etablissement", "appellation officielle"
    ]);
    TYPE = required("Type_etablissement", ["type etablissement", "type d etablissement"]);
    STATUS = required("Statut_public_prive", ["statut public prive", "statut public ou prive", "secteur"]);
    POSTAL = optional("Code postal", ["code postal"]);
    COMMUNE = required("Nom_commune", ["nom commune", "commune", "nom de la commune"]);
    DEPARTMENT = optional("Code_departement", ["code departement", "code du departement"]);
    NURSERY = optional("Ecole_maternelle", ["ecole maternelle"]);
    ELEMENTARY = optional("Ecole_elementaire", ["ecole elementaire"]);
    MARK = required("Appartenance_Education_Prioritaire", [
        "appartenance education prioritaire", "appartenance a l education prioritaire", "education prioritaire"
    ]);
    LATITUDE = optional("latitude", ["latitude"]);
    LONGITUDE = optional("longitude", ["longitude"]);
    STATE = optional("etat", ["etat", "etat de l etablissement"]);
    NATURE = optional("code_nature", ["code nature"]);
    DISTRICT = optional("nom_circonscription", [
        "nom circonscription", "nom de la circonscription", "circonscription"
    ]);
    DISTRICT_CODE = optional("code_circonscription", ["code circonscription", "code de la circonscription"]);
}
/// The natures of écoles maternelles, for files without the columns that tell.
const NURSERIES: [&str; 2] = ["101", "103"];
/// The nature of an inspection's circonscription.
const INSPECTION: &str = "809";

/// Schools written between two tellings of how far it is.
const TOGETHER: usize = 5_000;

/// Directory under way.
#[derive(Default)]
pub struct Directory {
    schools: Vec<Listed>,
    districts: BTreeMap<TerritoryCode, (String, TerritoryCode)>,
    /// The circonscriptions that schools' own lines tell.
    told: BTreeMap<TerritoryCode, (String, TerritoryCode)>,
    left_out: BTreeMap<String, u64>,
    /// Establishments that are not open yet, or no longer, by the words of the file.
    not_open: BTreeMap<String, u64>,
    seen: HashMap<Uai, u64>,
}

/// A school of the list.
struct Listed {
    school: School,
    /// The circonscription that its line names, folded.
    district: String,
}

impl RowFormat for Directory {
    async fn begin(_intake: &mut Intake, source: &Source, job: &mut Job<'_>) -> Result<(Columns, Self), End> {
        Ok((Columns::of(source, WANTED, &mut job.findings)?, Self::default()))
    }

    fn take(&mut self, row: &Row<'_>, job: &mut Job<'_>) {
        let Some(uai) = fields::uai(row, UAI, job) else {
            return;
        };
        if let Some(first) = self.seen.get(&uai) {
            let why = format!("Ce UAI est déjà à la ligne {first}.");
            row.warning(UAI, why, "La première ligne est gardée.", &mut job.findings);
            *self.left_out.entry("UAI répétés".to_owned()).or_default() += 1;
            return;
        }
        self.seen.insert(uai, row.line);
        if outside(row.text(DEPARTMENT), uai) {
            *self.left_out.entry("hors des académies".to_owned()).or_default() += 1;
            return;
        }
        let Some(department) = department(row.text(DEPARTMENT), uai) else {
            let advice = "Écrivez son code, comme 035.";
            row.error(
                DEPARTMENT,
                "Ce n'est pas un département.",
                advice,
                &mut job.findings,
            );
            return;
        };
        if row.text(NATURE) == INSPECTION {
            if let Some(code) = TerritoryCode::district(uai) {
                self.districts
                    .insert(code, (district_name(row.text(NAME)), department));
            }
            return;
        }
        let Some(kind) = kind(row, &mut self.left_out, job) else {
            return;
        };
        let mark = match spelled(row.text(MARK), spellings::MARK) {
            Ok(mark) => mark,
            Err(nearest) => {
                let why = "Ce mot n'est pas une appartenance à l'éducation prioritaire.";
                let advice = advice("Laissez vide, ou écrivez REP ou REP+.", nearest);
                row.error(MARK, why, advice, &mut job.findings);
                return;
            }
        };
        let (position, state) = (position(row, job), self.state(row, job));
        let (Some(position), Some(state)) = (position, state) else {
            return;
        };
        let school = School {
            uai,
            name: row.text(NAME).to_owned(),
            kind,
            commune: row.text(COMMUNE).to_owned(),
            postal_code: postal_code(row.text(POSTAL)),
            department,
            district: self.told_district(row, kind, department),
            priority_education: mark,
            position,
            open: state == State::Open,
        };
        let district = fold(&district_name(row.text(DISTRICT)));
        self.schools.push(Listed { school, district });
    }

    /// A line of its own says more of a circonscription than those of its schools.
    async fn close(&mut self, _intake: &mut Intake, _job: &mut Job<'_>) -> Result<(), End> {
        for (code, told) in std::mem::take(&mut self.told) {
            self.districts.entry(code).or_insert(told);
        }
        Ok(())
    }
}

impl Verdict for Directory {
    async fn decide(&mut self, intake: &mut Intake, job: &mut Job<'_>) -> Result<Vec<String>, End> {
        let known = intake.schools().await?;
        let (schools, seated) = self.seated(&known);
        let moves = Moves::of(&schools, &known);
        moves.ask(job);
        let listed = self.territories();
        let territories = intake.put_territories(&listed).await?;
        let mut changes = Changes::default();
        for (rank, some) in (0_usize..).zip(schools.chunks(TOGETHER)) {
            changes += intake.put_schools(some).await?;
            let done = rank * TOGETHER + some.len();
            job.work.decided(done as u64, schools.len() as u64);
        }
        if schools.is_empty() && self.districts.is_empty() {
            let why = "Ce fichier n'a aucune école publique, ni collège public, ni circonscription.";
            let advice = "Choisissez l'annuaire des écoles, ou vérifiez ses colonnes « type » et « statut ».";
            job.findings.nothing(why, advice);
            job.work.decided(1, 1);
            return Ok(self.remarks(&seated));
        }
        let mut summary = Vec::new();
        let written = changes.created + changes.changed + changes.placed;
        if written + territories.created + territories.changed == 0 {
            summary.push("Rien n'a changé : tout y était déjà.".to_owned());
        }
        summary.push(counted(&schools, self.districts.len()));
        summary.push(format!(
            "Établissements nouveaux : {} ; modifiés : {} ; inchangés : {}.",
            changes.created, changes.changed, changes.same
        ));
        summary.extend(placed(changes.placed, job.request.dry_run));
        summary.extend(moves.told(intake, &listed, job.request.dry_run).await?);
        summary.extend(self.remarks(&seated));
        Ok(summary)
    }
}

impl Directory {
    /// Whether an establishment is open; what is not is counted, what is not understood told.
    fn state(&mut self, row: &Row<'_>, job: &mut Job<'_>) -> Option<State> {
        let text = row.text(STATE);
        match spelled(text, spellings::STATE) {
            Ok(State::Open) => Some(State::Open),
            Ok(State::NotOpen) => {
                *self.not_open.entry(text.to_lowercase()).or_default() += 1;
                Some(State::NotOpen)
            }
            Err(nearest) => {
                let advice = advice("Écrivez OUVERT, FERMÉ, À OUVRIR ou À FERMER.", nearest);
                row.error(STATE, "Cet état n'est pas compris.", advice, &mut job.findings);
                None
            }
        }
    }
}

/// Where an establishment stands, where the file says; a coordinate that is none is told.
fn position(row: &Row<'_>, job: &mut Job<'_>) -> Option<Option<(f64, f64)>> {
    let mut read = |column| match row.text(column) {
        "" => Some(None),
        text => {
            let degrees = degrees(text);
            if degrees.is_none() {
                let why = "Ce n'est pas une coordonnée en degrés.";
                let advice = "Écrivez-la comme 48.117, ou laissez vide.";
                row.error(column, why, advice, &mut job.findings);
            }
            degrees.map(Some)
        }
    };
    let (latitude, longitude) = (read(LATITUDE), read(LONGITUDE));
    Some(latitude?.zip(longitude?))
}

/// Whether a type is that of a primary school: « Ecole », or « Ecole élémentaire », « École maternelle publique ».
fn is_school(kind: &str) -> bool {
    let says = |word| kind.contains(word);
    kind == "ecole"
        || kind.starts_with("ecole ") && (says("elementaire") || says("maternel") || says("primaire"))
}

/// What an establishment teaches; none when it is left out, which is counted by reason, or wrong, which is told.
fn kind(row: &Row<'_>, left_out: &mut BTreeMap<String, u64>, job: &mut Job<'_>) -> Option<SchoolKind> {
    let text = |column| row.text(column);
    let kind = fold(text(TYPE));
    let public = spelled(text(STATUS), SECTOR);
    match (kind.as_str(), public) {
        (kind, Ok(true)) if is_school(kind) => {
            let nursery = flag(row, NURSERY, job);
            let elementary = flag(row, ELEMENTARY, job);
            Some(match (nursery?, elementary?) {
                (true, true) => SchoolKind::Primary,
                (true, false) => SchoolKind::Nursery,
                (false, false) if NURSERIES.contains(&text(NATURE)) => SchoolKind::Nursery,
                _ => SchoolKind::Elementary,
            })
        }
        ("college", Ok(true)) => Some(SchoolKind::Middle),
        (kind, Err(nearest)) if kind == "college" || is_school(kind) => {
            let advice = advice("Écrivez Public ou Privé.", nearest);
            row.error(STATUS, "Ce mot n'est pas compris.", advice, &mut job.findings);
            None
        }
        (other, public) => {
            let private = if public == Ok(false) { "privés" } else { "autres" };
            let name = if other.is_empty() {
                "sans type".to_owned()
            } else {
                text(TYPE).to_lowercase()
            };
            *left_out.entry(format!("{name} ({private})")).or_default() += 1;
            None
        }
    }
}

fn flag(row: &Row<'_>, column: usize, job: &mut Job<'_>) -> Option<bool> {
    match spelled(row.text(column), FLAG) {
        Ok(value) => Some(value),
        Err(nearest) => {
            let advice = advice("Écrivez 1 ou 0, oui ou non.", nearest);
            row.error(column, "Ce n'est ni oui ni non.", advice, &mut job.findings);
            None
        }
    }
}
