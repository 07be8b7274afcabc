//! Secrets that are made here, sent once, and kept hashed.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use store::account::{NewLink, Secret};
use uuid::Uuid;

/// A link with what it says: the one time that it is known.
pub struct NewSecret {
    /// What the store keeps.
    pub link: NewLink,
    /// What the address says.
    pub token: String,
    /// What is typed.
    pub code: Option<String>,
}

/// Makes a link, with a code to type if one is wanted.
pub fn new_link(with_code: bool) -> NewSecret {
    let id = Uuid::now_v7();
    let token = token();
    let code = with_code.then(|| format!("{:08}", u64::from_le_bytes(random::<8>()) % 100_000_000));
    NewSecret {
        link: NewLink {
            id,
            token: Secret::of(&token),
            code: code.as_deref().map(|code| Secret::of_code(id, code)),
        },
        token,
        code,
    }
}

/// 256 random bits, as they stand in an address.
pub fn token() -> String {
    URL_SAFE_NO_PAD.encode(random::<32>())
}

/// Random bytes of the system. Without them nothing can be kept secret: the program stops rather than go on.
fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if let Err(error) = getrandom::fill(&mut bytes) {
        tracing::error!(%error, "the system has no random bytes");
        std::process::abort();
    }
    bytes
}
