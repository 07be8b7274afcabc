//! Batch insert: gathers rows and sends them together. SQLite runs them in one go, since handing a statement to its thread and back costs more
//! than most statements; PostgreSQL runs them one after the other.

mod part;
mod value;

use crate::engine::{Conn, fault::StoreError};
use part::{LastRow, Part};
pub(crate) use value::{Value, postgres_arguments, sqlite_arguments};

/// Rows of one statement, when there are more: always as many, so that the statement stays prepared.
const ROWS_PER_STATEMENT: usize = 1_000;
/// SQLite's own limit is 32,766 values a statement.
const VALUES_PER_STATEMENT: usize = 30_000;
/// A batch of so few values is one text; a larger one goes statement by statement.
const VALUES_TOGETHER: usize = 3_000;
/// A text of so few values stays prepared: it comes again, and takes little memory.
const VALUES_KEPT: usize = 600;

/// A row of anything that is a [`Value`].
macro_rules! row {
    ($($value:expr),* $(,)?) => { [$(crate::engine::batch::Value::from($value)),*] };
}
pub(crate) use row;

struct Insert {
    head: &'static str,
    tail: &'static str,
    width: usize,
    values: Vec<Value>,
}

impl Insert {
    /// Appends the statement; `mark` writes the place of the value of a number, from 1 on.
    fn write(&self, text: &mut String, mark: impl Fn(&mut String, usize)) {
        text.push_str(self.head);
        text.push_str(" values ");
        for at in 0..self.values.len() {
            text.push_str(match at {
                0 => "(",
                _ if at % self.width == 0 => "), (",
                _ => ", ",
            });
            mark(text, at + 1);
        }
        text.push(')');
        text.push_str(self.tail);
    }

    /// Whether its text comes again and again.
    fn is_full(&self) -> bool {
        self.values.len() == rows_per_statement(self.width) * self.width
    }
}

fn rows_per_statement(width: usize) -> usize {
    ROWS_PER_STATEMENT.min(VALUES_PER_STATEMENT / width.max(1))
}

/// Inserts that wait, in the order they were asked for.
#[derive(Default)]
pub(crate) struct Batch(Vec<Insert>);

impl Batch {
    /// Adds rows: `head` names the table and its columns, `tail` what follows the values.
    pub(crate) fn insert<const WIDTH: usize>(
        &mut self,
        head: &'static str,
        tail: &'static str,
        rows: impl IntoIterator<Item = [Value; WIDTH]>,
    ) {
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let values = rows.by_ref().take(rows_per_statement(WIDTH)).flatten().collect();
            self.0.push(Insert {
                head,
                tail,
                width: WIDTH,
                values,
            });
        }
    }

    /// Sends what waits.
    pub(crate) async fn send(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        for part in self.parts(conn) {
            part.execute(conn).await?;
        }
        Ok(())
    }

    /// Sends what waits, then perhaps a last statement that gives one row back, and ends the transaction. What fails is rolled back.
    pub(crate) async fn commit(
        &mut self,
        mut conn: Conn,
        last: Option<&'static str>,
    ) -> Result<Option<LastRow>, StoreError> {
        match self.send_all(&mut conn, last).await {
            Ok(row) => {
                match conn {
                    Conn::Sqlite(write) => write.ended(),
                    Conn::Postgres(write) => write.commit().await?,
                }
                Ok(row)
            }
            Err(stop) => {
                if let Err(error) = conn.roll_back().await {
                    tracing::warn!(%error, "what failed could not be rolled back: its connection is closed");
                }
                Err(stop)
            }
        }
    }

    /// On SQLite the last part holds the commit.
    async fn send_all(
        &mut self,
        conn: &mut Conn,
        last: Option<&'static str>,
    ) -> Result<Option<LastRow>, StoreError> {
        let mut parts = self.parts(conn);
        let small = matches!(conn, Conn::Sqlite(_)) && parts.len() == 1;
        let mut end = if small { parts.pop() } else { None }.unwrap_or_default();
        for part in parts {
            part.execute(conn).await?;
        }
        end.kept |= end.inserts.is_empty();
        end.last = last;
        end.end(conn).await
    }

    /// What waits, in parts that are each sent in one go.
    fn parts(&mut self, conn: &Conn) -> Vec<Part> {
        let waiting = std::mem::take(&mut self.0);
        let values: usize = waiting.iter().map(|insert| insert.values.len()).sum();
        let small = values <= VALUES_TOGETHER;
        let alone = |insert: Insert| Part {
            kept: insert.is_full() || insert.values.len() <= VALUES_KEPT,
            inserts: vec![insert],
            last: None,
        };
        match conn {
            Conn::Sqlite(_) if small && !waiting.is_empty() => vec![Part {
                kept: values <= VALUES_KEPT,
                inserts: waiting,
                last: None,
            }],
            _ => waiting.into_iter().map(alone).collect(),
        }
    }
}
