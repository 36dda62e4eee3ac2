//! The arithmetic of a score: computed here and printed from here, so that what is shown is what was done.

use std::fmt::Write as _;

use outloud_core::{
    delivery::Delivery,
    scorecard::{Evidence, How, KeywordHit, KeywordMiss, KeywordScore, PointScore, Scorecard, StoryScore},
    story::Part,
};

use super::{CompiledQuestion, Ingredient, story, tenth, weights};

/// The numbers a score is made of.
pub(super) struct Parts {
    /// Weight of the keywords said, and of all.
    keywords: (f64, f64),
    /// Weight of the rubric points met, and of all.
    rubric: (f64, f64),
    /// The share that was told of the candidate's own story, if there is one.
    story: Option<f64>,
    drawn: bool,
    /// The exponent on the coverage of drawn keywords.
    bend: f64,
    list: bool,
    gave_up: bool,
    contradicts: bool,
}

impl Parts {
    /// Adds up what `counts`.
    pub fn new(
        question: &CompiledQuestion,
        keywords: &KeywordScore,
        rubric: &[PointScore],
        story: Option<&StoryScore>,
        delivery: &Delivery,
        counts: impl Fn(&Evidence) -> bool,
    ) -> Self {
        let credit = |h: &KeywordHit| question.share(&h.term) * h.credit;
        let near = |m: &KeywordMiss| {
            let near = m.near.as_ref().filter(|n| counts(&n.evidence));
            near.map_or(0.0, |n| question.share(&m.term) * n.credit)
        };
        let met = |p: &&PointScore| p.met && p.evidence.iter().all(&counts);
        Self {
            keywords: (
                keywords.hit.iter().filter(|h| counts(&h.evidence)).map(credit).sum::<f64>()
                    + keywords.missed.iter().map(near).sum::<f64>(),
                question.keywords.iter().map(|k| k.share).sum(),
            ),
            rubric: (
                rubric.iter().filter(met).map(|p| weights::priority(p.priority)).sum(),
                rubric.iter().map(|p| weights::priority(p.priority)).sum(),
            ),
            story: story.map(|s| story::share(s, &counts)),
            drawn: question.drawn,
            bend: if question.ear.has(Ingredient::Bend) { weights::DERIVED_BEND } else { 1.0 },
            list: delivery.list_like,
            gave_up: delivery.gave_up,
            contradicts: delivery.contradicts,
        }
    }

    /// The share of the keywords that was said, 0..=1; drawn ones bent.
    fn keyword_coverage(&self) -> f64 {
        let x = share(self.keywords);
        if self.drawn { 1.0 - (1.0 - x).powf(self.bend) } else { x }
    }

    /// The keywords said, or the story of one's own that was told in their place, whichever is more.
    fn coverage(&self) -> f64 {
        self.keyword_coverage().max(self.story.unwrap_or(0.0))
    }

    /// The share of the score that keywords make up.
    fn keyword_share(&self) -> f64 {
        match (self.keywords.1 > 0.0 || self.story.is_some(), self.rubric.1 > 0.0) {
            (true, true) => weights::KEYWORD_SHARE,
            (true, false) => 1.0,
            (false, _) => 0.0,
        }
    }

    /// Keywords and rubric together, 0..=1.
    fn sum(&self) -> f64 {
        let keywords = self.keyword_share();
        keywords * self.coverage() + (1.0 - keywords) * share(self.rubric)
    }

    /// What the sum earns, 0..=100, before any cap.
    fn points(&self) -> f64 {
        let verdict = if self.contradicts { weights::CONTRADICTION } else { 1.0 };
        100.0 * verdict * if self.drawn { self.sum() } else { weights::curve(self.sum()) }
    }

    /// 0..=100.
    pub fn score(&self) -> f64 {
        match (self.gave_up, self.list) {
            (true, _) => 0.0,
            (_, true) => self.points().min(weights::LIST_CAP),
            _ => self.points(),
        }
    }
}

fn share((part, whole): (f64, f64)) -> f64 {
    if whole > 0.0 { (part / whole).clamp(0.0, 1.0) } else { 0.0 }
}

impl CompiledQuestion {
    /// What a term weighs in the arithmetic.
    fn share(&self, term: &str) -> f64 {
        self.keywords.iter().find(|k| k.term == term).map_or(0.0, |k| k.share)
    }
}

/// The arithmetic of `card` as text.
pub(super) fn lines(question: &CompiledQuestion, card: &Scorecard) -> String {
    let parts = Parts::new(question, &card.keywords, &card.rubric, card.story.as_ref(), &card.delivery, |_| true);
    let mut out = String::new();
    // Writing to a String does not fail.
    let _ = write_keywords(&mut out, question, card, &parts);
    let _ = write_story(&mut out, card, &parts);
    let _ = write_rubric(&mut out, card, &parts);
    let _ = write_total(&mut out, question, card, &parts);
    out
}

