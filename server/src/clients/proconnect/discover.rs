//! The provider's description, read and checked.

use super::{
    ProConnect, ProConnectSettings,
    http::{Http, on_this_machine},
    provider::{Keys, Provider},
    wrong::Wrong,
};
use openidconnect::{
    AuthType, ClientId, ClientSecret, IssuerUrl, JsonWebKeySet, ProviderMetadataWithLogout, RedirectUrl,
    core::{CoreClient, CoreClientAuthMethod},
    url::Url,
};
use std::sync::Arc;
use tokio::sync::Mutex;

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
}
