//! The candidate's own story: which of its points an answer tells. A point is a sentence of one's own, so it counts as told
//! if enough of its weight in words is said close together, or one of its other wordings.

use outloud_core::{
    bank::Question,
    scorecard::{Evidence, StoryPointScore, StoryScore},
    story::{Part, Story, StoryPoint},
    transcript::Transcript,
};

use crate::matching::{self, Hit, IndexedTranscript, MatchContext, Target, evidence, negation};

use super::{keywords, params};

/// A story made ready.
#[derive(Debug, Clone)]
pub(super) struct CompiledStory {
    id: String,
    points: Vec<CompiledStoryPoint>,
}

#[derive(Debug, Clone)]
struct CompiledStoryPoint {
    point: StoryPoint,
    /// The meaningful words and what each weighs.
    words: Vec<(Target, f64)>,
    /// Other ways to say the whole point.
    phrases: Vec<Target>,
}

impl CompiledStory {
    pub fn new(story: &Story, context: &MatchContext) -> Self {
        let points = story.points.iter().map(|p| CompiledStoryPoint::new(p, context)).collect();
        Self { id: story.id.clone(), points }
    }

    /// What of the story `transcript` tells.
    pub fn score(&self, transcript: &Transcript, context: &MatchContext) -> StoryScore {
        let windows = windows(transcript, context);
        let points = self.points.iter().map(|p| p.score(&windows, context)).collect();
        let mut score = StoryScore { story: self.id.clone(), share: 0.0, points };
        score.share = share(&score, |_| true);
        score
    }
}

/// How much of what one answer needs of a story was told, counting evidence that `counts`, 0..=1: of each part at most as
/// many points as are enough, and as the story has.
pub(super) fn share(score: &StoryScore, counts: impl Fn(&Evidence) -> bool) -> f64 {
    let told = told(score, counts);
    let (said, wanted) = told.iter().fold((0, 0), |(said, wanted), (_, s, w)| (said + s, wanted + w));
    if wanted > 0 { said as f64 / wanted as f64 } else { 0.0 }
}

/// Of each part: how many points count, and how many are enough.
pub(super) fn told(score: &StoryScore, counts: impl Fn(&Evidence) -> bool) -> [(Part, usize, usize); 3] {
    Part::ALL.map(|part| {
        let of_part = || score.points.iter().filter(|p| p.part == part);
        let enough = params::story_enough(part).min(of_part().count());
        let said = of_part().filter(|p| p.met && p.evidence.iter().all(&counts)).count();
        (part, said.min(enough), enough)
    })
}

/// A stretch of the transcript, with the number of words before it.
struct Window {
    before: usize,
    transcript: Transcript,
    indexed: IndexedTranscript,
}

/// Stretches that overlap by half: what belongs together lies whole in one of them.
fn windows(transcript: &Transcript, context: &MatchContext) -> Vec<Window> {
    let words = &transcript.words;
    let window = |before: usize| {
        let end = (before + params::STORY_WINDOW).min(words.len());
        let transcript = Transcript { text: String::new(), words: words[before..end].to_vec() };
        Window { before, indexed: IndexedTranscript::new(&transcript, &context.lexicon), transcript }
    };
    let last = words.len().saturating_sub(params::STORY_WINDOW / 2).max(1);
    (0..last).step_by(params::STORY_WINDOW / 2).map(window).collect()
}

impl CompiledStoryPoint {
    fn new(point: &StoryPoint, context: &MatchContext) -> Self {
        let own = IndexedTranscript::new(&Transcript::from_text(&point.point), &context.lexicon);
        let target = |text: &str| {
            let mut target = Target::new(text, []);
            target.negated_in_model = matching::find(&own, &target, &context.costs)
                .is_none_or(|hit| negation::unwanted(&own.tokens, hit.first));
            target
        };
        let derived = keywords::derive(&Question::bare("", "", &point.point), params::IDF_EXPONENT, context);
        Self {
            point: point.clone(),
            words: derived.iter().map(|d| (target(&d.term), d.weight)).collect(),
            phrases: point.any.iter().map(|phrase| target(phrase)).collect(),
        }
    }

    fn score(&self, windows: &[Window], context: &MatchContext) -> StoryPointScore {
        let phrase = windows.iter().find_map(|w| {
            let hit = self.phrases.iter().find_map(|p| matching::find(&w.indexed, p, &context.costs))?;
            Some(cited(&hit, w))
        });
        let found = phrase.or_else(|| {
            let told = windows.iter().filter_map(|w| self.told_in(w, context));
            told.reduce(|best, other| if other.0 > best.0 { other } else { best }).map(|(_, evidence)| evidence)
        });
        StoryPointScore {
            part: self.point.part,
            point: self.point.point.clone(),
            met: found.is_some(),
            evidence: found.into_iter().collect(),
        }
    }

