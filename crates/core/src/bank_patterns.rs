//! The patterns of a bank: where each stands, which cannot be read, and the shared terms that they use.

use std::collections::BTreeMap;

use crate::{
    bank::{Bank, Misconception, Point, Question},
    pattern, terms,
};

/// A pattern that cannot be used, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternProblem {
    /// The JSON path within the bank: `questions[3].points[0].says[1]`.
    pub path: String,
    /// The pattern as written.
    pub pattern: String,
    /// What is wrong with it.
    pub error: pattern::PatternError,
}

impl Bank {
    /// Adds to each question the bank's terms that its patterns use, so that a question can be scored without its bank.
    pub fn share_terms(&mut self) {
        for question in &mut self.questions {
            let used: Vec<String> = question.patterns().flat_map(|(_, text)| terms_in(text)).collect();
            for name in used {
                if let Some(ways) = self.terms.get(&name) {
                    question.terms.entry(name).or_insert_with(|| ways.clone());
                }
            }
        }
    }

    /// The first pattern or term that cannot be read.
    #[must_use]
    pub fn pattern_problem(&self) -> Option<PatternProblem> {
        let own = terms_problem("terms", &self.terms);
        own.or_else(|| {
            self.questions.iter().enumerate().find_map(|(i, q)| {
                let at = |path: &str| format!("questions[{i}].{path}");
                terms_problem(&at("terms"), &q.terms).or_else(|| {
                    q.patterns().find_map(|(path, text)| {
                        let error = self.check_pattern(q, text)?;
                        Some(PatternProblem { path: at(&path), pattern: text.to_owned(), error })
                    })
                })
            })
        })
    }

    fn check_pattern(&self, question: &Question, text: &str) -> Option<pattern::PatternError> {
        if let Err(error) = pattern::Pattern::parse(text) {
            return Some(error);
        }
        let known = |name: &String| {
            self.terms.contains_key(name) || question.terms.contains_key(name) || terms::built_in(name).is_some()
        };
        let unknown = terms_in(text).find(|name| !known(name))?;
        Some(pattern::PatternError {
            column: text.find('{').map_or(1, |at| text[..at].chars().count() + 1),
            problem: format!("no term is called '{unknown}'"),
            remedy: "Add it to the bank's `terms`, or use a built-in one (`outloud bank terms` lists them)",
        })
    }
}

fn terms_problem(path: &str, terms: &BTreeMap<String, Vec<String>>) -> Option<PatternProblem> {
    terms.iter().find_map(|(name, ways)| {
        ways.iter().enumerate().find_map(|(n, way)| {
            let nested = way.contains(['{', ' ', ':']).then(|| pattern::PatternError {
                column: 1,
                problem: "a term holds words and phrases only".to_owned(),
                remedy: "Join the words of a phrase with underscores: `data_store`",
            });
            let error = nested.or_else(|| pattern::Pattern::parse(way).err())?;
            Some(PatternProblem { path: format!("{path}.{name}[{n}]"), pattern: way.clone(), error })
        })
    })
}

/// The names of the terms that a pattern uses.
fn terms_in(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name.to_lowercase())
}

impl Question {
    /// Every pattern of the question and its follow-ups, each with its JSON path within the question.
    pub fn patterns(&self) -> impl Iterator<Item = (String, &str)> {
        let own = patterns_of("", &self.points, &self.misconceptions);
        let follow_ups = self.follow_ups.iter().enumerate();
        own.chain(follow_ups.flat_map(|(n, f)| patterns_of(&format!("follow_ups[{n}]."), &f.points, &f.misconceptions)))
    }
}

fn patterns_of<'a>(
    before: &str,
    points: &'a [Point],
    misconceptions: &'a [Misconception],
) -> std::vec::IntoIter<(String, &'a str)> {
    let mut all = Vec::new();
    let mut add = |path: String, patterns: &'a [String]| {
        all.extend(patterns.iter().enumerate().map(|(n, p)| (format!("{before}{path}[{n}]"), p.as_str())));
    };
    for (i, point) in points.iter().enumerate() {
        add(format!("points[{i}].says"), &point.says);
        add(format!("points[{i}].wrong"), &point.wrong);
    }
    for (i, wrong) in misconceptions.iter().enumerate() {
        add(format!("misconceptions[{i}].says"), &wrong.says);
    }
    all.into_iter()
}
