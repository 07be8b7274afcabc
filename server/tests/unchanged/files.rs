//! The files that the story's people bring: one of each kind, well written and not.

use super::sent::{Sent, Story, id};
use crate::support::nation::places;
use std::fmt::Write;

const KIND: &str = "multipart/form-data; boundary=limit";

/// A file that is brought.
#[derive(Clone, Copy)]
struct File<'a> {
    name: &'a str,
    text: &'a str,
}

fn file<'a>(name: &'a str, text: &'a str) -> File<'a> {
    File { name, text }
}

fn form(rank: u64, kind: &str, dry_run: bool, file: File<'_>) -> String {
    let File { name, text } = file;
    let mut fields = vec![
        ("id", id(rank)),
        ("kind", kind.to_owned()),
        ("year", "2020-2021".to_owned()),
    ];
    if dry_run {
        fields.push(("dry_run", "oui".to_owned()));
    }
    let mut body = String::new();
    for (name, value) in fields {
        write!(
            body,
            "--limit\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        )
        .unwrap();
    }
    write!(
        body,
        "--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n{text}\r\n--limit--\r\n"
    )
    .unwrap();
    body
}

/// (kind, who may bring it, a file that is well written).
fn good() -> [(&'static str, &'static str, String); 7] {
    let [own, other] = places();
    let (own_uai, other_uai) = (own.uai, other.uai);
    [
        (
            "schools",
            "administrator",
            format!(
                "Identifiant_de_l_etablissement;Nom_etablissement;Type_etablissement;Statut_public_prive;Code_postal;Nom_commune;\
                 Code_departement;Ecole_maternelle;Ecole_elementaire;Appartenance_Education_Prioritaire;latitude;longitude;etat;\
                 code_nature;nom_circonscription\n\
                 {own_uai};École Anne Sylvestre;Ecole;Public;35170;Bruz;035;1;1;REP;48.0;-1.7;OUVERT;151;Bruz\n\
                 {other_uai};École Jean Ferrat;Ecole;Public;93140;Bondy;093;1;1;REP+;48.9;2.4;OUVERT;151;Bondy\n\
                 0350011X;École mal nommée;Ecole;Public;35000;Rennes;035;1;1;;;;OUVERT;151;\n"
            ),
        ),
        (
            "networks",
            "administrator",
            format!("uai;uai_tete_de_reseau\n{own_uai};{}\n", own_uai),
        ),
        (
            "units",
            "administrator",
            format!("UAI;classe;niveau;effectif;co-enseignement\n{own_uai};CE1 A;CE1;12;non\n{own_uai};CP A;CP;13;oui\n"),
        ),
        (
            "estimate",
            "administrator",
            format!(
                "Rentrée scolaire;Numéro de l'école;Secteur;REP;REP +;Nombre d'élèves en CP hors ULIS;Nombre d'élèves en CE1 hors ULIS\n\
                 2020;{other_uai};PUBLIC;1;0;25;12\n"
            ),
        ),
        (
            "adoption",
            "officer",
            format!("UAI;classe;étape;date\n{own_uai};CP B;contactée;01/03/2021\n{own_uai};CP B;embarquée;10/03/2021\n"),
        ),
        (
            "funding",
            "budget-manager",
            "EJ;Date EJ;Fournisseur;Objet;Nature;Montant engagé;Date SF;Montant certifié;DP;Date DP;Montant payé;Centre financier\n\
             1300000001;12/03/2021;Octo;Lot 2;Développement;600,00;12/03/2021;300,00;4500000001;12/03/2021;300,00;0181-CPRI-ELAB\n"
                .to_owned(),
        ),
        (
            "usage",
            "administrator",
            format!(
                "semaine;uai;visites;visiteurs uniques\n2021-03-01;{own_uai};12;5\n2021-03-08;{own_uai};31;9\n2021-03-08;;420;210\n"
            ),
        ),
    ]
}

/// Each kind tried, brought, brought again; then what is no such file, and who may not.
async fn send(story: &mut Story<'_>, who: &'static str, what: &str, text: &str) {
    let body = Sent { kind: KIND, text };
    story.send(who, what, "/imports", body).await;
}

pub async fn bring(story: &mut Story<'_>) {
    for (rank, (kind, who, text)) in (500..).step_by(10).zip(good()) {
        let good = file("liste.csv", &text);
        let tried = form(rank, kind, true, good);
        send(story, who, &format!("{kind}, tried"), &tried).await;
        let brought = form(rank + 1, kind, false, good);
        send(story, who, &format!("{kind}, brought"), &brought).await;
        send(story, who, &format!("{kind}, sent twice"), &brought).await;
        let wrong = form(rank + 2, kind, false, file("faux.csv", "a;b\n1;2\n"));
        send(story, who, &format!("{kind}, another file"), &wrong).await;
        let refused = form(rank + 3, kind, true, good);
        send(story, "coach", &format!("{kind}, by who may not"), &refused).await;
    }
    let nothing = form(590, "adoption", false, file("", ""));
    send(story, "officer", "no file", &nothing).await;
    let unknown = form(591, "ailleurs", false, file("liste.csv", "a;b\n"));
    send(story, "officer", "no such kind", &unknown).await;
}
