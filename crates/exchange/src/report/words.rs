//! The transcript as a reader sees it: every word with what it earned and what marks it, pauses in their place; and the
//! delivery as plain facts.

use serde::Serialize;

use outloud_core::{
    delivery::{Delivery, FillerBurst},
    scorecard::{DOUBTFUL_BELOW, Evidence, Scorecard, Verdict},
    session::Take,
};

/// A piece of the transcript.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "is", rename_all = "lowercase")]
pub(super) enum WordView {
    /// A word.
    Word(MarkedWord),
    /// A silence of two seconds or more before the next word.
    Pause { start_s: f64, length_s: f64 },
}

/// A word and what is to be said of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(super) struct MarkedWord {
    /// Its index in the transcript.
    pub index: usize,
    pub text: String,
    pub start_s: Option<f64>,
    /// Keywords that it helped to earn.
    pub keywords: Vec<String>,
    /// Numbers of the rubric points that it helped to earn, from 1.
    pub points: Vec<usize>,
    /// What it helps to contradict.
    pub against: Vec<WordConflict>,
    /// "!1,2" on the first word of what contradicts points 1 and 2, "!" of a false belief; else empty.
    pub conflict_mark: String,
    pub filler: bool,
    pub hedge: bool,
    pub repeat: bool,
    pub doubtful: bool,
    /// The same for those who cannot see the marks: "keyword history, point 2".
    pub said: String,
}

/// A point that a word contradicts, or a false belief that it tells.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct WordConflict {
    /// The number of the point, from 1; none for a false belief.
    pub number: Option<usize>,
    /// The point or belief.
    pub text: String,
}

/// The transcript of a take; empty if it has none.
pub(super) fn tokens(take: &Take) -> Vec<WordView> {
    let Some(transcript) = &take.transcript else { return Vec::new() };
    let mut words: Vec<MarkedWord> = transcript
        .words
        .iter()
        .enumerate()
        .map(|(index, w)| MarkedWord {
            index,
            text: w.text.clone(),
            start_s: w.start_s,
            doubtful: w.probability.is_some_and(|p| p < DOUBTFUL_BELOW),
            ..MarkedWord::default()
        })
        .collect();
    mark(&mut words, take);
    for at in 0..words.len() {
        words[at].said = said(&words[at]);
        let before = at.checked_sub(1).map_or(&[][..], |before| &words[before].against);
        if words[at].against != before {
            words[at].conflict_mark = conflict_mark(&words[at].against);
        }
    }
    with_pauses(words, take)
}

/// Ties evidence and delivery to the words that they rest on. Indices past the end mark nothing: a session is untrusted.
fn mark(words: &mut [MarkedWord], take: &Take) {
    let Some(card) = &take.scorecard else { return };
    for hit in &card.keywords.hit {
        each(words, hit.evidence.first_word, hit.evidence.word_count, |w| w.keywords.push(hit.term.clone()));
    }
    for (number, point) in (1..).zip(&card.rubric) {
        for e in &point.evidence {
            each(words, e.first_word, e.word_count, |w| {
                if w.points.last() != Some(&number) {
                    w.points.push(number);
                }
            });
        }
    }
    for (conflict, e) in conflicts(card) {
        each(words, e.first_word, e.word_count, |w| w.against.push(conflict.clone()));
    }
    for m in &card.delivery.filler_marks {
        each(words, m.first_word, m.word_count, |w| w.filler = true);
    }
    for m in &card.delivery.hedges {
        each(words, m.first_word, m.word_count, |w| w.hedge = true);
    }
    for m in &card.delivery.repeats {
        each(words, m.first_word, m.word_count, |w| w.repeat = true);
    }
}

/// What an answer says against points and against the facts, with its words.
pub(super) fn conflicts(card: &Scorecard) -> impl Iterator<Item = (WordConflict, &Evidence)> {
    let points = (1..).zip(&card.rubric).filter_map(|(number, point)| {
        let against = point.contradiction.as_ref().filter(|_| point.verdict == Verdict::Contradicted)?;
        Some((WordConflict { number: Some(number), text: point.point.clone() }, &against.evidence))
    });
    let beliefs =
        card.misconceptions.iter().map(|m| (WordConflict { number: None, text: m.belief.clone() }, &m.evidence));
    points.chain(beliefs)
}

