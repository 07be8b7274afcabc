//! Browser without a screen: takes a role of the demonstration, brings a file by the form, and reads the report as words.

use std::{
    io::{Read, Write},
    net::TcpStream,
    path::Path,
    thread,
    time::{Duration, Instant},
};
use uuid::Uuid;

/// How long a small file may take to be read.
const PATIENCE: Duration = Duration::from_secs(60);
const LIMIT: &str = "limite-des-champs";

pub struct Browser {
    address: String,
}

/// An answer: its status, the headers' text, the body.
struct Answer {
    status: u16,
    headers: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> String {
        let line = self.headers.lines().find_map(|line| line.strip_prefix(name));
        line.unwrap_or_default().trim().to_owned()
    }
}

impl Browser {
    pub fn new(address: &str) -> Self {
        Self {
            address: address.to_owned(),
        }
    }

    fn ask(&self, method: &str, path: &str, cookie: &str, kind: &str, body: &[u8]) -> Answer {
        let (address, length) = (&self.address, body.len());
        let mut stream = TcpStream::connect(address).unwrap();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {address}\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(body).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let text = String::from_utf8_lossy(&answer).into_owned();
        let (headers, body) = text.split_once("\r\n\r\n").unwrap();
        Answer {
            status: headers.get(9..12).and_then(|status| status.parse().ok()).unwrap(),
            headers: headers.to_owned(),
            body: body.to_owned(),
        }
    }

    /// Takes the role that may bring such files: its cookie.
    fn role(&self, kind: &str) -> String {
        let role = match kind {
            "funding" => "budget-manager",
            "adoption" | "units" => "intrapreneur",
            _ => "administrator",
        };
        let form = format!("role={role}");
        let kind = "application/x-www-form-urlencoded";
        let answer = self.ask("POST", "/connexion/role", "", kind, form.as_bytes());
        let cookie = answer.header("set-cookie:");
        cookie.split(';').next().unwrap_or_default().to_owned()
    }

    /// Tries a file by the form; the words of its report.
    pub fn tried(&self, kind: &str, year: &str, file: &Path) -> String {
        let cookie = self.role(kind);
        let mut body = Vec::new();
        let id = Uuid::now_v7().to_string();
        for (name, value) in [
            ("id", id.as_str()),
            ("kind", kind),
            ("year", year),
            ("dry_run", "oui"),
        ] {
            write!(
                body,
                "--{LIMIT}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            )
            .unwrap();
        }
        let name = file.file_name().unwrap().to_string_lossy();
        write!(
            body,
            "--{LIMIT}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
        )
        .unwrap();
        body.extend(std::fs::read(file).unwrap());
        write!(body, "\r\n--{LIMIT}--\r\n").unwrap();
        let sent = self.ask(
            "POST",
            "/imports",
            &cookie,
            &format!("multipart/form-data; boundary={LIMIT}"),
            &body,
        );
        assert_eq!(sent.status, 303, "{name}: {}", words(&sent.body));
        let path = sent.header("location:");
        let begun = Instant::now();
        loop {
            let page = self.ask("GET", &path, &cookie, "text/plain", b"");
            if page.status == 200 && !page.body.contains("data-refresh-seconds") {
                return words(&page.body);
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "{name}: {}: {}",
                page.status,
                words(&page.body)
            );
            // Asks as a reader does who loads the page again: bounded by [`PATIENCE`], and a file is read in less.
            thread::sleep(Duration::from_millis(50));
        }
    }
}

/// What a reader sees of a page: its words, one space between them.
pub fn words(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, after)| after));
    }
    let text = text
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
