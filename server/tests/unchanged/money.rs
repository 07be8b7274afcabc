//! The forms of the money: entries of each kind, the convention's days, what is told to the délégant.

use super::sent::{Story, id};

pub async fn ledger(story: &mut Story<'_>) {
    const BUY: &str = "supplier=Octo&object=Lot+1&nature=development";
    let buy = |ej: u64, amount: &str| format!("ej={ej}&amount={amount}&{BUY}");
    let who = "budget-manager";
    let sent = [
        (
            who,
            "dotation",
            "year=2021&ae=50+000&cp=50+000&reference=Courrier+du+12+mars".to_owned(),
        ),
        (who, "dotation", "year=2031&ae=-1&cp=beaucoup".to_owned()),
        (
            who,
            "avenant",
            "year=2021&ae=1000&cp=-500,50&reference=Avenant+1".to_owned(),
        ),
        (
            who,
            "report",
            "from=2021&year=2022&ae=100&cp=100&reference=Report".to_owned(),
        ),
        (
            who,
            "report",
            "from=2021&year=2021&ae=100&cp=100&reference=Report".to_owned(),
        ),
        (who, "engagement", buy(1_400_000_001, "31+200,50")),
        (who, "engagement", buy(1_400_000_001, "10")),
        (who, "engagement", buy(1_400_000_002, "500000,01")),
        (who, "engagement", buy(14, "0")),
        (who, "engagement", "ej=1400000003&amount=1,005".to_owned()),
        (who, "service-fait", "ej=1400000001&amount=1000".to_owned()),
        (who, "service-fait", "ej=1499999999&amount=1000".to_owned()),
        (who, "service-fait", "ej=1400000001&amount=90000".to_owned()),
        (
            who,
            "paiement",
            "ej=1400000001&number=3200000001&amount=999.99".to_owned(),
        ),
        (
            who,
            "paiement",
            "ej=1400000001&number=3200000001&amount=1".to_owned(),
        ),
        (
            who,
            "paiement",
            "ej=1400000001&number=3200000002&amount=5000".to_owned(),
        ),
        (
            who,
            "retrait",
            "ej=1400000001&amount=200&reference=Accord+du+10+mars".to_owned(),
        ),
        (who, "retrait", "ej=1400000001&amount=200".to_owned()),
        (who, "annulation", "entry=2&object=Erreur+de+saisie".to_owned()),
        (who, "annulation", "entry=999&object=Rien".to_owned()),
        (
            who,
            "recette",
            "amount=10&object=Remboursement&reference=Titre+1".to_owned(),
        ),
        (who, "ailleurs", "amount=10".to_owned()),
        ("coach", "engagement", buy(1_400_000_009, "10")),
        ("administrator", "engagement", buy(1_400_000_009, "10")),
        ("nobody", "engagement", buy(1_400_000_009, "10")),
    ];
    for (rank, (who, kind, fields)) in (100..).zip(sent) {
        let form = format!("id={}&day=2021-03-12&{fields}", id(rank));
        let path = format!("/financement/ecritures/{kind}");
        story.post(who, "new", &path, &form).await;
        if matches!(rank, 105 | 113) {
            story.post(who, "sent twice", &path, &form).await;
            story
                .post(
                    who,
                    "the id of another",
                    &path,
                    &form.replace("amount=", "amount=1"),
                )
                .await;
        }
    }
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
            .post(who, day, "/financement/ecritures/recette", &form)
            .await;
    }
    for (who, form) in [
        ("budget-manager", "signature=2021-01-04"),
        ("budget-manager", "window-start=2021-02-01"),
        ("budget-manager", "signature=jamais"),
        ("budget-manager", "window-start=2031-02-01"),
        ("coach", "signature=2021-01-04"),
    ] {
        story.post(who, form, "/financement/jours", form).await;
    }
    for path in [
        "/financement/registre",
        "/financement/ecritures/n/6",
        "/financement/fenetre.svg",
    ] {
        story.get(who, path).await;
    }
}

pub async fn duties(story: &mut Story<'_>) {
    let (path, who) = ("/financement/obligations", "budget-manager");
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
