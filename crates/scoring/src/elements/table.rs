//! What the elements of a story earn and cost: the whole arithmetic of a story question's score, in one place. `docs/scoring.md` shows how
//! to redo it with a pencil. Decided by `outloud evaluate answers` on the banks' own examples.

/// What an element earns for each place where it is heard, and how many places count.
pub(crate) struct Row {
    /// The element and its kind in `elements.txt`.
    pub id: &'static str,
    pub each: f64,
    pub most: usize,
}

const fn row(id: &'static str, each: f64, most: usize) -> Row {
    Row { id, each, most }
}

/// What the event earns: that something happened, when, where, and how it ended. Together at most [`EVENT_MOST`].
pub(crate) const EVENT: [Row; 9] = [
    row("frame.when", 5.0, 2),
    row("frame.where", 6.0, 1),
    row("frame.role", 4.0, 1),
    row("need", 4.0, 1),
    row("event", 3.0, 3),
    row("action.do", 2.0, 4),
    row("outcome", 4.0, 2),
    row("figure.effect", 3.0, 2),
    row("figure.any", 1.0, 2),
];

/// A fluent story without care, change or lesson earns no more than this.
pub(crate) const EVENT_MOST: f64 = 40.0;

/// What the way earns in which it was done: looked first, with others, in order, with a lasting change and a lesson.
pub(crate) const WAY: [Row; 9] = [
    row("order", 2.0, 5),
    row("action.find", 7.0, 3),
    row("action.people", 6.0, 2),
    row("together", 6.0, 2),
    row("change", 8.0, 2),
    row("learning", 5.0, 1),
    row("insight", 8.0, 1),
    row("view", 3.0, 1),
    row("help", 4.0, 1),
];

/// What speaks against a story costs.
pub(crate) const COSTS: [Row; 9] = [
    row("harm.hidden", 24.0, 5),
    row("harm.people", 24.0, 5),
    row("harm.self", 16.0, 5),
    row("omission", 12.0, 6),
    row("dismissal", 12.0, 6),
    row("damage", 14.0, 3),
    row("said", 5.0, 4),
    row("they", 4.0, 6),
    row("general", 3.0, 11),
];

/// Costs of acts that are let pass: every good story has a moment that could be told against it.
pub(crate) const ACTS_FREE: f64 = 8.0;

/// The same, if the teller owns it: "my fault", "I apologised". A mistake that is admitted is no fault of a story.
pub(crate) const ACTS_FREE_WITH_INSIGHT: f64 = 28.0;

/// Costs of general talk that are let pass.
pub(crate) const GENERAL_FREE: f64 = 3.0;

/// How near an answer is to the question: the share of its points that is made, the share of its keywords that is said, and so many times
/// how many times as many words it shares with the question as by chance. A good answer shares 1.7 times as many, one to another question
/// as many as by chance.
pub(crate) const TOPIC_WORDS: f64 = 1.0;

/// How near an answer must be to what the question asks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Gate {
    /// Up to here a story answers another question ...
    pub off: f64,
    /// ... and from here on this one.
    pub on: f64,
}

/// The gate of a question with points or keywords.
pub(crate) const GATE: Gate = Gate { off: 1.4, on: 2.4 };

/// The gate of a question that has only a prompt and a model answer. Decided by `answers --notes`: with the gate above, good stories earn
/// 59 and not 68; those that answer another question 10 and not 13.
pub(crate) const BARE_GATE: Gate = Gate { off: 1.3, on: 2.1 };

/// What a story that answers another question keeps of its worth.
pub(crate) const LEAST_GATE: f64 = 0.1;

impl Gate {
    /// How much of a story's worth counts for the question: it opens evenly from [`Gate::off`] to [`Gate::on`].
    pub fn open(self, topic: f64) -> f64 {
        let open = ((topic - self.off) / (self.on - self.off)).clamp(0.0, 1.0);
        LEAST_GATE + (1.0 - LEAST_GATE) * open
    }
}

/// How much more the first elements of a story count than the last.
pub(crate) const BEND: f64 = 2.1;

/// The share t of what can be told counts as 1 - (1 - t)^[`BEND`]: the first elements count most.
pub(crate) fn bend(told: f64) -> f64 {
    1.0 - (1.0 - told).powf(BEND)
}
