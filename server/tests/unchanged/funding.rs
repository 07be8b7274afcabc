//! The forms of the money: entries of each kind, the convention's days, what is told to the délégant.

use super::sent::{Story, id};

/// Who keeps the ledger.
const KEEPER: &str = "budget-manager";

/// An entry that somebody sends: who, its kind, its fields.
type Entry = (&'static str, &'static str, String);

fn buy(ej: u64, amount: &str) -> String {
    format!("ej={ej}&amount={amount}&supplier=Octo&object=Lot+1&nature=development")
}

/// Credits made available, and moved to another year.
fn credits() -> Vec<Entry> {
    [
        (
            "dotation",
            "year=2021&ae=50+000&cp=50+000&reference=Courrier+du+12+mars",
        ),
        ("dotation", "year=2031&ae=-1&cp=beaucoup"),
        ("avenant", "year=2021&ae=1000&cp=-500,50&reference=Avenant+1"),
        ("report", "from=2021&year=2022&ae=100&cp=100&reference=Report"),
        ("report", "from=2021&year=2021&ae=100&cp=100&reference=Report"),
    ]
    .map(|(kind, fields)| (KEEPER, kind, fields.to_owned()))
    .into()
}

/// Commitments, what was certified and paid of them, what is withdrawn.
fn commitments() -> Vec<Entry> {
    let mut all: Vec<Entry> = vec![
        (KEEPER, "engagement", buy(1_400_000_001, "31+200,50")),
        (KEEPER, "engagement", buy(1_400_000_001, "10")),
        (KEEPER, "engagement", buy(1_400_000_002, "500000,01")),
        (KEEPER, "engagement", buy(14, "0")),
    ];
    all.extend(
        [
            ("engagement", "ej=1400000003&amount=1,005"),
            ("service-fait", "ej=1400000001&amount=1000"),
            ("service-fait", "ej=1499999999&amount=1000"),
            ("service-fait", "ej=1400000001&amount=90000"),
            ("paiement", "ej=1400000001&number=3200000001&amount=999.99"),
            ("paiement", "ej=1400000001&number=3200000001&amount=1"),
            ("paiement", "ej=1400000001&number=3200000002&amount=5000"),
            ("retrait", "ej=1400000001&amount=200&reference=Accord+du+10+mars"),
            ("retrait", "ej=1400000001&amount=200"),
        ]
        .map(|(kind, fields)| (KEEPER, kind, fields.to_owned())),
    );
    all
}

/// Reversals, receipts, and what nobody may or can enter.
fn others() -> Vec<Entry> {
    vec![
        (KEEPER, "annulation", "entry=2&object=Erreur+de+saisie".to_owned()),
        (KEEPER, "annulation", "entry=999&object=Rien".to_owned()),
        (
            KEEPER,
            "recette",
            "amount=10&object=Remboursement&reference=Titre+1".to_owned(),
        ),
        (KEEPER, "ailleurs", "amount=10".to_owned()),
        ("coach", "engagement", buy(1_400_000_009, "10")),
        ("administrator", "engagement", buy(1_400_000_009, "10")),
        ("nobody", "engagement", buy(1_400_000_009, "10")),
    ]
}

pub async fn ledger(story: &mut Story<'_>) {
    let sent = [credits(), commitments(), others()].concat();
    for (rank, (who, kind, fields)) in (100..).zip(sent) {
        let form = format!("id={}&day=2021-03-12&{fields}", id(rank));
        let path = format!("/financement/ecritures/{kind}");
        story.post(who, "new", &path, &form).await;
        if matches!(rank, 105 | 113) {
            story.post(who, "sent twice", &path, &form).await;
            let other = form.replace("amount=", "amount=1");
            story.post(who, "the id of another", &path, &other).await;
        }
    }
    days(story).await;
    for path in [
        "/financement/registre",
        "/financement/ecritures/n/6",
        "/financement/fenetre.svg",
    ] {
        story.get(KEEPER, path).await;
    }
}

/// An entry's own day, then the days of the convention.
async fn days(story: &mut Story<'_>) {
    for (day, form) in [
        (
            "a day to come",
            "day=2022-03-12&amount=10&object=Remboursement&reference=Titre",
        ),
        ("no day", "amount=10&object=Remboursement&reference=Titre"),
        (
            "before the convention",
            "day=2019-03-12&amount=10&object=Remboursement&reference=Titre",
        ),
    ] {
        let form = format!("id={}&{form}", id(140));
        story
            .post(KEEPER, day, "/financement/ecritures/recette", &form)
            .await;
    }
    for (who, form) in [
        (KEEPER, "signature=2021-01-04"),
        (KEEPER, "window-start=2021-02-01"),
        (KEEPER, "signature=jamais"),
        (KEEPER, "window-start=2031-02-01"),
        ("coach", "signature=2021-01-04"),
    ] {
        story.post(who, form, "/financement/jours", form).await;
    }
}

pub async fn duties(story: &mut Story<'_>) {
    let (path, who) = ("/financement/obligations", KEEPER);
    let duty = id(200);
    let step =
        |step: &str, seen: u32| format!("duty={duty}&seen={seen}&step={step}&day=2021-03-11&note=Courriel");
    let open =
        format!("id={duty}&kind=shortfall&credit=ae&year=2021&amount=4000&day=2021-03-10&note=Renfort");
    let sent = [
        ("opened", open.clone()),
        ("opened, sent twice", open),
        ("nothing said", format!("id={}&kind=shortfall", id(201))),
        ("suspended before it was told", step("suspended", 1)),
        ("told", step("told", 1)),
        ("told, of an older page", step("told", 1)),
        ("suspended", step("suspended", 2)),
    ];
    for (what, form) in sent {
        story.post(who, what, path, &form).await;
    }
    let buy = format!(
        "id={}&day=2021-03-12&ej=1400000007&amount=1&supplier=Octo&object=Lot&nature=development",
        id(202)
    );
    let entry = "/financement/ecritures/engagement";
    story.post(who, "while suspended", entry, &buy).await;
    story.post(who, "lifted", path, &step("lifted", 3)).await;
    story.post(who, "once lifted", entry, &buy).await;
    story
        .post("coach", "by who may not", path, &step("told", 4))
        .await;
    for file in [
        "/financement",
        "/financement/registre.csv",
        "/financement/compte-rendu",
        "/financement/compte-rendu.pdf",
    ] {
        story.get(who, file).await;
    }
}
