//! The pages of sign-in and sign-out.

use crate::ui::{
    address::address,
    alert::{Alert, Tone},
    button::{Button, ButtonLink, Weight},
    hidden_field::HiddenField,
    page::{Page, Part},
    text_field::TextField,
};
use domain::{Role, account::LinkKind};
use leptos::prelude::*;
use uuid::Uuid;

/// What a page of sign-in offers here.
#[derive(Clone, Debug, Default)]
pub struct Offer {
    /// A link by e-mail.
    pub mail: bool,
    /// The State's identity provider.
    pub proconnect: bool,
    /// The roles of the demonstration.
    pub demo: bool,
    /// Whom to write to for an access.
    pub contact: String,
    /// Where to go afterwards; empty: to one's own page.
    pub onward: String,
}

/// Somebody of the demonstration.
pub struct DemoPerson {
    /// The role.
    pub role: Role,
    /// The name.
    pub name: &'static str,
    /// The address.
    pub email: &'static str,
    /// The territory's code.
    pub territory: &'static str,
    /// What they come for.
    pub about: &'static str,
}

/// The people of the demonstration, one a role.
pub const DEMO_PEOPLE: [DemoPerson; 6] = [
    DemoPerson {
        role: Role::Officer,
        name: "Camille Ferrand",
        email: "camille.ferrand@demo.classe12.fr",
        territory: "A24",
        about: "met à jour les classes de l'académie de Créteil, école par école ou par fichier",
    },
    DemoPerson {
        role: Role::Intrapreneur,
        name: "Inès Marchal",
        email: "ines.marchal@demo.classe12.fr",
        territory: "FR",
        about: "porte la politique des classes dédoublées dans toute la France",
    },
    DemoPerson {
        role: Role::Coach,
        name: "Yann Le Goff",
        email: "yann.le-goff@demo.classe12.fr",
        territory: "FR",
        about: "prépare une revue : lit tout, ne change rien",
    },
    DemoPerson {
        role: Role::Leadership,
        name: "Hélène Aubry",
        email: "helene.aubry@demo.classe12.fr",
        territory: "FR",
        about: "regarde les chiffres de la France en deux minutes",
    },
    DemoPerson {
        role: Role::BudgetManager,
        name: "Marc Delage",
        email: "marc.delage@demo.classe12.fr",
        territory: "FR",
        about: "lit les chiffres, tient les crédits",
    },
    DemoPerson {
        role: Role::Administrator,
        name: "Sofia Benali",
        email: "sofia.benali@demo.classe12.fr",
        territory: "FR",
        about: "invite, donne et reprend les rôles, importe l'annuaire",
    },
];

fn plain(title: &str, status: u16, body: impl Fn() -> AnyView + Send + Sync + 'static) -> Page {
    let mut page = Page::new(Part::None, title, body);
    page.status = status;
    page.kept = false;
    page
}

/// The page of sign-in. `wrong` says why the last form was refused; `resumed`: what was typed waits.
pub fn page(offer: &Offer, wrong: Option<&str>, resumed: bool) -> Page {
    let (offer, wrong) = (offer.clone(), wrong.map(str::to_owned));
    let status = if wrong.is_some() { 422 } else { 200 };
    plain("Se connecter", status, move || {
        let resumed = resumed.then(|| {
            view! { <Alert tone=Tone::Info title="Votre session a pris fin" text="Ce que vous écriviez est gardé : connectez-vous, la page revient avec votre saisie."/> }
        });
        let nothing = !offer.mail && !offer.proconnect && !offer.demo;
        view! {
            <h1>"Se connecter"</h1>
            <p class="fr-text--lead">"Le pilotage de Classe à 12 est ouvert aux personnes invitées."</p>
            {resumed}
            {offer.demo.then(|| roles(&offer.onward))}
            {offer.proconnect.then(|| proconnect(&offer.onward))}
            {offer.mail.then(|| by_mail(&offer.onward, wrong.as_deref()))}
            {nothing.then(|| view! { <p>"Ouvrez le lien de connexion que l'administratrice ou l'administrateur vous a remis."</p> })}
            <h2>"Pas encore d'accès ?"</h2>
            <p>{format!("L'accès se donne par invitation. Écrivez à {}.", offer.contact)}</p>
        }
        .into_any()
    })
}

