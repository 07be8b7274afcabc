//! What may be typed.

use clap::{Args, Parser, Subcommand};
use domain::SchoolYear;
use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};
use store::{Fault, Store};
use uuid::Uuid;

/// Le pilotage du déploiement de Classe à 12.
#[derive(Debug, Parser)]
#[command(name = "classe12", version, about, disable_help_subcommand = true)]
pub struct Options {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Where the data stands.
    #[command(flatten)]
    pub place: DataPlace,
}

/// Where the data stands.
#[derive(Debug, Args)]
pub struct DataPlace {
    /// Dossier des données (SQLite embarqué).
    #[arg(long, global = true, env = "CLASSE12_DATA", default_value = "data")]
    pub data: PathBuf,
    /// Adresse d'un PostgreSQL, à la place de SQLite.
    #[arg(long, global = true, env = "CLASSE12_DATABASE", hide_env_values = true)]
    pub database: Option<String>,
}

impl DataPlace {
    /// Opens the store, and makes the data folder.
    ///
    /// # Errors
    /// [`Fault`]: it can't be opened.
    pub async fn open(&self) -> Result<Store, Fault> {
        std::fs::create_dir_all(&self.data)?;
        match &self.database {
            Some(url) => Store::open_postgres(url).await,
            None => Store::open_sqlite(&self.data).await,
        }
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Sert les pages sur cette machine.
    Serve(Box<Serve>),
    /// Remplit une base vide d'un pays inventé.
    Demo(Demo),
    /// Importe un fichier.
    Import(Import),
    /// Les comptes, depuis la machine du service.
    User(User),
    /// Écrit les unités et ce qui leur est arrivé, en CSV, sans aucune personne.
    Export(Export),
    /// Annule un envoi : une mise à jour groupée, ou ce qu'un fichier a écrit.
    Undo(Undo),
    /// Recalcule le registre des crédits et dit s'il est intact.
    Verify(Verify),
}

/// Exporting.
#[derive(Debug, Args)]
pub struct Export {
    /// Dossier où écrire unites.csv et evenements.csv, ou les données ouvertes.
    pub folder: PathBuf,
    /// Écrit plutôt les données ouvertes : adoption par semaine, territoires, objectifs et leur dictionnaire, sans école ni petit groupe.
    #[arg(long)]
    pub open: bool,
}

/// Undoing.
#[derive(Debug, Args)]
pub struct Undo {
    /// Numéro de l'envoi : il est sur son reçu, et à la fin du compte rendu de l'import.
    pub batch: Uuid,
    /// Laisse les classes sur lesquelles quelque chose a suivi, et annule les autres.
    #[arg(long)]
    pub except_moved: bool,
    /// Dit ce qui serait annulé, sans rien écrire.
    #[arg(long)]
    pub dry_run: bool,
}

/// Verifying.
#[derive(Debug, Args)]
pub struct Verify {
    /// Empreinte imprimée sur un compte rendu : dit si tout ce qu'elle couvre est encore là.
    #[arg(long)]
    pub head: Option<String>,
}

/// Serving.
#[derive(Debug, Args)]
pub struct Serve {
    /// Port, sur 127.0.0.1 ; 0 pour un port libre.
    #[arg(long, default_value_t = 3000)]
    pub port: u16,
    /// Adresse d'écoute, à la place de 127.0.0.1 et du port ; hors de cette machine, il faut aussi --public-url.
    #[arg(long, env = "CLASSE12_LISTEN", conflicts_with = "port")]
    pub listen: Option<SocketAddr>,
    /// Adresse du service telle qu'on la tape : https://pilotage.exemple.gouv.fr
    #[arg(long, env = "CLASSE12_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// Adresses des mandataires placés devant le service, dont X-Forwarded-For est cru.
    #[arg(long, env = "CLASSE12_PROXIES", value_delimiter = ',')]
    pub proxy: Vec<IpAddr>,
    /// À qui écrire pour un accès, montré sur la page de connexion.
    #[arg(long, env = "CLASSE12_CONTACT")]
    pub contact: Option<String>,
    /// Serveur de courriel pour les liens : smtps://utilisateur:secret@hote, ou smtp://127.0.0.1:25
    #[arg(long, env = "CLASSE12_SMTP", hide_env_values = true, requires = "mail_from")]
    pub smtp: Option<String>,
    /// Expéditeur des courriels.
    #[arg(long, env = "CLASSE12_MAIL_FROM")]
    pub mail_from: Option<String>,
    /// ProConnect : adresse du fournisseur d'identité (OpenID Connect).
    #[arg(long, env = "CLASSE12_PROCONNECT_ISSUER", requires_all = ["proconnect_id", "proconnect_secret"])]
    pub proconnect_issuer: Option<String>,
    /// ProConnect : identifiant du service.
    #[arg(long, env = "CLASSE12_PROCONNECT_ID")]
    pub proconnect_id: Option<String>,
    /// ProConnect : secret du service ; mieux vaut la variable que la ligne de commande.
    #[arg(long, env = "CLASSE12_PROCONNECT_SECRET", hide_env_values = true)]
    pub proconnect_secret: Option<String>,
    /// ProConnect : niveaux d'authentification demandés et vérifiés (acr), séparés par des virgules.
    #[arg(
        long,
        env = "CLASSE12_PROCONNECT_ACR",
        value_delimiter = ',',
        default_value = "eidas0-mfa,eidas1-mfa,eidas2,eidas3"
    )]
    pub proconnect_acr: Vec<String>,
    /// ProConnect : les informations de la personne viennent signées (JWT) ; sinon en JSON.
    #[arg(long, env = "CLASSE12_PROCONNECT_SIGNED", default_value_t = true, action = clap::ArgAction::Set)]
    pub proconnect_signed: bool,
    /// Matomo : son adresse, pour relever les usages chaque semaine.
    #[arg(long, env = "CLASSE12_MATOMO_URL", requires_all = ["matomo_site", "matomo_token"])]
    pub matomo_url: Option<String>,
    /// Matomo : le numéro du site.
    #[arg(long, env = "CLASSE12_MATOMO_SITE")]
    pub matomo_site: Option<u32>,
    /// Matomo : le jeton de lecture ; mieux vaut la variable que la ligne de commande.
    #[arg(long, env = "CLASSE12_MATOMO_TOKEN", hide_env_values = true)]
    pub matomo_token: Option<String>,
    /// Matomo : la dimension personnalisée qui porte le domaine de messagerie, pour les usages par académie.
    #[arg(long, env = "CLASSE12_MATOMO_DIMENSION", requires = "matomo_url")]
    pub matomo_dimension: Option<u32>,
    /// Adresse, sur cette machine, de l'état et des mesures : /healthz, /readyz, /metrics.
    #[arg(long, env = "CLASSE12_WATCH")]
    pub watch: Option<SocketAddr>,
    /// Remplit d'abord une base vide du pays inventé.
    #[arg(long)]
    pub demo: bool,
    /// Taille du pays inventé : 0 (un dixième, pour les essais), 1, 10 ou 100.
    #[arg(long, default_value_t = 1)]
    pub scale: u32,
}

