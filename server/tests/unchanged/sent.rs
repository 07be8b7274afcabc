//! A story of forms: each is sent in its turn, its answer entered, and the page that it leads to.

use super::{
    answer::{Answer, answer},
    book::{Book, Place},
    html::Piece,
    trail::Trail,
};
use crate::support::{Asked, Browser, World};
use axum::{
    body::Body,
    http::{Request, header},
};
use std::collections::BTreeMap;

/// Answers whose lines come in any order: attempts that were refused reach the trail aside.
const ANY_ORDER: [&str; 2] = ["GET /audit?page=2", "GET /audit.csv"];

pub const FORM: &str = "application/x-www-form-urlencoded";
pub const POLICY: &str = "/classes-dedoublees";

/// The id of a form of the story.
pub fn id(rank: u64) -> String {
    format!("0190a0b0-0000-7000-8000-{rank:012}")
}

/// The body of a request.
pub struct Sent<'a> {
    /// Its media type.
    pub kind: &'a str,
    pub text: &'a str,
}

pub struct Story<'a> {
    pub world: &'a World,
    pub book: &'a mut Book,
    part: &'static str,
    trail: Trail,
    browsers: BTreeMap<&'static str, Browser>,
    rank: usize,
}

impl<'a> Story<'a> {
    pub async fn begin(part: &'static str, world: &'a World, book: &'a mut Book) -> Self {
        Self {
            world,
            book,
            part,
            trail: Trail::of(world).await,
            browsers: BTreeMap::new(),
            rank: 0,
        }
    }

    /// Somebody comes in, or comes back.
    pub fn enters(&mut self, who: &'static str, browser: Browser) {
        self.browsers.insert(who, browser);
    }

    /// Sends a form; enters the answer, and the page that it leads to.
    pub async fn post(&mut self, who: &'static str, what: &str, path: &str, form: &str) -> Asked {
        self.send(
            who,
            what,
            path,
            Sent {
                kind: FORM,
                text: form,
            },
        )
        .await
    }

    pub async fn send(&mut self, who: &'static str, what: &str, path: &str, body: Sent<'_>) -> Asked {
        self.rank += 1;
        let request = Request::post(path).header(header::CONTENT_TYPE, body.kind);
        let asked = self.browsers[who]
            .ask(request.body(Body::from(body.text.to_owned())).unwrap())
            .await;
        self.trail.still().await;
        self.enter(who, &format!("POST {path} ({what})"), &asked);
        let onward = asked.location().split('#').next().unwrap().to_owned();
        if asked.status == 303 && !onward.is_empty() {
            let page = self.browsers[who].get(&onward).await;
            self.trail.still().await;
            self.enter(who, &format!("GET {onward} (then)"), &page);
        }
        asked
    }

    /// Asks for a page or a file as it stands now.
    pub async fn get(&mut self, who: &'static str, path: &str) -> Asked {
        self.rank += 1;
        let asked = self.browsers[who].get(path).await;
        self.trail.still().await;
        self.enter(who, &format!("GET {path}"), &asked);
        asked
    }

    /// Asks with an access token.
    pub async fn bearing(&mut self, token: &str, path: &str) -> Asked {
        self.rank += 1;
        let request = Request::get(path).header(header::AUTHORIZATION, format!("Bearer {token}"));
        let browser = self.world.browser();
        let asked = browser.ask(request.body(Body::empty()).unwrap()).await;
        self.trail.still().await;
        self.enter("token", &format!("GET {path}"), &asked);
        asked
    }

    fn enter(&mut self, who: &str, what: &str, asked: &Asked) -> Answer {
        let answer = answer(asked);
        if !ANY_ORDER.contains(&what) {
            let what = format!("{:03} {what}", self.rank);
            self.book.enter(
                Place {
                    part: self.part,
                    asked: &what,
                    who,
                },
                &answer,
            );
        }
        answer
    }
}

/// What the first field of a name holds in a page, encoded for a form.
pub fn held(asked: &Asked, name: &str) -> String {
    let page = super::html::read(&asked.text);
    let field = page
        .iter()
        .find(|piece| piece.opens("input") && piece.attribute("name") == Some(name));
    let value = field.and_then(|field| Piece::attribute(field, "value"));
    form_urlencoded::byte_serialize(value.unwrap_or_default().as_bytes()).collect()
}
