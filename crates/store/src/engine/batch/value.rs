//! A value in the types that both engines keep, and how it is bound.

use crate::engine::fault::StoreError;
use chrono::{DateTime, NaiveDate, Utc};

use sqlx::{Arguments, postgres::PgArguments, sqlite::SqliteArguments};
use std::borrow::Cow;
use uuid::Uuid;

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
    MaybeId(Option<Uuid>),
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
    Option<Uuid>, found => Self::MaybeId(found);
}

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
            Value::MaybeId(value) => $arguments.add(value),
        }
    };
}

pub(super) use bind;

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
