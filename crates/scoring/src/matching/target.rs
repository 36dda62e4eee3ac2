//! A keyword or phrase with every form in which it may be said, compiled once.

use crate::{
    hash::Fnv,
    pronounce::{self, PhoneSequence},
    text::{self, Class, Token},
};

use super::{figures, negation, params};

/// What to find.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    /// The forms, the bank's own first.
    pub forms: Vec<Form>,
    /// Whether the model answer itself says it under a negation: then a negated mention is right.
    pub negated_in_model: bool,
}

/// One form in which it may be said.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    /// The words that count, in order.
    pub words: Vec<FormWord>,
    /// Whether it is another way to say the term, and not the term itself.
    pub alias: bool,
    /// Whether all its words must stand there one after the other, small ones too: see [`literal_words`].
    pub literal: bool,
    /// Hashes of its letters without spaces.
    pub joins: Vec<u64>,
    /// Its pronunciations.
    pub sounds: Vec<PhoneSequence>,
    /// How many letters it has.
    pub letters: usize,
    /// How many negations it has itself.
    pub negations: u32,
}

/// A word of a form.
#[derive(Debug, Clone)]
pub(crate) struct FormWord {
    /// Normalised.
    pub text: String,
    /// Its stem.
    pub stem: String,
    /// How many other meaningful words may stand before it.
    pub gap: usize,
}

impl Target {
    /// Compiles the term and its other forms.
    pub fn new<'a>(term: &'a str, others: impl IntoIterator<Item = &'a str>) -> Self {
        let mut forms = Vec::new();
        for (at, text) in std::iter::once(term).chain(others).enumerate() {
            let tokens = text::tokens_of(text);
            forms.push(Form::new(&tokens, at > 0, false));
            forms.extend(technical_variants(&tokens).iter().map(|t| Form::new(t, true, true)));
            forms.extend(other_figures(&tokens).iter().map(|t| Form::of_figure(t)));
        }
        forms.retain(|f| !f.words.is_empty());
        Self { forms, negated_in_model: false }
    }

    /// Whether `text` is a figure that is said in other words: "half" and "50 percent".
    pub fn is_figure(text: &str) -> bool {
        !other_figures(&text::tokens_of(text)).is_empty()
    }

    /// Only as written, joined or by its other ways: everyday words sound like too many others.
    pub fn without_sounds(mut self) -> Self {
        self.forms.iter_mut().for_each(|form| form.sounds.clear());
        self
    }

    /// Whether a technical term that is said in other ways stands in `text`: "k8s", "p95".
    pub fn is_technical(text: &str) -> bool {
        !technical_variants(&text::tokens_of(text)).is_empty()
    }
}

/// The same words with technical terms said or written another way.
fn technical_variants(tokens: &[Token]) -> Vec<Vec<Token>> {
    variants(tokens, |rest| {
        let (length, ways) = pronounce::spoken_forms(rest)?;
        Some((length, ways.iter().map(|way| (*way).to_owned()).collect()))
    })
}

/// The same words with figures said in other words.
fn other_figures(tokens: &[Token]) -> Vec<Vec<Token>> {
    variants(tokens, figures::other_ways)
}

/// The same words with one part of them put another way, for each part and way.
fn variants(tokens: &[Token], ways: impl Fn(&[Token]) -> Option<(usize, Vec<String>)>) -> Vec<Vec<Token>> {
    let mut variants = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some((length, ways)) = ways(&tokens[at..]) else {
            at += 1;
            continue;
        };
        for way in ways {
            let mut variant = tokens[..at].to_vec();
            variant.extend(text::tokens_of(&way));
            variant.extend_from_slice(&tokens[at + length..]);
            variants.push(variant);
        }
        at += length;
    }
    variants
}

impl Form {
    /// `technical`: from the table of technical terms, where single letters are letter names.
    fn new(tokens: &[Token], alias: bool, technical: bool) -> Self {
        let literal = literal_words(tokens, technical);
        let kept: Vec<usize> = (0..tokens.len()).filter(|&at| tokens[at].class != Class::Stop).collect();
        let pair = matches!(kept.as_slice(), [first, second] if first + 1 < *second);
        let gap = if pair { params::LARGEST_GAP_IN_TIED_PAIR } else { params::LARGEST_GAP };
        let word = |t: &Token| FormWord { text: t.text.clone(), stem: t.stem.clone(), gap };
        let words = match literal {
            Some(all) => all.iter().map(word).collect(),
            None => kept.iter().map(|&at| word(&tokens[at])).collect(),
        };
        let literal = literal.is_some();
        let sounds = pronounce::phones_of_all(tokens);
        let letters = tokens.iter().map(|t| t.text.len()).sum();
        let negations = negation::count(tokens).last().copied().unwrap_or(0);
        Self { negations, words, alias, literal, joins: joins(tokens), sounds, letters }
    }

