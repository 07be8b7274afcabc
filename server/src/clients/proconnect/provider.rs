//! A provider whose description has been read: its keys, and what it says of a user.

use super::{
    http::Http,
    wrong::{Wrong, is_of_unknown_key},
};
use chrono::{DateTime, Utc};
use openidconnect::{
    AccessToken, AdditionalClaims, EndpointNotSet, EndpointSet, JsonWebKeySet, LocalizedClaim,
    ProviderMetadataWithLogout, SubjectIdentifier, UserInfoClaims, UserInfoError, UserInfoUrl,
    core::{CoreClient, CoreGenderClaim, CoreJsonWebKeySet},
    url::Url,
};
use serde::{Deserialize, Serialize};
use std::ops::Deref;
use tokio::sync::Mutex;

/// The keys are not asked again sooner.
const BETWEEN_KEYS: i64 = 60;

/// ProConnect's claim for the name in use.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Usual {
    usual_name: Option<String>,
}

impl AdditionalClaims for Usual {}

type Client = CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet>;
pub(super) type Described = UserInfoClaims<Usual, CoreGenderClaim>;

pub(super) struct Provider {
    pub(super) acr: Vec<String>,
    pub(super) signed_userinfo: bool,
    pub(super) after_logout: String,
    pub(super) http: Http,
    pub(super) metadata: ProviderMetadataWithLogout,
    /// Holds no key: these change, and are handed to each verification.
    pub(super) client: Client,
    pub(super) userinfo: UserInfoUrl,
    pub(super) end: Url,
    pub(super) keys: Mutex<Keys>,
}

pub(super) struct Keys {
    pub(super) set: CoreJsonWebKeySet,
    pub(super) asked_again: Option<DateTime<Utc>>,
}

impl Provider {
    pub(super) async fn keys(&self) -> CoreJsonWebKeySet {
        self.keys.lock().await.set.clone()
    }

    /// The keys as they are by now; those who ask together, or soon after, share an answer.
    pub(super) async fn keys_again(&self, now: DateTime<Utc>) -> Result<CoreJsonWebKeySet, Wrong> {
        let mut keys = self.keys.lock().await;
        let lately = |then: DateTime<Utc>| (now - then).num_seconds().abs() < BETWEEN_KEYS;
        if !keys.asked_again.is_some_and(lately) {
            keys.asked_again = Some(now);
            keys.set = JsonWebKeySet::fetch_async(self.metadata.jwks_uri(), &self.http).await?;
        }
        Ok(keys.set.clone())
    }

    /// The provider's description of the user that the ID token names.
    pub(super) async fn user(
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
pub(super) fn name(user: &Described) -> Option<String> {
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
