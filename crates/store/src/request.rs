//! A request as its form sent it: the id made where the form was opened, and the mark of the value that it showed. Done once (idempotent), and refused
//! when somebody changed the value since (optimistic locking).

use crate::{
    engine::{batch::row, fault::StoreError, write},
    transaction::Tx,
};
use domain::{Refusal, adoption::RequestId};
use sha2::{Digest, Sha256};
use std::{fmt, str::FromStr};

/// What the answer to a request is kept by: the same for every sort of request.
pub(crate) const ANSWER: &str = "insert into request (id, fingerprint, answer, recorded_at)";

/// The mark of a value: the same as long as the value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeenMark(u64);

impl SeenMark {
    /// The mark of a value told in parts; none of them can be taken for two.
    pub fn of(parts: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            let part = part.as_ref();
            hash.update(part.len().to_be_bytes());
            hash.update(part);
        }
        let mut first = [0; 8];
        first
            .iter_mut()
            .zip(hash.finalize())
            .for_each(|(to, from)| *to = from);
        Self(u64::from_be_bytes(first))
    }
}
impl fmt::Display for SeenMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_fmt(format_args!("{:016x}", self.0))
    }
}
impl FromStr for SeenMark {
    type Err = std::num::ParseIntError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        u64::from_str_radix(text, 16).map(Self)
    }
}

/// What a form sent of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormRequest {
    /// The id made where it was opened.
    pub id: RequestId,
    /// The mark of what it showed.
    pub seen: SeenMark,
}

/// A change, and the form that it came from; from none when the command line or the demonstration makes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FromForm<T> {
    /// What is asked.
    pub what: T,
    /// The form.
    pub form: Option<FormRequest>,
}

impl<T> From<T> for FromForm<T> {
    fn from(what: T) -> Self {
        Self { what, form: None }
    }
}

/// What a form's request comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FormVerdict {
    /// It is to be written; its id is kept with it.
    New,
    /// It was written already, by this very request.
    Done,
}

impl Tx {
    /// Judges a form's request. `asked`: all that it asks, in words that only this request has; `stands`: the mark of the value under the lock.
    /// Without a form (the command line, the demonstration) everything is new.
    ///
    /// # Errors
    /// [`Refusal::RequestReused`]: the id came with another content, or from somebody else. [`Refusal::SeenAnother`]: the value is no longer what the
    /// form showed.
    pub(crate) async fn judge(
        &mut self,
        form: Option<FormRequest>,
        asked: &str,
        stands: SeenMark,
    ) -> Result<FormVerdict, StoreError> {
        let Some(form) = form else {
            return Ok(FormVerdict::New);
        };
        if self.answered(form.id, asked).await?.is_some() {
            return Ok(FormVerdict::Done);
        }
        if form.seen != stands {
            return Err(Refusal::SeenAnother.into());
        }
        self.answer(form.id, asked, String::new());
        Ok(FormVerdict::New)
    }

    /// The answer that this very request got; none when it is new.
    ///
    /// # Errors
    /// [`Refusal::RequestReused`]: the id came with another content, or from somebody else.
    pub(crate) async fn answered(
        &mut self,
        id: RequestId,
        asked: &str,
    ) -> Result<Option<String>, StoreError> {
        const KNOWN: &str = "select fingerprint, answer from request where id = $1";
        let known: Option<(Vec<u8>, String)> = write!(self, |conn| {
            let query = sqlx::query_as(KNOWN).bind(id.0);
            query.fetch_optional(conn).await?
        });
        match known {
            Some((known, answer)) if known == self.fingerprint(asked) => Ok(Some(answer)),
            Some(_) => Err(Refusal::RequestReused.into()),
            None => Ok(None),
        }
    }

    /// Keeps the answer to a request, with what it writes.
    pub(crate) fn answer(&mut self, id: RequestId, asked: &str, answer: String) {
        let (fingerprint, at) = (self.fingerprint(asked), self.at);
        self.insert(ANSWER, "", [row![id.0, fingerprint, answer, at]]);
    }

    fn fingerprint(&self, asked: &str) -> Vec<u8> {
        Sha256::digest(format!("{} {asked}", self.by.actor.code())).to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::SeenMark;

    #[test]
    fn a_mark_reads_back_and_tells_apart_what_is_cut_otherwise() {
        let mark = SeenMark::of(["Jeanne", ""]);
        assert_eq!(mark.to_string().parse(), Ok(mark));
        assert_eq!(mark, SeenMark::of(["Jeanne".to_owned(), String::new()]));
        for other in [&["Jean", "ne"][..], &["", "Jeanne"], &["Jeanne"], &[]] {
            assert_ne!(SeenMark::of(other), mark, "{other:?}");
        }
    }
}
