//! What is promised of the PDF: everybody can read it, no figure is lost on the way, the same data gives the same bytes.
//! They need the fonts of the front build, as `cargo xtask test` makes it.

#![expect(clippy::expect_used, reason = "a test stops where it goes wrong")]

use crate::sample::{account, amount, column, payments, short, sum, text, wide};
use lopdf::{Dictionary, Document as Pdf, Object};
use report::{Block, Cell, Document, Fault, Kind, Section, Table, pdf};

fn read(document: &Document) -> Pdf {
    Pdf::load_mem(&pdf(document).expect("a PDF")).expect("one that can be read")
}

/// The words of a page, as they are copied: spaces of any kind are one space.
fn words(pdf: &Pdf, page: u32) -> String {
    let text = pdf.extract_text(&[page]).expect("text");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn all_words(pdf: &Pdf) -> String {
    let pages = pdf.get_pages();
    let texts: Vec<String> = pages.keys().map(|page| words(pdf, *page)).collect();
    texts.join(" ")
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every element of the structure.
fn elements(pdf: &Pdf) -> Vec<&Dictionary> {
    let objects = pdf.objects.values().filter_map(|object| object.as_dict().ok());
    objects.filter(|object| object.has_type(b"StructElem")).collect()
}

fn kind(element: &Dictionary) -> String {
    let name = element.get(b"S").and_then(Object::as_name).expect("a kind");
    String::from_utf8_lossy(name).into_owned()
}

fn count(pdf: &Pdf, name: &str) -> usize {
    elements(pdf)
        .into_iter()
        .filter(|element| kind(element) == name)
        .count()
}

/// How wide and how high the first page is.
fn paper(pdf: &Pdf) -> (f32, f32) {
    let first = pdf.get_pages().get(&1).copied().expect("a page");
    let page = pdf.get_dictionary(first).expect("a page");
    let sides = page.get(b"MediaBox").and_then(Object::as_array).expect("a size");
    let side = |index: usize| sides[index].as_float().expect("a length");
    (side(2), side(3))
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = account();
    let first = pdf(&document).expect("a PDF");
    assert_eq!(first, pdf(&document).expect("a PDF"));
    let mut other = document.clone();
    other.footer.push('.');
    assert_ne!(first, pdf(&other).expect("a PDF"));
}

#[test]
fn it_says_its_title_its_language_and_its_day() {
    let document = account();
    let pdf = read(&document);
    let catalog = pdf.catalog().expect("a catalog");
    let language = catalog.get(b"Lang").and_then(Object::as_str).expect("a language");
    assert_eq!(language, b"fr");
    let marks = catalog.get(b"MarkInfo").and_then(Object::as_dict).expect("marks");
    assert!(matches!(marks.get(b"Marked"), Ok(Object::Boolean(true))));
    assert!(catalog.has(b"StructTreeRoot") && catalog.has(b"Outlines"));
    let viewer = catalog
        .get(b"ViewerPreferences")
        .and_then(|found| pdf.dereference(found));
    let viewer = viewer.expect("preferences").1.as_dict().expect("preferences");
    assert!(matches!(
        viewer.get(b"DisplayDocTitle"),
        Ok(Object::Boolean(true))
    ));
    let info = pdf
        .trailer
        .get(b"Info")
        .and_then(|found| pdf.dereference(found))
        .expect("facts")
        .1;
    let info = info.as_dict().expect("facts");
    let title = lopdf::decode_text_string(info.get(b"Title").expect("a title")).expect("text");
    assert_eq!(title, document.title);
    let created = info.get(b"CreationDate").and_then(Object::as_str).expect("a day");
    assert!(created.starts_with(b"D:20211217000000"));
}

#[test]
fn it_declares_what_it_conforms_to() {
    let bytes = pdf(&account()).expect("a PDF");
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("<pdfuaid:part>1</pdfuaid:part>"));
    assert!(text.contains("<pdfaid:part>2</pdfaid:part>"));
    assert!(text.contains("<pdfaid:conformance>A</pdfaid:conformance>"));
}

#[test]
fn each_cell_stands_in_the_structure() {
    let pdf = read(&account());
    let tags = [
        ("Document", 1),
        ("H1", 1),
        ("H2", 3),
        ("P", 3),
        ("L", 2),
        ("LI", 8),
        ("Table", 2),
        ("Caption", 2),
    ];
    for (name, wanted) in tags {
        assert_eq!(count(&pdf, name), wanted, "{name}");
    }
    // 200 payments with their head and total, 2 levels with their head.
    assert_eq!(count(&pdf, "TR"), 202 + 3);
    assert_eq!(count(&pdf, "TD") + count(&pdf, "TH"), 202 * 6 + 3 * 3);
    assert_eq!(count(&pdf, "TH"), 6 + 201 + 3 + 2);
    let heads = elements(&pdf).into_iter().filter(|element| kind(element) == "TH");
    for head in heads {
        assert!(format!("{:?}", head.get(b"A")).contains("Scope"), "{head:?}");
    }
}

#[test]
fn no_figure_is_lost_between_the_pages() {
    let pdf = read(&account());
    assert!(pdf.get_pages().len() > 5);
    let text = all_words(&pdf);
    for index in 0..200 {
        let shown = plain(&french::full_euros(amount(index)));
        assert!(text.contains(&shown), "{shown}");
    }
    assert!(text.contains(&format!("Total 399 {}", plain(&french::full_euros(sum(200))))));
    assert!(text.contains("L’Haÿ-les-Roses") && text.contains("l’Œuvre-du-Cœur"));
}

#[test]
fn each_page_tells_its_number_and_its_columns() {
    let document = account();
    let pdf = read(&document);
    let pages = pdf.get_pages().len();
    for page in pdf.get_pages().keys() {
        let text = words(&pdf, *page);
        assert!(text.contains(&format!("page {page} sur {pages}")), "{text}");
        assert!(text.contains(&plain(&document.footer)));
    }
    for page in 2..5 {
        assert!(words(&pdf, page).starts_with(&document.title));
        assert!(words(&pdf, page).contains("École UAI Jour Classes Engagé Payé"));
    }
}

/// The words of the page that holds some words.
fn page_with(pdf: &Pdf, some: &str) -> String {
    let mut pages = pdf.get_pages().into_keys().map(|page| words(pdf, page));
    pages.find(|text| text.contains(some)).expect("a page")
}

#[test]
fn a_heading_is_never_parted_from_what_it_names_nor_a_total_from_its_last_row() {
    for lines in 24..44 {
        let filler = vec![Block::Words("Une ligne.\n".repeat(lines))];
        let mut document = short(filler);
        document.sections.push(Section {
            heading: "Ce qui suit".to_owned(),
            blocks: vec![Block::Table(payments(1))],
        });
        let pdf = read(&document);
        let page = page_with(&pdf, "Ce qui suit");
        assert!(
            page.contains("École UAI") && page.contains("0590000K"),
            "{lines}: {page}"
        );
        assert!(page_with(&pdf, "Total 1").contains("0590000K"), "{lines}");
    }
}

#[test]
fn a_row_is_not_split_between_pages() {
    let pdf = read(&short(vec![Block::Table(payments(100))]));
    for index in (3..100).step_by(6) {
        let page = page_with(&pdf, &format!("059{index:04}K"));
        let begun = page.matches("Groupe scolaire").count();
        assert_eq!(begun, page.matches("septembre").count(), "{index}");
    }
}

#[test]
fn a_wide_table_lays_the_page_down() {
    let (width, height) = paper(&read(&short(vec![Block::Table(payments(3))])));
    assert!(width < height);
    let (width, height) = paper(&read(&short(vec![Block::Table(wide())])));
    assert!(width > height);
}

#[test]
fn a_row_higher_than_a_page_is_told_to_its_end() {
    let long: String = (0..3_000).map(|word| format!("mot{word} ")).collect();
    let table = Table {
        caption: "Observations".to_owned(),
        columns: vec![
            column("Observation", Kind::Text, 1),
            column("Montant", Kind::Money, 1),
        ],
        rows: vec![
            vec![text(&long), Cell::Cents(100)],
            vec![text("court"), Cell::Cents(200)],
        ],
        total: Some(vec![text("Total"), Cell::Cents(300)]),
    };
    let pdf = read(&short(vec![Block::Table(table)]));
    let text = all_words(&pdf);
    assert!((0..3_000).all(|word| text.contains(&format!("mot{word} "))));
    assert!(text.contains("Total 3,00 €"));
    assert_eq!(count(&pdf, "TR"), 4);
}

#[test]
fn a_long_word_is_cut_and_never_lost() {
    let word = "a".repeat(40_000);
    let table = Table {
        caption: String::new(),
        columns: vec![column("Mot", Kind::Text, 1), column("Autre", Kind::Text, 9)],
        rows: vec![vec![text(&word), Cell::Empty]],
        total: None,
    };
    let pdf = read(&short(vec![Block::Words(word.clone()), Block::Table(table)]));
    let letters = all_words(&pdf).matches('a').count();
    assert!(letters > 80_000, "{letters}");
}

#[test]
fn more_columns_than_a_page_holds_are_still_all_there() {
    let columns = (0..40).map(|index| column(&format!("C{index}"), Kind::Money, 1));
    let table = Table {
        caption: "Tout".to_owned(),
        columns: columns.collect(),
        rows: vec![(0..40).map(|index| Cell::Cents(index * 1_234_567)).collect()],
        total: None,
    };
    assert_eq!(count(&read(&short(vec![Block::Table(table)])), "TD"), 40);
}

#[test]
fn a_letter_that_the_font_lacks_does_not_keep_the_document_from_being_made() {
    let odd =
        "Zoé 😀 Школа 学校 e\u{301}te\u{301} \u{f8ff}\u{0}\u{7}\u{feff} a\u{ad}b\tc\u{200d}\u{202e}d שלום";
    let facts = Block::Facts(vec![(odd.to_owned(), text(odd)), (String::new(), Cell::Empty)]);
    let pdf = read(&short(vec![
        Block::Words(odd.to_owned()),
        facts,
        Block::Words(String::new()),
    ]));
    let text = all_words(&pdf);
    assert_eq!(text.matches("Zoé").count(), 3);
    assert!(text.contains("été") && text.contains("ab cd"), "{text}");
}

#[test]
fn what_would_leave_a_reader_behind_is_a_fault() {
    let mut document = account();
    document.title.clear();
    match pdf(&document) {
        Err(Fault::Pdf(said)) => assert!(said.contains("NoDocumentTitle"), "{said}"),
        other => panic!("{:?}", other.map(|bytes| bytes.len())),
    }
    let mut document = account();
    document.sections[0].heading.clear();
    match pdf(&document) {
        Err(Fault::Pdf(said)) => assert!(said.contains("MissingHeadingTitle"), "{said}"),
        other => panic!("{:?}", other.map(|bytes| bytes.len())),
    }
}

#[test]
fn a_row_without_all_its_cells_is_a_fault() {
    let mut table = payments(2);
    table.rows[1].pop();
    let document = short(vec![Block::Table(table)]);
    for made in [pdf(&document), report::xlsx(&document)] {
        assert!(matches!(
            made,
            Err(Fault::Ragged {
                cells: 5,
                columns: 6,
                ..
            })
        ));
    }
}

#[test]
fn a_document_without_anything_is_a_page() {
    let mut document = short(Vec::new());
    document.sections.clear();
    document.subtitle.clear();
    document.footer.clear();
    let pdf = read(&document);
    assert_eq!(words(&pdf, 1), "Relevé des fonds page 1 sur 1");
    let mut table = payments(0);
    table.total = None;
    assert_eq!(count(&read(&short(vec![Block::Table(table)])), "TR"), 1);
}
