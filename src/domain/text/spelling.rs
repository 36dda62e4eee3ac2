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

/// What follows the s or z of "prioritise".
const ENDS: &[&str] = &["ation", "ational", "ations", "e", "ed", "er", "ers", "es", "ing"];

/// Ends of words whose s is an s in every spelling: promise, supervise, exercise, otherwise.
const ALWAYS_S: &[&str] = &[
    "adis", "advertis", "andis", "chis", "demis", "ercis", "expertis", "incis", "oncis", "premis", "pris", "promis",
    "recis", "sunris", "treatis", "vis", "wis", "xcis",
];

/// The American spelling of a normalised word; the word itself if it has only one.
pub(super) fn american(word: &str) -> Cow<'_, str> {
    if word.len() < 6 {
        return Cow::Borrowed(word);
    }
    if let Some((part, other)) = PARTS.iter().find(|(part, _)| word.contains(part)) {
        return Cow::Owned(word.replacen(part, other, 1));
    }
    let found = ENDS.iter().find_map(|end| {
        let root = word.strip_suffix(end).filter(|stem| with_z(stem, end))?.strip_suffix('s')?;
        Some(format!("{root}z{end}"))
    });
    found.map_or(Cow::Borrowed(word), Cow::Owned)
}

/// Whether what `end` follows may have a z too: "prioritis" and "analys", but not "nois" and "promis". "Analyses" are several.
fn with_z(stem: &str, end: &str) -> bool {
    let verb = |root: &str| root.len() >= 4 && !root.ends_with(['a', 'e', 'o', 'u']);
    stem.strip_suffix("is").is_some_and(verb) && !ALWAYS_S.iter().any(|s| stem.ends_with(s))
        || (stem.ends_with("alys") && end != "es")
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
        for (british, us) in pairs {
            assert_eq!((american(british), american(us)), (us.into(), us.into()));
        }
        for word in
            ["promised", "noises", "supervise", "exercise", "precise", "raising", "analyses", "enterprise", "rises"]
        {
            assert_eq!(american(word), word);
        }
    }
}
