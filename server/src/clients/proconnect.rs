//! OpenID Connect client, of ProConnect or another provider: begins a sign-in, checks what the provider answers, ends it there.

mod gate;
mod http;
mod wrong;

use std::{fmt, ops::Deref, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use openidconnect::{
    AccessToken, AdditionalClaims, AuthType, AuthenticationContextClass, AuthenticationFlow,
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointNotSet, EndpointSet, IdTokenVerifier,
    IssuerUrl, JsonWebKeySet, LocalizedClaim, Nonce, OAuth2TokenResponse, PkceCodeChallenge,
    PkceCodeVerifier, ProviderMetadataWithLogout, RedirectUrl, Scope, SubjectIdentifier, TokenResponse,
    UserInfoClaims, UserInfoError, UserInfoUrl,
    core::{
        CoreClient, CoreClientAuthMethod, CoreGenderClaim, CoreJsonWebKeySet, CoreJwsSigningAlgorithm,
        CoreResponseType,
    },
    url::Url,
};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

pub use self::gate::Gate;
use self::http::{Http, on_this_machine};
pub use self::wrong::{Check, Wrong};
use self::wrong::{is_of_unknown_key, refused};

/// The keys are not asked again sooner.
const BETWEEN_KEYS: i64 = 60;
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

/// ProConnect's claim for the name in use.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Usual {
    usual_name: Option<String>,
}

impl AdditionalClaims for Usual {}

type Client = CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet>;
type Described = UserInfoClaims<Usual, CoreGenderClaim>;

/// A provider whose description has been read.
#[derive(Clone)]
pub struct ProConnect(Arc<Provider>);

struct Provider {
    acr: Vec<String>,
    signed_userinfo: bool,
    after_logout: String,
    http: Http,
    metadata: ProviderMetadataWithLogout,
    /// Holds no key: these change, and are handed to each verification.
    client: Client,
    userinfo: UserInfoUrl,
    end: Url,
    keys: Mutex<Keys>,
}

struct Keys {
    set: CoreJsonWebKeySet,
    asked_again: Option<DateTime<Utc>>,
}

impl ProConnect {
    /// Reads the provider's description and its keys.
    pub async fn discover(settings: ProConnectSettings) -> Result<Self, Wrong> {
        let issuer =
            IssuerUrl::new(settings.issuer).map_err(|why| Wrong::Settings(format!("issuer: {why}")))?;
        let redirect =
            RedirectUrl::new(settings.redirect).map_err(|why| Wrong::Settings(format!("redirect: {why}")))?;
        Url::parse(&settings.after_logout).map_err(|why| Wrong::Settings(format!("after_logout: {why}")))?;
        let http = Http::new(settings.timeout, on_this_machine(issuer.url())?)?;
        let metadata = ProviderMetadataWithLogout::discover_async(issuer, &http).await?;
        let none = |what: &str| Wrong::Unreadable(format!("no {what} in the provider's description"));
        let authorize = metadata.authorization_endpoint().clone();
        let token = metadata
            .token_endpoint()
            .cloned()
            .ok_or_else(|| none("token_endpoint"))?;
        let userinfo = metadata
            .userinfo_endpoint()
            .cloned()
            .ok_or_else(|| none("userinfo_endpoint"))?;
        let end = &metadata.additional_metadata().end_session_endpoint;
        let end = end
            .as_ref()
            .map(|end| end.url().clone())
            .ok_or_else(|| none("end_session_endpoint"))?;
        for url in [
            authorize.url(),
            token.url(),
            userinfo.url(),
            &end,
            metadata.jwks_uri().url(),
        ] {
            on_this_machine(url)?;
        }
        // ProConnect wants the secret in the form; the header is what the standard supposes when nothing is said.
        let by_form = (metadata
            .token_endpoint_auth_methods_supported()
            .into_iter()
            .flatten())
        .any(|method| *method == CoreClientAuthMethod::ClientSecretPost);
        let client_id = ClientId::new(settings.client_id);
        let client = CoreClient::new(client_id, metadata.issuer().clone(), JsonWebKeySet::default())
            .set_client_secret(ClientSecret::new(settings.client_secret))
            .set_auth_type(if by_form {
                AuthType::RequestBody
            } else {
                AuthType::BasicAuth
            })
            .set_redirect_uri(redirect)
            .set_auth_uri(authorize)
            .set_token_uri(token);
        let keys = Mutex::new(Keys {
            set: metadata.jwks().clone(),
            asked_again: None,
        });
        Ok(Self(Arc::new(Provider {
            acr: settings.acr,
            signed_userinfo: settings.signed_userinfo,
            after_logout: settings.after_logout,
            http,
            metadata,
            client,
            userinfo,
            end,
            keys,
        })))
    }

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

impl Provider {
    async fn keys(&self) -> CoreJsonWebKeySet {
        self.keys.lock().await.set.clone()
    }

    /// The keys as they are by now; those who ask together, or soon after, share an answer.
    async fn keys_again(&self, now: DateTime<Utc>) -> Result<CoreJsonWebKeySet, Wrong> {
        let mut keys = self.keys.lock().await;
        let lately = |then: DateTime<Utc>| (now - then).num_seconds().abs() < BETWEEN_KEYS;
        if !keys.asked_again.is_some_and(lately) {
            keys.asked_again = Some(now);
            keys.set = JsonWebKeySet::fetch_async(self.metadata.jwks_uri(), &self.http).await?;
        }
        Ok(keys.set.clone())
    }

    /// The provider's description of the user that the ID token names.
    async fn user(
        &self,
        token: &AccessToken,
        subject: &SubjectIdentifier,
        now: DateTime<Utc>,
    ) -> Result<Described, Wrong> {
        // The library would panic on what no header can hold.
        if !token.secret().bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Wrong::Unreadable(
                "an access token that no header can hold".to_owned(),
            ));
        }
        let ask = async |keys| {
            CoreClient::new(
                self.client.client_id().clone(),
                self.metadata.issuer().clone(),
                keys,
            )
            .set_user_info_url(self.userinfo.clone())
            .user_info(token.clone(), Some(subject.clone()))
            .require_signed_response(self.signed_userinfo)
            .request_async(&self.http)
            .await
        };
        match ask(self.keys().await).await {
            Err(UserInfoError::ClaimsVerification(why)) if is_of_unknown_key(&why) => {
                Ok(ask(self.keys_again(now).await?).await?)
            }
            known => Ok(known?),
        }
    }
}

/// ProConnect tells `given_name` and `usual_name`; others `family_name`, or the whole `name`.
fn name(user: &Described) -> Option<String> {
    fn plain<T: Deref<Target = String>>(claim: Option<&LocalizedClaim<T>>) -> Option<&str> {
        claim?
            .get(None)
            .map(|text| text.trim())
            .filter(|text| !text.is_empty())
    }
    let given = plain(user.given_name());
    let usual = user
        .additional_claims()
        .usual_name
        .as_deref()
        .map(str::trim)
        .filter(|name| !name.is_empty());
    match (given, usual.or_else(|| plain(user.family_name()))) {
        (Some(given), Some(family)) => Some(format!("{given} {family}")),
        (given, family) => plain(user.name()).or(family).or(given).map(str::to_owned),
    }
}