fn roles(onward: &str) -> AnyView {
    let onward = onward.to_owned();
    let role = move |person: DemoPerson| {
        view! {
            <li class="c12-role">
                <form method="post" action="/connexion/role" aria-label=french::role(person.role)>
                    <HiddenField name="role" value=person.role.code()/>
                    {(!onward.is_empty()).then(|| view! { <HiddenField name="suite" value=onward.clone()/> })}
                    <Button label=french::role(person.role) weight=Weight::Secondary/>
                </form>
                <p class="c12-role__about"><strong>{person.name}</strong> " " {person.about} "."</p>
            </li>
        }
    };
    let roles: Vec<_> = DEMO_PEOPLE.into_iter().map(role).collect();
    view! {
        <h2>"Démonstration : prenez un rôle"</h2>
        <p>"Les données sont inventées : rien de ce que vous ferez ne compte."</p>
        <ul class="c12-roles">{roles}</ul>
    }
    .into_any()
}

fn proconnect(onward: &str) -> AnyView {
    view! {
        <h2>"Avec votre identité professionnelle"</h2>
        <p><ButtonLink href=address("/connexion/proconnect", &[("suite", onward)]) label="S'identifier avec ProConnect"/></p>
        <p class="c12-muted">"ProConnect est le service d'identification des agents de l'État."</p>
    }
    .into_any()
}

fn by_mail(onward: &str, wrong: Option<&str>) -> AnyView {
    view! {
        <h2>"Avec un lien par courriel"</h2>
        <form method="post" action="/connexion" class="c12-form" data-once="" aria-label="Recevoir un lien">
            <HiddenField name="suite" value=onward/>
            <TextField name="email" label="Adresse professionnelle" hint="celle de votre invitation, comme prenom.nom@ac-creteil.fr"
                kind="email" autocomplete="email" nostrip:error=wrong/>
            <Button label="Recevoir un lien" weight=Weight::Secondary/>
        </form>
    }
    .into_any()
}

/// Where the code of the message is typed.
pub fn code_page(request: Uuid, onward: &str, wrong: bool) -> Page {
    let onward = onward.to_owned();
    plain("Saisir le code", if wrong { 422 } else { 200 }, move || {
        let why = "Ce code n'est pas le bon, ou ne sert plus. Vérifiez-le ; après 5 essais, demandez un nouveau lien.";
        view! {
            <h1>"Regardez vos courriels"</h1>
            <p class="fr-text--lead">"Si cette adresse a un accès, un message vient de lui être envoyé."</p>
            <p>"Ouvrez le lien du message, sur cet appareil ou un autre. Ou recopiez ici le code qu'il contient."</p>
            <form method="post" action="/connexion/code" class="c12-form" data-once="" aria-label="Saisir le code">
                <HiddenField name="demande" value=request.to_string()/>
                <HiddenField name="suite" value=onward.clone()/>
                <TextField name="code" label="Code" hint="8 chiffres, dans le message ; il sert une fois, pendant 15 minutes"
                    autocomplete="one-time-code" nostrip:error=wrong.then_some(why)/>
                <Button label="Se connecter"/>
            </form>
            <p>"Rien n'arrive ? Regardez dans les indésirables, puis " <a href="/connexion">"demandez un nouveau lien"</a> "."</p>
        }
        .into_any()
    })
}

