//! A question's patterns made ready for matching.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use outloud_core::{
    bank::Question,
    pattern::{Alternative, Pattern, Word, WordForm},
    terms,
};

use super::phrase::{Phrase, Use};

/// Every pattern of a question. An alternative that several patterns use is compiled once.
#[derive(Debug, Clone, Default)]
pub(crate) struct CompiledStatements {
    pub(super) phrases: Vec<Arc<Phrase>>,
    pub(super) points: Vec<PointPatterns>,
    pub(super) misconceptions: Vec<Vec<CompiledPattern>>,
    /// The rivals of each group: name and the phrases that name it.
    pub(super) groups: Vec<Vec<Subject>>,
}

/// A subject that must not be confused with its rivals.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    pub name: String,
    pub phrases: Vec<usize>,
}

/// The patterns of a point.
#[derive(Debug, Clone)]
pub(super) struct PointPatterns {
    pub says: Vec<CompiledPattern>,
    pub wrong: Vec<CompiledPattern>,
}

/// A pattern with its alternatives as indices into [`CompiledStatements::phrases`].
#[derive(Debug, Clone)]
pub(super) struct CompiledPattern {
    /// As the bank writes it.
    pub text: String,
    pub subject: SubjectRef,
    pub slots: Vec<CompiledSlot>,
    pub denied_from: Option<usize>,
    pub mention: bool,
    pub reach: Option<usize>,
}

/// What a pattern is said of.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum SubjectRef {
    /// Of anything.
    None,
    /// Of these members of a group of rivals.
    Rival { group: usize, members: Vec<usize> },
    /// Of something that has to be named in the sentence or shortly before it.
    Named(Vec<usize>),
}

/// A slot: the phrases that fill it.
#[derive(Debug, Clone)]
pub(super) struct CompiledSlot {
    pub phrases: Vec<usize>,
    pub wanted: usize,
    pub optional: bool,
    pub after_previous: bool,
}

impl CompiledStatements {
    /// Compiles the patterns of `question`. A pattern that cannot be read is passed over: the store refuses banks that have one.
    pub fn new(question: &Question) -> Self {
        let mut compiler = Compiler::new(&question.terms, Use::Slot);
        for group in &question.subjects {
            let subjects = group.iter().map(|(name, others)| compiler.subject(name, others)).collect();
            compiler.out.groups.push(subjects);
        }
        for point in &question.points {
            let point = PointPatterns { says: compiler.patterns(&point.says), wrong: compiler.patterns(&point.wrong) };
            compiler.out.points.push(point);
        }
        for misconception in &question.misconceptions {
            let patterns = compiler.patterns(&misconception.says);
            compiler.out.misconceptions.push(patterns);
        }
        compiler.out
    }

    /// Compiles lists of patterns in everyday words, found as written and inflected only; `terms` are their shared ones.
    pub fn of_everyday_words(lists: &[Vec<String>], terms: &BTreeMap<String, Vec<String>>) -> Self {
        let mut compiler = Compiler::new(terms, Use::Everyday);
        for list in lists {
            let point = PointPatterns { says: compiler.patterns(list), wrong: Vec::new() };
            compiler.out.points.push(point);
        }
        compiler.out
    }

    /// Whether the question has any pattern.
    pub fn is_empty(&self) -> bool {
        self.points.is_empty() && self.misconceptions.is_empty()
    }
}

/// What is compiled so far.
struct Compiler<'a> {
    terms: &'a BTreeMap<String, Vec<String>>,
    /// What the alternatives of slots are used for.
    slots: Use,
    out: CompiledStatements,
    /// The index of each alternative.
    known: HashMap<(Alternative, Use), usize>,
    /// The indices of the alternatives of each shared term.
    known_terms: HashMap<String, Vec<usize>>,
}

impl<'a> Compiler<'a> {
    fn new(terms: &'a BTreeMap<String, Vec<String>>, slots: Use) -> Self {
        Self { terms, slots, out: CompiledStatements::default(), known: HashMap::new(), known_terms: HashMap::new() }
    }

