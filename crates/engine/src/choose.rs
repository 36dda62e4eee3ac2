//! Which questions a session asks: filtered, shuffled with a seed, or as they were planned before.

use rand::{SeedableRng, rngs::StdRng, seq::SliceRandom};

use super::{interview::Asked, rules::Rules};
use outloud_core::{
    bank::{Bank, Kind, Level, Question},
    session::{Planned, RoundSettings, Session},
};

/// Which questions are wanted. An empty list lets everything through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Bank ids.
    pub banks: Vec<String>,
    /// Topics.
    pub topics: Vec<String>,
    /// Kinds.
    pub kinds: Vec<Kind>,
    /// Levels.
    pub levels: Vec<Level>,
    /// Question ids.
    pub questions: Vec<String>,
}

impl Filter {
    /// Whether the filter lets this question of `bank` through.
    #[must_use]
    pub fn lets(&self, bank: &str, question: &Question) -> bool {
        fn one<T: PartialEq>(wanted: &[T], value: &T) -> bool {
            wanted.is_empty() || wanted.contains(value)
        }
        one(&self.banks, &bank.to_owned())
            && one(&self.topics, &question.topic)
            && one(&self.kinds, &question.kind)
            && one(&self.levels, &question.level)
            && one(&self.questions, &question.id)
    }
}

/// The questions of `banks` that the filter lets through, in the banks' order.
#[must_use]
pub fn choose<'a>(banks: impl IntoIterator<Item = &'a Bank>, filter: &Filter) -> Vec<Asked> {
    let wanted = |bank: &Bank, q: &Question| filter.lets(&bank.id, q).then(|| Asked::new(&bank.id, q.clone()));
    banks.into_iter().flat_map(|bank| bank.questions.iter().filter_map(|q| wanted(bank, q))).collect()
}

/// A round of `settings.questions` questions out of `queue`, shuffled with its seed; the plan is noted in the settings.
#[must_use]
pub fn round(mut queue: Vec<Asked>, mut settings: RoundSettings) -> (Rules, Vec<Asked>, RoundSettings) {
    queue.shuffle(&mut StdRng::seed_from_u64(settings.seed));
    queue.truncate(settings.questions);
    settings.questions = queue.len();
    settings.plan = queue.iter().map(planned).collect();
    (Rules::round(&settings), queue, settings)
}

fn planned(asked: &Asked) -> Planned {
    Planned { bank: asked.bank.clone(), question: asked.question.id.clone() }
}

/// The questions of an interrupted round that were not answered yet; none if it was finished or has no plan.
#[must_use]
pub fn rest_of(session: &Session, banks: &[Bank]) -> Option<Vec<Asked>> {
    let settings = session.round.as_ref().filter(|_| !session.ended_early)?;
    let answered = |p: &&Planned| session.takes.iter().any(|t| t.bank == p.bank && t.question.id == p.question);
    let left: Vec<Asked> = settings.plan.iter().filter(|p| !answered(p)).filter_map(|p| find(p, banks)).collect();
    (!left.is_empty()).then_some(left)
}

fn find(planned: &Planned, banks: &[Bank]) -> Option<Asked> {
    let bank = banks.iter().find(|b| b.id == planned.bank)?;
    bank.question(&planned.question).map(|q| Asked::new(&bank.id, q.clone()))
}

/// The same round again: the same questions in the same order, as the banks have them today; none if nothing is left of them
/// or the round has no plan.
#[must_use]
pub fn repeat(settings: &RoundSettings, banks: &[Bank]) -> Option<(Rules, Vec<Asked>, RoundSettings)> {
    let queue: Vec<Asked> = settings.plan.iter().filter_map(|p| find(p, banks)).collect();
    let plan = queue.iter().map(planned).collect();
    let settings = RoundSettings { questions: queue.len(), plan, ..settings.clone() };
    (!queue.is_empty()).then(|| (Rules::round(&settings), queue, settings))
}

/// The same question three times with less and less time: what matters is left when the words have to go.
#[must_use]
pub fn compression(asked: &Asked) -> Vec<Asked> {
    [120, 60, 30].into_iter().map(|seconds| Asked { answer_s: Some(seconds), ..asked.clone() }).collect()
}

/// A kind of round that people know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preset {
    /// Its name.
    pub name: &'static str,
    /// How many questions.
    pub questions: usize,
    /// Minutes for the whole round.
    pub minutes: u32,
    /// Seconds to think.
    pub think_time_s: u32,
    /// Seconds to answer; none: each question's own time.
    pub answer_time_s: Option<u32>,
    /// The kinds it asks; empty: all.
    pub kinds: &'static [Kind],
}

/// A first call: a bit of everything.
pub const PHONE_SCREEN: Preset =
    Preset { name: "Phone screen", questions: 6, minutes: 15, think_time_s: 15, answer_time_s: Some(90), kinds: &[] };

