//! The 39 phones of CMUdict and how alike they sound.

use super::params;

/// One phone, 0..39, in the order of `NAMES`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Phone(u8);

/// How many phones there are.
pub(super) const COUNT: usize = 39;

const NAMES: [&str; COUNT] = [
    "AA", "AE", "AH", "AO", "AW", "AY", "B", "CH", "D", "DH", "EH", "ER", "EY", "F", "G", "HH", "IH", "IY", "JH", "K",
    "L", "M", "N", "NG", "OW", "OY", "P", "R", "S", "SH", "T", "TH", "UH", "UW", "V", "W", "Y", "Z", "ZH",
];

impl Phone {
    /// The phone that a letter of `data/cmudict.txt` stands for: a to z, then A to M, in the order of `NAMES`.
    #[must_use]
    pub fn from_letter(letter: u8) -> Option<Self> {
        match letter {
            b'a'..=b'z' => Some(Self(letter - b'a')),
            b'A'..=b'M' => Some(Self(letter - b'A' + 26)),
            _ => None,
        }
    }

    /// The phone with this ARPAbet name, without stress: "AH".
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        NAMES.iter().position(|n| *n == name).map(|at| Self(at as u8))
    }

    /// The ARPAbet name.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES[self.index()]
    }

    /// 0..39.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// Whether it is a vowel.
    #[must_use]
    pub fn is_vowel(self) -> bool {
        matches!(self.articulation(), Articulation::Vowel { .. })
    }

    fn articulation(self) -> Articulation {
        use Manner::{Affricate, Fricative, Glide, Liquid, Nasal, Stop};
        let vowel = |front: i8, open: i8, glide: i8| Articulation::Vowel { front, open, glide };
        let consonant = |manner, place: i8, voiced: bool| Articulation::Consonant { manner, place, voiced };
        match self.name() {
            "AA" => vowel(0, 4, 0),
            "AE" => vowel(3, 4, 0),
            "AH" => vowel(1, 2, 0),
            "AO" => vowel(0, 3, 0),
            "AW" => vowel(1, 4, 2),
            "AY" => vowel(1, 4, 1),
            "EH" => vowel(3, 2, 0),
            "ER" => vowel(1, 2, 3),
            "EY" => vowel(3, 2, 1),
            "IH" => vowel(3, 1, 0),
            "IY" => vowel(4, 0, 0),
            "OW" => vowel(0, 2, 2),
            "OY" => vowel(0, 3, 1),
            "UH" => vowel(0, 1, 0),
            "UW" => vowel(0, 0, 2),
            "P" => consonant(Stop, 0, false),
            "B" => consonant(Stop, 0, true),
            "T" => consonant(Stop, 3, false),
            "D" => consonant(Stop, 3, true),
            "K" => consonant(Stop, 6, false),
            "G" => consonant(Stop, 6, true),
            "CH" => consonant(Affricate, 4, false),
            "JH" => consonant(Affricate, 4, true),
            "F" => consonant(Fricative, 1, false),
            "V" => consonant(Fricative, 1, true),
            "TH" => consonant(Fricative, 2, false),
            "DH" => consonant(Fricative, 2, true),
            "S" => consonant(Fricative, 3, false),
            "Z" => consonant(Fricative, 3, true),
            "SH" => consonant(Fricative, 4, false),
            "ZH" => consonant(Fricative, 4, true),
            "HH" => consonant(Fricative, 7, false),
            "M" => consonant(Nasal, 0, true),
            "N" => consonant(Nasal, 3, true),
            "NG" => consonant(Nasal, 6, true),
            "L" => consonant(Liquid, 3, true),
            "R" => consonant(Liquid, 4, true),
            "W" => consonant(Glide, 0, true),
            _ => consonant(Glide, 5, true),
        }
    }
}

#[derive(Clone, Copy)]
enum Articulation {
    /// Front 0..=4 (back to front), open 0..=4 (close to open), glide: none, to i, to u, to r.
    Vowel { front: i8, open: i8, glide: i8 },
    /// Place 0..=7, from the lips to the throat.
    Consonant { manner: Manner, place: i8, voiced: bool },
}

#[derive(Clone, Copy, PartialEq)]
enum Manner {
    Stop,
    Affricate,
    Fricative,
    Nasal,
    Liquid,
    Glide,
}

/// What it costs to hear one phone for another, in hundredths.
#[derive(Debug, Clone)]
pub struct PhoneCosts {
    swap: [[u16; COUNT]; COUNT],
}

impl PhoneCosts {
    /// The costs that follow from how and where each phone is made.
    #[must_use]
    pub fn new() -> Self {
        let mut costs = Self { swap: [[0; COUNT]; COUNT] };
        for a in 0..COUNT {
            let first = Phone(a as u8);
            for b in 0..COUNT {
                costs.swap[a][b] = swap(first, Phone(b as u8));
            }
        }
        costs
    }

    /// Hearing `b` for `a`, 0..=100.
    #[must_use]
    pub fn swap(&self, a: Phone, b: Phone) -> u16 {
        self.swap[a.index()][b.index()]
    }
}

