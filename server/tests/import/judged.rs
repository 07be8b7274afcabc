//! Files judged before they stop anybody: read beside another writer, tried or refused without the writer's lock, judged again on what moved meanwhile.

mod moved;

use crate::support::{
    morning,
    nation::{fill, places, policy, today},
    postgres::database,
};
use domain::{Principal, SchoolYear, Timeline, Uai};
use import::{Progress, Report, Request};
use std::time::{Duration, Instant};
use store::{
    Store,
    adoption::KnownUnit,
    import::{ImportId, ImportKind, ImportState, NewImport},
};
use tempfile::TempDir;
use uuid::Uuid;

/// The nation in a database that two programs have open.
struct Two {
    store: Store,
    other: Store,
    folder: TempDir,
}

async fn sqlite() -> Option<Two> {
    let folder = tempfile::tempdir().unwrap();
    let open = async || Store::open_sqlite(folder.path()).await.unwrap();
    let (store, other) = (open().await, open().await);
    fill(&store).await;
    Some(Two { store, other, folder })
}

async fn postgres() -> Option<Two> {
    let url = database().await?;
    let open = async || Store::open_postgres(&url).await.unwrap();
    let (store, other) = (open().await, open().await);
    fill(&store).await;
    Some(Two {
        store,
        other,
        folder: tempfile::tempdir().unwrap(),
    })
}

/// A story on both engines: it opens as many nations as it needs.
macro_rules! on_both {
    ($($sqlite:ident, $postgres:ident => $story:path;)*) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $sqlite() {
                $story(sqlite).await;
            }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $postgres() {
                $story(postgres).await;
            }
        )*
    };
}

on_both! {
    prove_judged_another_writes_at_once_while_a_file_is_read_and_judged_on_sqlite,
    prove_judged_another_writes_at_once_while_a_file_is_read_and_judged_on_postgres => another_writes_at_once;
    prove_judged_a_file_that_is_tried_or_refused_takes_no_lock_on_sqlite,
    prove_judged_a_file_that_is_tried_or_refused_takes_no_lock_on_postgres => no_lock_is_taken;
    prove_judged_what_moves_before_a_file_is_written_is_judged_with_it_on_sqlite,
    prove_judged_what_moves_before_a_file_is_written_is_judged_with_it_on_postgres => moved::what_moves_is_judged_again;
    prove_judged_a_file_that_changes_nothing_leaves_its_line_and_no_more_on_sqlite,
    prove_judged_a_file_that_changes_nothing_leaves_its_line_and_no_more_on_postgres => what_changes_nothing;
}

fn by() -> Principal {
    Principal::operator()
}

fn request(kind: ImportKind, dry_run: bool) -> Request {
    Request {
        dry_run,
        ..Request::plain(kind, "fichier.csv", policy())
    }
}

impl Two {
    /// Brings a file; `meanwhile` is done each time it tells how far it is.
    async fn bring(
        &self,
        kind: ImportKind,
        file: &str,
        dry_run: bool,
        meanwhile: &mut (dyn FnMut() + Send),
    ) -> Report {
        let path = self.folder.path().join("fichier.csv");
        std::fs::write(&path, file).unwrap();
        let request = request(kind, dry_run);
        let tell = &mut |_: Progress| meanwhile();
        import::run(&self.store, &path, &request, &by(), today(), morning(), tell)
            .await
            .unwrap()
    }

    /// Every class with its history.
    async fn classes(&self) -> Vec<(KnownUnit, Timeline)> {
        let year = SchoolYear::starting(2020).unwrap();
        let mut classes = Vec::new();
        for place in places() {
            let own = self.store.units_of_school(policy(), year, place.uai).await;
            classes.extend(own.unwrap());
        }
        classes
    }
}

/// Waits for a work where no waiting may be said.
fn done<T>(work: impl Future<Output = T>) -> T {
    tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(work))
}

/// A write of another program.
async fn write(store: &Store) {
    let new = NewImport {
        id: ImportId(Uuid::now_v7()),
        kind: ImportKind::Units,
        file_name: "autre.csv".to_owned(),
        sha256: [0; 32],
        bytes: 9,
        dry_run: false,
    };
    assert!(store.open_import(&by(), morning(), &new).await.unwrap());
}

const UPDATES: &str = "id;étape;date\n1;embarquée;20/11/2020\n2;contactée;16/11/2020\n";

