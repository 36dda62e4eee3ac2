//! A scorecard as every face shows it: rows, marks and sentences.

use super::{
    document::{Document, DocumentRow, RowMark, RowPart, Tone},
    figures::{clock, count},
    score_row::ScoreRow,
};
use crate::{
    delivery::{Delivery, FillerBurst},
    estimate::Estimated,
    hearing::Heard,
    scorecard::{Scorecard, Telling, Verdict},
    session::{HINT_COST, Take, final_score},
};

/// Elements that are named where a story lacks them.
const EVERY_STORY: [&str; 5] = ["frame.when", "outcome", "figure.effect", "change", "learning"];

/// A scorecard as every face shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct ScorecardView {
    /// The score after hints, 0..=100.
    pub score: f64,
    /// How the score was reduced by hints; none without hints.
    pub hints: Option<String>,
    /// Why the score is not shown; none if it is.
    pub unheard: Option<Heard>,
    /// How long the recording is, in seconds; none of a typed answer.
    pub recording_s: Option<f64>,
    /// What the candidate's own estimate was, and how far off; none without one.
    pub estimate: Option<String>,
    /// How much of it is in doubt; none if nothing is worth telling.
    pub doubt: Option<String>,
    /// How many words the recogniser was not sure of, if that may have cost points.
    pub guessed: Option<String>,
    /// What was wrong with the recording or its transcript.
    pub warnings: Vec<String>,
    /// Facts about the delivery.
    pub delivery: String,
    /// The final scores of earlier takes of the same question, oldest first.
    pub earlier: Vec<f64>,
    /// Points, false beliefs, the story, keywords.
    pub groups: Vec<ScoreGroup>,
    /// What to say next time, the most valuable first.
    pub advice: Vec<String>,
    /// The candidate's note.
    pub note: Option<String>,
}

/// Rows under one heading.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreGroup {
    /// The heading.
    pub title: &'static str,
    /// How many were said.
    pub said: usize,
    /// Of how many.
    pub of: usize,
    /// How many of the others were contradicted.
    pub contradicted: usize,
    /// The rows.
    pub rows: Vec<ScoreRow>,
}

impl ScorecardView {
    /// The view of a take; none until it is scored.
    #[must_use]
    pub fn of(take: &Take) -> Option<Self> {
        let warnings = take.sound.iter().flat_map(|sound| &sound.warnings).cloned().collect();
        let note = take.note.clone();
        let estimate = Estimated::of(take).map(|estimated| estimated.to_string());
        let card = take.scorecard.as_ref()?;
        let mut view = Self { estimate, warnings, note, ..Self::new(card, take.hints_seen) };
        for group in &mut view.groups {
            group.rows = group.rows.drain(..).map(|row| row.challenged_in(take)).collect();
        }
        Some(view)
    }

    /// The same with the pace beside the candidate's usual one, in words a minute, if that is known.
    #[must_use]
    pub fn beside_usual_pace(self, card: &Scorecard, usual: Option<f64>) -> Self {
        Self { delivery: delivery(&card.delivery, usual), ..self }
    }

    fn new(card: &Scorecard, hints_seen: u32) -> Self {
        let score = final_score(card, hints_seen);
        let cost = HINT_COST * f64::from(hints_seen);
        let hints = count(hints_seen as usize, "hint");
        Self {
            score,
            hints: (score < card.score).then(|| format!("{:.0}, less {cost} for {hints}", card.score)),
            unheard: card.unheard().cloned(),
            recording_s: card.delivery.duration_s,
            estimate: None,
            doubt: (card.doubtful >= 0.05)
                .then(|| format!("{:.0} of it rest on words that may be mis-heard (marked ?)", card.doubtful)),
            guessed: card.heard.as_ref().and_then(|heard| heard.guessed).map(|share| {
                format!("{:.0} % of the words are guesses (marked ?): the score may be too low", share * 100.0)
            }),
            warnings: Vec::new(),
            delivery: delivery(&card.delivery, None),
            earlier: Vec::new(),
            groups: groups(card),
            advice: card.advice.clone(),
            note: None,
        }
    }