    /// The share of the point's words that a stretch has, and the words from the first to the last of them; none if it is
    /// too little to be this point: a number without its figure, one word of many.
    fn told_in(&self, window: &Window, context: &MatchContext) -> Option<(f64, Evidence)> {
        let hits: Vec<(Hit, f64, bool)> = self
            .words
            .iter()
            .filter_map(|(target, weight)| {
                let hit = matching::find(&window.indexed, target, &context.costs)?;
                Some((hit, *weight, is_figure(target)))
            })
            .collect();
        let whole: f64 = self.words.iter().map(|(_, weight)| weight).sum();
        let share = hits.iter().map(|(_, weight, _)| weight).sum::<f64>() / whole.max(f64::MIN_POSITIVE);
        let figures = self.words.iter().any(|(target, _)| is_figure(target));
        let figure_said = self.point.part != Part::Number || !figures || hits.iter().any(|(.., figure)| *figure);
        if share < params::STORY_POINT_SHARE
            || hits.len() < self.words.len().min(params::STORY_POINT_WORDS)
            || !figure_said
        {
            return None;
        }
        let (first, ..) = *hits.first()?;
        let span = hits.iter().fold(first, |span, (hit, ..)| Hit {
            first: span.first.min(hit.first),
            last: span.last.max(hit.last),
            how: span.how.max(hit.how),
            quality: span.quality.min(hit.quality),
        });
        Some((share, cited(&span, window)))
    }
}

fn is_figure(target: &Target) -> bool {
    target.forms.iter().flat_map(|f| &f.words).any(|w| w.text.bytes().any(|b| b.is_ascii_digit()))
}

fn cited(hit: &Hit, window: &Window) -> Evidence {
    let mut evidence = evidence(hit, &window.indexed, &window.transcript);
    evidence.first_word += window.before;
    evidence
}

#[cfg(test)]
mod tests {
    use super::*;

    fn story() -> Story {
        let point = |part, text: &str, any: &[&str]| StoryPoint {
            part,
            point: text.to_owned(),
            any: any.iter().map(|&a| a.to_owned()).collect(),
        };
        Story {
            id: "migration".to_owned(),
            points: vec![
                point(Part::Did, "I moved the billing database to Postgres", &["the billing migration"]),
                point(Part::Did, "I wrote a shadow reader for comparing rows", &[]),
                point(Part::Did, "I trained the support staff", &[]),
                point(Part::Number, "The nightly export fell from 90 to 12 minutes", &[]),
                point(Part::Learned, "Rehearse every cutover with a copy of production", &[]),
            ],
        }
    }

    fn told_by(text: &str) -> (Vec<bool>, f64) {
        let context = MatchContext::new([]);
        let score = CompiledStory::new(&story(), &context).score(&Transcript::from_text(text), &context);
        (score.points.iter().map(|p| p.met).collect(), score.share)
    }

    #[test]
    fn a_point_counts_if_enough_of_its_words_are_said_close_together() {
        let cases = [
            ("So I moved our billing database over to Postgres.", [true, false, false, false, false]),
            ("That was the billing migration.", [true, false, false, false, false]),
            ("We had a database.", [false; 5]),
            ("The nightly export fell a lot.", [false; 5]),
            ("The nightly export fell to 12 minutes.", [false, false, false, true, false]),
        ];
        for (text, want) in cases {
            assert_eq!(told_by(text).0, want, "{text}");
        }
        let far = format!("I moved the billing {} database to Postgres", "and so on and on we went ".repeat(12));
        assert!(!told_by("We moved.").0[0] && told_by(&far).0.iter().filter(|met| **met).count() <= 1);
    }

    #[test]
    fn two_deeds_a_number_and_a_lesson_are_enough() {
        let deeds = "I moved the billing database to Postgres. I wrote a shadow reader for comparing rows.";
        let all = format!("{deeds} I trained the support staff. The nightly export fell from 90 to 12 minutes.");
        assert_eq!(told_by(deeds).1, 0.5);
        assert_eq!(told_by(&all).1, 0.75);
        assert_eq!(told_by("").1, 0.0);
    }

    #[test]
    fn windows_overlap_and_cover_everything() {
        let context = MatchContext::new([]);
        let text = "word ".repeat(2 * params::STORY_WINDOW + 3);
        let windows = windows(&Transcript::from_text(&text), &context);
        let starts: Vec<usize> = windows.iter().map(|w| w.before).collect();
        assert_eq!(starts, [0, 20, 40, 60]);
        let last = windows.last().map(|w| w.before + w.transcript.words.len());
        assert_eq!(last, Some(2 * params::STORY_WINDOW + 3));
    }
}
