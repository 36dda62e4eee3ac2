//! Inflected words: the ending said after the phonemes of the stem.

/// Vowels after which an American t is a flap.
const BEFORE_FLAP: &str = "AIOWYiuæɑəɛɪɹʊʌ";

/// Plural, third person, possessive.
pub(super) fn with_s(stem: &str) -> String {
    let end = match stem.chars().last() {
        Some('p' | 't' | 'k' | 'f' | 'θ') => "s",
        Some('s' | 'z' | 'ʃ' | 'ʒ' | 'ʧ' | 'ʤ') => "ᵻz",
        _ => "z",
    };
    format!("{stem}{end}")
}

/// Past tense.
pub(super) fn with_ed(stem: &str) -> String {
    match stem.chars().last() {
        Some('p' | 'k' | 'f' | 'θ' | 'ʃ' | 's' | 'ʧ') => format!("{stem}t"),
        Some('d') => format!("{stem}ᵻd"),
        Some('t') => format!("{}ᵻd", flapped(stem)),
        _ => format!("{stem}d"),
    }
}

/// Present participle.
pub(super) fn with_ing(stem: &str) -> String {
    format!("{}ɪŋ", flapped(stem))
}

fn flapped(stem: &str) -> String {
    match stem.strip_suffix('t') {
        Some(rest) if rest.ends_with(|c| BEFORE_FLAP.contains(c)) => format!("{rest}ɾ"),
        _ => stem.to_owned(),
    }
}

/// An ending with what it adds to the phonemes of its stem, and the spellings that the stem may have, the likeliest first.
pub(super) type Inflection = (fn(&str) -> String, Vec<String>);

/// The stems that a word may be an inflection of.
pub(super) fn stems(word: &str) -> Vec<Inflection> {
    let mut found: Vec<Inflection> = Vec::new();
    let long = |n: usize| word.chars().count() >= n;
    if long(3) && word.ends_with('s') {
        let mut stems = Vec::new();
        let mut cut = |end: &str, add: &str| stems.extend(word.strip_suffix(end).map(|stem| format!("{stem}{add}")));
        if !word.ends_with("ss") {
            cut("s", "");
        }
        cut("'s", "");
        if long(5) {
            if word.ends_with("ies") {
                cut("ies", "y");
            } else {
                cut("es", "");
            }
        }
        found.push((with_s, stems));
    }
    if long(4) && word.ends_with('d') {
        let mut stems = Vec::new();
        if !word.ends_with("dd") {
            stems.push(word[..word.len() - 1].to_owned());
        }
        if long(5) && word.ends_with("ed") && !word.ends_with("eed") {
            let stem = &word[..word.len() - 2];
            stems.push(stem.to_owned());
            stems.extend(undoubled(stem));
            stems.extend(stem.strip_suffix('i').map(|s| format!("{s}y")));
        }
        found.push((with_ed, stems));
    }
    if let Some(stem) = word.strip_suffix("ing").filter(|_| long(5)) {
        found.push((
            with_ing,
            [Some(stem.to_owned()), Some(format!("{stem}e")), undoubled(stem)].into_iter().flatten().collect(),
        ));
    }
    found
}

/// "stopp" is "stop".
fn undoubled(stem: &str) -> Option<String> {
    let mut back = stem.chars().rev();
    let (last, before) = (back.next()?, back.next()?);
    (last == before && last.is_ascii_alphabetic()).then(|| stem[..stem.len() - 1].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_follow_the_last_sound() {
        assert_eq!(with_s("bæʧ"), "bæʧᵻz");
        assert_eq!(with_s("kˈæt"), "kˈæts");
        assert_eq!(with_ed("stˈɑp"), "stˈɑpt");
        assert_eq!(with_ed("kəmˈɪt"), "kəmˈɪɾᵻd");
        assert_eq!(with_ing("sˈɛt"), "sˈɛɾɪŋ");
    }

    #[test]
    fn a_stem_is_found_behind_doubled_letters_and_a_lost_e() {
        let stems = |word: &str| stems(word).into_iter().flat_map(|(_, stems)| stems).collect::<Vec<_>>();
        assert!(stems("sharding").contains(&"shard".to_owned()));
        assert!(stems("caching").contains(&"cache".to_owned()));
        assert!(stems("stopped").contains(&"stop".to_owned()));
        assert!(stems("policies").contains(&"policy".to_owned()));
        assert!(stems("Kubernetes's").contains(&"Kubernetes".to_owned()));
    }
}
