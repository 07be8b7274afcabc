//! Tables as text, and files that are no table.

use super::{bring, called, kept, told, updates};
use crate::support::Ask;

#[tokio::test]
async fn prove_cases_titles_are_found_below_what_stands_above_them() {
    let plain = updates(";", "\r\n");
    for (name, file) in [
        ("sep=", format!("sep=;\r\n{plain}")),
        ("a title", format!("Mises à jour de mars;;;;\r\n;;;;\r\n{plain}")),
        ("an empty line", format!("\r\n{plain}")),
        ("carriage returns", updates(";", "\r")),
        ("wide by empty cells", plain.replace("\r\n", ";;;\r\n")),
        ("tabulations", updates("\t", "\n")),
    ] {
        kept(name, &bring(file, Ask::default()).await);
    }
}

#[tokio::test]
async fn prove_cases_what_nobody_sees_and_what_protects_is_no_part_of_a_cell() {
    let plain = updates(";", "\n");
    for (name, from, to) in [
        ("invisible", "0350011X", "\u{feff}0350011X\u{200b}"),
        ("no-break space", "CP A", "CP\u{a0}A"),
        ("a formula of text", "0350011X", "=\"0350011X\""),
        ("an apostrophe", "0350011X", "'0350011X"),
    ] {
        kept(name, &bring(plain.replace(from, to), Ask::default()).await);
    }
}

#[tokio::test]
async fn prove_cases_a_total_and_titles_said_again_are_left_out_and_told() {
    let titles = "UAI;classe;année;étape;date";
    let file = format!("{}{titles}\nTotal général;2;;;\n", updates(";", "\n"));
    let report = bring(file, Ask::default()).await;
    kept("totals", &report);
    told(&report, "est un total");
    told(&report, "répète les titres");
}

#[tokio::test]
async fn prove_cases_two_columns_of_one_name_are_refused() {
    let file = "UAI;classe;année;étape;date;Date\n0350011X;CP A;2020-2021;active;05/10/2020;05/03/2021\n";
    called(
        "two dates",
        &bring(file, Ask::default()).await,
        "Deux colonnes s'appellent « Date »",
    );
}

#[tokio::test]
async fn prove_cases_a_row_with_more_than_its_titles_is_an_error_of_its_line_and_the_others_are_checked() {
    let file = "UAI;classe;année;étape;date\n0350011X;CP A;2020-2021;active;05/10/2020;trop\n0350011X;CE1 A;2020-2021;heureuse;05/10/2020\n";
    let report = bring(file, Ask::default()).await;
    called("both", &report, "plus de cellules");
    assert_eq!(
        report.errors.iter().map(|error| error.line).collect::<Vec<_>>(),
        [2, 3]
    );
}

#[tokio::test]
async fn prove_cases_what_is_no_table_is_called_what_it_is() {
    let numbers = zipped(&[("Index/Document.iwa", "x")]);
    let binary = zipped(&[("xl/workbook.bin", "x")]);
    let word = zipped(&[("word/document.xml", "x")]);
    let locked = zipped(&[
        ("content.xml", "x"),
        ("META-INF/manifest.xml", "<manifest:encryption-data/>"),
    ]);
    for (name, file, what) in [
        ("pdf", b"%PDF-1.7\n".to_vec(), "PDF"),
        (
            "html",
            b"<html><body><table><tr><td>UAI</td></tr></table>".to_vec(),
            "page web",
        ),
        (
            "html of a sign-in page",
            b"\xef\xbb\xbf\n<!DOCTYPE html>\n<title>Connexion".to_vec(),
            "page web",
        ),
        ("json", b"{\"uai\": \"0350011X\"}".to_vec(), "JSON"),
        ("json, spaced", b" [ {\"uai\": 1} ]".to_vec(), "JSON"),
        ("json, indented", b"{\t\"uai\": 1}".to_vec(), "JSON"),
        ("json, numbers", b"[\"uai\", 1]".to_vec(), "JSON"),
        ("image", b"\x89PNG\r\n\x1a\n".to_vec(), "image"),
        ("numbers", numbers, "Numbers"),
        ("xlsb", binary, ".xlsb"),
        ("word", word, "Word"),
        ("locked ods", locked, "mot de passe"),
        ("zip", zipped(&[("a.csv", "x")]), "archive ZIP"),
    ] {
        called(name, &bring(file, Ask::default()).await, what);
    }
}

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    super::books::zipped(parts)
}
