//! One's access tokens: made, seen once, revoked.

use crate::{
    adoption::new_id,
    context::Context,
    failure::PageError,
    french,
    query::Query,
    ui::{
        alert::{Alert, Tone},
        button::{Button, Weight},
        hidden_field::HiddenField,
        select::Select,
        text_field::TextField,
    },
};
use chrono::{DateTime, Utc};
use domain::{AccountId, Refusal, calendar::paris_day};
use leptos::prelude::*;
use store::{
    StoreError,
    account::{NewToken, Secret, Token},
};
use uuid::Uuid;

/// How long one may last: days, in words.
const TERMS: [(i64, &str); 4] = [(30, "30 jours"), (90, "3 mois"), (180, "6 mois"), (365, "1 an")];
/// How long one lasts unless something else is chosen.
const TERM: i64 = 90;

/// Outcome of a form about tokens.
pub enum TokenOutcome {
    /// A token was made: what it says, for this once.
    Made(String),
    /// One was revoked.
    Revoked,
    /// The form is refused: why, what was typed.
    Refused(String, Query),
}

/// Makes a token for an account; `secret` is what it will say.
///
/// # Errors
/// [`PageError`]: the store can't answer.
pub async fn make(
    context: &Context,
    now: DateTime<Utc>,
    account: AccountId,
    form: &Query,
    secret: String,
) -> Result<TokenOutcome, PageError> {
    let number = |name| form.get(name).and_then(|text| text.parse().ok());
    let Some(id) = form.get("id").and_then(|id| Uuid::parse_str(id).ok()) else {
        return Err(PageError::Bad("Ce formulaire n'est pas complet.".to_owned()));
    };
    let new = NewToken {
        id,
        name: form.get("name").unwrap_or_default().to_owned(),
        days: number("days").unwrap_or(0),
        hash: Secret::of(&secret),
    };
    match context.store.make_token(&context.by, now, account, &new).await {
        Ok(()) => Ok(TokenOutcome::Made(secret)),
        Err(StoreError::Refused(Refusal::RequestReused)) => Ok(TokenOutcome::Refused(
            "Ce formulaire a déjà créé un jeton, qui n'est montré qu'une fois : si vous ne l'avez pas gardé, révoquez-le et créez-en un autre.".to_owned(),
            Query::default(),
        )),
        Err(StoreError::Refused(refusal)) => Ok(TokenOutcome::Refused(french::refusal(&refusal), form.clone())),
        Err(stop) => Err(stop.into()),
    }
}

/// Revokes a token of an account.
///
/// # Errors
/// [`PageError`]: it is not theirs; the store can't answer.
pub async fn revoke(
    context: &Context,
    now: DateTime<Utc>,
    account: AccountId,
    form: &Query,
) -> Result<TokenOutcome, PageError> {
    let id = form.get("token").and_then(|id| Uuid::parse_str(id).ok());
    let id = id.ok_or(PageError::NotFound("Ce jeton"))?;
    context.store.revoke_token(&context.by, now, account, id).await?;
    Ok(TokenOutcome::Revoked)
}

/// The part of the page of one's account.
pub fn view(tokens: &[Token], done: Option<&TokenOutcome>, now: DateTime<Utc>) -> AnyView {
    let alive: Vec<_> = tokens.iter().filter(|token| token.stands(now)).collect();
    let ended = tokens.len() - alive.len();
    let rows: Vec<_> = alive.iter().map(|token| row(token)).collect();
    let list = match rows.is_empty() {
        true => view! { <p>"Vous n'avez aucun jeton qui serve."</p> }.into_any(),
        false => view! { <ul class="c12-sessions">{rows}</ul> }.into_any(),
    };
    let ended = i64::try_from(ended).ok().filter(|ended| *ended > 0).map(|ended| {
        let gone = french::count(ended, "jeton ne sert plus", "jetons ne servent plus");
        let why = french::plural(
            ended,
            "révoqué ou arrivé à son terme",
            "révoqués ou arrivés à leur terme",
        );
        view! { <p class="c12-muted">{format!("{gone} : {why}.")}</p> }
    });
    view! {
        <h2 id="jetons">"Mes jetons d'accès"</h2>
        <p>"Un jeton laisse un outil (Grist, un tableur, un script) lire les chiffres avec vos droits, sans votre session. "
            <a href="/api/v1">"Ce qu'il peut lire, et comment"</a> "."</p>
        {done.map(told)}
        {list}
        {ended}
        {form(done)}
    }
    .into_any()
}

fn told(done: &TokenOutcome) -> AnyView {
    match done {
        TokenOutcome::Made(secret) => view! {
            <Alert tone=Tone::Success title="Le jeton est créé" text="Copiez-le maintenant : il ne sera plus montré. Gardez-le comme un mot de passe."/>
            <div class="fr-input-group">
                <label class="fr-label" for="jeton">"Jeton à copier"</label>
                <input class="fr-input" id="jeton" type="text" readonly="" autocomplete="off" value=secret.clone()/>
            </div>
        }
        .into_any(),
        TokenOutcome::Revoked => view! { <Alert tone=Tone::Success title="Le jeton est révoqué" text="À partir de maintenant, il n'ouvre plus rien."/> }.into_any(),
        TokenOutcome::Refused(why, _) => view! { <Alert tone=Tone::Error title="Le jeton n'est pas créé" text=why/> }.into_any(),
    }
}

fn row(token: &Token) -> AnyView {
    let day = |at: DateTime<Utc>| french::long_day(paris_day(at));
    let used = token.last_used_on.map_or_else(
        || "jamais utilisé".to_owned(),
        |day| format!("utilisé le {}", french::long_day(day)),
    );
    let told = format!(
        "créé le {}, {used}, jusqu'au {}",
        day(token.created_at),
        day(token.expires_at)
    );
    view! {
        <li>
            <strong>{token.name.clone()}</strong>
            <span class="c12-history__who">{told}</span>
            <form method="post" data-once="" aria-label=format!("Révoquer {}", token.name)>
                <HiddenField name="act" value="revoke"/><HiddenField name="token" value=token.id.to_string()/>
                <Button label="Révoquer" weight=Weight::SmallSecondary/>
            </form>
        </li>
    }
    .into_any()
}

fn form(done: Option<&TokenOutcome>) -> AnyView {
    let typed = match done {
        Some(TokenOutcome::Refused(_, typed)) => typed.clone(),
        _ => Query::default(),
    };
    let terms = TERMS.map(|(days, word)| (days.to_string(), word.to_owned()));
    let term = TERM.to_string();
    view! {
        <form method="post" class="c12-form" data-once="" aria-label="Créer un jeton">
            <HiddenField name="act" value="token"/><HiddenField name="id" value=new_id()/>
            <TextField name="name" label="Nom du jeton" hint="ce qui s'en servira : « Grist du rectorat »" value=typed.get("name").unwrap_or_default()/>
            <Select name="days" label="Durée" options=terms chosen=typed.get("days").unwrap_or(&term)/>
            <Button label="Créer un jeton"/>
        </form>
    }
    .into_any()
}