    fn subject(&mut self, name: &str, others: &[String]) -> Subject {
        let spoken = std::iter::once(name).chain(others.iter().map(String::as_str));
        let phrases =
            spoken.filter_map(words_of).map(|words| self.phrase(Alternative::Words(words), Use::Name)).collect();
        Subject { name: name.to_owned(), phrases }
    }

    fn patterns(&mut self, texts: &[String]) -> Vec<CompiledPattern> {
        texts.iter().filter_map(|text| Some(self.pattern(text, &Pattern::parse(text).ok()?))).collect()
    }

    fn pattern(&mut self, text: &str, pattern: &Pattern) -> CompiledPattern {
        let subject = pattern.subject.as_ref().map_or(SubjectRef::None, |s| self.subject_ref(s));
        let slots = pattern.slots.iter().map(|slot| CompiledSlot {
            phrases: self.phrases(&slot.alternatives),
            wanted: slot.wanted,
            optional: slot.optional,
            after_previous: slot.after_previous,
        });
        let slots = slots.collect();
        let (denied_from, mention, reach) = (pattern.denied_from, pattern.mention, pattern.reach);
        CompiledPattern { text: text.to_owned(), subject, slots, denied_from, mention, reach }
    }

    /// A subject that the question sets against others, or any other that has to be named.
    fn subject_ref(&mut self, alternatives: &[Alternative]) -> SubjectRef {
        let spelt = |words: &[Word]| words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
        let names: Vec<String> = alternatives
            .iter()
            .filter_map(|a| if let Alternative::Words(w) = a { Some(spelt(w)) } else { None })
            .collect();
        let same = |a: &str, b: &str| a.to_lowercase().replace(['-', '_'], " ") == b.replace('-', " ");
        for (group, subjects) in self.out.groups.iter().enumerate() {
            let members: Vec<usize> =
                (0..subjects.len()).filter(|&m| names.iter().any(|name| same(&subjects[m].name, name))).collect();
            if !members.is_empty() {
                return SubjectRef::Rival { group, members };
            }
        }
        SubjectRef::Named(self.phrases(alternatives))
    }

