//! Two sides face to face, asked of the real router: the same week of both, what chance explains, what is said where there is nothing.

#![allow(clippy::unwrap_used)]

use crate::support::World;
use axum::http::StatusCode;
use domain::Role;

const PAGE: &str = "/classes-dedoublees/face-a-face";

#[tokio::test]
async fn each_side_says_what_its_own_page_says_at_the_same_week_of_the_school_year() {
    let world = World::demo().await;
    let browser = world.role(Role::Leadership).await;
    let query = "a=D35&b=D59&annee=2021-2022&annee_b=2020-2021";
    let both = browser.rows(&format!("{PAGE}.csv?{query}")).await;
    let last = both.last().unwrap();
    assert_eq!(
        (last["semaine_du_a"].as_str(), last["semaine_du_b"].as_str()),
        ("2021-12-13", "2020-12-14"),
        "the year that is over stops where the one under way stands"
    );
    assert_eq!(last["semaine_de_l_annee"], "16");
    let page = browser.get(&format!("{PAGE}?{query}")).await;
    for (side, code, year) in [("a", "D35", "2021-2022"), ("b", "D59", "2020-2021")] {
        let own = format!("/classes-dedoublees/deploiement/{code}/semaines.csv?annee={year}");
        let own = browser.rows(&own).await;
        let week = &last[&format!("semaine_du_{side}")];
        let own = own.iter().find(|row| &row["semaine_du"] == week).unwrap();
        assert_eq!(own["recensees"], last[&format!("recensees_{side}")]);
        let using: i64 = ["active", "reguliere"]
            .iter()
            .map(|stage| own[*stage].parse::<i64>().unwrap())
            .sum();
        assert_eq!(using.to_string(), last[&format!("utilisatrices_{side}")]);
        let tile = format!(">{using} sur {}<", own["recensees"]);
        let begun = format!(">{using} sur {} ; ", own["recensees"]);
        assert!(
            page.text.contains(&tile) || page.text.contains(&begun),
            "the page of {code} is of the same week: {tile}"
        );
    }
    let share = |side: &str| -> i64 {
        last[&format!("part_utilisatrices_pour_mille_{side}")]
            .parse()
            .unwrap()
    };
    assert_eq!(last["ecart_pour_mille"], (share("a") - share("b")).to_string());
    assert!((0..=1_000).contains(&share("a")) && share("a") > 0);
}

#[tokio::test]
async fn names_and_codes_ask_for_the_same_and_a_territory_within_another_has_no_interval() {
    let world = World::demo().await;
    let browser = world.role(Role::Coach).await;
    let named = browser.get(&format!("{PAGE}?a=ille+et+vilaine&b=Nord")).await;
    let coded = browser.get(&format!("{PAGE}?a=D35&b=d59")).await;
    assert_eq!(named.status, StatusCode::OK);
    assert_eq!(named.text, coded.text);
    assert!(named.text.contains("Le hasard seul"), "chance is told");
    assert!(named.text.contains("Intervalle à 95 %"));
    let nested = browser.get(&format!("{PAGE}?a=D35&b=A14")).await;
    assert!(nested.text.contains("fait partie de l'autre"));
    assert!(!nested.text.contains("Le hasard seul"));
    let same = browser
        .get(&format!("{PAGE}?a=D35&annee=2021-2022&annee_b=2021-2022"))
        .await;
    assert!(same.text.contains("Les deux côtés sont les mêmes"));
    let unknown = browser.get(&format!("{PAGE}?a=Atlantide")).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unknown.text.contains("« Atlantide »"));
    let year = browser.get(&format!("{PAGE}?annee_b=2020")).await;
    assert_eq!(year.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_side_without_units_is_said_and_the_other_still_stands() {
    let world = World::demo().await;
    let browser = world.role(Role::Leadership).await;
    let default = browser.get(PAGE).await;
    assert!(default.text.contains("France, 2021-2022") && default.text.contains("France, 2020-2021"));
    assert!(!default.text.contains("il n'y a pas d'écart à mesurer"));
    for query in [
        "annee=2021-2022&annee_b=2012-2013",
        "annee=2012-2013&annee_b=2021-2022",
        "annee=2021-2022&annee_b=2022-2023",
    ] {
        let page = browser.get(&format!("{PAGE}?{query}")).await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
        assert!(page.text.contains("il n'y a pas d'écart à mesurer"), "{query}");
        assert!(page.text.contains("class=\"c12-chart "), "{query}");
        let file = browser.rows(&format!("{PAGE}.csv?{query}")).await;
        assert_eq!(file.last().unwrap()["ecart_pour_mille"], "");
    }
    let none = browser
        .get(&format!("{PAGE}?annee=2012-2013&annee_b=2013-2014"))
        .await;
    assert!(none.text.contains("il n'y a pas d'écart à mesurer"));
    assert!(!none.text.contains("class=\"c12-chart "));
}
