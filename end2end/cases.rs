//! Files that people's programs write, each of a kind of fault that was met: told the same by the command line and by the page, on SQLite and on
//! PostgreSQL. The files stand in `end2end/cases`, all made up.

mod page;

use crate::{postgres, program::start, turn};
use page::{Browser, words};
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// A file, how it is brought, and what must be said of it.
struct Case {
    file: &'static str,
    /// The words of the command line, and the kind that the form names.
    command: &'static [&'static str],
    kind: &'static str,
    /// The school year that is asked for.
    year: &'static str,
    refused: bool,
    says: &'static [&'static str],
}

const UPDATES: Case = Case {
    file: "",
    command: &["adoption"],
    kind: "adoption",
    year: "",
    refused: false,
    says: &["1 mise à jour serait enregistrée."],
};
const ESTIMATE: Case = Case {
    file: "",
    command: &["units", "--estimate-from"],
    kind: "estimate",
    year: "2020-2021",
    refused: false,
    says: &[],
};
const LIST: Case = Case {
    file: "",
    command: &["units"],
    kind: "units",
    year: "",
    refused: false,
    says: &[],
};
const FUNDING: Case = Case {
    file: "",
    command: &["funding"],
    kind: "funding",
    year: "",
    refused: false,
    says: &[],
};
const SEVERAL: &[&str] = &["2 mises à jour seraient enregistrées."];

/// Tried over the directory alone.
const WITHOUT_CLASSES: [Case; 6] = [
    Case {
        file: "03-effectifs-secteur-public.csv",
        year: "2018-2019",
        says: &["4 CP et 4 CE1", "8 classes seraient recensées."],
        ..ESTIMATE
    },
    Case {
        file: "04-effectifs-nombres-a-virgule.csv",
        says: &["8 classes seraient recensées."],
        ..ESTIMATE
    },
    Case {
        file: "05-effectifs-ligne-repetee.csv",
        says: &[
            "déjà à la ligne 2, avec les mêmes effectifs",
            "4 classes seraient recensées.",
        ],
        ..ESTIMATE
    },
    Case {
        file: "06-chorus-lignes-filtrees.xlsx",
        says: &[
            "lignes masquées ou filtrées, laissées de côté : 1",
            "1 engagement",
        ],
        ..FUNDING
    },
    Case {
        file: "07-chorus-deux-feuilles.xlsx",
        says: &[
            "2 feuilles ont ces titres : elles sont lues toutes",
            "3 engagements",
        ],
        ..FUNDING
    },
    Case {
        file: "18-annuaire-macroman.csv",
        command: &["schools"],
        kind: "schools",
        year: "",
        refused: false,
        says: &["MacRoman"],
    },
];

/// Tried where two estimates of CP and two of CE1, one of them active, stand in one school.
const ON_ESTIMATES: [Case; 1] = [Case {
    file: "22c-classes-de-cp-seules.csv",
    says: &[
        "2 classes seraient recensées.",
        "2 estimations seraient remplacées par la liste.",
    ],
    ..LIST
}];

/// Tried over the directory and its classes.
const WITH_CLASSES: [Case; 19] = [
    Case {
        file: "01-classes-corrigees.csv",
        says: &[
            "2 classes seraient corrigées",
            "12 → 15 élèves ; co-enseignement : oui",
            "CP → CP+CE1",
        ],
        ..LIST
    },
    Case {
        file: "02-classes-autrement-ecrites.csv",
        says: &["Rien ne changerait : toutes ces classes étaient déjà là"],
        ..LIST
    },
    Case {
        file: "08-maj-enregistrees-par-excel.csv",
        says: &["24 mises à jour seraient enregistrées."],
        ..UPDATES
    },
    Case {
        file: "09-maj-cellules-vides-a-droite.csv",
        says: SEVERAL,
        ..UPDATES
    },
    Case {
        file: "10-maj.xlsx",
        ..UPDATES
    },
    Case {
        file: "11-maj-texte-unicode.txt",
        ..UPDATES
    },
    Case {
        file: "12-maj-sep.csv",
        ..UPDATES
    },
    Case {
        file: "13-maj-titre-au-dessus.csv",
        ..UPDATES
    },
    Case {
        file: "14-maj-premiere-ligne-vide.csv",
        ..UPDATES
    },
    Case {
        file: "15-maj-retours-chariot.csv",
        says: SEVERAL,
        ..UPDATES
    },
    Case {
        file: "16-maj-uai-invisible.csv",
        says: SEVERAL,
        ..UPDATES
    },
    Case {
        file: "17-maj-uai-protege.csv",
        says: SEVERAL,
        ..UPDATES
    },
    Case {
        file: "19-maj-deux-colonnes-date.csv",
        refused: true,
        says: &["Deux colonnes s'appellent « date »."],
        ..UPDATES
    },
    Case {
        file: "20-maj-essai.csv",
        says: &["1 mise à jour serait enregistrée.", "Essai : rien n'est écrit"],
        ..UPDATES
    },
    Case {
        file: "23-maj-libreoffice.csv",
        says: &["24 mises à jour seraient enregistrées."],
        ..UPDATES
    },
    Case {
        file: "23-maj-libreoffice.ods",
        says: &["24 mises à jour seraient enregistrées."],
        ..UPDATES
    },
    Case {
        file: "23-maj-libreoffice.txt",
        says: &["24 mises à jour seraient enregistrées."],
        ..UPDATES
    },
    Case {
        file: "23-maj-libreoffice.xls",
        says: &["24 mises à jour seraient enregistrées."],
        ..UPDATES
    },
    Case {
        file: "21-matomo-semaine-vide.json",
        command: &["usage"],
        kind: "usage",
        year: "",
        refused: false,
        says: &["Rien à enregistrer"],
    },
];

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("end2end/cases")
        .join(name)
}