    fn phrases(&mut self, alternatives: &[Alternative]) -> Vec<usize> {
        let mut all = Vec::new();
        for alternative in alternatives {
            match alternative {
                Alternative::Term(name) => all.extend(self.term(name)),
                other => all.push(self.phrase(other.clone(), self.slots)),
            }
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    fn term(&mut self, name: &str) -> Vec<usize> {
        if let Some(known) = self.known_terms.get(name) {
            return known.clone();
        }
        let phrases = self.ways_of_term(name);
        self.known_terms.insert(name.to_owned(), phrases.clone());
        phrases
    }

    fn ways_of_term(&mut self, name: &str) -> Vec<usize> {
        if let Some(ways) = self.terms.get(name) {
            let parsed = ways.iter().filter_map(|way| alternatives_of(way));
            return parsed.flatten().map(|a| self.phrase(a, self.slots)).collect();
        }
        let ways = terms::built_in(name).unwrap_or_default();
        ways.iter().filter_map(|way| alternatives_of(way)).flatten().map(|a| self.phrase(a, Use::Everyday)).collect()
    }

    fn phrase(&mut self, alternative: Alternative, used: Use) -> usize {
        let next = self.out.phrases.len();
        let phrases = &mut self.out.phrases;
        *self.known.entry((alternative, used)).or_insert_with_key(|(alternative, used)| {
            phrases.push(Phrase::of(alternative, *used));
            next
        })
    }
}

fn alternatives_of(way: &str) -> Option<Vec<Alternative>> {
    let slot = Pattern::parse(way).ok()?.slots.into_iter().next()?;
    Some(slot.alternatives)
}

/// The words of a spoken form, as an alternative has them.
fn words_of(text: &str) -> Option<Vec<Word>> {
    let words: Vec<Word> =
        text.split_whitespace().map(|w| Word { text: w.to_lowercase(), form: WordForm::Stem }).collect();
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statements::{phrase::PhraseKind, tests::question};

    fn phrase_text(phrase: &Phrase) -> String {
        match &phrase.kind {
            PhraseKind::Words(words) => words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" "),
            PhraseKind::Number(low, high) => format!("{low}..{high}"),
        }
    }

    #[test]
    fn alternatives_are_compiled_once() {
        let compiled =
            CompiledStatements::new(&question("[]", &["restart|reboot pod", "pod restart"], &["restart never"]));
        let texts: Vec<String> = compiled.phrases.iter().map(|p| phrase_text(p)).collect();
        assert_eq!(texts, ["restart", "reboot", "pod", "never"]);
        let point = &compiled.points[0];
        assert_eq!((point.says.len(), point.wrong.len()), (2, 1));
        assert_eq!(point.says[0].slots[0].phrases, [0, 1]);
        assert_eq!(point.says[1].slots[1].phrases, [0]);
    }

    #[test]
    fn words_are_cut_as_transcripts_are() {
        let compiled = CompiledStatements::new(&question("[]", &["trade-off", "roll_the_release_back", "30..60"], &[]));
        let texts: Vec<String> = compiled.phrases.iter().map(|p| phrase_text(p)).collect();
        assert_eq!(texts, ["trade off", "roll release back", "30000..60000"]);
    }

    #[test]
    fn only_longer_words_and_technical_terms_are_found_by_sound() {
        let cases = [("idempotent", true), ("cache", false), ("k8s", true), ("config*", false), ("=restart", false)];
        for (pattern, want) in cases {
            let compiled = CompiledStatements::new(&question("[]", &[pattern], &[]));
            assert_eq!(compiled.phrases[0].target.is_some(), want, "{pattern}");
        }
    }

    #[test]
    fn a_subject_is_a_rival_if_the_question_says_so() {
        let rivals = r#"[{"gauge":[],"parameter store":["ssm"]}]"#;
        let cases = [
            ("gauge: fall", SubjectRef::Rival { group: 0, members: vec![0] }),
            ("parameter_store: rotate", SubjectRef::Rival { group: 0, members: vec![1] }),
            ("fall", SubjectRef::None),
        ];
        for (pattern, want) in cases {
            let compiled = CompiledStatements::new(&question(rivals, &[pattern], &[]));
            assert_eq!(compiled.points[0].says[0].subject, want, "{pattern}");
        }
        let compiled = CompiledStatements::new(&question(rivals, &["pod: fall"], &[]));
        assert!(matches!(&compiled.points[0].says[0].subject, SubjectRef::Named(phrases) if phrases.len() == 1));
        let names: Vec<&str> = compiled.groups[0].iter().map(|s| s.name.as_str()).collect();
        assert_eq!(names, ["gauge", "parameter store"]);
        assert_eq!(compiled.groups[0][1].phrases.len(), 2);
    }

    #[test]
    fn terms_are_the_questions_own_or_built_in() {
        let mut own = question("[]", &["{revert}"], &[]);
        own.terms.insert("revert".to_owned(), vec!["roll_back".to_owned(), "undo".to_owned()]);
        let compiled = CompiledStatements::new(&own);
        assert_eq!(compiled.points[0].says[0].slots[0].phrases.len(), 2);
        let built_in = CompiledStatements::new(&question("[]", &["{increase}"], &[]));
        assert!(built_in.phrases.len() > 1 && built_in.phrases.iter().all(|p| p.target.is_none()));
    }

    #[test]
    fn what_cannot_be_read_is_passed_over() {
        let compiled = CompiledStatements::new(&question("[]", &["((", "restart"], &[]));
        assert_eq!(compiled.points[0].says.len(), 1);
        assert!(CompiledStatements::new(&Question::bare("q", "", "")).is_empty());
    }
}
