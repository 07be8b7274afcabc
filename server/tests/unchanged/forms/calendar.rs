//! The forms of the calendar.

use crate::unchanged::sent::{Story, id};

pub(super) async fn calendar(story: &mut Story<'_>) {
    let path = "/calendrier?annee=2021-2022";
    let closure = "act=add&zones=a&zones=b&kind=closure&from=2022-01-10&to=2022-03-13&label=D%C3%A9cision";
    let sent = [
        ("administrator", "added", format!("id={}&{closure}", id(300))),
        (
            "administrator",
            "added, sent twice",
            format!("id={}&{closure}", id(300)),
        ),
        (
            "administrator",
            "over another",
            format!("id={}&{closure}", id(301)),
        ),
        (
            "administrator",
            "no zone",
            format!(
                "id={}&act=add&kind=holiday&from=2022-10-22&to=2022-11-06&label=Essai",
                id(302)
            ),
        ),
        ("administrator", "nothing said", format!("id={}&act=add", id(303))),
        (
            "administrator",
            "the end first",
            format!(
                "id={}&act=add&zones=a&kind=holiday&from=2022-11-06&to=2022-10-22",
                id(304)
            ),
        ),
        (
            "administrator",
            "taken back",
            format!("id={}&act=take-back&entry=1", id(305)),
        ),
        (
            "administrator",
            "taken back again",
            format!("id={}&act=take-back&entry=1", id(306)),
        ),
        (
            "administrator",
            "nothing to take back",
            format!("id={}&act=take-back&entry=9999", id(307)),
        ),
        ("officer", "by who may not", format!("id={}&{closure}", id(308))),
    ];
    for (who, what, form) in sent {
        story.post(who, what, path, &form).await;
    }
    story.get("coach", "/calendrier.csv?annee=2021-2022").await;
}
