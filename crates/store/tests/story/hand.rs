//! SQL typed by hand: a connection of our own to a store's database, which knows nothing of the store's rules.

use crate::engines::postgres_url;
use sqlx::{
    AssertSqlSafe, Connection, Executor, PgConnection, Row, SqliteConnection, sqlite::SqliteConnectOptions,
};
use std::path::Path;
use store::Store;
use tempfile::TempDir;

/// The tables of the ledger.
pub const TABLES: [&str; 6] = [
    "ledger_entry",
    "ledger_counter",
    "ledger_commitment",
    "ledger_document",
    "ledger_week",
    "ledger_head",
];

/// A connection by hand.
pub enum Hand {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// A store, and a hand on its database.
pub struct Both {
    pub store: Store,
    pub hand: Hand,
    /// The folder of the SQLite, which lives as long.
    pub folder: Option<TempDir>,
    /// The address of the PostgreSQL.
    pub url: Option<String>,
}

impl Both {
    /// Another hand on the same database.
    pub async fn another(&self) -> Hand {
        match (&self.folder, &self.url) {
            (Some(folder), _) => of_folder(folder.path()).await,
            (None, Some(url)) => Hand::Postgres(PgConnection::connect(url).await.unwrap()),
            (None, None) => panic!("no database"),
        }
    }
}

/// The SQLite of a folder, as its shell opens it: it looks after no foreign key unless it is asked to.
pub async fn of_folder(folder: &Path) -> Hand {
    let options = SqliteConnectOptions::new()
        .filename(folder.join(store::FILE))
        .foreign_keys(false)
        .synchronous(sqlx::sqlite::SqliteSynchronous::Off);
    Hand::Sqlite(SqliteConnection::connect_with(&options).await.unwrap())
}

pub async fn sqlite() -> Both {
    let (store, folder) = crate::engines::sqlite().await;
    let hand = of_folder(folder.path()).await;
    Both {
        store,
        hand,
        folder: Some(folder),
        url: None,
    }
}

pub async fn postgres() -> Option<Both> {
    let url = postgres_url().await?;
    Some(Both {
        store: Store::open_postgres(&url).await.unwrap(),
        hand: Hand::Postgres(PgConnection::connect(&url).await.unwrap()),
        folder: None,
        url: Some(url),
    })
}

impl Hand {
    pub const fn is_sqlite(&self) -> bool {
        matches!(self, Self::Sqlite(_))
    }

    /// Runs what was typed; answers how many rows it says that it changed.
    pub async fn run(&mut self, text: impl Into<String>) -> Result<u64, sqlx::Error> {
        let text = AssertSqlSafe(text.into());
        Ok(match self {
            Self::Sqlite(conn) => conn.execute(text).await?.rows_affected(),
            Self::Postgres(conn) => conn.execute(text).await?.rows_affected(),
        })
    }

    /// What must run.
    pub async fn must(&mut self, text: impl Into<String>) -> u64 {
        let text = text.into();
        match self.run(text.clone()).await {
            Ok(rows) => rows,
            Err(error) => panic!("{text}: {error}"),
        }
    }

    /// The first column of an answer, as text.
    pub async fn texts(&mut self, text: impl Into<String>) -> Vec<String> {
        let text = AssertSqlSafe(text.into());
        match self {
            Self::Sqlite(conn) => {
                let rows = conn.fetch_all(text).await.unwrap();
                rows.iter().map(|row| row.get(0)).collect()
            }
            Self::Postgres(conn) => {
                let rows = conn.fetch_all(text).await.unwrap();
                rows.iter().map(|row| row.get(0)).collect()
            }
        }
    }

    /// The one number of an answer.
    pub async fn number(&mut self, text: &str) -> i64 {
        let told = self.texts(format!("select cast(({text}) as text)")).await;
        told[0].parse().unwrap()
    }

    /// The columns of a table, in their order.
    pub async fn columns(&mut self, table: &str) -> Vec<String> {
        let of = if self.is_sqlite() {
            format!("select name from pragma_table_info('{table}') order by cid")
        } else {
            format!(
                "select column_name::text from information_schema.columns where table_name = '{table}' \
                 and table_schema = 'public' order by ordinal_position"
            )
        };
        self.texts(of).await
    }

    /// Every row of a table, each as one text.
    pub async fn dump(&mut self, table: &str) -> Vec<String> {
        let whole = if self.is_sqlite() {
            let columns = self.columns(table).await;
            let quoted: Vec<_> = columns.iter().map(|name| format!("quote({name})")).collect();
            quoted.join(" || ',' || ")
        } else {
            format!("{table}::text")
        };
        self.texts(format!("select {whole} from {table} order by 1"))
            .await
    }

    /// Every row of the whole ledger and of its duties.
    pub async fn ledger(&mut self) -> Vec<String> {
        let mut rows = Vec::new();
        for table in TABLES.into_iter().chain(["duty_step"]) {
            rows.push(table.to_owned());
            rows.extend(self.dump(table).await);
        }
        rows
    }

    /// Bytes as they are typed.
    pub fn bytes(&self, hexadecimal: &str) -> String {
        if self.is_sqlite() {
            format!("x'{hexadecimal}'")
        } else {
            format!("decode('{hexadecimal}', 'hex')")
        }
    }

    /// An id as it is typed.
    pub fn id(&self, number: u128) -> String {
        if self.is_sqlite() {
            format!("x'{number:032x}'")
        } else {
            format!("'{number:032x}'::uuid")
        }
    }

    /// Drops what guards the ledger: its triggers; on PostgreSQL also its checks and foreign keys, so that any value can be put anywhere.
    pub async fn unguard(&mut self) {
        let every = if self.is_sqlite() {
            "select 'drop trigger ' || name from sqlite_master where type = 'trigger' and tbl_name like 'ledger_%'"
        } else {
            "select 'drop trigger ' || t.tgname || ' on ' || c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid \
             where c.relname like 'ledger_%' and not t.tgisinternal \
             union all select 'alter table ' || c.relname || ' drop constraint ' || k.conname from pg_constraint k join pg_class c on c.oid = k.conrelid \
             where c.relname like 'ledger_%' and k.contype in ('c', 'f')"
        };
        for drop in self.texts(every).await {
            self.must(drop).await;
        }
    }
}
