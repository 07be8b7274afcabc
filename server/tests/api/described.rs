//! The description and the answers are one: every address stands in it, every answer is as it says.

use crate::support::{Browser, World};
use domain::Role;
use serde_json::Value;
use server::routes;
use std::collections::BTreeSet;

async fn description(browser: &Browser) -> Value {
    serde_json::from_str(&browser.get("/api/v1/openapi.json").await.text).unwrap()
}

/// Fails where a value is not what a schema says.
fn check(document: &Value, schema: &Value, value: &Value, at: &str) {
    if let Some(reference) = schema["$ref"].as_str() {
        let named = document.pointer(reference.trim_start_matches('#'));
        return check(document, named.unwrap(), value, at);
    }
    if let Some(parts) = schema["allOf"].as_array() {
        return parts.iter().for_each(|part| check(document, part, value, at));
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind.as_str()],
        Value::Array(kinds) => kinds.iter().map(|kind| kind.as_str().unwrap()).collect(),
        other => panic!("{at} has no type: {other}"),
    };
    let found = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_i64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    assert!(kinds.contains(&found), "{at} is {found}, not {kinds:?}");
    match value {
        Value::String(text) if schema["format"] == "date" => {
            assert!(text.parse::<chrono::NaiveDate>().is_ok(), "{at}")
        }
        Value::String(text) if schema["format"] == "date-time" => {
            assert!(text.parse::<chrono::DateTime<chrono::Utc>>().is_ok(), "{at}");
        }
        Value::Array(items) => items
            .iter()
            .for_each(|item| check(document, &schema["items"], item, at)),
        Value::Object(fields) => {
            for name in schema["required"].as_array().into_iter().flatten() {
                assert!(fields.contains_key(name.as_str().unwrap()), "{at} lacks {name}");
            }
            for (name, schema) in schema["properties"].as_object().unwrap() {
                check(document, schema, &fields[name], &format!("{at}.{name}"));
            }
        }
        _ => {}
    }
}

/// The names that a schema gives to the fields of an object.
fn names(document: &Value, schema: &Value) -> BTreeSet<String> {
    if let Some(reference) = schema["$ref"].as_str() {
        return names(
            document,
            document.pointer(reference.trim_start_matches('#')).unwrap(),
        );
    }
    let own = schema["properties"].as_object().into_iter().flatten();
    let mut all: BTreeSet<String> = own.map(|(name, _)| name.clone()).collect();
    for part in schema["allOf"].as_array().into_iter().flatten() {
        all.extend(names(document, part));
    }
    all
}

#[tokio::test]
async fn every_address_of_the_api_stands_in_its_description_and_no_other() {
    let world = World::demo().await;
    let document = description(&world.browser()).await;
    let told: BTreeSet<&str> = document["paths"]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let routes = routes::all();
    let paths = routes.iter().map(|route| route.path);
    let known: BTreeSet<&str> = paths
        .filter(|path| path.starts_with("/api/v1/") && !path.ends_with(".json"))
        .collect();
    assert_eq!(told, known);
    assert!(document["components"]["securitySchemes"]["token"].is_object());
}

#[tokio::test]
async fn every_answer_is_as_the_description_says() {
    let world = World::demo().await;
    let browser = world.role(Role::Leadership).await;
    let document = description(&browser).await;
    for (path, described) in document["paths"].as_object().unwrap() {
        let schema = described
            .pointer("/get/responses/200/content/application~1json/schema")
            .unwrap();
        let address = path.replace("{code}", "D35");
        let answer: Value = serde_json::from_str(&browser.get(&address).await.text).unwrap();
        assert!(
            !answer["items"].as_array().unwrap().is_empty(),
            "{address} is empty"
        );
        check(&document, schema, &answer, path);
        // What is answered is described, and the file has the same columns.
        let mut list = schema;
        if let Some(reference) = list["$ref"].as_str() {
            list = document.pointer(reference.trim_start_matches('#')).unwrap();
        }
        let described = names(&document, &list["properties"]["items"]["items"]);
        for item in answer["items"].as_array().unwrap() {
            let found: BTreeSet<String> = item.as_object().unwrap().keys().cloned().collect();
            assert_eq!(found, described, "{address}");
        }
        let csv = browser.get(&format!("{address}?format=csv")).await.text;
        let head = csv.lines().next().unwrap();
        let columns: BTreeSet<String> = head.split(',').map(str::to_owned).collect();
        assert_eq!(columns, described, "{address}");
        assert_eq!(
            csv.lines().count(),
            answer["items"].as_array().unwrap().len() + 1,
            "{address}"
        );
    }
    let refused = browser.get("/api/v1/territories/D99/weeks").await;
    let problem: Value = serde_json::from_str(&refused.text).unwrap();
    check(
        &document,
        &document["components"]["schemas"]["Problem"],
        &problem,
        "Problem",
    );
}
