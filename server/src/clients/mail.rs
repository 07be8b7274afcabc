//! Mail client: sends links through the SMTP server of whoever runs the service.

use domain::Email;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp,
};
use std::time::Duration;
use uuid::Uuid;

/// How long a server may take to accept a message.
const TIMEOUT: Duration = Duration::from_secs(10);

/// How messages are sent.
#[derive(Clone, Debug)]
pub struct Mail {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// Why a message can't be sent.
#[derive(Debug, thiserror::Error)]
pub enum MailFault {
    /// The sender is not an address.
    #[error("the sender is not an address: {0}")]
    Address(#[from] lettre::address::AddressError),
    /// The message can't be written.
    #[error("the message can't be written: {0}")]
    Message(#[from] lettre::error::Error),
    /// The server refused it, or can't be reached.
    #[error("the mail server: {0}")]
    Server(#[from] smtp::Error),
}

impl Mail {
    /// A server by its URL (`smtps://user:password@host`, `smtp://host:25?tls=required`), and the sender's address.
    ///
    /// # Errors
    /// [`MailFault`]: the URL or the sender can't be read.
    pub fn new(server: &str, from: &str) -> Result<Self, MailFault> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(server)?;
        Ok(Self {
            transport: transport.timeout(Some(TIMEOUT)).build(),
            from: from.parse()?,
        })
    }

    /// Sends a text.
    ///
    /// # Errors
    /// [`MailFault`]: the server refused it, or can't be reached.
    pub async fn send(&self, to: &Email, subject: &str, text: String) -> Result<(), MailFault> {
        // Many servers take what has no number for junk.
        let number = format!("<{}@{}>", Uuid::now_v7(), self.from.email.domain());
        let message = Message::builder()
            .message_id(Some(number))
            .from(self.from.clone())
            .to(to.as_str().parse()?)
            .subject(subject)
            .header(ContentType::TEXT_PLAIN)
            .body(text)?;
        self.transport.send(message).await?;
        Ok(())
    }
}
