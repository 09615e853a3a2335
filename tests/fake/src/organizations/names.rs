//! Realistic names.

/// The number of these, and of the next two, is a power of two: see [`name`].
const FIRST: [&str; 32] = [
    "Amber",
    "Birch",
    "Blue Heron",
    "Brightwater",
    "Cedar",
    "Cobalt",
    "Copper",
    "Driftwood",
    "Ember",
    "Fjord",
    "Granite",
    "Harbor",
    "Hazel",
    "Ironwood",
    "Juniper",
    "Kestrel",
    "Lakeside",
    "Larkspur",
    "Łódź",
    "Maple",
    "Meridian",
    "Nightingale",
    "Orchard",
    "Pinecrest",
    "Quarry",
    "Redwood",
    "Saffron",
    "Silverline",
    "Tidewater",
    "Umbra",
    "Willow",
    "Zürich",
];
const SECOND: [&str; 32] = [
    "Analytics",
    "Bank",
    "Biotech",
    "Cafés",
    "Capital",
    "Data",
    "Diagnostics",
    "Energy",
    "Foods",
    "Freight",
    "Games",
    "Genomics",
    "Health",
    "Insurance",
    "Labs",
    "Logistics",
    "Media",
    "Mobility",
    "Networks",
    "Outdoors",
    "Payments",
    "Pharma",
    "Publishing",
    "Research",
    "Retail",
    "Robotics",
    "Shipping",
    "Software",
    "Sports",
    "Studios",
    "Travel",
    "Water",
];
const FORM: [&str; 8] = [
    "",
    " Inc.",
    " Group",
    " Ltd",
    " GmbH",
    " & Co",
    " Europe",
    " (Sandbox)",
];

const GIVEN: [&str; 8] = [
    "Ada", "Bruno", "Chiara", "Dmitri", "Esi", "Farah", "Goran", "Hana",
];
const FAMILY: [&str; 8] = [
    "Almeida", "Brandt", "Castillo", "Dubois", "Eriksen", "Ferraro", "Grant", "Hoshino",
];

const COMBINATIONS: u32 = 32 * 32 * 8;

/// Returns the unique name of an index. Multiplying by an odd number permutes the combinations, since their number is a
/// power of two; when they are used up, they repeat with a number appended.
pub(crate) fn name(index: u32) -> String {
    let combination = shuffled(index);
    let (first, second) = pair(combination);
    let form = FORM[combination / 1_024];
    match index / COMBINATIONS {
        0 => format!("{first} {second}{form}"),
        round => format!("{first} {second}{form} {}", round + 1),
    }
}

/// Returns a domain that cannot exist, derived from the name.
pub(crate) fn domain(index: u32) -> String {
    let (first, second) = pair(shuffled(index));
    let letters = |word: &str| {
        word.to_lowercase()
            .replace(|letter: char| !letter.is_ascii_alphanumeric(), "")
    };
    format!("{}{}.example", letters(first), letters(second))
}

/// Returns a given name and a family name.
pub(crate) fn person(number: u64) -> (&'static str, &'static str) {
    // Eight of each: three bits select one.
    (
        GIVEN[(number & 7) as usize],
        FAMILY[(number >> 3 & 7) as usize],
    )
}

fn shuffled(index: u32) -> usize {
    (index % COMBINATIONS * 5_087 % COMBINATIONS) as usize
}

fn pair(combination: usize) -> (&'static str, &'static str) {
    (FIRST[combination % 32], SECOND[combination / 32 % 32])
}
