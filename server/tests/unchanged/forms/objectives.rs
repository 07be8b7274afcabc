//! The forms of the objectives.

use crate::{
    support::nation::places,
    unchanged::sent::{POLICY, Story},
};

pub(super) async fn objectives(story: &mut Story<'_>) {
    let [own, other] = places();
    let path = |code: String| format!("{POLICY}/deploiement/{code}/objectif");
    let (academy, district) = (path(own.academy.to_string()), path(own.district.to_string()));
    let set = "measure=using&day=2021-06-30&share=80&act=set";
    let sent = [
        ("officer", "set", &academy, set),
        ("officer", "set again", &academy, set),
        (
            "officer",
            "another share",
            &academy,
            "measure=using&day=2021-06-30&share=62%2C5&act=set",
        ),
        (
            "officer",
            "no share",
            &academy,
            "measure=using&day=2021-06-30&share=beaucoup&act=set",
        ),
        (
            "officer",
            "too large a share",
            &academy,
            "measure=using&day=2021-06-30&share=101&act=set",
        ),
        ("officer", "no day", &academy, "measure=using&share=80&act=set"),
        (
            "officer",
            "another year's day",
            &academy,
            "measure=using&day=2023-06-30&share=80&act=set",
        ),
        ("officer", "in a circonscription", &district, set),
        (
            "officer",
            "taken back",
            &academy,
            "measure=using&day=2021-06-30&act=take-back",
        ),
        ("coach", "by who may not", &academy, set),
        ("intrapreneur", "the nation's", &path("FR".to_owned()), set),
    ];
    for (who, what, path, form) in sent {
        story.post(who, what, path, form).await;
    }
    story
        .post("officer", "of elsewhere", &path(other.academy.to_string()), set)
        .await;
    story.get("officer", &format!("{POLICY}/deploiement/FR")).await;
}
