//! The forms of updates: of a school's page, and of many classes at once.

use super::sent::{POLICY, Story, id};
use crate::support::nation::places;

/// A form that somebody sends: who, what it is, the form.
type Update = (&'static str, &'static str, String);

const CONTACTED: &str = "stage=contacted&day=2021-03-12&source=visit";

fn form(rank: u64, unit: &str, rest: &str) -> String {
    format!("id={}&unit={unit}&{rest}", id(rank))
}

/// One update, sent again, of an older page, with something missing or wrong.
fn of_own_school() -> Vec<Update> {
    let first = form(1, "1%3A1", CONTACTED);
    let mut all = vec![
        ("accepted", first.clone()),
        ("sent twice", first),
        ("the id of another", form(1, "2%3A1", CONTACTED)),
    ];
    all.extend(
        [
            (
                "of an older page",
                "1%3A1",
                "stage=onboarded&day=2021-03-12&source=call",
            ),
            ("the same stage", "1%3A2", CONTACTED),
            ("no stage", "1%3A2", "day=2021-03-12&source=visit"),
            (
                "a day to come",
                "1%3A2",
                "stage=active&day=2021-03-16&source=visit",
            ),
            (
                "a day before the year",
                "1%3A2",
                "stage=active&day=2019-03-16&source=visit",
            ),
            (
                "two days",
                "1%3A2",
                "stage=active&day=2021-03-12&other_day=2021-03-11&source=visit",
            ),
            (
                "another day",
                "1%3A2",
                "stage=onboarded&day=autre&other_day=13%2F03%2F2021&source=training",
            ),
        ]
        .into_iter()
        .zip(2..)
        .map(|((what, unit, rest), rank)| (what, form(rank, unit, rest))),
    );
    all.into_iter()
        .map(|(what, form)| ("officer", what, form))
        .collect()
}

/// Corrections, a source that is not offered, classes that are not the school's.
fn corrections() -> Vec<Update> {
    let correction = "stage=onboarded&day=2021-03-14&source=training";
    [
        (
            "a correction",
            form(9, "1%3A3", &format!("{correction}&replaces=3")),
        ),
        (
            "a correction of nothing",
            form(10, "1%3A4", &format!("{correction}&replaces=9")),
        ),
        (
            "a source that is not offered",
            form(11, "1%3A4", "stage=active&day=2021-03-14&source=import"),
        ),
        (
            "no id",
            "unit=1%3A4&stage=active&day=2021-03-14&source=visit".to_owned(),
        ),
        ("no such class", form(12, "999%3A1", CONTACTED)),
        ("a class of elsewhere", form(13, "3%3A1", CONTACTED)),
    ]
    .map(|(what, form)| ("officer", what, form))
    .into()
}

pub async fn updates(story: &mut Story<'_>) {
    let [own, other] = places().map(|place| format!("{POLICY}/deploiement/{}", place.uai));
    for (who, what, form) in [of_own_school(), corrections()].concat() {
        story.post(who, what, &own, &form).await;
    }
    for (who, what, path, form) in [
        (
            "officer",
            "a school of elsewhere",
            &other,
            form(14, "3%3A1", CONTACTED),
        ),
        ("intrapreneur", "everywhere", &other, form(15, "3%3A1", CONTACTED)),
        ("coach", "by who may not", &own, form(16, "1%3A4", CONTACTED)),
        ("nobody", "by nobody", &own, form(17, "1%3A4", CONTACTED)),
    ] {
        story.post(who, what, path, &form).await;
    }
    let unknown = format!("{POLICY}/deploiement/0350999X");
    story.post("officer", "no such school", &unknown, "").await;
    story
        .post("officer", "no such policy", "/ailleurs/deploiement/0350999X", "")
        .await;
    story.get("officer", &own).await;
}

pub async fn bulk(story: &mut Story<'_>) {
    let path = format!("{POLICY}/mise-a-jour");
    let two = "unit=1%3A4&unit=2%3A1&stage=active&day=2021-03-15&source=email";
    let sent = [
        (
            "officer",
            "no class ticked",
            format!("id={}&stage=active&day=2021-03-15&source=email", id(20)),
        ),
        (
            "officer",
            "one of an older page",
            format!(
                "id={}&unit=1%3A1&unit=2%3A1&stage=active&day=2021-03-15&source=email",
                id(21)
            ),
        ),
        ("officer", "two", format!("id={}&{two}", id(22))),
        ("officer", "two, sent twice", format!("id={}&{two}", id(22))),
        (
            "officer",
            "one of elsewhere",
            format!(
                "id={}&unit=1%3A5&unit=3%3A2&stage=regular&day=2021-03-15&source=email",
                id(23)
            ),
        ),
        ("coach", "by who may not", format!("id={}&{two}", id(24))),
    ];
    for (who, what, form) in sent {
        story.post(who, what, &path, &form).await;
    }
    story.get("officer", &path).await;
    story.get("officer", &format!("{path}?etape=active")).await;
}