async fn another_writes_at_once(open: impl AsyncFn() -> Option<Two>) {
    let Some(two) = open().await else { return };
    let mut waited = Vec::new();
    let mut meanwhile = || {
        let begun = Instant::now();
        done(write(&two.other));
        waited.push(begun.elapsed());
    };
    let tried = two
        .bring(ImportKind::Adoption, UPDATES, true, &mut meanwhile)
        .await;
    assert_eq!(tried.import_state(), ImportState::Tried, "{}", tried.to_text());
    assert!(waited.len() >= 2, "read, then judged: {waited:?}");
    assert!(
        waited.iter().all(|waited| *waited < Duration::from_secs(1)),
        "{waited:?}"
    );
    let mut writes = 0;
    let mut meanwhile = || {
        if writes == 0 {
            done(write(&two.other));
        }
        writes += 1;
    };
    let report = two
        .bring(ImportKind::Adoption, UPDATES, false, &mut meanwhile)
        .await;
    assert_eq!(report.import_state(), ImportState::Done, "{}", report.to_text());
    assert!(!report.lock_held.is_zero());
}

/// Files of each kind: one that is right, one that is wrong, most of them only once they are judged.
fn files() -> Vec<(ImportKind, String, String)> {
    let [rennes, creteil] = places().map(|place| place.uai);
    let stranger = Uai::from_number(359_991).unwrap();
    let directory = "Identifiant_de_l_etablissement;Nom_etablissement;Type_etablissement;Statut_public_prive;Nom_commune;\
         Appartenance_Education_Prioritaire";
    let units = "UAI;classe;niveau;année";
    vec![
        (
            ImportKind::Schools,
            format!("{directory}\n{rennes};École neuve;Ecole;Public;Bruz;REP\n"),
            format!("{directory}\n{rennes};École neuve;Ecole;Public;Bruz;ZEP ?\n"),
        ),
        (
            ImportKind::Units,
            format!("{units}\n{rennes};CP C;CP;2020-2021\n"),
            format!("{units}\n{rennes};CP C;CP;2020-2021\n{rennes};CP C;CE1;2020-2021\n"),
        ),
        (
            ImportKind::Adoption,
            UPDATES.to_owned(),
            format!("{UPDATES}99;contactée;16/11/2020\n"),
        ),
        (
            ImportKind::Usage,
            "semaine;id;visites\n2021-03-01;1;4\n".to_owned(),
            "semaine;id;visites\n2021-03-01;1;4\n2021-03-01;99;4\n".to_owned(),
        ),
        (
            ImportKind::Networks,
            format!(
                "uai;uai_tete_de_reseau;ep_2021_2022\n{rennes};{creteil};REP\n{stranger};{creteil};REP\n"
            ),
            format!("uai;uai_tete_de_reseau;ep_2021_2022\n{stranger};{stranger};REP\n"),
        ),
    ]
}

async fn no_lock_is_taken(open: impl AsyncFn() -> Option<Two>) {
    let Some(two) = open().await else { return };
    let (classes, version) = (two.classes().await, two.store.version());
    let held = two.other.begin_intake(&by(), morning()).await.unwrap();
    for (kind, right, wrong) in files() {
        let tried = two.bring(kind, &right, true, &mut || {}).await;
        assert_eq!(tried.import_state(), ImportState::Tried, "{}", tried.to_text());
        let refused = two.bring(kind, &wrong, false, &mut || {}).await;
        let text = refused.to_text();
        assert_eq!(refused.import_state(), ImportState::Refused, "{kind:?} {text}");
        assert!(refused.lock_held.is_zero(), "{kind:?}");
        assert!(text.contains("rien n'est écrit"), "{text}");
    }
    held.abandon().await.unwrap();
    two.store.refresh_version().await.unwrap();
    assert_eq!((two.classes().await, two.store.version()), (classes, version));
    // The same files are right, and are written.
    for (kind, right, _) in files() {
        let report = two.bring(kind, &right, false, &mut || {}).await;
        assert_eq!(report.import_state(), ImportState::Done, "{}", report.to_text());
        assert!(report.batch.is_some() && !report.lock_held.is_zero(), "{kind:?}");
        let unknown = u64::from(kind == ImportKind::Networks);
        assert_eq!(report.warnings_total, unknown, "told once: {}", report.to_text());
    }
}

async fn what_changes_nothing(open: impl AsyncFn() -> Option<Two>) {
    let Some(two) = open().await else { return };
    for (kind, right, _) in files() {
        let first = two.bring(kind, &right, false, &mut || {}).await;
        assert_eq!(first.import_state(), ImportState::Done, "{}", first.to_text());
        let version = two.store.version();
        // Somebody writes while it is read, and until it is judged.
        let mut writes = 0;
        let mut meanwhile = || {
            writes += 1;
            done(write(&two.other));
        };
        let again = two.bring(kind, &right, false, &mut meanwhile).await;
        assert_eq!(again.import_state(), ImportState::Done, "{}", again.to_text());
        assert!(writes >= 2, "{kind:?}");
        assert_eq!((again.batch, two.store.version()), (None, version), "{kind:?}");
    }
}