/// Where the program keeps its data.
struct Place<'a> {
    data: &'a Path,
    database: Option<&'a str>,
}

impl Place<'_> {
    /// Brings a file by the command line: how it ended, what it said.
    fn bring(&self, words: &[&str], name: &str) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_classe12"));
        command.arg("import").arg("--data").arg(self.data);
        command.args(self.database.into_iter().flat_map(|url| ["--database", url]));
        let done = command.args(words).arg(file(name)).output().unwrap();
        let said = String::from_utf8(done.stdout).unwrap();
        (done.status.code().unwrap(), said)
    }

    fn kept(&self, words: &[&str], name: &str) {
        let (code, said) = self.bring(words, name);
        assert_eq!(code, 0, "{name}: {said}");
    }

    /// Tries a file by the command line and by the page: both say what is right, in the same words.
    fn tried(&self, browser: &Browser, case: &Case) {
        let name = case.file;
        let mut command = vec!["--dry-run"];
        if !case.year.is_empty() {
            command.extend(["--year", case.year]);
        }
        command.extend(case.command);
        let (code, said) = self.bring(&command, name);
        assert_eq!(code == 2, case.refused, "{name}: {said}");
        let page = browser.tried(case.kind, case.year, &file(name));
        for wanted in case.says {
            assert!(
                words(&said).contains(wanted),
                "{name}, command line: {wanted}: {said}"
            );
            assert!(page.contains(wanted), "{name}, page: {wanted}: {page}");
        }
        // Sentences of the summary; a finding is laid out otherwise on a page.
        let told = said
            .lines()
            .filter(|line| !line.starts_with("à savoir") && !line.starts_with("erreur"));
        for line in told {
            assert!(
                page.contains(&words(line)),
                "{name}: the page does not say « {line} »: {page}"
            );
        }
    }
}

/// All but the files that stand on estimates.
fn files_are_told(place: &Place<'_>) {
    let program = start(place.data, place.database);
    let browser = Browser::new(&program.address);
    place.kept(&["schools"], "00-annuaire.csv");
    for case in &WITHOUT_CLASSES {
        place.tried(&browser, case);
    }
    place.kept(&["units"], "00-classes.csv");
    for case in &WITH_CLASSES {
        place.tried(&browser, case);
    }
}

/// A list of one level among estimates of two.
fn estimates_are_told(place: &Place<'_>) {
    let program = start(place.data, place.database);
    let browser = Browser::new(&program.address);
    place.kept(&["schools"], "00-annuaire.csv");
    place.kept(
        &["--year", "2020-2021", "units", "--estimate-from"],
        "22a-effectifs.csv",
    );
    place.kept(&["adoption"], "22b-maj.csv");
    for case in &ON_ESTIMATES {
        place.tried(&browser, case);
    }
    // The active estimate becomes the CE1 of the whole list, with its history, once somebody said yes.
    let (code, said) = place.bring(&["units"], "00-classes.csv");
    assert!(code == 2 && said.contains("--accept-pairs"), "{said}");
    place.kept(&["units", "--accept-pairs"], "00-classes.csv");
}

fn on_sqlite(told: fn(&Place<'_>)) {
    let _turn = turn();
    let folder = tempfile::tempdir().unwrap();
    told(&Place {
        data: folder.path(),
        database: None,
    });
}

async fn on_postgres(told: fn(&Place<'_>)) {
    let _turn = turn();
    let Some(url) = postgres::database().await else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().to_owned();
    let done = tokio::task::spawn_blocking(move || {
        told(&Place {
            data: &own,
            database: Some(&url),
        });
    });
    done.await.unwrap();
}

#[test]
fn prove_cases_are_told_the_same_by_command_line_and_page() {
    on_sqlite(files_are_told);
    on_sqlite(estimates_are_told);
}

#[tokio::test(flavor = "multi_thread")]
async fn prove_cases_are_told_the_same_by_command_line_and_page_on_postgres() {
    on_postgres(files_are_told).await;
    on_postgres(estimates_are_told).await;
}
