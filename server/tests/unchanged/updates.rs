//! The forms of updates: of a school's page, and of many classes at once.

use super::sent::{POLICY, Story, id};
use crate::support::nation::places;

pub async fn updates(story: &mut Story<'_>) {
    let [own, other] = places();
    let (own, other) = (
        format!("{POLICY}/deploiement/{}", own.uai),
        format!("{POLICY}/deploiement/{}", other.uai),
    );
    let form = |rank: u64, unit: &str, rest: &str| format!("id={}&unit={unit}&{rest}", id(rank));
    let contacted = "stage=contacted&day=2021-03-12&source=visit";
    let first = form(1, "1%3A1", contacted);
    let sent = [
        ("officer", "accepted", &own, first.clone()),
        ("officer", "sent twice", &own, first),
        ("officer", "the id of another", &own, form(1, "2%3A1", contacted)),
        (
            "officer",
            "of an older page",
            &own,
            form(2, "1%3A1", "stage=onboarded&day=2021-03-12&source=call"),
        ),
        ("officer", "the same stage", &own, form(3, "1%3A2", contacted)),
        (
            "officer",
            "no stage",
            &own,
            form(4, "1%3A2", "day=2021-03-12&source=visit"),
        ),
        (
            "officer",
            "a day to come",
            &own,
            form(5, "1%3A2", "stage=active&day=2021-03-16&source=visit"),
        ),
        (
            "officer",
            "a day before the year",
            &own,
            form(6, "1%3A2", "stage=active&day=2019-03-16&source=visit"),
        ),
        (
            "officer",
            "two days",
            &own,
            form(
                7,
                "1%3A2",
                "stage=active&day=2021-03-12&other_day=2021-03-11&source=visit",
            ),
        ),
        (
            "officer",
            "another day",
            &own,
            form(
                8,
                "1%3A2",
                "stage=onboarded&day=autre&other_day=13%2F03%2F2021&source=training",
            ),
        ),
        (
            "officer",
            "a correction",
            &own,
            form(
                9,
                "1%3A3",
                "stage=onboarded&day=2021-03-14&source=training&replaces=3",
            ),
        ),
        (
            "officer",
            "a correction of nothing",
            &own,
            form(
                10,
                "1%3A4",
                "stage=onboarded&day=2021-03-14&source=training&replaces=9",
            ),
        ),
        (
            "officer",
            "a source that is not offered",
            &own,
            form(11, "1%3A4", "stage=active&day=2021-03-14&source=import"),
        ),
        (
            "officer",
            "no id",
            &own,
            "unit=1%3A4&stage=active&day=2021-03-14&source=visit".to_owned(),
        ),
        ("officer", "no such class", &own, form(12, "999%3A1", contacted)),
        (
            "officer",
            "a class of elsewhere",
            &own,
            form(13, "3%3A1", contacted),
        ),
        (
            "officer",
            "a school of elsewhere",
            &other,
            form(14, "3%3A1", contacted),
        ),
        ("intrapreneur", "everywhere", &other, form(15, "3%3A1", contacted)),
        ("coach", "by who may not", &own, form(16, "1%3A4", contacted)),
        ("nobody", "by nobody", &own, form(17, "1%3A4", contacted)),
    ];
    for (who, what, path, form) in sent {
        story.post(who, what, path, &form).await;
    }
    story
        .post(
            "officer",
            "no such school",
            &format!("{POLICY}/deploiement/0350999X"),
            "",
        )
        .await;
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