fn write_keywords(out: &mut String, question: &CompiledQuestion, card: &Scorecard, parts: &Parts) -> std::fmt::Result {
    if question.keywords.is_empty() {
        return Ok(());
    }
    let origin = if question.drawn { "drawn from the model answer" } else { "weight 1 to 3 each" };
    writeln!(out, "Keywords ({origin}):")?;
    for keyword in &question.keywords {
        match card.keywords.hit.iter().find(|h| h.term == keyword.term) {
            Some(hit) if hit.credit < 1.0 => {
                let (share, credit) = (number(keyword.share), number(hit.credit));
                writeln!(out, "  +{share} x {credit}  {}: {}", keyword.term, cited(&hit.evidence))?;
            }
            Some(hit) => writeln!(out, "  +{}  {}: {}", number(keyword.share), keyword.term, cited(&hit.evidence))?,
            None => write_missed(out, keyword, &card.keywords)?,
        }
    }
    let (said, all) = parts.keywords;
    writeln!(out, "  coverage = {} / {} = {:.3}", number(said), number(all), share(parts.keywords))?;
    if parts.drawn {
        let (x, bent) = (share(parts.keywords), parts.keyword_coverage());
        writeln!(out, "  drawn keywords count as 1 - (1 - {x:.3})^{} = {bent:.3}", parts.bend)?;
    }
    Ok(())
}

fn write_missed(out: &mut String, keyword: &super::CompiledKeyword, score: &KeywordScore) -> std::fmt::Result {
    let (term, share) = (&keyword.term, number(keyword.share));
    match score.missed.iter().find(|m| m.term == *term).and_then(|m| m.near.as_ref()) {
        Some(near) => {
            let (credit, said) = (number(near.credit), &near.evidence.text);
            writeln!(out, "  +{share} x {credit}  {term}: not heard, but \"{said}\" has to do with it")
        }
        None => writeln!(out, "   0  {term} (of {share}): not heard"),
    }
}

fn write_story(out: &mut String, card: &Scorecard, parts: &Parts) -> std::fmt::Result {
    let Some(score) = &card.story else { return Ok(()) };
    writeln!(out, "Your story '{}':", score.story)?;
    for point in &score.points {
        if let Some(evidence) = point.evidence.first() {
            writeln!(out, "  told  [{}] {}: {}", point.part.section(), point.point, cited(evidence))?;
        }
    }
    let parts_told = story::told(score, |_| true);
    let count = |(part, said, enough): &(Part, usize, usize)| format!("{said} of {enough} {}", part.section());
    let counted: Vec<String> = parts_told.iter().filter(|(.., enough)| *enough > 0).map(count).collect();
    writeln!(out, "  counted = {} = {:.3}", counted.join(" + "), score.share)?;
    let (keywords, more) = (parts.keyword_coverage(), parts.coverage());
    writeln!(out, "  the keywords or the story, whichever is more: max({keywords:.3}, {:.3}) = {more:.3}", score.share)
}

fn write_rubric(out: &mut String, card: &Scorecard, parts: &Parts) -> std::fmt::Result {
    if card.rubric.is_empty() {
        return Ok(());
    }
    writeln!(out, "What the recruiter wants to hear (must 3, should 2, bonus 1):")?;
    for point in &card.rubric {
        let weight = weights::priority(point.priority);
        if point.met {
            let evidence: Vec<String> = point.evidence.iter().map(cited).collect();
            writeln!(out, "  +{weight}  [{}] {}: {}", point.priority, point.point, evidence.join("; "))?;
        } else {
            writeln!(out, "   0  [{}] {} (of {weight}): not heard", point.priority, point.point)?;
        }
    }
    writeln!(out, "  met = {} / {} = {:.3}", parts.rubric.0, parts.rubric.1, share(parts.rubric))
}

fn write_total(out: &mut String, question: &CompiledQuestion, card: &Scorecard, parts: &Parts) -> std::fmt::Result {
    let (keywords, sum) = (parts.keyword_share(), parts.sum());
    let rubric = 1.0 - keywords;
    let (coverage, met) = (parts.coverage(), share(parts.rubric));
    writeln!(out, "Together: {keywords} x {coverage:.3} + {rubric} x {met:.3} = {sum:.3}")?;
    if !parts.drawn {
        let curve = weights::curve(sum);
        writeln!(out, "Curve: {sum:.3} x {sum:.3} x (3 - 2 x {sum:.3}) = {curve:.3}")?;
    }
    if parts.contradicts {
        let (model, said) = if question.verdict == Some(true) { ("yes", "no") } else { ("no", "yes") };
        writeln!(out, "The model answer says {model} and this one {said}: x {}", weights::CONTRADICTION)?;
    }
    writeln!(out, "Points: 100 x that = {:.1}", parts.points())?;
    if parts.list {
        writeln!(out, "It reads as a list of keywords, which is no answer: at most {:.0}.", weights::LIST_CAP)?;
    }
    if parts.gave_up {
        writeln!(out, "It says that you do not know: 0.")?;
    }
    if card.doubtful > 0.0 {
        let low = tenth(card.score - card.doubtful);
        writeln!(out, "{:.1} of the points rest on words heard in doubt: {low:.1} without them.", card.doubtful)?;
    }
    writeln!(out, "Score: {:.1} (scorer version {})", card.score, card.scorer_version)
}

/// Whole weights without decimals.
fn number(x: f64) -> String {
    if x.fract() == 0.0 { format!("{x:.0}") } else { format!("{x:.2}") }
}

fn cited(evidence: &Evidence) -> String {
    let at = evidence.start_s.map(|s| format!(" at {s:.1} s")).unwrap_or_default();
    let doubt = if evidence.is_doubtful() { ", in doubt" } else { "" };
    format!("\"{}\"{at} ({}, {:.2}{doubt})", evidence.text, name(evidence.how), evidence.confidence)
}

fn name(how: How) -> &'static str {
    match how {
        How::Exact => "exact",
        How::Stem => "stem",
        How::Alias => "alias",
        How::Joined => "joined",
        How::Fuzzy => "fuzzy",
        How::Sound => "sound",
    }
}