    /// A figure in other words, which must stand there one after the other: "a quarter" is not "the last quarter", and its sound is not
    /// listened for.
    fn of_figure(tokens: &[Token]) -> Self {
        let word = |t: &Token| FormWord { text: t.text.clone(), stem: t.stem.clone(), gap: 0 };
        let words = tokens.iter().map(word).collect();
        Self { words, literal: true, sounds: Vec::new(), joins: Vec::new(), ..Self::new(tokens, true, true) }
    }
}

/// The words that must stand there one after the other, small ones too, where a form would say something else without them:
/// it has only small words ("what's that"), letters that look like small words ("a p i"), a word twice ("step by step"), or
/// one word with its particle ("built in" is not "build", "hands-on" not "hand").
fn literal_words(tokens: &[Token], technical: bool) -> Option<&[Token]> {
    let letter = technical && tokens.iter().any(|t| t.class == Class::Stop && t.text.len() == 1);
    let content: Vec<usize> = (0..tokens.len()).filter(|&at| tokens[at].class == Class::Content).collect();
    let twice = content.windows(2).any(|pair| tokens[pair[0]].stem == tokens[pair[1]].stem);
    if letter || twice || content.is_empty() {
        return Some(tokens);
    }
    let particle = tokens.last().is_some_and(|t| t.text == "in" || t.class == Class::Stop && t.attached);
    let [only] = content.as_slice() else { return None };
    let alone = tokens.iter().all(|t| t.class != Class::Light);
    (particle && alone).then(|| &tokens[*only..])
}

fn joins(tokens: &[Token]) -> Vec<u64> {
    let mut hash = Fnv::new();
    let mut joins = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if at + 1 == tokens.len() {
            joins.push(hash.with(token.stem.as_bytes()));
        }
        hash.push(token.text.as_bytes());
    }
    joins.push(hash.value());
    joins.dedup();
    joins
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(target: &Target) -> Vec<String> {
        target.forms.iter().map(|f| f.words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn a_term_has_its_other_ways_as_forms() {
        let target = Target::new("k8s cluster", ["orchestrator"]);
        let forms = words(&target);
        assert_eq!(forms[0], "k8s cluster");
        assert!(
            forms.contains(&"kubernetes cluster".to_owned()) && forms.contains(&"orchestrator".to_owned()),
            "{forms:?}"
        );
        assert!(!target.forms[0].alias && target.forms[1..].iter().all(|f| f.alias));
        assert!(Target::is_technical("k8s") && !Target::is_technical("cluster"));
        assert!(Target::new("...", []).forms.is_empty());
    }

    #[test]
    fn small_words_count_where_a_term_would_be_another_without_them() {
        let cases = [
            ("what's that", true, "what that"),
            ("step by step", true, "step by step"),
            ("built in", true, "built in"),
            ("hands-on", true, "hands on"),
            ("policy as code", false, "policy code"),
            ("health check", false, "health check"),
            ("the rollback", false, "rollback"),
        ];
        for (term, literal, want) in cases {
            let target = Target::new(term, []);
            assert_eq!((target.forms[0].literal, words(&target)[0].as_str()), (literal, want), "{term}");
        }
    }

    #[test]
    fn a_small_word_ties_a_pair_together() {
        let gaps = |term: &str| Target::new(term, []).forms[0].words.iter().map(|w| w.gap).collect::<Vec<_>>();
        assert_eq!(gaps("policy as code"), [0, 0]);
        assert_eq!(gaps("slow query"), [1, 1]);
        assert_eq!(gaps("single point of failure"), [1, 1, 1]);
    }

    #[test]
    fn a_form_knows_its_own_denials() {
        let negations = |term: &str| Target::new(term, []).forms[0].negations;
        assert_eq!((negations("no downtime"), negations("not only fast"), negations("rollback")), (1, 0, 0));
    }
}
