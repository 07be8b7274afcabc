//! The mapping of columns, as shipped and as a directory keeps its own.

use super::{FIELDS, Field, Mapping, kept};

fn titles(titles: &[&str]) -> Vec<String> {
    titles.iter().map(|title| (*title).to_owned()).collect()
}

#[test]
fn the_mapping_that_comes_with_the_product_knows_every_field_once() {
    let mapping = Mapping::read(None).unwrap();
    for (name, field) in FIELDS {
        assert!(mapping.0.values().any(|known| *known == field), "{name}");
    }
}

#[test]
fn a_title_that_the_user_added_is_found() {
    let header = titles(&["Pièce", "Total TTC"]);
    assert!(Mapping::read(None).unwrap().find(&header).is_none());
    let own = Mapping::read(Some("ej = [\"Pièce\"]\nmontant-engage = [\"total ttc\"]\n")).unwrap();
    let found = own.find(&header).unwrap();
    assert_eq!((found[&Field::Ej], found[&Field::Committed]), (0, 1));
}

#[test]
fn a_mapping_that_cannot_be_read_says_where() {
    let why = |text| Mapping::read(Some(text)).err().unwrap();
    assert!(
        why("ej = [\"EJ\"]\nobjet = 3\n").starts_with("Ligne 2"),
        "{}",
        why("ej = [\"EJ\"]\nobjet = 3\n")
    );
    assert!(why("montan = [\"AE\"]").contains("« montan »"));
    assert!(why("ej = [\"EJ\"]\ndp = [\"ej\"]").contains("deux colonnes"));
}

#[test]
fn the_mapping_is_kept_where_it_can_be_changed() {
    let folder = tempfile::tempdir().unwrap();
    let first = kept(folder.path()).unwrap();
    assert!(first.contains("montant-engage"));
    std::fs::write(folder.path().join("chorus-colonnes.toml"), "ej = [\"Pièce\"]").unwrap();
    assert_eq!(kept(folder.path()).unwrap(), "ej = [\"Pièce\"]");
}
