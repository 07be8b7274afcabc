//! What can go wrong in a sign-in, and which check said so.

use std::{error::Error, time::Duration};

use openidconnect::{
    ClaimsVerificationError, DiscoveryError, RequestTokenError, SignatureVerificationError,
    StandardErrorResponse, UserInfoError, core::CoreErrorResponseType,
};

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum Wrong {
    /// The settings cannot be used.
    #[error("ProConnect's settings: {0}")]
    Settings(String),
    /// The provider cannot be reached.
    #[error("ProConnect cannot be reached: {0}")]
    Unreachable(String),
    /// The provider did not answer in time.
    #[error("ProConnect took more than {0:?} to answer")]
    Slow(Duration),
    /// The provider says that it fails (5xx).
    #[error("ProConnect fails: HTTP {0}")]
    Failing(u16),
    /// The provider's answer is not one.
    #[error("ProConnect's answer cannot be read: {0}")]
    Unreadable(String),
    /// The provider refused the code: unknown, too old, or played a second time.
    #[error("ProConnect refused the code: {0}")]
    Code(String),
    /// The provider refused us: wrong client or secret, wrong address to come back to…
    #[error("ProConnect refused this service: {0}")]
    Client(String),
    /// The browser came back from a sign-in that it had not begun.
    #[error("the state is not the one this browser was sent with")]
    State,
    /// A check of the provider's answer failed.
    #[error("ProConnect's answer is refused ({0:?}): {1}")]
    Refused(Check, String),
    /// The person signed in with a level of authentication that does not do.
    #[error("signed in with the level {0:?}, which is not accepted")]
    Acr(Option<String>),
    /// The provider gave no e-mail address, or says that it is not the person's.
    #[error("ProConnect gave no verified e-mail address")]
    Email,
}

/// What is checked of the provider's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// That it is signed at all.
    Unsigned,
    /// That it is signed by RS256 or ES256, never with a shared secret.
    Algorithm,
    /// The signature, by one of the provider's keys.
    Signature,
    /// That it comes from our provider.
    Issuer,
    /// That it is meant for us, and us alone.
    Audience,
    /// That it answers the sign-in begun here.
    Nonce,
    /// That it still holds.
    Expired,
    /// That the ID token and the user's description name the same person.
    Subject,
    /// That it is a plain signed token.
    Form,
}

/// Whether a key that we have not seen may have signed.
pub(super) fn is_of_unknown_key(why: &ClaimsVerificationError) -> bool {
    matches!(
        why,
        ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey)
    )
}

/// Which check failed.
pub(super) fn refused(why: ClaimsVerificationError) -> Wrong {
    use ClaimsVerificationError as Claims;
    use SignatureVerificationError as Signature;
    let check = match &why {
        Claims::Expired(_) => Check::Expired,
        Claims::InvalidAudience(_) => Check::Audience,
        Claims::InvalidIssuer(_) => Check::Issuer,
        Claims::InvalidNonce(_) => Check::Nonce,
        Claims::InvalidSubject(_) => Check::Subject,
        Claims::SignatureVerification(Signature::NoSignature) => Check::Unsigned,
        Claims::SignatureVerification(Signature::DisallowedAlg(_) | Signature::UnsupportedAlg(_)) => {
            Check::Algorithm
        }
        Claims::SignatureVerification(_) => Check::Signature,
        _ => Check::Form,
    };
    Wrong::Refused(check, whole(&why))
}

impl From<DiscoveryError<Wrong>> for Wrong {
    fn from(why: DiscoveryError<Wrong>) -> Self {
        match why {
            DiscoveryError::Request(wrong) => wrong,
            other => Self::Unreadable(whole(&other)),
        }
    }
}

type TokenError = RequestTokenError<Wrong, StandardErrorResponse<CoreErrorResponseType>>;

impl From<TokenError> for Wrong {
    fn from(why: TokenError) -> Self {
        match why {
            RequestTokenError::Request(wrong) => wrong,
            RequestTokenError::ServerResponse(said)
                if *said.error() == CoreErrorResponseType::InvalidGrant =>
            {
                Self::Code(said.to_string())
            }
            RequestTokenError::ServerResponse(said) => Self::Client(said.to_string()),
            other => Self::Unreadable(whole(&other)),
        }
    }
}

impl From<UserInfoError<Wrong>> for Wrong {
    fn from(why: UserInfoError<Wrong>) -> Self {
        match why {
            UserInfoError::Request(wrong) => wrong,
            UserInfoError::ClaimsVerification(why) => refused(why),
            other => Self::Unreadable(whole(&other)),
        }
    }
}

/// What an error says, and all that caused it.
pub(super) fn whole(why: &(dyn Error + 'static)) -> String {
    let mut said = why.to_string();
    let mut cause = why.source();
    while let Some(why) = cause {
        said.push_str(": ");
        said.push_str(&why.to_string());
        cause = why.source();
    }
    said
}