/// People.
#[derive(Debug, Args)]
pub struct User {
    /// What to do.
    #[command(subcommand)]
    pub act: UserAct,
}

/// What to do with people.
#[derive(Debug, Subcommand)]
pub enum UserAct {
    /// Imprime un lien de connexion d'administration, valable une fois pendant 15 minutes.
    AdminLink {
        /// Adresse du compte ; par défaut le premier compte qui administre, créé s'il n'y en a pas.
        #[arg(long)]
        email: Option<String>,
        /// Adresse du service telle qu'on la tape.
        #[arg(long, env = "CLASSE12_PUBLIC_URL", default_value = "http://127.0.0.1:3000")]
        public_url: String,
    },
    /// Liste les comptes.
    List,
}

/// Inventing.
#[derive(Debug, Args)]
pub struct Demo {
    /// Taille : 0 (un dixième, pour les essais), 1, 10 ou 100.
    #[arg(long, default_value_t = 1)]
    pub scale: u32,
    /// Une autre graine, un autre pays.
    #[arg(long, default_value_t = 12)]
    pub seed: u64,
}

/// Importing.
#[derive(Debug, Args)]
pub struct Import {
    /// What the file holds.
    #[command(subcommand)]
    pub kind: Kind,
    /// Vérifie sans rien écrire.
    #[arg(long, global = true)]
    pub dry_run: bool,
    /// Répare les UAI qui ont perdu leur zéro de tête.
    #[arg(long, global = true)]
    pub repair: bool,
    /// Lit aussi les lignes et colonnes qu'un classeur masque ou filtre.
    #[arg(long, global = true)]
    pub hidden: bool,
    /// Année scolaire des lignes qui ne la disent pas, comme 2020-2021.
    #[arg(long, global = true)]
    pub year: Option<SchoolYear>,
    /// Où écrire, en CSV, le fichier refusé avec une colonne « erreur ».
    #[arg(long, global = true)]
    pub errors: Option<PathBuf>,
}

/// What a file holds.
#[derive(Debug, Subcommand)]
pub enum Kind {
    /// L'annuaire national des écoles.
    Schools {
        /// Le fichier.
        file: PathBuf,
        /// Accepte que plus d'un dixième des écoles d'un département changent de territoire, comme l'essai les montre.
        #[arg(long)]
        accept_moves: bool,
    },
    /// Les réseaux d'éducation prioritaire : la liste du ministère, ou un tableau école et tête de réseau.
    Networks {
        /// Le fichier.
        file: PathBuf,
    },
    /// Une liste de classes dédoublées, ou une estimation d'après les effectifs du ministère.
    Units {
        /// La liste de classes.
        #[arg(required_unless_present = "estimate_from")]
        file: Option<PathBuf>,
        /// Le fichier des effectifs du ministère.
        #[arg(long, conflicts_with = "file")]
        estimate_from: Option<PathBuf>,
        /// Accepte que des classes reprennent les estimations déjà suivies, comme l'essai les montre.
        #[arg(long)]
        accept_pairs: bool,
        /// Des noms presque pareils sont ceux de classes différentes.
        #[arg(long)]
        distinct: bool,
        /// La liste l'emporte sur ce qui a été écrit à la main depuis.
        #[arg(long)]
        overwrite: bool,
        /// La liste est complète : ferme, à sa date sinon aujourd'hui, les classes qu'elle ne nomme pas, dans ses écoles et pour les niveaux qu'elle y a.
        #[arg(long, conflicts_with = "estimate_from")]
        complete: bool,
        /// Accepte de fermer aussi les classes dont l'histoire va au-delà de la date de la liste.
        #[arg(long)]
        accept_closings: bool,
    },
    /// Des mises à jour de l'adoption.
    Adoption {
        /// Le fichier.
        file: PathBuf,
    },
    /// Des mesures d'usage par semaine : export de Matomo (CSV, JSON), statistiques de PeerTube, tableau.
    Usage {
        /// Le fichier.
        file: PathBuf,
    },
    /// Un extrait de Chorus : engagements, services faits, paiements.
    Funding {
        /// Le fichier, XLSX ou CSV.
        file: PathBuf,
        /// Correspondance des colonnes (TOML), à la place de chorus-colonnes.toml du dossier des données.
        #[arg(long)]
        columns: Option<PathBuf>,
    },
}