    /// The page. The verdicts stand before the advice and the facts about the delivery, so that a small screen shows the first
    /// of them below the score.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut page = Document::default();
        match &self.unheard {
            Some(heard) => heard.rows(&mut page, self.recording_s),
            None => self.headline(&mut page),
        }
        self.warnings.iter().for_each(|warning| page.item((Tone::Warn, "! "), Tone::Warn, warning));
        self.against_earlier(&mut page);
        for group in &self.groups {
            page.gap();
            let against = match group.contradicted {
                0 => String::new(),
                against => format!(", {against} contradicted"),
            };
            page.heading(group.title, &format!("{} of {}{against}", group.said, group.of));
            group.rows.iter().for_each(|row| page.push(row.row()));
        }
        if !self.advice.is_empty() {
            page.gap();
            page.heading("Next time", "");
            self.advice.iter().for_each(|advice| page.item((Tone::Accent, "→ "), Tone::Text, advice));
        }
        page.gap();
        page.line(Tone::Dim, &self.delivery);
        if let Some(note) = &self.note {
            page.gap();
            for (n, line) in note.lines().enumerate() {
                page.item((Tone::Heading, if n == 0 { "Your note: " } else { "  " }), Tone::Text, line);
            }
        }
        page
    }

    /// The score and what stands beside it.
    fn headline(&self, page: &mut Document) {
        page.push(DocumentRow::of(
            vec![
                RowPart::Text(Tone::Strong, format!("{:.0}", self.score)),
                RowPart::Text(Tone::Dim, " of 100\u{a0} ".to_owned()),
                RowPart::Gauge(self.score / 100.0, 40),
            ],
            0,
        ));
        self.hints.iter().for_each(|hints| page.line(Tone::Dim, hints));
        self.estimate.iter().for_each(|estimate| page.line(Tone::Strong, estimate));
        self.doubt.iter().chain(&self.guessed).for_each(|doubt| page.line(Tone::Warn, doubt));
    }

    fn against_earlier(&self, page: &mut Document) {
        let Some(last) = self.earlier.last().filter(|_| self.unheard.is_none()) else { return };
        let tone = if self.score >= *last { Tone::Good } else { Tone::Bad };
        let takes: Vec<String> = self.earlier.iter().chain([&self.score]).map(|s| format!("{s:.0}")).collect();
        let parts = vec![
            RowPart::Text(tone, format!("{:+.0} against your last take", self.score - last)),
            RowPart::Text(Tone::Dim, format!("   your takes: {}", takes.join(" → "))),
        ];
        page.push(DocumentRow::of(parts, 0));
    }
}

fn groups(card: &Scorecard) -> Vec<ScoreGroup> {
    let (hit, missed) = (&card.keywords.hit, &card.keywords.missed);
    let keywords = ScoreGroup {
        title: "Keywords",
        said: hit.len(),
        of: hit.len() + missed.len(),
        contradicted: 0,
        rows: hit.iter().map(ScoreRow::hit).chain(missed.iter().map(ScoreRow::miss)).collect(),
    };
    let points = ScoreGroup {
        title: "What the recruiter wants to hear",
        said: card.rubric.iter().filter(|p| p.met).count(),
        of: card.rubric.len(),
        contradicted: card.rubric.iter().filter(|p| p.verdict == Verdict::Contradicted).count(),
        rows: card.rubric.iter().map(ScoreRow::point).collect(),
    };
    let misconceptions = ScoreGroup {
        title: "False beliefs heard",
        said: card.misconceptions.len(),
        of: card.misconceptions.len(),
        contradicted: 0,
        rows: card.misconceptions.iter().map(ScoreRow::misconception).collect(),
    };
    let story = card.story.iter().map(|story| {
        // Of the points that were not told only how many there are: no answer tells the whole story.
        let told: Vec<ScoreRow> = story.points.iter().filter(|p| p.met).map(ScoreRow::story_point).collect();
        ScoreGroup { title: "Your story", said: told.len(), of: story.points.len(), contradicted: 0, rows: told }
    });
    let telling = card.telling.iter().flat_map(telling_groups);
    let groups = [points, misconceptions].into_iter().chain(telling).chain(story).chain([keywords]);
    groups.filter(|group| group.of > 0).collect()
}

/// What was heard of the story's elements, which important ones were not, and what speaks against it.
fn telling_groups(telling: &Telling) -> [ScoreGroup; 2] {
    let heard = telling.elements.iter().filter(|e| !e.evidence.is_empty());
    let missed = telling.elements.iter().filter(|e| e.evidence.is_empty() && EVERY_STORY.contains(&e.id.as_str()));
    let rows: Vec<ScoreRow> = heard.chain(missed).map(ScoreRow::element).collect();
    let against: Vec<ScoreRow> = telling.told_against().map(ScoreRow::against).collect();
    [
        ScoreGroup {
            title: "How the story was told",
            said: rows.iter().filter(|row| row.mark == RowMark::Said).count(),
            of: rows.len(),
            contradicted: 0,
            rows,
        },
        ScoreGroup {
            title: "What speaks against it",
            said: against.len(),
            of: against.len(),
            contradicted: 0,
            rows: against,
        },
    ]
}

/// Facts about the delivery, no verdicts; `usual`: the candidate's usual pace.
fn delivery(d: &Delivery, usual: Option<f64>) -> String {
    let mut facts = vec![count(d.words, "word")];
    facts.extend(d.duration_s.map(|seconds| format!("{} long", clock(seconds))));
    let usual = usual.map_or_else(String::new, |usual| format!(" (your usual is {usual:.0})"));
    facts.extend(d.words_per_minute.map(|pace| format!("{pace:.0} words/min{usual}")));
    if d.duration_s.is_some() {
        facts.push(fillers(d));
    }
    facts.extend(d.filler_bursts.iter().map(FillerBurst::sentence));
    facts.extend(d.longest_pause_s.map(|pause| format!("longest pause {pause:.1} s")));
    facts.extend(d.time_to_first_word_s.map(|first| format!("first word after {first:.1} s")));
    facts.join(" · ")
}

/// How many fillers, and which.
fn fillers(d: &Delivery) -> String {
    let all = count(d.fillers.values().sum(), "filler");
    let listed: Vec<String> = d.fillers.iter().map(|(word, n)| format!("{word} ×{n}")).collect();
    if listed.is_empty() { all } else { format!("{all} ({})", listed.join(", ")) }
}

#[cfg(test)]
mod tests;