/// The page of a link: a button; an invitation's token lets its person be bound to their identity at the provider.
pub fn link_page(kind: LinkKind, proconnect: Option<&str>) -> Page {
    let identity = proconnect.map(|token| address("/connexion/proconnect", &[("invitation", token)]));
    let identity = identity.filter(|_| kind == LinkKind::Invitation);
    let (title, text, button) = match kind {
        LinkKind::Invitation => (
            "Bienvenue",
            "Vous êtes invitée ou invité au pilotage de Classe à 12. Ce bouton ouvre votre compte, une seule fois.",
            "Ouvrir mon compte",
        ),
        LinkKind::SignIn => (
            "Se connecter",
            "Ce bouton vous connecte, une seule fois.",
            "Me connecter",
        ),
    };
    plain(title, 200, move || {
        view! {
            <h1>{title}</h1>
            <p class="fr-text--lead">{text}</p>
            {identity.clone().map(|href| view! {
                <p><ButtonLink href=href label="Ouvrir mon compte avec ProConnect"/></p>
                <p>"Vous n'avez pas d'identité ProConnect ? Ouvrez-le sans :"</p>
            })}
            <form method="post" data-once="" aria-label=title><Button label=button weight=if identity.is_some() { Weight::Secondary } else { Weight::Primary }/></form>
        }
        .into_any()
    })
}

/// A link that opens nothing.
pub fn dead_link(offer: &Offer) -> Page {
    let offer = offer.clone();
    plain("Lien sans effet", 410, move || {
        view! {
            <h1>"Ce lien ne sert plus"</h1>
            <p class="fr-text--lead">"Il a déjà servi, ou il est trop ancien : une invitation dure 7 jours, un lien de connexion 15 minutes."</p>
            <p><ButtonLink href="/connexion" label="Se connecter autrement"/></p>
            <p>{format!("Pour recevoir un nouveau lien, écrivez à {}.", offer.contact)}</p>
        }
        .into_any()
    })
}

/// Somebody whom nobody invited.
pub fn uninvited(contact: &str) -> Page {
    let contact = contact.to_owned();
    plain("Pas d'accès", 403, move || {
        view! {
            <h1>"Vous n'avez pas d'accès"</h1>
            <p class="fr-text--lead">"ProConnect a confirmé votre identité, mais aucune invitation ne vous ouvre ce service, ou votre accès a pris fin."</p>
            <p>{format!("Si vous travaillez au déploiement de Classe à 12, écrivez à {}.", contact)}</p>
            <p>"Si vous avez reçu une invitation, ouvrez d'abord son lien : il rattache votre identité à votre compte."</p>
        }
        .into_any()
    })
}

/// The identity provider's answer was not accepted.
pub fn not_identified(number: &str) -> Page {
    let number = number.to_owned();
    plain("Connexion impossible", 502, move || {
        view! {
            <h1>"La connexion n'a pas abouti"</h1>
            <p class="fr-text--lead">"ProConnect n'a pas confirmé votre identité. Personne n'est connecté."</p>
            <p><ButtonLink href="/connexion" label="Recommencer"/></p>
            <p>{format!("Si cela revient, transmettez ce numéro : {number}.")}</p>
        }
        .into_any()
    })
}

/// One is signed out here, and on the way to sign out at the provider.
pub fn leaving(url: &str) -> Page {
    let url = url.to_owned();
    plain("Déconnexion", 200, move || {
        view! {
            <h1>"Déconnexion de ProConnect"</h1>
            <p class="fr-text--lead">"Votre session sur ce service est fermée. La page de ProConnect va s'ouvrir."</p>
            <p><ButtonLink href=url.clone() label="Continuer"/></p>
        }
        .into_any()
    })
}

/// One is signed out.
pub fn outside() -> Page {
    plain("Déconnexion", 200, || {
        view! {
            <h1>"Votre session est fermée"</h1>
            <p class="fr-text--lead">"Sur cet appareil, plus personne n'est connecté à ce service."</p>
            <p><ButtonLink href="/connexion" label="Se connecter"/></p>
        }
        .into_any()
    })
}
