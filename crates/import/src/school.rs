//! The national directory: public schools and public collèges, with the circonscriptions that it lists among them.

mod values;

use crate::reading::{
    fields,
    format::RowFormat,
    headers::{Columns, Row, columns},
    job::{End, Job},
    source::Source,
};
use domain::{
    PriorityEducation, TerritoryCode, Uai,
    school::{School, SchoolKind},
    search::fold,
    territory::{Territory, country},
};
use std::collections::{BTreeMap, HashMap};
use store::intake::{Changes, Intake, SchoolMark};
use values::{degrees, department, district_name, mark, outside, postal_code};

columns! {
    UAI = required("Identifiant_de_l_etablissement", [
        "identifiant de l etablissement", "code etablissement", "numero uai", "uai"
    ]);
    NAME = required("Nom_etablissement", [
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
    schools: Vec<(School, String)>,
    districts: BTreeMap<TerritoryCode, (String, TerritoryCode)>,
    left_out: BTreeMap<String, u64>,
    seen: HashMap<Uai, u64>,
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
        let Some(kind) = kind(row, &mut self.left_out) else {
            return;
        };
        let Some(mark) = mark(row.text(MARK)) else {
            let why = "Ce mot n'est pas une appartenance à l'éducation prioritaire.";
            let advice = "Laissez vide, ou écrivez REP ou REP+.";
            row.error(MARK, why, advice, &mut job.findings);
            return;
        };
        let school = School {
            uai,
            name: row.text(NAME).to_owned(),
            kind,
            commune: row.text(COMMUNE).to_owned(),
            postal_code: postal_code(row.text(POSTAL)),
            department,
            district: None,
            priority_education: mark,
            position: degrees(row.text(LATITUDE)).zip(degrees(row.text(LONGITUDE))),
            open: row.text(STATE).is_empty() || fold(row.text(STATE)) != "ferme",
        };
        self.schools
            .push((school, fold(&district_name(row.text(DISTRICT)))));
    }

    async fn write(mut self, intake: &mut Intake, job: &mut Job<'_>) -> Result<Vec<String>, End> {
        let known = intake.schools().await?;
        let seated = self.seat(&known);
        let territories = intake.put_territories(&self.territories()).await?;
        let schools: Vec<School> = std::mem::take(&mut self.schools)
            .into_iter()
            .map(|(school, _)| school)
            .collect();
        let mut changes = Changes::default();
        for (rank, some) in (0_usize..).zip(schools.chunks(TOGETHER)) {
            changes += intake.put_schools(some).await?;
            let done = rank * TOGETHER + some.len();
            job.work.wrote(done as u64, schools.len() as u64);
        }
        let mut summary = Vec::new();
        if changes.created + changes.changed + territories.created + territories.changed == 0 {
            summary.push("Rien n'a changé : tout y était déjà.".to_owned());
        }
        summary.push(counted(&schools, self.districts.len()));
        summary.push(format!(
            "{} nouveaux établissements, {} modifiés, {} inchangés.",
            changes.created, changes.changed, changes.same
        ));
        summary.extend(self.remarks(&seated));
        Ok(summary)
    }
}

/// How many schools the file does not seat in a circonscription.
struct Seated {
    /// Those that keep the one they had.
    kept: u64,
    /// Those that have none.
    lost: u64,
}

impl Directory {
    /// Gives each school its circonscription, by name in its département, else the one it has already.
    fn seat(&mut self, known: &HashMap<Uai, SchoolMark>) -> Seated {
        let by_name: HashMap<(TerritoryCode, String), TerritoryCode> = self
            .districts
            .iter()
            .map(|(code, (name, department))| ((*department, fold(name)), *code))
            .collect();
        let (mut kept, mut lost) = (0, 0);
        for (school, name) in &mut self.schools {
            let named = by_name.get(&(school.department, name.clone())).copied();
            let before = known
                .get(&school.uai)
                .filter(|before| before.department == school.department && school.kind != SchoolKind::Middle)
                .and_then(|before| before.district);
            kept += u64::from(named.is_none() && before.is_some());
            school.district = named.or(before);
            lost += u64::from(school.district.is_none() && school.kind != SchoolKind::Middle);
        }
        Seated { kept, lost }
    }

    fn territories(&self) -> Vec<Territory> {
        let mut list = country();
        let districts = self.districts.iter();
        list.extend(districts.map(|(code, (name, parent))| Territory {
            code: *code,
            name: name.clone(),
            parent: Some(*parent),
        }));
        list
    }

    /// What was not taken as the file has it, in sentences.
    fn remarks(&self, seated: &Seated) -> Vec<String> {
        let mut remarks = Vec::new();
        if seated.kept > 0 {
            remarks.push(format!(
                "{} écoles gardent la circonscription déjà connue : ce fichier ne décrit pas la leur.",
                seated.kept
            ));
        }
        if seated.lost > 0 {
            remarks.push(format!(
                "{} écoles sans circonscription reconnue : elles comptent dans leur département.",
                seated.lost
            ));
        }
        let left_out = self.left_out.iter();
        let left_out: Vec<String> = left_out
            .map(|(why, number)| format!("{why} : {number}"))
            .collect();
        if !left_out.is_empty() {
            remarks.push(format!("Laissés de côté : {}.", left_out.join(" ; ")));
        }
        remarks
    }
}

/// How many there are of each kind, in a sentence.
fn counted(schools: &[School], districts: usize) -> String {
    let (middle, schools): (Vec<_>, Vec<_>) = schools
        .iter()
        .partition(|school| school.kind == SchoolKind::Middle);
    let marked = |mark| {
        let marked = schools.iter().filter(|school| school.priority_education == mark);
        marked.count()
    };
    format!(
        "{} écoles publiques (dont {} REP et {} REP+) et {} collèges publics, {districts} circonscriptions.",
        schools.len(),
        marked(PriorityEducation::Rep),
        marked(PriorityEducation::RepPlus),
        middle.len()
    )
}

/// What an establishment teaches; none when it is left out, which is counted by reason.
fn kind(row: &Row<'_>, left_out: &mut BTreeMap<String, u64>) -> Option<SchoolKind> {
    let text = |column| row.text(column);
    let (kind, public) = (fold(text(TYPE)), fold(text(STATUS)) == "public");
    let one = |column| text(column) == "1";
    match (kind.as_str(), public) {
        ("ecole", true) => Some(match (one(NURSERY), one(ELEMENTARY)) {
            (true, true) => SchoolKind::Primary,
            (true, false) => SchoolKind::Nursery,
            (false, false) if NURSERIES.contains(&text(NATURE)) => SchoolKind::Nursery,
            _ => SchoolKind::Elementary,
        }),
        ("college", true) => Some(SchoolKind::Middle),
        (other, _) => {
            let private = if fold(text(STATUS)) == "prive" {
                "privés"
            } else {
                "autres"
            };
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
