//! Statements sent in one go.

use super::{
    Insert,
    value::{Value, bind},
};
use crate::engine::{Conn, fault::StoreError, sqlite::COMMIT};
use futures_util::TryStreamExt;
use sqlx::{
    Arguments, AssertSqlSafe, Either, Executor, FromRow, error::BoxDynError, postgres::PgArguments,
    sqlite::SqliteArguments,
};

/// What the last statement gives back: a number and two texts.
pub(super) type LastRow = (i64, String, String);

/// Statements sent in one go: one alone, or on SQLite several.
#[derive(Default)]
pub(super) struct Part {
    pub(super) inserts: Vec<Insert>,
    pub(super) last: Option<&'static str>,
    /// Whether the statement stays prepared: its text comes again.
    pub(super) kept: bool,
}

impl Part {
    pub(super) async fn execute(self, conn: &mut Conn) -> Result<(), StoreError> {
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
    pub(super) async fn end(self, conn: &mut Conn) -> Result<Option<LastRow>, StoreError> {
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
                let (mut last, mut done) = (None, 0);
                while let Some(answer) = answers.try_next().await? {
                    match answer {
                        Either::Left(_) => done += 1,
                        Either::Right(row) => last = Some(LastRow::from_row(&row)?),
                    }
                }
                // The stream of an engine's thread that died ends like any other: kept is only what its commit answered.
                if done != statements {
                    return Err(sqlx::Error::WorkerCrashed.into());
                }
                last
            }
            Conn::Postgres(tx) => match self.last {
                Some(last) => Some(sqlx::query_as(last).fetch_one(&mut **tx).await?),
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
