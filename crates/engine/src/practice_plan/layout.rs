//! Which question on which day. Each day has room for so many minutes: first a round on some days, then what is due and
//! the weak must points, then new questions, evenly over the days that are left. What finds no room waits for the next day.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use jiff::{ToSpan, civil::Date};

use super::{
    PlanDay, PlanItem, PracticePlan, Reason, Task,
    goal::{Goal, MOST_DAYS},
    history::{History, Standing, UnmetMust},
    questions::in_plan,
};
use crate::{choose::PHONE_SCREEN, schedule::Memory};
use outloud_core::{
    bank::{Bank, FOLLOW_UP, Question},
    session::{Planned, RoundSettings},
};

/// What a question takes beside its answer: reading it, and looking at the scorecard.
const BESIDE_ANSWER_S: u32 = 60;
/// While there are new questions, so much of a day goes to those that are known.
const KNOWN_SHARE: f64 = 2.0 / 3.0;
/// A weak question rests for so many days before it is asked again although it is not due.
const REST_DAYS: i32 = 2;
/// A round is held on every fourth day, the last one on the day before the light one.
const ROUND_EVERY_DAYS: i32 = 4;
const LAST_ROUND_BEFORE_DAYS: i32 = 2;
/// So much of its day a round takes, within these minutes.
const ROUND_SHARE: f64 = 2.0 / 3.0;
const ROUND_MINUTES: (u32, u32) = (5, 45);
const ROUND_MINUTES_PER_QUESTION: f64 = 2.5;
const ROUND_QUESTIONS: (usize, usize) = (2, 14);

/// The plan for a goal, from its history and the banks of today.
#[must_use]
pub fn plan(goal: &Goal, history: &History, banks: &[Bank]) -> PracticePlan {
    let mut pool = Pool::new(goal, history, banks);
    let today = pool.new.iter().filter(|new| history.today_answered.contains_key(&new.asked)).count();
    let (questions, answered) = (pool.questions, pool.known.len() + today);
    let dates = practice_days(history.today, goal.until);
    let mut days: Vec<PlanDay> = Vec::new();
    for (n, date) in dates.iter().enumerate() {
        let day = Day { date: *date, light: is_light(*date, goal), left: dates.len() - n };
        let items = pool.fill(&day, goal);
        days.push(PlanDay { date: *date, light: day.light, items });
        if n == 0 {
            pool.take_over(history);
        }
    }
    if let Some(today) = days.first_mut() {
        mark_done(today, history);
    }
    PracticePlan { days, questions, answered, left_over: pool.new.len() }
}

/// From today until the day before the interview; today alone if that is the interview's day.
fn practice_days(today: Date, until: Date) -> Vec<Date> {
    let days = today.series(1.day()).take_while(|date| *date < until || (*date == until && today == until));
    days.take(MOST_DAYS).collect()
}

/// The last day before the interview is light, and so is its own; not if the goal was set on it.
fn is_light(date: Date, goal: &Goal) -> bool {
    days_between(date, goal.until) <= 1 && goal.since < date || date == goal.until
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

fn has_round(date: Date, goal: &Goal) -> bool {
    let ahead = days_between(date, goal.until) - LAST_ROUND_BEFORE_DAYS;
    ahead >= 0 && ahead % ROUND_EVERY_DAYS == 0 && goal.since < date
}

/// A day to fill.
struct Day {
    date: Date,
    light: bool,
    /// How many days are left, this one included.
    left: usize,
}

/// A question that may be asked.
struct Candidate {
    asked: Planned,
    prompt: String,
    topic: String,
    cost_s: u32,
}

/// One that was answered, really or as far as the plan has come.
struct Known {
    candidate: Candidate,
    memory: Memory,
    due: Date,
    answered: Date,
    weak: Option<UnmetMust>,
}

/// Everything that may be asked, as it stands on the day that is being filled.
struct Pool<'a> {
    history: &'a History,
    known: Vec<Known>,
    new: VecDeque<Candidate>,
    questions: usize,
}

