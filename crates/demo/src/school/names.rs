//! Names of invented schools and communes: they could be real and are not meant to be.

const COMMUNES: [&str; 40] = [
    "Saint-Aubin",
    "Montreuil",
    "Villeneuve",
    "Châteauneuf",
    "Beaumont",
    "Saint-Martin",
    "La Chapelle",
    "Neuville",
    "Bellevue",
    "Saint-Ouen",
    "Mirebeau",
    "Grandchamp",
    "Sainte-Marie",
    "Pont-Rémy",
    "Les Ormes",
    "Clairefontaine",
    "Saint-Léger",
    "Fontenay",
    "Rochefort",
    "Vernouillet",
    "Aubigny",
    "Le Plessis",
    "Saint-Laurent",
    "Marcilly",
    "Courcelles",
    "Sauveterre",
    "Beauvoir",
    "Saint-Denis",
    "Mareuil",
    "Vaux",
    "Haute-Rive",
    "Croix-Blanche",
    "Saint-Georges",
    "Escaudin",
    "Étampes",
    "L'Isle",
    "Oyonnet",
    "Arcueil",
    "Ribérac",
    "Thionvers",
];
const SUFFIXES: [&str; 14] = [
    "",
    "-sur-Seine",
    "-le-Roi",
    "-les-Bois",
    "-en-Plaine",
    "-sous-Bois",
    "-la-Garenne",
    "-du-Rhône",
    "-la-Forêt",
    "-le-Vieux",
    "-sur-Mer",
    "-d'Olonne",
    "-en-Val",
    "-les-Mines",
];
const PEOPLE: [&str; 36] = [
    "Jean Moulin",
    "Marie Curie",
    "Jules Ferry",
    "Louise Michel",
    "Victor Hugo",
    "Joséphine Baker",
    "Jacques Prévert",
    "Simone Veil",
    "Pablo Neruda",
    "Olympe de Gouges",
    "Paul Éluard",
    "Rosa Parks",
    "Anatole France",
    "Germaine Tillion",
    "Henri Wallon",
    "George Sand",
    "Aimé Césaire",
    "Lucie Aubrac",
    "Pierre Brossolette",
    "Françoise Dolto",
    "Gaston Monnerville",
    "Pauline Kergomard",
    "Jean Jaurès",
    "Berthe Morisot",
    "Léo Lagrange",
    "Camille Claudel",
    "Saint-Exupéry",
    "Elsa Triolet",
    "Célestin Freinet",
    "Hélène Boucher",
    "Romain Rolland",
    "Maria Montessori",
    "Frédéric Mistral",
    "Anne Frank",
    "La Fontaine",
    "Nelson Mandela",
];

fn pick<'a>(list: &[&'a str], rank: usize) -> &'a str {
    list.get(rank % list.len()).copied().unwrap_or_default()
}

/// The commune of a rank in its département.
pub fn commune(rank: usize, shift: usize) -> String {
    format!(
        "{}{}",
        pick(&COMMUNES, rank.wrapping_mul(7) + shift),
        pick(&SUFFIXES, rank / COMMUNES.len() + rank * 3 + shift)
    )
}

/// Whom a school is named after.
pub fn person(rank: usize) -> &'static str {
    pick(&PEOPLE, rank)
}
