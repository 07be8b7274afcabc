//! A store of its own per test, and small files made of words.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test program uses its share, and stops where it goes wrong"
)]

use chrono::{DateTime, NaiveDate, Utc};
use domain::{PolicyCode, Principal, SchoolYear, Uai};
use import::{CensusOptions, Progress, Report, Request};
use std::path::{Path, PathBuf};
use store::{
    Store, StoreError,
    adoption::KnownUnit,
    import::{ImportKind, ImportState},
    intake::SchoolMark,
};
use tempfile::TempDir;

/// A store in a folder that goes away with it.
pub struct World {
    pub store: Store,
    folder: TempDir,
}

/// What is asked of a file.
#[derive(Clone, Copy, Default)]
pub struct Ask {
    pub year: Option<&'static str>,
    pub repair: bool,
    pub accept_moves: bool,
    pub dry_run: bool,
    pub census: CensusOptions,
    pub hidden: bool,
}

pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2021, 6, 15).unwrap()
}

pub fn now() -> DateTime<Utc> {
    "2021-06-15T10:00:00Z".parse().unwrap()
}

impl World {
    pub async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open_sqlite(folder.path()).await.unwrap();
        Self { store, folder }
    }

    /// With the small directory in it.
    pub async fn with_directory() -> Self {
        let world = Self::open().await;
        let report = world
            .bring(ImportKind::Schools, directory(TECHNICAL), Ask::default())
            .await;
        assert_eq!(report.import_state(), ImportState::Done, "{}", report.to_text());
        world
    }

    /// With its classes.
    pub async fn with_units() -> Self {
        let world = Self::with_directory().await;
        let file = format!(
            "UAI;classe;niveau;effectif;année\n{0};CP A;CP;12;2020-2021\n{0};CE1 A;CE1;13;2020-2021\n",
            uai(350_011)
        );
        let report = world.bring(ImportKind::Units, file, Ask::default()).await;
        assert_eq!(report.import_state(), ImportState::Done, "{}", report.to_text());
        world
    }

    pub async fn bring(&self, kind: ImportKind, file: impl AsRef<[u8]>, ask: Ask) -> Report {
        let path = self.put(file);
        self.bring_path(kind, &path, ask).await
    }

    pub async fn bring_path(&self, kind: ImportKind, path: &Path, ask: Ask) -> Report {
        self.run(path, &request(kind, ask), &Principal::operator())
            .await
            .unwrap()
    }

    /// A file that somebody brings.
    pub async fn bring_by(&self, by: &Principal, kind: ImportKind, file: impl AsRef<[u8]>) -> Report {
        let request = request(kind, Ask::default());
        self.run(&self.put(file), &request, by).await.unwrap()
    }

    /// An extract of Chorus with a mapping of its columns.
    pub async fn chorus_with(&self, file: impl AsRef<[u8]>, columns: &str) -> Report {
        let request = Request {
            columns: Some(columns.to_owned()),
            ..request(ImportKind::Funding, Ask::default())
        };
        self.run(&self.put(file), &request, &Principal::operator())
            .await
            .unwrap()
    }

    /// An extract of Chorus that somebody brings.
    pub async fn bring_as(&self, by: &Principal, file: impl AsRef<[u8]>) -> Result<Report, StoreError> {
        self.run(&self.put(file), &request(ImportKind::Funding, Ask::default()), by)
            .await
    }

    /// The classes of a school in 2020-2021.
    pub async fn units(&self, school: u32) -> Vec<KnownUnit> {
        let policy = PolicyCode::HALVED_CLASSES;
        let year = SchoolYear::starting(2020).unwrap();
        let school = Uai::from_number(school).unwrap();
        let units = self.store.units_of_school(policy, year, school).await.unwrap();
        units.into_iter().map(|(unit, _)| unit).collect()
    }

    fn put(&self, file: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join("brought.csv");
        std::fs::write(&path, file.as_ref()).unwrap();
        path
    }

    async fn run(&self, path: &Path, request: &Request, by: &Principal) -> Result<Report, StoreError> {
        let mut last = Progress::default();
        let mut tell = |progress: Progress| {
            assert!(progress.rows >= last.rows && progress.bytes_done >= last.bytes_done);
            last = progress;
        };
        let report = import::run(&self.store, path, request, by, today(), now(), &mut tell).await?;
        // The money's files are small, and entered as a whole.
        if report.import_state() == ImportState::Done && request.kind != ImportKind::Funding {
            let bytes = std::fs::metadata(path).unwrap().len();
            let kept = last.bytes_done < bytes;
            assert!(
                kept && last.bytes_done >= bytes * 9 / 10,
                "{last:?} of {bytes}: all but keeping is done"
            );
        }
        Ok(report)
    }

    /// Every school, by UAI.
    pub async fn schools(&self) -> Vec<(Uai, SchoolMark)> {
        let mut intake = self
            .store
            .begin_intake(&Principal::operator(), now())
            .await
            .unwrap();
        let mut schools: Vec<_> = intake.schools().await.unwrap().into_iter().collect();
        intake.abandon().await.unwrap();
        schools.sort_by_key(|(uai, _)| *uai);
        schools
    }
}

