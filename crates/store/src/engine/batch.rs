//! Batch insert: gathers rows and sends them together. SQLite runs them in one go, since handing a statement to its thread and back costs more
//! than most statements; PostgreSQL runs them one after the other.

use crate::engine::{Conn, fault::StoreError, sqlite::COMMIT};
use chrono::{DateTime, NaiveDate, Utc};
use futures_util::TryStreamExt;
use sqlx::{
    Arguments, AssertSqlSafe, Either, Executor, Row, error::BoxDynError, postgres::PgArguments,
    sqlite::SqliteArguments,
};
use std::borrow::Cow;
use uuid::Uuid;

/// Rows of one statement, when there are more: always as many, so that the statement stays prepared.
const ROWS_PER_STATEMENT: usize = 1_000;
/// SQLite's own limit is 32,766 values a statement.
const VALUES_PER_STATEMENT: usize = 30_000;
/// A batch of so few values is one text; a larger one goes statement by statement.
const VALUES_TOGETHER: usize = 3_000;
/// A text of so few values stays prepared: it comes again, and takes little memory.
const VALUES_KEPT: usize = 600;

/// A value of a row, in the types that both engines keep.
#[derive(Clone)]
pub(crate) enum Value {
    Whole(Option<i64>),
    Yes(bool),
    Text(Option<String>),
    Word(&'static str),
    Day(Option<NaiveDate>),
    Time(DateTime<Utc>),
    Bytes(Vec<u8>),
    MaybeBytes(Option<Vec<u8>>),
    Id(Uuid),
}

macro_rules! value {
    ($($from:ty, $found:ident => $value:expr;)*) => {
        $(impl From<$from> for Value {
            fn from($found: $from) -> Self {
                $value
            }
        })*
    };
}
value! {
    i64, found => Self::Whole(Some(found));
    Option<i64>, found => Self::Whole(found);
    bool, found => Self::Yes(found);
    String, found => Self::Text(Some(found));
    Option<String>, found => Self::Text(found);
    &'static str, found => Self::Word(found);
    Cow<'static, str>, found => match found {
        Cow::Borrowed(word) => Self::Word(word),
        Cow::Owned(text) => Self::Text(Some(text)),
    };
    Option<Vec<u8>>, found => Self::MaybeBytes(found);
    NaiveDate, found => Self::Day(Some(found));
    Option<NaiveDate>, found => Self::Day(found);
    DateTime<Utc>, found => Self::Time(found);
    Vec<u8>, found => Self::Bytes(found);
    Uuid, found => Self::Id(found);
}

/// A row of anything that is a [`Value`].
macro_rules! row {
    ($($value:expr),* $(,)?) => { [$(crate::engine::batch::Value::from($value)),*] };
}
pub(crate) use row;

macro_rules! bind {
    ($arguments:expr, $value:expr) => {
        match $value {
            Value::Whole(value) => $arguments.add(value),
            Value::Yes(value) => $arguments.add(value),
            Value::Text(value) => $arguments.add(value),
            Value::Word(value) => $arguments.add(value),
            Value::Day(value) => $arguments.add(value),
            Value::Time(value) => $arguments.add(value),
            Value::Bytes(value) => $arguments.add(value),
            Value::MaybeBytes(value) => $arguments.add(value),
            Value::Id(value) => $arguments.add(value),
        }
    };
}

/// Values for SQLite, in their order.
pub(crate) fn sqlite_arguments(values: Vec<Value>) -> Result<SqliteArguments, StoreError> {
    let mut arguments = SqliteArguments::default();
    for value in values {
        bind!(arguments, value).map_err(sqlx::Error::Encode)?;
    }
    Ok(arguments)
}

