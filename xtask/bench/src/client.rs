//! A client that costs as little as it can: one connection that stays open, answers read by their length.

use crate::Error;
use std::net::SocketAddr;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// The header of somebody's cookie: a role of the demonstration.
pub async fn sign_in(address: SocketAddr, role: &str) -> Result<String, Error> {
    let mut stream = TcpStream::connect(address).await?;
    let form = format!("role={role}");
    let request = format!(
        "POST /connexion/role HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    );
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    let (_, cookie) = answer.split_once("set-cookie: ").ok_or("no role was given")?;
    Ok(format!(
        "Cookie: {}\r\n",
        cookie.split(';').next().unwrap_or_default()
    ))
}

/// A connection that stays open: the client costs as little as it can.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    pub async fn open(address: SocketAddr) -> Result<Self, Error> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: vec![0; 1 << 17],
        })
    }

    /// Reads a page.
    pub async fn get(&mut self, path: &str, cookie: &str) -> Result<Vec<u8>, Error> {
        let request = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{cookie}\r\n");
        self.ask(&request, "HTTP/1.1 200").await
    }

    /// Sends a form that is accepted: its page is to be asked for again.
    pub async fn post(&mut self, path: &str, cookie: &str, form: &str) -> Result<(), Error> {
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\n{cookie}\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            form.len()
        );
        self.ask(&request, "HTTP/1.1 303").await.map(drop)
    }

    /// Sends a request whose answer begins as is expected; answers its body.
    async fn ask(&mut self, request: &str, expected: &str) -> Result<Vec<u8>, Error> {
        self.stream.write_all(request.as_bytes()).await?;
        let (mut read, mut whole) = (0, None);
        loop {
            if self.buffer.len() - read < 1 << 14 {
                self.buffer.resize(self.buffer.len() * 2, 0);
            }
            let more = self
                .stream
                .read(self.buffer.get_mut(read..).unwrap_or_default())
                .await?;
            if more == 0 {
                return Err("the connection was closed".into());
            }
            read += more;
            let answer = self.buffer.get(..read).unwrap_or_default();
            if whole.is_none() {
                whole = length(answer, expected)?;
            }
            if let Some((head, body)) = whole.filter(|(head, body)| read >= head + body) {
                return Ok(self.buffer.get(head..head + body).unwrap_or_default().to_vec());
            }
        }
    }
}

/// Where the body starts and how long it is; none while the head is not whole.
fn length(answer: &[u8], expected: &str) -> Result<Option<(usize, usize)>, Error> {
    let Some(end) = answer.windows(4).position(|window| window == b"\r\n\r\n") else {
        return Ok(None);
    };
    let head = std::str::from_utf8(answer.get(..end).unwrap_or_default())?;
    if !head.starts_with(expected) {
        return Err(head.to_owned().into());
    }
    let named = head.lines().filter_map(|line| line.split_once(':'));
    let length = named
        .into_iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    Ok(Some((end + 4, length.ok_or("no length")?.1.trim().parse()?)))
}
