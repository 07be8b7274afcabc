//! An identity provider's process, and the part of a browser that walks through its pages.

use crate::support::node::Node;
use openidconnect::url::{Url, form_urlencoded::Serializer};
use reqwest::{Client, Method, header, redirect::Policy};
use server::proconnect::{ProConnect, ProConnectSettings};
use std::{collections::BTreeMap, time::Duration};

/// The service's own address: the browser leaves the provider there.
pub const HOME: &str = "http://127.0.0.1:3000";
/// A level of authentication with a second factor.
pub const MFA: &str = "eidas1-mfa";
const SECRET: &str = "un secret:&+%";

/// A provider that runs until it is dropped.
pub struct Provider {
    pub url: String,
    _node: Node,
}

impl Provider {
    pub fn start(script: &str, more: &[&str]) -> Self {
        // Without it `reqwest` panics, should this come before the first provider is found.
        rustls::crypto::ring::default_provider().install_default().ok();
        let (redirect, after) = (back(), after());
        let mut arguments = vec!["--client-id", "classe12", "--client-secret", SECRET];
        arguments.extend(["--redirect", &redirect, "--after-logout", &after]);
        arguments.push("--until-stdin-ends");
        arguments.extend(more);
        let node = Node::start(&format!("oidc/{script}"), &arguments);
        Self {
            url: node.ready.clone(),
            _node: node,
        }
    }

    /// How we are known there.
    pub fn settings(&self, acr: &[&str], signed_userinfo: bool) -> ProConnectSettings {
        ProConnectSettings {
            issuer: self.url.clone(),
            client_id: "classe12".into(),
            client_secret: SECRET.into(),
            redirect: back(),
            after_logout: after(),
            acr: acr.iter().map(|acr| (*acr).to_owned()).collect(),
            signed_userinfo,
            timeout: Duration::from_secs(1),
        }
    }

    /// Our client alone, without the service around it.
    pub async fn client(&self, acr: &[&str], signed_userinfo: bool) -> ProConnect {
        ProConnect::discover(self.settings(acr, signed_userinfo))
            .await
            .unwrap()
    }

    /// The hostile provider's way from now on.
    pub async fn mode(&self, mode: &str, signed: bool) {
        let url = format!("{}/mode?m={mode}&signed={signed}", self.url);
        let answer = plain().post(url).send().await.unwrap();
        assert!(answer.status().is_success(), "{mode}");
    }

    /// How often the hostile provider was asked for a path.
    pub async fn count(&self, path: &str) -> u32 {
        let url = format!("{}/count?path={path}", self.url);
        let answer = plain().get(url).send().await.unwrap();
        answer.text().await.unwrap().parse().unwrap()
    }
}

fn back() -> String {
    format!("{HOME}/connexion/proconnect/retour")
}

fn after() -> String {
    format!("{HOME}/deconnexion")
}

/// Follows redirections and fills forms as a browser would, and stops where it leaves the provider.
pub struct Walker {
    client: Client,
    cookies: BTreeMap<String, String>,
    pub at: String,
    pub page: String,
}

impl Walker {
    pub fn new() -> Self {
        Self {
            client: plain(),
            cookies: BTreeMap::new(),
            at: String::new(),
            page: String::new(),
        }
    }

    pub async fn go(&mut self, url: &str) {
        self.ask(Method::GET, url.to_owned(), String::new()).await;
    }

    /// Sends the page's first form, with what is typed.
    pub async fn send(&mut self, typed: &[(&str, &str)]) {
        self.send_form(0, typed).await;
    }

    pub async fn send_form(&mut self, which: usize, typed: &[(&str, &str)]) {
        let attribute = |text: &str, name: &str| -> Option<String> {
            let text = text.split_once(&format!(" {name}=\""))?.1;
            Some(text.split_once('"')?.0.to_owned())
        };
        let form = self.page.split("<form").nth(which + 1).unwrap().to_owned();
        let action = attribute(&form, "action").unwrap();
        let mut body = Serializer::new(String::new());
        let inputs = form.split("<input").skip(1);
        for hidden in inputs.filter(|input| input.contains("type=\"hidden\"")) {
            let of = |name| attribute(hidden, name).unwrap();
            body.append_pair(&of("name"), &of("value"));
        }
        body.extend_pairs(typed);
        let url = Url::parse(&self.at).unwrap().join(&action).unwrap();
        self.ask(Method::POST, url.into(), body.finish()).await;
    }

    async fn ask(&mut self, mut method: Method, mut url: String, mut body: String) {
        for _ in 0..10 {
            self.at.clone_from(&url);
            if url.starts_with(&format!("{HOME}/")) {
                return;
            }
            let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
            let request = self
                .client
                .request(method, &url)
                .header(header::COOKIE, cookies.collect::<Vec<_>>().join("; "))
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(std::mem::take(&mut body));
            let answer = request.send().await.unwrap();
            for cookie in answer.headers().get_all(header::SET_COOKIE) {
                let pair = cookie.to_str().unwrap().split(';').next().unwrap();
                let (name, value) = pair.split_once('=').unwrap();
                match value {
                    "" => self.cookies.remove(name),
                    value => self.cookies.insert(name.to_owned(), value.to_owned()),
                };
            }
            let Some(next) = answer.headers().get(header::LOCATION) else {
                self.page = answer.text().await.unwrap();
                return;
            };
            let next = next.to_str().unwrap();
            url = Url::parse(&url).unwrap().join(next).unwrap().into();
            method = Method::GET;
        }
        panic!("redirected for ever: {url}");
    }

    /// What the address that it came to says.
    pub fn said(&self, name: &str) -> Option<String> {
        said(&self.at, name)
    }

    /// Our page that it was sent to, as our own router is asked for it.
    pub fn home(&self) -> String {
        let path = self.at.strip_prefix(HOME);
        path.unwrap_or_else(|| panic!("still at {}: {}", self.at, self.page))
            .to_owned()
    }
}

/// What an address says by a name.
pub fn said(url: &str, name: &str) -> Option<String> {
    let url = Url::parse(url).unwrap();
    let mut pairs = url.query_pairs();
    pairs
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

/// Follows nothing, and goes by no proxy.
fn plain() -> Client {
    let client = Client::builder().redirect(Policy::none()).no_proxy();
    client.build().unwrap()
}