fn request(kind: ImportKind, ask: Ask) -> Request {
    Request {
        kind,
        name: "essai.csv".to_owned(),
        policy: PolicyCode::new("classes-dedoublees").unwrap(),
        year: ask.year.map(|year| year.parse().unwrap()),
        repair: ask.repair,
        accept_moves: ask.accept_moves,
        columns: None,
        census: ask.census,
        hidden: ask.hidden,
        dry_run: ask.dry_run,
    }
}

pub fn uai(number: u32) -> String {
    Uai::from_number(number).unwrap().to_string()
}

pub const TECHNICAL: &str = "Identifiant_de_l_etablissement;Nom_etablissement;Type_etablissement;Statut_public_prive;\
     Code_postal;Nom_commune;Code_departement;Ecole_maternelle;Ecole_elementaire;Appartenance_Education_Prioritaire;\
     latitude;longitude;etat;code_nature;nom_circonscription";
pub const LABELS: &str = "Identifiant de l'établissement;Nom de l'établissement;Type d'établissement;Statut public ou privé;\
     Code postal;Nom de la commune;Code département;École maternelle;École élémentaire;Appartenance à l'éducation prioritaire;\
     Latitude;Longitude;État;Code nature;Nom de la circonscription";

/// Two schools, of which one REP, a collège, a lycée, a private school and a circonscription.
pub fn directory(header: &str) -> String {
    let rows = [
        format!(
            "{};École primaire des Tilleuls;Ecole;Public;35000;Rennes;035;1;1;REP;48.1;-1.6;OUVERT;151;Circonscription d'inspection du 1er degré de Rennes Sud",
            uai(350_011)
        ),
        format!(
            "{};École maternelle du Port;Ecole;Public;35400;Saint-Malo;035;1;0;;;;OUVERT;101;Circonscription d'inspection du 1er degré de RENNES SUD",
            uai(350_012)
        ),
        format!(
            "{};Collège des Ormes;Collège;Public;35000;Rennes;035;;;REP+;;;OUVERT;340;",
            uai(350_013)
        ),
        format!(
            "{};Lycée du Parc;Lycée;Public;35000;Rennes;035;;;;;;OUVERT;300;",
            uai(350_014)
        ),
        format!(
            "{};École Sainte-Anne;Ecole;Privé;35000;Rennes;035;1;1;;;;OUVERT;151;",
            uai(350_015)
        ),
        format!(
            "{};Circonscription d'inspection du 1er degré de Rennes Sud;Service Administratif;;35000;Rennes;035;;;;;;OUVERT;809;",
            uai(359_990)
        ),
    ];
    format!("{header}\n{}\n", rows.join("\n"))
}

/// A real file of data.education.gouv.fr; none in a clone without them, which is said.
pub fn real(name: &str) -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("CLASSE12_SHARED").map_or(here, PathBuf::from);
    let found = [folder.join(name), folder.join("data").join(name)]
        .into_iter()
        .find(|path| path.exists());
    if found.is_none() {
        println!("à part: {name} n'est pas là");
    }
    found
}
