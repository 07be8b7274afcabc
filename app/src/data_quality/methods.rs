//! Methods page: what each figure counts, how it is computed and what it does not say.

use crate::ui::{
    badge::StageBadge,
    page::{Page, Part},
};
use domain::AdoptionStage;
use leptos::prelude::*;

/// The methods page.
pub fn page() -> Page {
    Page::new(Part::Methods, "Méthode", || {
        let stage =
            |stage| view! { <dt><StageBadge stage=stage/></dt><dd>{french::stage_meaning(stage)}</dd> };
        view! {
            <h1>"D'où viennent les chiffres"</h1>
            <p class="fr-text--lead">"Chaque chiffre d'une page se recalcule à partir des mises à jour enregistrées, école par école."</p>
            <h2>"Ce qui est compté"</h2>
            <p>"Une classe dédoublée est comptée une fois, dans l'année scolaire où elle existe. Une classe à plusieurs niveaux compte une fois dans les totaux, et une fois dans chacun de ses niveaux. Deux enseignants dans une même salle font une classe."</p>
            <p>"Une classe estimée vient des effectifs du ministère (élèves d'un niveau divisés par 12,5, en éducation prioritaire) et non d'une liste : elle est signalée comme telle jusqu'à ce qu'une liste ou une personne la confirme, ou qu'une liste la remplace."</p>
            <h2>"Les stades"</h2>
            <dl class="c12-meanings">{AdoptionStage::ALL.map(stage)}</dl>
            <h2>"Les parts"</h2>
            <p>"Toutes les parts sont rapportées à l'ensemble des classes recensées du territoire cette année-là, refus compris. « Embarquées » réunit les classes embarquées, actives et régulières ; « utilisatrices », les actives et les régulières."</p>
            <p>"L'évolution en 4 semaines est un écart de parts, en points. Une part n'est écrite 0 % que si aucune classe n'y est, 100 % que si toutes y sont."</p>
            <h2>"Les dates"</h2>
            <p>"Une mise à jour compte au jour où elle était vraie, même écrite plus tard : une courbe peut donc bouger dans le passé. Rien n'est effacé : une erreur est corrigée par une mise à jour qui remplace la première, et les deux restent lisibles dans l'histoire de la classe."</p>
            <p>{format!("Un territoire est « à relancer » lorsque rien n'en a été dit depuis plus de {} jours : l'entrée au recensement n'est pas une nouvelle. Une classe est dite « sans nouvelle » au-delà de {} jours ; avant toute nouvelle, le silence se compte depuis le recensement.", domain::freshness::STALE_AFTER_DAYS, domain::freshness::SILENT_AFTER_DAYS)}</p>
            <p>"Une semaine va du lundi au dimanche ; les vacances grisées sont celles de la zone de l'académie, ou pour la France celles que les zones A, B et C ont en commun. La Corse et les académies d'outre-mer ont leurs propres vacances. Les jours de chaque zone, et ce qui y a été changé : " <a href="/calendrier">"Calendrier scolaire"</a> "."</p>
            <h2 id="prevision-deploiement">"La prévision du déploiement"</h2>
            <p>"Chaque semaine d'école, une classe qui n'a ni été embarquée ni refusé l'est avec une chance qui grandit avec la part de celles qui le sont. Cette chance est apprise des semaines de l'année, ou de l'année passée quand celle-ci commence ; 1 000 avenirs en sont tirés jusqu'au 31 août. « 8 fois sur 10 » : un avenir sur dix est au-dessous, un sur dix au-dessus."</p>
            <p>"Le nombre de classes est connu, il n'est pas deviné. Une classe décrochée a été embarquée et compte ; une classe qui refuse après l'avoir été ne se voit plus dans les comptes. Une classe en refus n'est pas de celles qui peuvent encore l'être. Sous 20 % de classes embarquées (refus à part), ou avant 8 semaines d'école, rien n'est prévu. Vérifiée sur 300 déploiements simulés : la zone contient la vérité de 80 à 83 fois sur 100."</p>
            <p>"La prévision de chaque lundi est conservée, pour la France et chaque académie, et comparée à ce qui est venu à la fin de la 4e et de la 8e semaine. Les lundis d'avant, et ceux des autres territoires, sont refaits avec les chiffres de ce jour-là, mises à jour tardives comprises. Quand, sur dix prévisions passées au moins, moins de 8 sur 10 ont tenu, les écarts d'une semaine à l'autre sont élargis de ce qu'il aurait fallu ; ils ne sont jamais rétrécis. Quand moins de 6 sur 10 ont tenu, la prévision est dite peu fiable : ni chance ni zone ne sont affichées. Vérifié sur 300 déploiements simulés dont les semaines se ressemblent : de 66 à 74 fois sur 100 ; sans ressemblance, de 84 à 85."</p>
            <p>"Un objectif est une part des classes recensées, à un jour. Ce qui manque est un nombre entier de classes. L'allure qu'il faudrait est ce qui manque, divisé par les semaines d'école qui restent jusqu'à ce jour."</p>
            <h2 id="usages">"Les usages"</h2>
            <p>"Le service ne connaît ni l'école ni la classe de qui s'en sert : un usage est montré là où il a été mesuré (la France, une académie d'après le domaine des adresses de messagerie, une école, une classe), et rien n'est additionné d'un niveau à l'autre. Une semaine que personne n'a mesurée est un trou du graphique, pas un zéro. Deux semaines de visiteurs différents ne s'additionnent pas. Une correction laisse lisible ce qu'elle remplace."</p>
            <p>"Les usages d'une école ne sont ceux d'une classe que si elle y est seule ou si quelqu'un l'a dit. Les stades qu'ils suggèrent ne sont écrits que si vous les acceptez."</p>
            <h2 id="parcours">"Le parcours des classes"</h2>
            <p>"Le parcours est relu dans les mises à jour de chaque classe, corrections comprises, une fois pour chaque état des données. Une classe qui continue, ou qui n'est pas encore au stade suivant, compte pour le temps où elle a été suivie, ni plus ni moins (Kaplan et Meier) : la laisser de côté raccourcirait les durées, la compter comme n'y arrivant jamais les allongerait."</p>
            <p>"La médiane est donnée quand la moitié est arrivée ; son intervalle va du jour où le bord bas de la courbe passe par la moitié à celui où son bord haut y passe. L'intervalle d'une part est celui de Greenwood, sur l'échelle log(−log) ; tant que personne n'est parti il n'y en a pas. Une semaine est une semaine d'école quand plus de la moitié de ses jours le sont dans la zone de l'académie. Sous 5 classes, aucune part n'est donnée."</p>
            <h2 id="reseaux">"Les réseaux d'éducation prioritaire"</h2>
            <p>"Un réseau est un collège et les écoles de son secteur, d'après la liste du ministère ; c'est une autre façon de grouper les écoles, à côté des circonscriptions. Chaque année scolaire a sa liste ; faute de la sienne, la dernière d'avant, sinon la première d'après, et la page le dit. Les chiffres d'un réseau sont ceux des classes de ses écoles, au stade où elles sont ; les classes d'une école sans réseau sont comptées à part."</p>
            <h2 id="comparer">"Comparer des territoires"</h2>
            <p>"Deux territoires de même valeur n'ont pas la même part au même moment : plus un territoire est petit, plus sa part varie par hasard. Un graphique en entonnoir place chaque territoire selon sa taille et sa part ; entre les deux courbes intérieures, le hasard suffit à expliquer l'écart à la France 19 fois sur 20, entre les extérieures 499 fois sur 500 (loi binomiale, calcul exact). Aucun classement n'est fait."</p>
            <p>"La valeur du milieu (médiane) est celle du territoire au-dessus et au-dessous duquel il y en a autant. La carte a toujours la même échelle : deux cartes se comparent. Sous 5 classes, une part n'est pas coloriée."</p>
            <h2 id="face-a-face">"Deux territoires, ou deux années, face à face"</h2>
            <p>"Les deux côtés sont pris à la même semaine de l'année scolaire, la première étant celle du 1er septembre : une année finie n'est pas comparée tout entière à une année qui commence. L'écart est celui de deux parts, en points. Son intervalle à 95 % est celui de Newcombe (1998, méthode 10, par les intervalles de Wilson), arrondi vers l'extérieur ; s'il contient zéro, le hasard seul peut expliquer l'écart."</p>
            <p>"L'intervalle compte chaque classe pour elle-même. Celles d'une même école se ressemblent : il est plutôt trop étroit. Quand un territoire fait partie de l'autre, les mêmes classes comptent des deux côtés et aucun intervalle n'est donné."</p>
            <h2 id="credits">"Les crédits"</h2>
            <p>"Les compteurs (plafonds et consommé, par exercice et pour toute la convention) sont la somme des écritures du registre, et rien d'autre ne les déplace. Les « restes à payer » sont les AE consommées moins les CP consommés. Chaque écriture porte une empreinte qui couvre la précédente ; le service les recalcule toutes chaque minute."</p>
            <p>"« Payés par classe devenue régulière » : les CP payés depuis la semaine du début de la fenêtre, divisés par les classes régulières de plus depuis lors, celles qui décrochent déduites. Ce n'est pas un coût : la convention cofinance, d'autres crédits y contribuent."</p>
            <h2 id="prevision">"La prévision des crédits"</h2>
            <p>"Chaque prévision tire 1 000 avenirs du passé du registre et de ce qui est signé. « 8 fois sur 10 » : un avenir sur dix est au-dessous de la zone claire, un sur dix au-dessus ; le trait est celui du milieu."</p>
            <p>"AE : une semaine qui engage est un événement ; les avenirs tirent un rythme et des montants parmi ceux du passé. CP : ce qui est engagé et non payé est découpé en paiements comme ceux du passé, avec des délais comme les leurs."</p>
            <p>"Ce qu'elle ne dit pas : un contrat qui n'est pas encore signé ne peut pas être prévu ; un changement de rythme, une fin d'exercice, un gel ne sont pas devinés. Avec moins de 6 semaines d'écritures, il est trop tôt. Elle est vérifiée sur 500 registres simulés : la zone contient la vérité de 72 à 90 fois sur 100."</p>
        }
        .into_any()
    })
}
