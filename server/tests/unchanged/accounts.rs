//! The forms of people: invited, changed, closed; one's own account and its tokens; signing in and out.

use super::{
    forms::People,
    sent::{Story, id},
};

pub async fn persons(story: &mut Story<'_>, people: &People) {
    let who = "administrator";
    let jeanne = "name=Jeanne+Barret&email=jeanne%40ac-rennes.fr&party=menj&role=officer&policy=classes-dedoublees&territory=A14&from=2021-03-15";
    let sent = [
        (who, "invited", jeanne.to_owned()),
        (who, "invited twice", jeanne.to_owned()),
        (who, "nothing said", String::new()),
        (
            who,
            "no such place",
            jeanne.replace("A14", "A99").replace("jeanne", "jean"),
        ),
        (
            who,
            "wrong days",
            jeanne.replace("from=2021-03-15", "from=hier&until=2020-01-01"),
        ),
        ("officer", "by who may not", jeanne.to_owned()),
    ];
    for (who, what, form) in sent {
        story.post(who, what, "/personnes", &form).await;
    }
    // The next account is hers.
    let coach = format!("/personnes/{}", people.id("leadership"));
    for (what, form) in [
        ("given", "act=give&role=coach&territory=FR&from=2021-03-15"),
        ("given wrong", "act=give&role=ailleurs&territory=A99&from=jamais"),
        ("taken, no such role", "act=take&role=9999"),
        (
            "changed",
            "act=change&name=Autre+Nom&email=leadership%40ac-rennes.fr&party=dinum&ends_on=2021-12-31",
        ),
        ("changed wrong", "act=change&name=&email=&party="),
        ("a link", "act=link"),
        ("not sure", "act=erase"),
        ("nothing", "act=nothing"),
        ("closed", "act=close"),
        ("closed again", "act=close"),
        ("erased", "act=erase&sure=oui"),
    ] {
        story.post(who, what, &coach, form).await;
    }
    story.post(who, "nobody", "/personnes/999", "act=close").await;
    story
        .post(
            "officer",
            "by who may not",
            &format!("/personnes/{}", people.id("officer")),
            "act=close",
        )
        .await;
    for (who, form) in [
        (who, "subject=draft&days=9"),
        (who, "subject=draft&days=jamais"),
        (who, "subject=ailleurs&days=9"),
        ("coach", "subject=draft&days=9"),
    ] {
        story.post(who, form, "/donnees-personnelles", form).await;
    }
    story.get(who, "/personnes").await;
    story.get(who, "/personnes?etat=fermes").await;
}

pub async fn account(story: &mut Story<'_>) {
    let path = "/mon-compte";
    let token = format!("act=token&id={}&name=Grist&days=30", id(400));
    let made = story.post("coach", "a token", path, &token).await;
    story.post("coach", "a token, sent twice", path, &token).await;
    for (what, form) in [
        (
            "a token without a name",
            format!("act=token&id={}&name=&days=30", id(401)),
        ),
        (
            "a token for ever",
            format!("act=token&id={}&name=Grist&days=99999", id(402)),
        ),
        ("a token without an id", "act=token&name=Grist&days=30".to_owned()),
        ("no such token", format!("act=revoke&token={}", id(499))),
    ] {
        story.post("coach", what, path, &form).await;
    }
    let at = made.text.find("c12_").unwrap();
    let secret = made.text[at..].split('"').next().unwrap().to_owned();
    for path in [
        "/api/v1/territories",
        "/api/v1/territories/FR/weeks",
        "/api/v1/territories/A14/children?year=2020-2021",
        "/api/v1/territories/D35/units",
        "/api/v1/objectives",
        "/api/v1/funding",
        "/api/v1/funding/entries?limit=3",
        "/financement",
    ] {
        story.bearing(&secret, path).await;
    }
    story
        .post("coach", "revoked", path, &format!("act=revoke&token={}", id(400)))
        .await;
    story.bearing(&secret, "/api/v1/territories").await;
    story.post("coach", "the other sessions", path, "act=close").await;
    story.post("nobody", "by nobody", path, "act=close").await;
}

pub async fn sign_in(story: &mut Story<'_>) {
    for (path, form) in [
        ("/connexion", "email=personne"),
        ("/connexion", "email=officer%40ac-rennes.fr"),
        ("/connexion/code", "demande=x&code=12"),
        ("/connexion/lien/aucun", ""),
        ("/connexion/role", "role=coach"),
    ] {
        story.post("nobody", form, path, form).await;
    }
    story.get("nobody", "/connexion/code?demande=aucune").await;
    story
        .post("leadership", "closed meanwhile", "/deconnexion", "")
        .await;
    story.post("intrapreneur", "signed out", "/deconnexion", "").await;
    story.get("intrapreneur", "/mon-compte").await;
}