/// A long technical round.
pub const TECHNICAL: Preset = Preset {
    name: "Technical",
    questions: 14,
    minutes: 45,
    think_time_s: 30,
    answer_time_s: None,
    kinds: &[Kind::Technical, Kind::Scenario, Kind::Definition],
};

/// Stories from past work.
pub const BEHAVIOURAL: Preset = Preset {
    name: "Behavioural",
    questions: 8,
    minutes: 30,
    think_time_s: 30,
    answer_time_s: Some(150),
    kinds: &[Kind::Behavioural, Kind::Experience, Kind::Direct],
};

/// Many short definitions.
pub const RAPID_FIRE: Preset = Preset {
    name: "Rapid fire",
    questions: 10,
    minutes: 10,
    think_time_s: 5,
    answer_time_s: Some(30),
    kinds: &[Kind::Definition],
};

/// Every preset, in the order in which the round form offers them.
pub const PRESETS: [Preset; 4] = [PHONE_SCREEN, TECHNICAL, BEHAVIOURAL, RAPID_FIRE];

impl Preset {
    /// The settings of such a round with this seed.
    #[must_use]
    pub fn settings(&self, seed: u64, strict: bool) -> RoundSettings {
        RoundSettings {
            questions: self.questions,
            minutes: Some(self.minutes),
            think_time_s: self.think_time_s,
            answer_time_s: self.answer_time_s,
            strict,
            hard_stop: false,
            seed,
            persona: None,
            plan: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::question;
    use outloud_core::session::{SESSION_SCHEMA, SessionKind, Take};

    fn bank() -> Bank {
        let questions = (0..9).map(|n| question(&format!("q{n}"))).collect();
        Bank::new("b", "", questions)
    }

    fn ids(queue: &[Asked]) -> Vec<&str> {
        queue.iter().map(|a| a.question.id.as_str()).collect()
    }

    #[test]
    fn a_seed_gives_the_same_round_again_and_another_seed_another() {
        let settings = |seed| PRESETS[0].settings(seed, true);
        let all = choose(&[bank()], &Filter::default());
        let (rules, first, stored) = round(all.clone(), settings(7));
        assert_eq!(ids(&first), ids(&round(all.clone(), settings(7)).1));
        assert_ne!(ids(&first), ids(&round(all, settings(8)).1));
        assert_eq!((first.len(), stored.questions, stored.plan.len()), (6, 6, 6));
        assert!(rules.hard_stop && !rules.pause);
    }

    #[test]
    fn filters_combine() {
        let banks = [bank()];
        let count = |filter: Filter| choose(&banks, &filter).len();
        assert_eq!(count(Filter { topics: vec!["git".into()], ..Filter::default() }), 9);
        assert_eq!(count(Filter { topics: vec!["git".into()], kinds: vec![Kind::Scenario], ..Filter::default() }), 0);
        assert_eq!(count(Filter { questions: vec!["q3".into(), "q4".into()], ..Filter::default() }), 2);
        assert_eq!(count(Filter { banks: vec!["other".into()], ..Filter::default() }), 0);
    }

    #[test]
    fn an_interrupted_round_goes_on_where_it_ended() {
        let banks = [bank()];
        let (_, queue, settings) = round(choose(&banks, &Filter::default()), PRESETS[0].settings(1, false));
        let mut session = Session {
            schema: SESSION_SCHEMA,
            id: "s".to_owned(),
            kind: SessionKind::Mock,
            started_at: String::new(),
            round: Some(settings),
            takes: Vec::new(),
            ended_early: false,
        };
        let answer = |asked: &Asked| Take::new(1, &asked.bank, asked.question.clone());
        session.takes.extend(queue[..2].iter().map(answer));
        assert_eq!(ids(&rest_of(&session, &banks).unwrap()), ids(&queue[2..]));
        session.ended_early = true;
        assert_eq!(rest_of(&session, &banks), None, "the candidate had enough");
        session.ended_early = false;
        session.takes.extend(queue[2..].iter().map(answer));
        assert_eq!(rest_of(&session, &banks), None);
    }

    #[test]
    fn a_round_is_repeated_as_far_as_its_questions_are_there() {
        let (_, queue, settings) = round(choose(&[bank()], &Filter::default()), PRESETS[0].settings(7, true));
        let (rules, again, stored) = repeat(&settings, &[bank()]).unwrap();
        assert_eq!((ids(&again), &stored), (ids(&queue), &settings));
        assert!(rules.hard_stop);
        let mut smaller = bank();
        smaller.questions.retain(|q| q.id != settings.plan[0].question);
        let (_, again, stored) = repeat(&settings, &[smaller]).unwrap();
        assert_eq!((ids(&again), stored.questions, stored.plan.len()), (ids(&queue[1..]), 5, 5));
        assert!(repeat(&settings, &[]).is_none());
    }

    #[test]
    fn compression_halves_the_time() {
        let times: Vec<_> = compression(&Asked::new("b", question("q"))).iter().map(|a| a.answer_s).collect();
        assert_eq!(times, [Some(120), Some(60), Some(30)]);
    }
}
