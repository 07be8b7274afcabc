//! OpenID Connect client, of ProConnect or another provider: begins a sign-in, checks what the provider answers, ends it there.

mod discover;
mod gate;
mod http;
mod provider;
mod wrong;

use std::{fmt, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use openidconnect::{
    AuthenticationContextClass, AuthenticationFlow, AuthorizationCode, CsrfToken, IdTokenVerifier, Nonce,
    OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, Scope, TokenResponse,
    core::{CoreJwsSigningAlgorithm, CoreResponseType},
};
use serde::{Deserialize, Serialize};

pub use self::gate::Gate;
pub use self::wrong::{Check, Wrong};
use self::wrong::{is_of_unknown_key, refused};
use provider::{Provider, name};

/// Random bytes of a state or a nonce: 43 characters, where ProConnect wants 32 at least.
const RANDOM: u32 = 32;

/// How this service is known to the provider.
#[derive(Clone)]
pub struct ProConnectSettings {
    /// The provider's address, as its own description writes it.
    pub issuer: String,
    /// The name the provider knows us by.
    pub client_id: String,
    /// What proves that we are that name.
    pub client_secret: String,
    /// Our address that a browser comes back to, signed in.
    pub redirect: String,
    /// Our address that a browser comes back to, signed out.
    pub after_logout: String,
    /// The levels of authentication that are accepted, and asked for; none: any.
    pub acr: Vec<String>,
    /// Whether who has signed in must be told in a signed answer (RS256).
    pub signed_userinfo: bool,
    /// How long the provider may take for each answer.
    pub timeout: Duration,
}

impl fmt::Debug for ProConnectSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProConnectSettings")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .field("redirect", &self.redirect)
            .field("after_logout", &self.after_logout)
            .field("acr", &self.acr)
            .field("signed_userinfo", &self.signed_userinfo)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

/// A sign-in that has begun: kept on our side for the browser that began it, and used once.
#[derive(Clone, Serialize, Deserialize)]
pub struct Pending {
    /// What the browser must bring back.
    pub state: String,
    /// What the ID token must repeat.
    pub nonce: String,
    /// What proves that whoever spends the code also asked for it.
    pub verifier: String,
}

impl fmt::Debug for Pending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pending").finish_non_exhaustive()
    }
}

/// Who has signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The provider that says so.
    pub issuer: String,
    /// Its lasting name for the person.
    pub subject: String,
    /// The person's e-mail address, as the provider writes it.
    pub email: String,
    /// Given name and family name.
    pub name: String,
    /// The level of authentication.
    pub acr: Option<String>,
    /// What the provider signed: signing out shows it.
    pub id_token: String,
}

/// A provider whose description has been read.
#[derive(Clone)]
pub struct ProConnect(Arc<Provider>);

impl ProConnect {
    /// Where to send a browser that signs in, and what to keep until it comes back.
    pub fn begin(&self) -> (String, Pending) {
        let Provider {
            acr,
            metadata,
            client,
            ..
        } = &*self.0;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let mut request = client
            .authorize_url(
                AuthenticationFlow::<CoreResponseType>::AuthorizationCode,
                || CsrfToken::new_random_len(RANDOM),
                || Nonce::new_random_len(RANDOM),
            )
            .add_scopes(["given_name", "usual_name", "email"].map(|scope| Scope::new(scope.to_owned())))
            .set_pkce_challenge(challenge);
        // ProConnect holds to the levels asked as an essential claim; `acr_values` is a wish, and both at once are undefined.
        if metadata.claims_parameter_supported() == Some(true) && !acr.is_empty() {
            let levels = serde_json::json!({ "id_token": { "acr": { "essential": true, "values": acr } } });
            request = request.add_extra_param("claims", levels.to_string());
        } else {
            for level in acr {
                request = request.add_auth_context_value(AuthenticationContextClass::new(level.clone()));
            }
        }
        let (url, state, nonce) = request.url();
        let pending = Pending {
            state: state.into_secret(),
            nonce: nonce.secret().clone(),
            verifier: verifier.into_secret(),
        };
        (url.into(), pending)
    }

    /// Who has signed in, when a browser comes back with a state and a code.
    pub async fn finish(
        &self,
        pending: &Pending,
        state: &str,
        code: &str,
        now: DateTime<Utc>,
    ) -> Result<Identity, Wrong> {
        let provider = &*self.0;
        // These compare their SHA-256: the time it takes tells nothing.
        if CsrfToken::new(state.to_owned()) != CsrfToken::new(pending.state.clone()) {
            return Err(Wrong::State);
        }
        let tokens = (provider
            .client
            .exchange_code(AuthorizationCode::new(code.to_owned())))
        .set_pkce_verifier(PkceCodeVerifier::new(pending.verifier.clone()))
        .request_async(&provider.http)
        .await?;
        let id_token = tokens
            .id_token()
            .ok_or_else(|| Wrong::Unreadable("no ID token".to_owned()))?;
        let nonce = Nonce::new(pending.nonce.clone());
        let verified = |keys| {
            let verifier = IdTokenVerifier::new_public_client(
                provider.client.client_id().clone(),
                provider.metadata.issuer().clone(),
                keys,
            )
            .set_allowed_algs([
                CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
                CoreJwsSigningAlgorithm::EcdsaP256Sha256,
            ])
            .set_time_fn(move || now);
            id_token.clone().into_claims(&verifier, &nonce)
        };
        let claims = match verified(provider.keys().await) {
            Err(why) if is_of_unknown_key(&why) => verified(provider.keys_again(now).await?),
            known => known,
        }
        .map_err(refused)?;
        let acr = claims.auth_context_ref().map(|acr| acr.as_str().to_owned());
        if !provider.acr.is_empty() && !acr.as_ref().is_some_and(|acr| provider.acr.contains(acr)) {
            return Err(Wrong::Acr(acr));
        }
        let user = provider
            .user(tokens.access_token(), claims.subject(), now)
            .await?;
        let email = user
            .email()
            .map(|email| email.trim())
            .filter(|email| !email.is_empty());
        let email = email
            .filter(|_| user.email_verified() != Some(false))
            .ok_or(Wrong::Email)?;
        Ok(Identity {
            issuer: claims.issuer().as_str().to_owned(),
            subject: claims.subject().as_str().to_owned(),
            email: email.to_owned(),
            name: name(&user).unwrap_or_else(|| email.to_owned()),
            acr,
            id_token: id_token.to_string(),
        })
    }

    /// Where to send a browser that signs out; it comes back with the state.
    pub fn end(&self, id_token: &str, state: &str) -> String {
        let mut url = self.0.end.clone();
        url.query_pairs_mut()
            .append_pair("id_token_hint", id_token)
            .append_pair("state", state)
            .append_pair("post_logout_redirect_uri", &self.0.after_logout);
        url.into()
    }
}
