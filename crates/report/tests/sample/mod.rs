//! A document such as an account of funds, with all that may be hard to lay out.
#![expect(clippy::expect_used, reason = "a test stops where it goes wrong")]

use chrono::{Days, NaiveDate};
use report::{Block, Cell, Column, Document, Kind, Section, Table};

/// The day it tells of.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2021, 12, 17).expect("a day")
}

/// A column.
pub fn column(title: &str, kind: Kind, share: u16) -> Column {
    Column::titled(title, kind).share(share)
}

/// Words in a cell.
pub fn text(words: &str) -> Cell {
    Cell::Text(words.to_owned())
}

/// A document with nothing but its title and a section.
pub fn short(blocks: Vec<Block>) -> Document {
    Document {
        title: "Relevé des fonds".to_owned(),
        subtitle: "Département du Nord".to_owned(),
        language: "fr",
        day: today(),
        sections: vec![Section {
            heading: "Où vont les fonds".to_owned(),
            blocks,
        }],
        footer: "Classe à 12".to_owned(),
    }
}

/// The amount of a payment: they don't look alike, and some are taken back.
pub fn amount(index: i64) -> i64 {
    let cents = (index * 7_919_331) % 98_765_432 + 99;
    if index % 23 == 0 { -cents } else { cents }
}

/// Their sum.
pub fn sum(rows: i64) -> i64 {
    (0..rows).map(amount).sum()
}

const SCHOOLS: [&str; 6] = [
    "École élémentaire Sainte-Geneviève",
    "École primaire de l’Œuvre-du-Cœur, à L’Haÿ-les-Roses",
    "École élémentaire Jean-Jaurès",
    "Groupe scolaire intercommunal Notre-Dame-de-Bondeville-et-des-Trois-Vallées, bâtiment provisoire du 4 septembre",
    "=HYPERLINK(\"http://exemple.invalid\")",
    "École Saint-Exupéry-anticonstitutionnellementanticonstitutionnellement",
];

/// Payments, `rows` of them, with their total.
pub fn payments(rows: i64) -> Table {
    let school = |index: i64| SCHOOLS[usize::try_from(index).expect("small") % SCHOOLS.len()];
    let row = |index: i64| {
        let day = today() - Days::new(u64::try_from(index).expect("small"));
        vec![
            text(school(index)),
            text(&format!("059{index:04}K")),
            Cell::Day(day),
            Cell::Number(index % 3 + 1),
            Cell::Cents(amount(index)),
            if index % 7 == 0 {
                Cell::Empty
            } else {
                Cell::Cents(amount(index) / 2)
            },
        ]
    };
    Table {
        caption: "Engagements et paiements par école, du plus récent au plus ancien".to_owned(),
        columns: vec![
            column("École", Kind::Text, 40),
            column("UAI", Kind::Text, 12),
            column("Jour", Kind::Day, 12),
            column("Classes", Kind::Number, 8),
            column("Engagé", Kind::Money, 15),
            column("Payé", Kind::Money, 15),
        ],
        rows: (0..rows).map(row).collect(),
        total: Some(vec![
            text("Total"),
            Cell::Empty,
            Cell::Empty,
            Cell::Number((0..rows).map(|index| index % 3 + 1).sum()),
            Cell::Cents(sum(rows)),
            Cell::Empty,
        ]),
    }
}

/// A table that only a lying page can hold.
pub fn wide() -> Table {
    let months = ["sept.", "oct.", "nov.", "déc.", "janv.", "févr.", "mars"];
    let mut columns = vec![column("Académie", Kind::Text, 20)];
    columns.extend(months.map(|month| column(month, Kind::Money, 10)));
    let row = |(index, name): (i64, &str)| {
        let mut cells = vec![text(name)];
        cells.extend((0..7).map(|month| Cell::Cents(amount(index * 7 + month + 1) * 9)));
        cells
    };
    let names = [
        "Aix-Marseille",
        "Clermont-Ferrand",
        "Guadeloupe",
        "Orléans-Tours",
        "La Réunion",
    ];
    Table {
        caption: "Paiements par académie et par mois".to_owned(),
        columns,
        rows: (0..).zip(names).map(row).collect(),
        total: None,
    }
}

/// Several pages: paragraphs, facts, two hundred rows.
pub fn account() -> Document {
    let words = "Le présent relevé dit ce qui a été engagé et payé pour le dédoublement des classes de CP et de CE1 en éducation prioritaire. \
        Chaque montant est la somme des écritures conservées ; aucune n’est effacée : une correction en suit une autre et la nomme. \
        Les sommes reprises sont précédées d’un signe moins.";
    let facts = vec![
        ("Plafond de l’enveloppe".to_owned(), Cell::Cents(123_456_789_012)),
        ("Engagé".to_owned(), Cell::Cents(sum(200))),
        ("Payé".to_owned(), Cell::Cents(7)),
        ("Repris".to_owned(), Cell::Cents(-3_120_000)),
    ];
    let about = vec![
        ("Académie".to_owned(), text("Lille")),
        ("Écoles".to_owned(), Cell::Number(1_274)),
        ("Dernière écriture".to_owned(), Cell::Day(today())),
        (
            "Pièces, et ce qu’on en conserve au-delà de la clôture de l’exercice".to_owned(),
            text(
                "Les conventions signées, les procès-verbaux de réception et les certificats de paiement, dix ans.",
            ),
        ),
    ];
    let mut document = short(vec![
        Block::Words(words.to_owned()),
        Block::Facts(facts),
        Block::Facts(about),
    ]);
    document.title = "Relevé des fonds du dédoublement, de l’engagement au paiement".to_owned();
    document.subtitle =
        "Académie de Lille, département du Nord (59) : année scolaire 2021-2022, au 17 décembre 2021"
            .to_owned();
    document.footer = "Classe à 12 : données de démonstration. Empreinte des données : 4f9a 77c1 0e52. Établi le 17/12/2021.".to_owned();
    document.sections.push(Section {
        heading: "Détail par école".to_owned(),
        blocks: vec![Block::Table(payments(200)), Block::Words(words.repeat(4))],
    });
    document.sections.push(Section {
        heading: "Par académie".to_owned(),
        blocks: vec![Block::Table(small())],
    });
    document
}

/// A table of a few rows.
pub fn small() -> Table {
    Table {
        caption: "Par niveau".to_owned(),
        columns: vec![
            column("Niveau", Kind::Text, 30),
            column("Classes ouvertes depuis la rentrée", Kind::Number, 20),
            column("Engagé", Kind::Money, 20),
        ],
        rows: vec![
            vec![text("CP"), Cell::Number(812), Cell::Cents(3_120_000)],
            vec![text("CE1"), Cell::Number(1_431), Cell::Cents(-640)],
        ],
        total: None,
    }
}
