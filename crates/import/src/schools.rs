//! The national directory: public schools and public collèges, with the circonscriptions that it lists among them.

mod values;

use crate::{
    fields,
    headers::{Columns, Wanted},
    job::{End, Job},
    reading::{Row, Source},
};
use domain::{
    PriorityEducation, TerritoryCode, Uai,
    fold::fold,
    school::{School, SchoolKind},
    territory::{Territory, country},
};
use std::collections::{BTreeMap, HashMap};
use store::intake::{Changes, Intake, SchoolMark};
use values::{degrees, department, district_name, mark, outside, postal_code};

const UAI: usize = 0;
const NAME: usize = 1;
const TYPE: usize = 2;
const STATUS: usize = 3;
const POSTAL: usize = 4;
const COMMUNE: usize = 5;
const DEPARTMENT: usize = 6;
const NURSERY: usize = 7;
const ELEMENTARY: usize = 8;
const MARK: usize = 9;
const LATITUDE: usize = 10;
const LONGITUDE: usize = 11;
const STATE: usize = 12;
const NATURE: usize = 13;
const DISTRICT: usize = 14;
const WANTED: &[Wanted] = &[
    Wanted {
        title: "Identifiant_de_l_etablissement",
        spellings: &[
            "identifiant de l etablissement",
            "code etablissement",
            "numero uai",
            "uai",
        ],
        required: true,
    },
    Wanted {
        title: "Nom_etablissement",
        spellings: &[
            "nom etablissement",
            "nom de l etablissement",
            "appellation officielle",
        ],
        required: true,
    },
    Wanted {
        title: "Type_etablissement",
        spellings: &["type etablissement", "type d etablissement"],
        required: true,
    },
    Wanted {
        title: "Statut_public_prive",
        spellings: &["statut public prive", "statut public ou prive", "secteur"],
        required: true,
    },
    Wanted {
        title: "Code postal",
        spellings: &["code postal"],
        required: false,
    },
    Wanted {
        title: "Nom_commune",
        spellings: &["nom commune", "commune", "nom de la commune"],
        required: true,
    },
    Wanted {
        title: "Code_departement",
        spellings: &["code departement", "code du departement"],
        required: false,
    },
    Wanted {
        title: "Ecole_maternelle",
        spellings: &["ecole maternelle"],
        required: false,
    },
    Wanted {
        title: "Ecole_elementaire",
        spellings: &["ecole elementaire"],
        required: false,
    },
    Wanted {
        title: "Appartenance_Education_Prioritaire",
        spellings: &[
            "appartenance education prioritaire",
            "appartenance a l education prioritaire",
            "education prioritaire",
        ],
        required: true,
    },
    Wanted {
        title: "latitude",
        spellings: &["latitude"],
        required: false,
    },
    Wanted {
        title: "longitude",
        spellings: &["longitude"],
        required: false,
    },
    Wanted {
        title: "etat",
        spellings: &["etat", "etat de l etablissement"],
        required: false,
    },
    Wanted {
        title: "code_nature",
        spellings: &["code nature"],
        required: false,
    },
    Wanted {
        title: "nom_circonscription",
        spellings: &[
            "nom circonscription",
            "nom de la circonscription",
            "circonscription",
        ],
        required: false,
    },
];
/// The natures of écoles maternelles, for files without the columns that tell.
const NURSERIES: [&str; 2] = ["101", "103"];
/// The nature of an inspection's circonscription.
const INSPECTION: &str = "809";

/// Schools written between two tellings of how far it is.
const TOGETHER: usize = 5_000;

#[derive(Default)]
struct Directory {
    schools: Vec<(School, String)>,
    districts: BTreeMap<TerritoryCode, (String, TerritoryCode)>,
    left_out: BTreeMap<String, u64>,
    seen: HashMap<Uai, u64>,
}

