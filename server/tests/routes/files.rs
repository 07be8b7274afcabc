//! The files of every table: the workbook read back equals the CSV, cell by cell.

#![allow(clippy::unwrap_used, clippy::panic)]

mod cells;

use crate::support::World;
use calamine::{Data, Reader};
use cells::{book, columns, holds, titles};
use domain::{
    AdoptionStage, PolicyCode, Principal, Role, SchoolYear, TerritoryCode,
    adoption::{Advance, RequestId, Source},
    rights::AccessScope,
};
use server::routes;
use store::{
    adoption::{Change, KnownUnit, Slice},
    import::{ImportKind, ImportState},
};
use uuid::Uuid;

/// Every address of a table, filled in; the school year has classes of a département.
fn addresses() -> Vec<String> {
    let routes = routes::all();
    // Templates have no row yet; a file given back is somebody's.
    let own = |path: &str| path.starts_with("/imports/");
    let tables = routes
        .iter()
        .filter(|route| route.path.ends_with(".csv") && !own(route.path));
    let filled = tables.map(|route| {
        let path = route.path.replace("{policy}", "classes-dedoublees");
        let code = match &*path {
            // Uses are the nation's and the académies'.
            path if path.contains("/usages") => "FR",
            path if path.contains("/reseaux/") => "R0359000T",
            _ => "D35",
        };
        let path = path.replace("{code}", code);
        if route.path.contains("{policy}") {
            path + "?annee=2020-2021"
        } else {
            path
        }
    });
    filled.collect()
}

/// A bulk update of two classes.
async fn batch(world: &World) -> Uuid {
    let (id, today) = (Uuid::now_v7(), world.store.demo().await.unwrap().unwrap().today);
    let slice = Slice {
        policy: PolicyCode::HALVED_CLASSES,
        year: SchoolYear::of(today).unwrap(),
        territory: TerritoryCode::nation(),
        level: None,
        priority_education: None,
    };
    let (stage, within) = (Some(AdoptionStage::Identified), AccessScope::Everywhere);
    let list = world.store.list_units(&slice, stage, &within, 0, 2);
    let step = |known: &KnownUnit| Advance {
        unit: known.id,
        seen: known.standing.sequence,
        stage: AdoptionStage::Contacted,
        day: today,
        replaces: None,
        source: Source::Visit,
    };
    let change = Change {
        id: RequestId(id),
        steps: list.await.unwrap().units.iter().map(step).collect(),
        annulled: Vec::new(),
    };
    let (by, now) = (
        Principal::operator(),
        today.and_hms_opt(9, 0, 0).unwrap().and_utc(),
    );
    world.store.record(&by, today, now, change).await.unwrap();
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn the_workbook_of_every_table_is_its_csv_cell_by_cell() {
    let world = World::demo().await;
    let browser = world.role(Role::Leadership).await;
    let batch = batch(&world).await;
    let of_batch = |address: String| match address.starts_with("/envois/") {
        true => address.replace("{id}", &batch.to_string()),
        false => address,
    };
    let addresses: Vec<String> = addresses().into_iter().map(of_batch).collect();
    assert!(addresses.len() >= 7, "{addresses:?}");
    for address in addresses {
        let csv = browser.get(&address).await;
        let xlsx = browser.get(&address.replacen(".csv", ".xlsx", 1)).await;
        assert_eq!(
            (csv.status.as_u16(), xlsx.status.as_u16()),
            (200, 200),
            "{address}"
        );
        let mut book = book(&xlsx);
        assert_eq!(book.sheet_names(), ["Données", "À propos"], "{address}");
        let sheet = book.worksheet_range("Données").unwrap();
        let text = csv.text.strip_prefix('\u{feff}').unwrap();
        let lines: Vec<&str> = text.split_terminator("\r\n").collect();
        assert!(lines.len() > 1, "{address} is empty");
        assert_eq!(sheet.height(), lines.len(), "{address}");
        let mut at = 0;
        for named in columns(&lines) {
            let found = (at..sheet.width()).find(|column| holds(&sheet, *column, &named));
            let found = found.unwrap_or_else(|| panic!("{address}: no column is {}", named[0]));
            at = found + 1;
        }
        titles(&sheet, &address);
        let about = book.worksheet_range("À propos").unwrap();
        for label in ["Source", "Filtres", "Population", "Au"] {
            let said = about
                .rows()
                .any(|row| row[0] == Data::String(label.to_owned()) && row[1] != Data::Empty);
            assert!(said, "{address} does not say its {label}");
        }
        let formulas = book.worksheet_formula("Données").unwrap();
        assert!(formulas.is_empty(), "{address} holds a formula");
    }
}

/// A sheet as a French spreadsheet saves it in CSV.
fn saved(rows: &[Vec<String>]) -> String {
    let lines = rows.iter().map(|row| row.join(";"));
    lines.collect::<Vec<_>>().join("\r\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn classes_taken_as_a_workbook_are_brought_back_as_updates() {
    let world = World::demo().await;
    let browser = world.role(Role::Leadership).await;
    let stage = AdoptionStage::Identified.code();
    let address = format!("/classes-dedoublees/deploiement/D93/classes.xlsx?etape={stage}");
    let mut book = book(&browser.get(&address).await);
    let sheet = book.worksheet_range("Données").unwrap();
    let day = |data: &Data| match data {
        Data::DateTime(at) => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{day:02}/{month:02}/{year}")
        }
        other => other.to_string(),
    };
    let mut rows: Vec<Vec<String>> = sheet.rows().map(|row| row.iter().map(day).collect()).collect();
    let classes = rows.len() - 1;
    assert!(classes > 0, "D93 has classes at this stage");
    let at = |title: &str| rows[0].iter().position(|known| known == title).unwrap();
    let (stage, date) = (at("Stade"), at("Date"));
    let today = world.store.demo().await.unwrap().unwrap().today;
    for row in rows.iter_mut().skip(1) {
        assert_eq!(row[stage], "identifiée");
        row[stage] = "Embarquée".to_owned();
        row[date] = today.format("%d/%m/%Y").to_string();
    }
    let path = world.folder.path().join("classes.csv");
    std::fs::write(&path, saved(&rows)).unwrap();
    let request = import::Request::plain(ImportKind::Adoption, "classes.csv", PolicyCode::HALVED_CLASSES);
    let now = today.and_hms_opt(9, 0, 0).unwrap().and_utc();
    let operator = Principal::operator();
    let report = import::run(&world.store, &path, &request, &operator, today, now, &mut |_| {})
        .await
        .unwrap();
    assert_eq!(report.import_state(), ImportState::Done, "{}", report.to_text());
    assert!(
        report
            .summary
            .iter()
            .any(|line| line.starts_with(&format!("{classes} mise"))),
        "{:?}",
        report.summary
    );
}
