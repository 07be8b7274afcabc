//! A service, its mail server, its people, and the messages as their readers get them.

use crate::support::{Asked, Browser, World, node::Node};
use axum::http::StatusCode;
use domain::{AccountId, Email, Principal, Role, TerritoryCode, account::Party, rights::Grant};
use serde_json::Value;
use server::{Mail, Settings};
use std::time::Duration;
use store::account::NewAccount;

pub const ADMIN: &str = "sofia.benali@education.gouv.fr";
pub const JEANNE: &str = "jeanne.martin@ac-creteil.fr";
pub const HOME: &str = "http://127.0.0.1:3000";
/// More than a message takes to be sent, where none should be.
const LONG: Duration = Duration::from_millis(700);

/// A service, its mail server, an administrator and an officer.
pub struct Post {
    pub world: World,
    pub jeanne: AccountId,
    server: Node,
}

/// A message as its reader gets it.
pub struct Message {
    pub said: Value,
}

impl Message {
    pub fn of(&self, name: &str) -> &str {
        self.said[name].as_str().unwrap()
    }

    /// The link of the message, which stands alone on its line; its path.
    pub fn link(&self) -> String {
        let mut lines = self.of("text").lines().map(str::trim_end);
        let links: Vec<_> = lines.by_ref().filter(|line| line.contains("://")).collect();
        assert_eq!(links.len(), 1, "{}", self.of("text"));
        let path = links[0].strip_prefix(HOME).unwrap();
        let token = path.strip_prefix("/connexion/lien/").unwrap();
        // 256 bits, whole.
        assert!(
            token.len() == 43
                && token
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b)),
            "{token}"
        );
        path.to_owned()
    }

    /// The code of the message, alone on its line.
    pub fn code(&self) -> String {
        let is_code = |line: &&str| line.len() == 8 && line.bytes().all(|b| b.is_ascii_digit());
        let code = self.of("text").lines().map(str::trim_end).find(is_code);
        code.unwrap().to_owned()
    }
}

impl Post {
    pub async fn new(change: impl FnOnce(&mut Settings)) -> Self {
        let server = Node::start("mail/server.mjs", &[]);
        let mail = Mail::new(
            &format!("smtp://127.0.0.1:{}", server.ready),
            "Classe à 12 <service@classe12.fr>",
        )
        .unwrap();
        let world = World::real(|settings| {
            settings.mail = Some(mail);
            settings.limits.sign_in = None;
            change(settings);
        })
        .await;
        let mut made = Vec::new();
        for (name, email, role, territory) in [
            ("Sofia Benali", ADMIN, Role::Administrator, "FR"),
            ("Hélène Œuvrard-Noël", JEANNE, Role::Officer, "A24"),
        ] {
            let new = NewAccount {
                email: Email::new(email),
                name: name.to_owned(),
                party: Party::Menj,
                ends_on: None,
            };
            let grant = Grant {
                role,
                policy: None,
                territory: TerritoryCode::parse(territory).unwrap(),
                from: world.clock.today(),
                until: None,
            };
            let (by, now) = (Principal::operator(), world.clock.now());
            made.push(world.store.make_account(&by, now, &new, &grant).await.unwrap());
        }
        Self {
            world,
            server,
            jeanne: made[1],
        }
    }

    /// Asks for a link; the request is named in the address that one is sent to.
    pub async fn ask(&self, browser: &Browser, email: &str) -> Asked {
        let asked = browser
            .post("/connexion", &format!("email={email}&suite=/mon-compte"))
            .await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.text);
        asked
    }

    /// The next message.
    pub async fn message(&self) -> Message {
        for _ in 0..500 {
            if let Ok(line) = self.server.lines.try_recv() {
                let said = serde_json::from_str(&line).unwrap();
                return Message { said };
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("no message came");
    }

    pub async fn no_message(&self) {
        tokio::time::sleep(LONG).await;
        assert!(self.server.lines.try_recv().is_err(), "a message too many");
    }

    /// Asks for a link and reads it.
    pub async fn link(&self) -> (String, Message) {
        let asked = self.ask(&self.world.browser(), JEANNE).await;
        (request_of(&asked), self.message().await)
    }

    pub async fn sessions(&self) -> usize {
        self.world.store.sessions_of(self.jeanne).await.unwrap().len()
    }

    /// Nothing was opened.
    pub async fn is_outside(&self, browser: &Browser) {
        let page = browser.get("/mon-compte").await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        assert!(page.location().starts_with("/connexion?"), "{}", page.location());
        assert_eq!(self.sessions().await, 0);
    }

    pub async fn is_inside(&self, browser: &Browser) {
        let page = browser.get("/mon-compte").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        assert_eq!(self.sessions().await, 1);
    }

    pub async fn leave(&self, browser: &Browser) {
        browser.post("/deconnexion", "").await;
        assert_eq!(self.sessions().await, 0);
    }

    /// Types a code in a browser of its own.
    pub async fn type_code(&self, request: &str, code: &str) -> (Browser, Asked) {
        let browser = self.world.browser();
        let form = format!("demande={request}&code={code}&suite=/mon-compte");
        let typed = browser.post("/connexion/code", &form).await;
        (browser, typed)
    }
}

/// The request that an answer names.
pub fn request_of(asked: &Asked) -> String {
    let address = asked.location().strip_prefix("/connexion/code?demande=").unwrap();
    address.split('&').next().unwrap().to_owned()
}