/// Reads it.
pub async fn read(
    intake: &mut Intake,
    mut source: Source,
    job: &mut Job<'_>,
) -> Result<(u64, Vec<String>), End> {
    let columns = source.columns(WANTED, job)?;
    let mut directory = Directory::default();
    while let Some(rows) = source.batch().await? {
        for row in &rows {
            directory.take(row, &columns, job);
        }
        source.tell(&mut job.work);
    }
    let rows = source.rows();
    if job.findings.errors_total > 0 {
        return Ok((rows, Vec::new()));
    }
    let known = intake.schools().await?;
    let (kept, lost) = directory.seat(&known);
    let territories = intake.put_territories(&directory.territories()).await?;
    let schools: Vec<School> = directory.schools.into_iter().map(|(school, _)| school).collect();
    let mut changes = Changes::default();
    for (rank, some) in (0_usize..).zip(schools.chunks(TOGETHER)) {
        changes += intake.put_schools(some).await?;
        let done = rank * TOGETHER + some.len();
        job.work.wrote(done as u64, schools.len() as u64);
    }
    let middle = schools
        .iter()
        .filter(|school| school.kind == SchoolKind::Middle)
        .count();
    let marked = |mark| {
        schools
            .iter()
            .filter(|s| s.kind != SchoolKind::Middle && s.priority_education == mark)
            .count()
    };
    let mut summary = Vec::new();
    if changes.created + changes.changed + territories.created + territories.changed == 0 {
        summary.push("Rien n'a changé : tout y était déjà.".to_owned());
    }
    summary.push(format!(
        "{} écoles publiques (dont {} REP et {} REP+) et {middle} collèges publics, {} circonscriptions.",
        schools.len() - middle,
        marked(PriorityEducation::Rep),
        marked(PriorityEducation::RepPlus),
        directory.districts.len()
    ));
    summary.push(format!(
        "{} nouveaux établissements, {} modifiés, {} inchangés.",
        changes.created, changes.changed, changes.same
    ));
    if kept > 0 {
        summary.push(format!(
            "{kept} écoles gardent la circonscription déjà connue : ce fichier ne décrit pas la leur."
        ));
    }
    if lost > 0 {
        summary.push(format!(
            "{lost} écoles sans circonscription reconnue : elles comptent dans leur département."
        ));
    }
    let left_out: Vec<String> = directory
        .left_out
        .iter()
        .map(|(why, number)| format!("{why} : {number}"))
        .collect();
    if !left_out.is_empty() {
        summary.push(format!("Laissés de côté : {}.", left_out.join(" ; ")));
    }
    Ok((rows, summary))
}

impl Directory {
    fn take(&mut self, row: &Row, columns: &Columns, job: &mut Job<'_>) {
        let text = |column| columns.value(&row.record, column);
        let Some(uai) = fields::uai(row, columns, UAI, job) else {
            return;
        };
        if let Some(first) = self.seen.get(&uai) {
            let why = format!("Ce UAI est déjà à la ligne {first}.");
            job.findings.warning(
                row.line,
                Some(columns.title(UAI)),
                text(UAI),
                why,
                "La première ligne est gardée.",
            );
            *self.left_out.entry("UAI répétés".to_owned()).or_default() += 1;
            return;
        }
        self.seen.insert(uai, row.line);
        if outside(text(DEPARTMENT), uai) {
            *self.left_out.entry("hors des académies".to_owned()).or_default() += 1;
            return;
        }
        let Some(department) = department(text(DEPARTMENT), uai) else {
            job.findings.error(
                row.line,
                Some(columns.title(DEPARTMENT)),
                text(DEPARTMENT),
                "Ce n'est pas un département.",
                "Écrivez son code, comme 035.",
            );
            return;
        };
        if text(NATURE) == INSPECTION {
            if let Some(code) = TerritoryCode::district(uai) {
                self.districts
                    .insert(code, (district_name(text(NAME)), department));
            }
            return;
        }
        let Some(kind) = kind(&text, &mut self.left_out) else {
            return;
        };
        let Some(mark) = mark(text(MARK)) else {
            let advice = "Laissez vide, ou écrivez REP ou REP+.";
            job.findings.error(
                row.line,
                Some(columns.title(MARK)),
                text(MARK),
                "Ce mot n'est pas une appartenance à l'éducation prioritaire.",
                advice,
            );
            return;
        };
        let school = School {
            uai,
            name: text(NAME).to_owned(),
            kind,
            commune: text(COMMUNE).to_owned(),
            postal_code: postal_code(text(POSTAL)),
            department,
            district: None,
            priority_education: mark,
            position: degrees(text(LATITUDE)).zip(degrees(text(LONGITUDE))),
            open: text(STATE).is_empty() || fold(text(STATE)) != "ferme",
        };
        self.schools.push((school, fold(&district_name(text(DISTRICT)))));
    }

    /// Gives each school its circonscription, by name in its département, else the one it has already; tells how many keep theirs, how many have none.
    fn seat(&mut self, known: &HashMap<Uai, SchoolMark>) -> (u64, u64) {
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
        (kept, lost)
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
}

/// What an establishment teaches; none when it is left out, which is counted by reason.
fn kind<'a>(text: &impl Fn(usize) -> &'a str, left_out: &mut BTreeMap<String, u64>) -> Option<SchoolKind> {
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
