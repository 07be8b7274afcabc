//! People: accounts with their roles, links, identities, sessions, access tokens, and how long what is known of them is kept.

mod draft;
mod link;
mod people;
mod personal;
mod session;
mod token;
mod write;

pub use link::{LinkFacts, LinkState, NewLink, Secret};
pub use people::{Account, HeldRole, Holder, KnownAccount};
pub use personal::{PersonalData, Retention};
pub use session::{OpenSession, SessionRow};
pub use token::{NewToken, Token};
pub use write::NewAccount;

use crate::{
    Store,
    engine::{Conn, Engine, batch::Batch, fault::StoreError, sqlite::SqliteWrite},
};

/// A write that nobody asks for and that changes no figure: a session seen, a draft kept. It leaves no line in the trail.
pub(crate) struct Upkeep {
    pub(crate) conn: Conn,
}

impl Store {
    pub(crate) async fn begin_upkeep(&self) -> Result<Upkeep, StoreError> {
        let conn = match &self.engine {
            Engine::Sqlite { write, .. } => Conn::Sqlite(SqliteWrite::begin(write).await?),
            Engine::Postgres(pool) => Conn::Postgres(pool.begin().await?.into()),
        };
        Ok(Upkeep { conn })
    }
}

impl Upkeep {
    pub(crate) async fn keep(self) -> Result<(), StoreError> {
        Batch::default().commit(self.conn, None).await?;
        Ok(())
    }
}
