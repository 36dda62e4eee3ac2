//! British and American spelling are one word: "prioritise" and "prioritize", "behaviour" and "behavior". Banks are written in
//! one, recognisers write the other.

use std::borrow::Cow;

/// Parts of words, British and American.
const PARTS: &[(&str, &str)] = &[
    ("acknowledgement", "acknowledgment"),
    ("ageing", "aging"),
    ("artefact", "artifact"),
    ("behaviour", "behavior"),
    ("catalogue", "catalog"),
    ("centred", "centered"),
    ("centre", "center"),
    ("centring", "centering"),
    ("colour", "color"),
    ("defence", "defense"),
    ("dialogue", "dialog"),
    ("endeavour", "endeavor"),
    ("favour", "favor"),
    ("fibre", "fiber"),
    ("flavour", "flavor"),
    ("harbour", "harbor"),
    ("honour", "honor"),
    ("judgement", "judgment"),
    ("labour", "labor"),
    ("licence", "license"),
    ("neighbour", "neighbor"),
    ("offence", "offense"),
    ("rumour", "rumor"),
    ("sceptic", "skeptic"),
];

/// What follows the s or z of "prioritise" and "analyse".
const ENDS: &[&str] = &["ation", "ational", "ations", "e", "ed", "er", "ers", "es", "ing"];

/// The one spelling that stands for both; the word itself if it has only one. The s, because Snowball takes "ize" off and
/// "virtualize" would be "virtual".
pub(super) fn one(word: &str) -> Cow<'_, str> {
    if word.len() < 6 {
        return Cow::Borrowed(word);
    }
    if let Some((british, american)) = PARTS.iter().find(|(british, _)| word.contains(british)) {
        return Cow::Owned(word.replacen(british, american, 1));
    }
    let with_s = |end: &&str| {
        let root =
            word.strip_suffix(end)?.strip_suffix('z').filter(|root| root.ends_with(['i', 'y']) && root.len() > 4)?;
        Some(format!("{root}s{end}"))
    };
    ENDS.iter().find_map(with_s).map_or(Cow::Borrowed(word), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_spellings_are_one_word() {
        let pairs = [
            ("prioritise", "prioritize"),
            ("containerised", "containerized"),
            ("authorisation", "authorization"),
            ("analysing", "analyzing"),
            ("behavioural", "behavioral"),
            ("neighbours", "neighbors"),
            ("centralising", "centralizing"),
            ("centred", "centered"),
        ];
        for (british, american) in pairs {
            assert_eq!(one(british), one(american));
        }
        for word in ["promised", "resized", "supervise", "sizes", "citizens", "horizons", "enterprise"] {
            assert_eq!(one(word), word);
        }
    }
}