/// Values for PostgreSQL, in their order.
pub(crate) fn postgres_arguments(values: Vec<Value>) -> Result<PgArguments, StoreError> {
    let mut arguments = PgArguments::default();
    for value in values {
        bind!(arguments, value).map_err(sqlx::Error::Encode)?;
    }
    Ok(arguments)
}

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

    /// Sends what waits, then perhaps a last statement that gives one number back, and ends the transaction. What fails is rolled back.
    pub(crate) async fn commit(
        &mut self,
        mut conn: Conn,
        last: Option<&'static str>,
    ) -> Result<Option<i64>, StoreError> {
        match self.send_all(&mut conn, last).await {
            Ok(number) => {
                match conn {
                    Conn::Sqlite(write) => write.ended(),
                    Conn::Postgres(tx) => tx.commit().await?,
                }
                Ok(number)
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
    ) -> Result<Option<i64>, StoreError> {
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

/// Statements sent in one go: one alone, or on SQLite several.
#[derive(Default)]
struct Part {
    inserts: Vec<Insert>,
    last: Option<&'static str>,
    /// Whether the statement stays prepared: its text comes again.
    kept: bool,
}

impl Part {
    async fn execute(self, conn: &mut Conn) -> Result<(), StoreError> {
        let kept = self.kept;
        match conn {
            Conn::Sqlite(tx) => {
                let (text, arguments) = sqlite(self).map_err(sqlx::Error::Encode)?;
                let query = sqlx::query_with(AssertSqlSafe(text), arguments);
                query.persistent(kept).execute(&mut **tx).await?;
            }
            Conn::Postgres(tx) => {
                let (text, arguments) = postgres(self).map_err(sqlx::Error::Encode)?;
                let query = sqlx::query_with(AssertSqlSafe(text), arguments);
                query.persistent(kept).execute(&mut **tx).await?;
            }
        }
        Ok(())
    }

    /// Sends it as the transaction's end.
    async fn end(self, conn: &mut Conn) -> Result<Option<i64>, StoreError> {
        let kept = self.kept;
        Ok(match conn {
            Conn::Sqlite(write) => {
                let statements = self.inserts.len() + usize::from(self.last.is_some()) + 1;
                let (text, arguments) = sqlite(self).map_err(sqlx::Error::Encode)?;
                let text = match text.as_str() {
                    "" => COMMIT.to_owned(),
                    _ => format!("{text}; {COMMIT}"),
                };
                let query = sqlx::query_with(AssertSqlSafe(text), arguments).persistent(kept);
                let mut answers = write.fetch_many(query);
                let (mut number, mut done) = (None, 0);
                while let Some(answer) = answers.try_next().await? {
                    match answer {
                        Either::Left(_) => done += 1,
                        Either::Right(row) => number = Some(row.try_get(0)?),
                    }
                }
                // The stream of an engine's thread that died ends like any other: kept is only what its commit answered.
                if done != statements {
                    return Err(sqlx::Error::WorkerCrashed.into());
                }
                number
            }
            Conn::Postgres(tx) => match self.last {
                Some(last) => Some(sqlx::query_scalar(last).fetch_one(&mut **tx).await?),
                None => None,
            },
        })
    }
}

/// The statements one after the other: their `?` take the values in turn.
fn sqlite(part: Part) -> Result<(String, SqliteArguments), BoxDynError> {
    let (mut text, mut arguments) = (String::new(), SqliteArguments::default());
    for insert in part.inserts {
        if !text.is_empty() {
            text.push_str("; ");
        }
        insert.write(&mut text, |text, _| text.push('?'));
        for value in insert.values {
            bind!(arguments, value)?;
        }
    }
    if let Some(last) = part.last {
        text.push_str(if text.is_empty() { "" } else { "; " });
        text.push_str(last);
    }
    Ok((text, arguments))
}

/// The part's one statement.
fn postgres(part: Part) -> Result<(String, PgArguments), BoxDynError> {
    let (mut text, mut arguments) = (String::new(), PgArguments::default());
    for insert in part.inserts {
        insert.write(&mut text, |text, number| {
            text.push('$');
            text.push_str(&number.to_string());
        });
        for value in insert.values {
            bind!(arguments, value)?;
        }
    }
    Ok((text, arguments))
}
