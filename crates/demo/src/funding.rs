//! Invented ledger, as a budget manager would have kept it: each entry known on its day, within the convention's real bounds.

use crate::Plan;
use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::{
    Principal,
    adoption::RequestId,
    funding::{
        BudgetYear, Cents, ChorusNumber, Credit, Credits, DutyId, DutyKind, DutyMove, EntryRequest, Nature,
        Pair, StepKind, Wish,
    },
};
use store::{
    Store, StoreError,
    funding::{FundingDay, NewDuty},
};
use uuid::Uuid;

/// A contract: the day it was signed, whose, for what, how much in euros, and its invoices (days after, euros). An invoice is certified a few days before it is paid.
struct Contract(
    (i32, u32, u32),
    &'static str,
    &'static str,
    Nature,
    i64,
    &'static [(u64, i64)],
);

const CONTRACTS: [Contract; 13] = [
    Contract(
        (2020, 12, 1),
        "Atelier Commun",
        "Atelier de cadrage avec des enseignantes et enseignants",
        Nature::Design,
        360_000,
        &[(20, 360_000)],
    ),
    Contract(
        (2021, 5, 10),
        "Groupement Rentrée",
        "Chargée de déploiement, mai à août",
        Nature::Deployment,
        720_000,
        &[(32, 180_000), (63, 180_000), (94, 180_000), (122, 180_000)],
    ),
    Contract(
        (2021, 5, 17),
        "Coopérative du numérique",
        "Développement, lot 1",
        Nature::Development,
        600_000,
        &[(30, 300_000), (58, 300_000)],
    ),
    Contract(
        (2021, 6, 7),
        "Atelier Commun",
        "Accompagnement de l'équipe",
        Nature::Coaching,
        240_000,
        &[(35, 120_000), (98, 120_000)],
    ),
    Contract(
        (2021, 6, 21),
        "Atelier Commun",
        "Entretiens et tests d'usage",
        Nature::Design,
        180_000,
        &[(44, 140_000)],
    ),
    Contract(
        (2021, 7, 1),
        "Hébergeur souverain",
        "Hébergement, une année",
        Nature::Hosting,
        96_000,
        &[(28, 48_000), (120, 24_000)],
    ),
    Contract(
        (2021, 7, 5),
        "Coopérative du numérique",
        "Développement, lot 2",
        Nature::Development,
        540_000,
        &[(30, 270_000), (72, 270_000)],
    ),
    Contract(
        (2021, 8, 30),
        "Groupement Rentrée",
        "Chargée de déploiement, septembre à novembre",
        Nature::Deployment,
        720_000,
        &[(36, 240_000), (67, 240_000), (98, 240_000)],
    ),
    Contract(
        (2021, 9, 13),
        "Coopérative du numérique",
        "Développement, lot 3",
        Nature::Development,
        420_000,
        &[(35, 210_000), (70, 210_000)],
    ),
    Contract(
        (2021, 9, 27),
        "Voyages de l'État",
        "Déplacements dans huit académies",
        Nature::Other,
        124_050,
        &[(24, 61_230), (52, 40_120)],
    ),
    Contract(
        (2021, 10, 18),
        "Coopérative du numérique",
        "Développement, reprise de la page d'accueil",
        Nature::Development,
        135_000,
        &[(37, 135_000)],
    ),
    Contract(
        (2021, 11, 8),
        "Groupement Rentrée",
        "Chargée de déploiement, décembre",
        Nature::Deployment,
        360_000,
        &[(37, 120_000)],
    ),
    Contract(
        (2021, 12, 6),
        "Atelier Commun",
        "Bilan avec les formatrices et formateurs",
        Nature::Design,
        84_000,
        &[],
    ),
];

/// What to enter on a day.
type Dated = (NaiveDate, Wish);

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn at(on: NaiveDate) -> DateTime<Utc> {
    on.and_hms_opt(9, 0, 0).unwrap_or_default().and_utc()
}

/// Keeps the invented ledger up to the plan's day, in a store whose ledger is empty.
///
/// # Errors
/// [`StoreError`]: the store can't keep it.
pub async fn keep(store: &Store, plan: &Plan) -> Result<(), StoreError> {
    let by = Principal::demonstration();
    if store.funding().await?.last.0 > 0 {
        return Ok(());
    }
    let mut dated = story();
    dated.retain(|(on, _)| *on <= plan.today);
    // By day, and on one day in the order of the story: a contract before its invoices.
    dated.sort_by_key(|(on, _)| *on);
    for (rank, (on, wish)) in dated.into_iter().enumerate() {
        let asked = EntryRequest {
            id: RequestId(id(plan, rank)),
            day: on,
            year: None,
            coding: Vec::new(),
            wish,
        };
        store.enter(&by, on, at(on), asked).await?;
    }
    let set = async |which, on: NaiveDate| store.set_funding_day(&by, plan.today, at(on), which, on).await;
    set(FundingDay::Signature, day(2020, 11, 20)).await?;
    set(FundingDay::WindowStart, day(2021, 5, 3)).await?;
    duties(store, plan, &by).await
}