impl Default for PhoneCosts {
    fn default() -> Self {
        Self::new()
    }
}

fn swap(a: Phone, b: Phone) -> u16 {
    if a == b {
        return 0;
    }
    if matches!((a.name(), b.name()), ("AH", "IH") | ("IH", "AH")) {
        return params::UNSTRESSED_VOWELS;
    }
    match (a.articulation(), b.articulation()) {
        (Articulation::Vowel { front, open, glide }, Articulation::Vowel { front: f2, open: o2, glide: g2 }) => {
            let steps = (front - f2).unsigned_abs() + (open - o2).unsigned_abs() + u8::from(glide != g2);
            (params::VOWELS + params::VOWEL_STEP * u16::from(steps)).min(params::VOWELS_MOST)
        }
        (
            Articulation::Consonant { manner, place, voiced },
            Articulation::Consonant { manner: m2, place: p2, voiced: v2 },
        ) => {
            let steps = u16::from((place - p2).unsigned_abs());
            let voice = if voiced == v2 { 0 } else { params::VOICE };
            if steps == 0 && manner == m2 {
                return voice + params::ONLY_VOICE;
            }
            (manners(manner, m2) + voice + params::PLACE_STEP * steps).min(params::UNLIKE)
        }
        _ => match (a.name(), b.name()) {
            ("ER", "R") | ("R", "ER") => params::ER_R,
            ("IY" | "IH", "Y") | ("Y", "IY" | "IH") | ("UW" | "UH", "W") | ("W", "UW" | "UH") => params::VOWEL_GLIDE,
            _ => params::UNLIKE,
        },
    }
}

/// What two ways of making a consonant cost, voice and place apart.
fn manners(a: Manner, b: Manner) -> u16 {
    use Manner::{Affricate, Fricative, Glide, Liquid, Nasal, Stop};
    match (a, b) {
        (Nasal, Nasal) => params::NASALS,
        _ if a == b => params::SAME_MANNER,
        (Stop | Fricative, Affricate) | (Affricate, Stop | Fricative) => params::AFFRICATE,
        (Liquid, Glide) | (Glide, Liquid) => params::LIQUID_GLIDE,
        (Stop, Fricative) | (Fricative, Stop) => params::STOP_FRICATIVE,
        _ => params::OTHER_MANNER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_are_symmetric_and_follow_the_ear() {
        let costs = PhoneCosts::new();
        let cost =
            |a: &str, b: &str| costs.swap(Phone::from_name(a).expect("a phone"), Phone::from_name(b).expect("a phone"));
        for a in NAMES {
            for b in NAMES {
                assert_eq!(cost(a, b), cost(b, a), "{a} {b}");
                assert_eq!(cost(a, b) == 0, a == b, "{a} {b}");
            }
        }
        assert!(cost("P", "B") < cost("P", "T") && cost("P", "T") < cost("P", "S") && cost("P", "S") < cost("P", "AA"));
        assert!(cost("IH", "IY") < cost("IH", "AA") && cost("M", "N") < cost("M", "S"));
    }

    #[test]
    fn costs_are_what_the_table_of_params_gives() {
        let phone = |name: &str| Phone::from_name(name).expect("a phone");
        let cases = [
            ("AH", "IH", params::UNSTRESSED_VOWELS),
            ("P", "B", params::VOICE + params::ONLY_VOICE),
            ("M", "N", params::NASALS + 3 * params::PLACE_STEP),
            ("P", "T", params::SAME_MANNER + 3 * params::PLACE_STEP),
            ("T", "CH", params::AFFRICATE + params::PLACE_STEP),
            ("L", "W", params::LIQUID_GLIDE + 3 * params::PLACE_STEP),
            ("T", "S", params::STOP_FRICATIVE),
            ("M", "HH", params::UNLIKE),
            ("ER", "R", params::ER_R),
            ("IY", "Y", params::VOWEL_GLIDE),
            ("IY", "IH", params::VOWELS + 2 * params::VOWEL_STEP),
            ("IY", "AA", params::VOWELS_MOST),
            ("AA", "S", params::UNLIKE),
        ];
        let costs = PhoneCosts::new();
        for (a, b, want) in cases {
            assert_eq!(costs.swap(phone(a), phone(b)), want.min(100), "{a} {b}");
        }
    }

    #[test]
    fn letters_and_names_lead_to_the_same_phones() {
        let all: Vec<Phone> = (b'a'..=b'z').chain(b'A'..=b'M').filter_map(Phone::from_letter).collect();
        assert_eq!(all.len(), COUNT);
        assert!(all.iter().enumerate().all(|(at, p)| p.index() == at && Phone::from_name(p.name()) == Some(*p)));
        assert!(
            Phone::from_letter(b'N').is_none()
                && Phone::from_letter(b' ').is_none()
                && Phone::from_name("XX").is_none()
        );
        assert_eq!(all.iter().filter(|p| p.is_vowel()).count(), 15);
    }
}
