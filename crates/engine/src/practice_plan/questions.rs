//! The questions that a plan is about.

use std::collections::{BTreeMap, BTreeSet};

use super::goal::Goal;
use crate::interview::Asked;
use outloud_core::{
    bank::{Bank, Question},
    session::Planned,
};

/// The questions of a goal, as far as the banks have them, in an order that takes turns among the topics.
#[must_use]
pub fn in_plan(goal: &Goal, banks: &[Bank]) -> Vec<Asked> {
    let found: Vec<(&Bank, &Question)> = if goal.questions.is_empty() {
        let mut banks: Vec<&Bank> = banks.iter().collect();
        banks.sort_by_key(|bank| bank.id != crate::schedule::CORE_BANK);
        banks.into_iter().flat_map(|bank| bank.questions.iter().map(move |q| (bank, q))).collect()
    } else {
        let by_id: BTreeMap<&str, &Bank> = banks.iter().map(|b| (b.id.as_str(), b)).collect();
        let find = |p: &Planned| by_id.get(p.bank.as_str()).and_then(|b| Some((*b, b.question(&p.question)?)));
        goal.questions.iter().filter_map(find).collect()
    };
    let mut of_topic: BTreeMap<&str, usize> = BTreeMap::new();
    let mut turns: Vec<(usize, Asked)> = Vec::new();
    let mut seen = BTreeSet::new();
    for (bank, question) in found {
        if seen.insert((&bank.id, &question.id)) {
            let turn = of_topic.entry(&question.topic).or_default();
            turns.push((*turn, Asked::new(&bank.id, question.clone())));
            *turn += 1;
        }
    }
    turns.sort_by_key(|(turn, _)| *turn);
    turns.into_iter().map(|(_, asked)| asked).collect()
}