/// The same plan makes the same ids, and so the same chain of hashes.
fn id(plan: &Plan, rank: usize) -> Uuid {
    let seed = u128::from(plan.seed) << 64 | u128::try_from(rank).unwrap_or(0);
    uuid::Builder::from_random_bytes((0xC12_u128 << 100 | seed).to_be_bytes()).into_uuid()
}

fn story() -> Vec<Dated> {
    let years = BudgetYear::new(2020).zip(BudgetYear::new(2021));
    let Some((first, second)) = years else {
        return Vec::new();
    };
    let credits = |year, amount: i64, reference: &str| Credits {
        year,
        amount: Pair {
            ae: Cents(amount),
            cp: Cents(amount),
        },
        reference: reference.to_owned(),
    };
    let mut dated = vec![
        (
            day(2020, 11, 23),
            Wish::Allotment(credits(
                first,
                5_000_000,
                "Échéancier prévisionnel, convention, article 4",
            )),
        ),
        (
            day(2021, 2, 15),
            Wish::CarryOver {
                from: first,
                to: credits(second, 4_640_000, "Arrêté de report du 12 février 2021"),
            },
        ),
    ];
    let mut number = 0;
    for (rank, contract) in CONTRACTS.iter().enumerate() {
        sign(&mut dated, rank, contract, &mut number);
    }
    if let Some(tests) = chorus(1_420_000_004) {
        let withdrawal = Wish::Withdrawal {
            ej: tests,
            amount: Cents(40_000),
            authorisation: None,
        };
        dated.push((day(2021, 10, 4), withdrawal));
    }
    let receipt = Wish::Receipt {
        amount: Cents(12_000),
        object: "Pénalités de retard, lot 2".to_owned(),
        reference: "Titre de perception 2021-118".to_owned(),
    };
    dated.push((day(2021, 10, 20), receipt));
    dated
}

fn chorus(number: u64) -> Option<ChorusNumber> {
    ChorusNumber::read(&number.to_string()).ok()
}

/// A contract, then for each invoice its service and its payment.
fn sign(dated: &mut Vec<Dated>, rank: usize, contract: &Contract, number: &mut u64) {
    let Contract((year, month, on), supplier, object, nature, amount, invoices) = contract;
    let signed = day(*year, *month, *on);
    let Some(ej) = chorus(1_420_000_000 + rank as u64) else {
        return;
    };
    dated.push((
        signed,
        Wish::Commitment {
            ej,
            supplier: (*supplier).to_owned(),
            object: (*object).to_owned(),
            nature: *nature,
            amount: Cents(*amount),
        },
    ));
    for (after, paid) in *invoices {
        *number += 1;
        let amount = Cents(*paid);
        let (certified, paid_on) = (
            signed + Days::new(after.saturating_sub(6)),
            signed + Days::new(*after),
        );
        let service = chorus(5_100_000_000 + *number);
        dated.push((
            certified,
            Wish::Service {
                ej,
                amount,
                number: service,
            },
        ));
        if let Some(number) = chorus(3_200_000_000 + *number) {
            dated.push((paid_on, Wish::Payment { ej, amount, number }));
        }
    }
}

/// An insufficiency that was told the next day and closed, and unspent credits that nobody has told yet.
async fn duties(store: &Store, plan: &Plan, by: &Principal) -> Result<(), StoreError> {
    let Some(year) = BudgetYear::new(2021) else {
        return Ok(());
    };
    let new = |rank, kind, on, amount, note: &str| NewDuty {
        id: DutyId(id(plan, rank)),
        kind,
        day: on,
        credit: Credit::Ae,
        year,
        amount: Cents(amount),
        note: note.to_owned(),
    };
    let moved = |step, on, seen, note: &str| DutyMove {
        step,
        day: on,
        seen,
        note: note.to_owned(),
        entry: None,
    };
    let lack = new(
        9_001,
        DutyKind::Shortfall,
        day(2021, 9, 6),
        300_000,
        "Renfort demandé dans deux académies, au-delà du disponible prévu",
    );
    let rest = new(
        9_002,
        DutyKind::Unspent,
        day(2021, 12, 13),
        460_950,
        "Aucun autre contrat ne peut être signé avant la fin de la convention",
    );
    if lack.day <= plan.today {
        store.open_duty(by, plan.today, at(lack.day), &lack).await?;
        let told = moved(
            StepKind::Told,
            day(2021, 9, 7),
            1,
            "Courriel à la direction des affaires financières du MENJ",
        );
        store
            .move_duty(by, plan.today, at(told.day), lack.id, &told)
            .await?;
        let closed = moved(
            StepKind::Closed,
            day(2021, 9, 20),
            2,
            "Renfort repoussé à 2022 d'un commun accord",
        );
        store
            .move_duty(by, plan.today, at(closed.day), lack.id, &closed)
            .await?;
    }
    if rest.day <= plan.today {
        store.open_duty(by, plan.today, at(rest.day), &rest).await?;
    }
    Ok(())
}