/// The sign of a contradiction with the numbers of its points.
fn conflict_mark(conflicts: &[WordConflict]) -> String {
    let numbers: Vec<String> = conflicts.iter().filter_map(|c| c.number).map(|n| n.to_string()).collect();
    if conflicts.is_empty() { String::new() } else { format!("!{}", numbers.join(",")) }
}

impl WordConflict {
    /// The conflict in words.
    pub(super) fn said(&self) -> String {
        match self.number {
            Some(number) => format!("contradicts point {number}: {}", self.text),
            None => format!("false belief: {}", self.text),
        }
    }
}

fn each(words: &mut [MarkedWord], first: usize, count: usize, mut change: impl FnMut(&mut MarkedWord)) {
    words.iter_mut().skip(first).take(count).for_each(&mut change);
}

fn said(word: &MarkedWord) -> String {
    let mut said: Vec<String> = word.keywords.iter().map(|k| format!("keyword {k}")).collect();
    said.extend(word.points.iter().map(|n| format!("point {n}")));
    said.extend(word.against.iter().map(WordConflict::said));
    let flags =
        [(word.filler, "filler"), (word.hedge, "hedge"), (word.repeat, "repeated"), (word.doubtful, "unsure word")];
    said.extend(flags.iter().filter(|(on, _)| *on).map(|(_, name)| (*name).to_owned()));
    said.join(", ")
}

/// Puts each pause before the first word that begins after it.
fn with_pauses(words: Vec<MarkedWord>, take: &Take) -> Vec<WordView> {
    let mut pauses = take.scorecard.iter().flat_map(|c| &c.delivery.pauses).peekable();
    let mut tokens = Vec::with_capacity(words.len());
    for word in words {
        while let Some(pause) = pauses.next_if(|p| word.start_s.is_some_and(|at| at > p.start_s)) {
            tokens.push(WordView::Pause { start_s: pause.start_s, length_s: pause.end_s - pause.start_s });
        }
        tokens.push(WordView::Word(word));
    }
    tokens
}

/// How it was said, one fact a row, the unknown left out.
pub(super) fn facts(d: &Delivery, usual_pace: Option<f64>) -> Vec<(&'static str, String)> {
    let mut facts = vec![("Words", d.words.to_string())];
    let mut add = |name, value: Option<String>| facts.extend(value.map(|v| (name, v)));
    add("Length", d.duration_s.map(|s| format!("{s:.0} s")));
    add("Time given", d.time_limit_s.map(|s| format!("{s} s")));
    let usual = usual_pace.map_or_else(String::new, |usual| format!("; your usual is {usual:.0}"));
    add("Pace", d.words_per_minute.map(|n| format!("{n:.0} words a minute{usual}")));
    add("First word after", d.time_to_first_word_s.map(|s| format!("{s:.1} s")));
    add("Longest pause", d.longest_pause_s.map(|s| format!("{s:.1} s")));
    add("Pauses over 2 s", d.duration_s.map(|_| d.pauses.len().to_string()));
    add("Time spent talking", d.talk_share.map(|share| format!("{:.0} %", share * 100.0)));
    let fillers: usize = d.fillers.values().sum();
    let list = d.fillers.iter().map(|(word, n)| format!("{word} ×{n}")).collect::<Vec<_>>().join(", ");
    add("Fillers", Some(if fillers == 0 { "none heard".into() } else { format!("at least {fillers} ({list})") }));
    let bursts = d.filler_bursts.iter().map(FillerBurst::sentence).collect::<Vec<_>>().join("; ");
    add("Many fillers", (!bursts.is_empty()).then_some(bursts));
    add("Hesitations", (d.hesitations > 0).then(|| d.hesitations.to_string()));
    add("Hedges", (!d.hedges.is_empty()).then(|| d.hedges.len().to_string()));
    add("Repeated words", (!d.repeats.is_empty()).then(|| d.repeats.len().to_string()));
    let numbers = d.quantified.iter().map(|m| format!("“{}”", m.text)).collect::<Vec<_>>().join(", ");
    add("Results with numbers", (!numbers.is_empty()).then_some(numbers));
    let top = d.top_words.iter().map(|w| format!("{} ×{}", w.word, w.count)).collect::<Vec<_>>().join(", ");
    add("Most used", (!top.is_empty()).then_some(top));
    facts
}