impl<'a> Pool<'a> {
    fn new(goal: &Goal, history: &'a History, banks: &[Bank]) -> Self {
        let wanted = in_plan(goal, banks);
        let ids: BTreeSet<(&str, &str)> = wanted.iter().map(|a| (a.bank.as_str(), a.question.id.as_str())).collect();
        let by_id: BTreeMap<&str, &Bank> = banks.iter().map(|b| (b.id.as_str(), b)).collect();
        let mut known = Vec::new();
        for (asked, standing) in &history.before {
            let parent = asked.question.split_once(FOLLOW_UP).map_or(asked.question.as_str(), |(parent, _)| parent);
            let question = by_id.get(asked.bank.as_str()).and_then(|bank| bank.asked(&asked.question));
            if let Some(question) = question.filter(|_| ids.contains(&(&asked.bank, parent))) {
                known.push(Known::new(candidate(&asked.bank, &question), standing.clone(), history));
            }
        }
        let is_new = |bank: &str, id: &str| {
            !history.before.contains_key(&Planned { bank: bank.to_owned(), question: id.to_owned() })
        };
        let new = wanted.iter().filter(|a| is_new(&a.bank, &a.question.id)).map(|a| candidate(&a.bank, &a.question));
        Self { history, known, new: new.collect(), questions: wanted.len() }
    }

    /// What to do on this day. Everything chosen counts as answered well.
    fn fill(&mut self, day: &Day, goal: &Goal) -> Vec<PlanItem> {
        let whole_s = goal.minutes_per_day * 60;
        let mut room = Room { left_s: if day.light { whole_s / 2 } else { whole_s }, items: Vec::new() };
        if !day.light && has_round(day.date, goal) {
            let settings = round_settings(day.date, goal.minutes_per_day);
            room.add(settings.minutes.unwrap_or_default() * 60, Task::Round(settings));
        }
        let takes_new = !self.new.is_empty() && (!day.light || day.left == 1 && self.known.is_empty());
        let kept_s = if takes_new { (f64::from(room.left_s) * (1.0 - KNOWN_SHARE)) as u32 } else { 0 };
        let waiting = self.known_for(day.date);
        let more = self.ask_known(&waiting, &mut room, kept_s, day.date);
        if takes_new {
            // The light day takes none, so that its share falls on the others.
            let days = (day.left - usize::from(day.left > 1 && !day.light)).max(1);
            let quota = self.new.len().div_ceil(days);
            for _ in 0..quota {
                let Some(next) = self.new.pop_front_if(|next| room.has(next.cost_s, 0)) else { break };
                room.add(next.cost_s, next.task(Reason::New));
                self.known.extend(Known::after_first(next, day.date, self.history));
            }
        }
        self.ask_known(&more, &mut room, 0, day.date);
        room.items
    }

    /// Which known questions are worth asking on this day, the most urgent first.
    fn known_for(&self, date: Date) -> Vec<usize> {
        let urgency = |known: &Known| {
            let contradicted = known.weak.as_ref().is_some_and(|weak| weak.contradicted);
            let rested = known.weak.is_some() && days_between(known.answered, date) >= REST_DAYS;
            match known.due <= date {
                true => Some((0, !contradicted, known.due)),
                false => rested.then_some((1, !contradicted, known.answered)),
            }
        };
        let mut found: Vec<_> =
            self.known.iter().enumerate().filter_map(|(n, known)| Some((urgency(known)?, n))).collect();
        found.sort_by(|(a, m), (b, n)| {
            a.cmp(b).then(self.known[*m].candidate.asked.cmp(&self.known[*n].candidate.asked))
        });
        found.into_iter().map(|(_, n)| n).collect()
    }

    /// Asks those for which there is room beside `kept_s`. Gives the others.
    fn ask_known(&mut self, waiting: &[usize], room: &mut Room, kept_s: u32, date: Date) -> Vec<usize> {
        let mut others = Vec::new();
        for n in waiting {
            let known = &mut self.known[*n];
            if room.has(known.candidate.cost_s, kept_s) {
                let reason = known.reason();
                room.add(known.candidate.cost_s, known.candidate.task(reason));
                known.answer(date, self.history);
            } else {
                others.push(*n);
            }
        }
        others
    }

    /// Puts what was really answered today in the place of what the plan expected.
    fn take_over(&mut self, history: &History) {
        for (asked, standing) in &history.today_answered {
            if let Some(known) = self.known.iter_mut().find(|known| known.candidate.asked == *asked) {
                known.take_over(standing.clone(), history);
            } else if let Some(place) = self.new.iter().position(|new| new.asked == *asked) {
                let answered = self.new.remove(place);
                self.known.extend(answered.map(|new| Known::new(new, standing.clone(), history)));
            }
        }
    }
}

impl Known {
    fn new(candidate: Candidate, standing: Standing, history: &History) -> Self {
        let mut this = Self {
            candidate,
            due: standing.answered,
            answered: standing.answered,
            memory: standing.memory.clone(),
            weak: None,
        };
        this.take_over(standing, history);
        this
    }

    fn take_over(&mut self, standing: Standing, history: &History) {
        (self.memory, self.answered, self.weak) = (standing.memory, standing.answered, standing.weak);
        self.due = due_day(&self.memory, self.answered, history);
    }

    /// A new question after a good answer on this day.
    fn after_first(candidate: Candidate, date: Date, history: &History) -> Option<Self> {
        let memory = Memory::after_good_answer(None, noon_s(date, history))?;
        Some(Self { due: due_day(&memory, date, history), candidate, memory, answered: date, weak: None })
    }

    /// A good answer on this day.
    fn answer(&mut self, date: Date, history: &History) {
        if let Some(memory) = Memory::after_good_answer(Some(self.memory.clone()), noon_s(date, history)) {
            self.memory = memory;
        }
        (self.answered, self.weak, self.due) = (date, None, due_day(&self.memory, date, history));
    }

    fn reason(&self) -> Reason {
        match &self.weak {
            None => Reason::Due,
            Some(weak) if weak.contradicted => Reason::Contradicted(weak.point.clone()),
            Some(weak) => Reason::Missed(weak.point.clone()),
        }
    }
}

impl Candidate {
    fn task(&self, reason: Reason) -> Task {
        let (asked, prompt, topic) = (self.asked.clone(), self.prompt.clone(), self.topic.clone());
        Task::Question { asked, prompt, topic, reason }
    }
}

/// The time of a day that is left, and what is done in the rest of it.
struct Room {
    left_s: u32,
    items: Vec<PlanItem>,
}

impl Room {
    /// Whether something fits beside `kept_s`. The first thing of a day always does.
    fn has(&self, cost_s: u32, kept_s: u32) -> bool {
        cost_s + kept_s <= self.left_s || self.items.is_empty() && kept_s == 0
    }

    fn add(&mut self, cost_s: u32, task: Task) {
        self.left_s = self.left_s.saturating_sub(cost_s);
        self.items.push(PlanItem { task, duration_s: cost_s, done: false });
    }
}

fn candidate(bank: &str, question: &Question) -> Candidate {
    Candidate {
        asked: Planned { bank: bank.to_owned(), question: question.id.clone() },
        prompt: question.prompt.clone(),
        topic: question.topic.clone(),
        cost_s: question.answer_time_s + BESIDE_ANSWER_S,
    }
}

/// The day on which a question is due; not that of the answer itself, as a day's list is made in the morning.
fn due_day(memory: &Memory, answered: Date, history: &History) -> Date {
    history.day(memory.due_s()).max(answered.tomorrow().unwrap_or(answered))
}

fn noon_s(date: Date, history: &History) -> i64 {
    let noon = date.at(12, 0, 0, 0).to_zoned(history.zone.clone());
    noon.map_or(0, |noon| noon.timestamp().as_second())
}

/// A round that fits into the day, the same whenever it is asked for.
fn round_settings(date: Date, minutes_per_day: u32) -> RoundSettings {
    let minutes = ((f64::from(minutes_per_day) * ROUND_SHARE) as u32).clamp(ROUND_MINUTES.0, ROUND_MINUTES.1);
    let questions = (f64::from(minutes) / ROUND_MINUTES_PER_QUESTION) as usize;
    let seed = u64::from(date.year().unsigned_abs()) * 1_000 + u64::from(date.day_of_year().unsigned_abs());
    RoundSettings {
        minutes: Some(minutes),
        questions: questions.clamp(ROUND_QUESTIONS.0, ROUND_QUESTIONS.1),
        ..PHONE_SCREEN.settings(seed, false)
    }
}

fn mark_done(today: &mut PlanDay, history: &History) {
    for item in &mut today.items {
        item.done = match &item.task {
            Task::Round(_) => history.round_today,
            Task::Question { asked, .. } => history.today_answered.contains_key(asked),
        };
    }
}
