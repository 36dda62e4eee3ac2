//! The arithmetic of a score: computed here and printed from here, so that what is shown is what was done.

use std::fmt::Write as _;

use crate::domain::scorecard::{Evidence, How, KeywordScore, PointScore, Scorecard};

use super::{CompiledQuestion, tenth, weights};

/// The numbers a score is made of.
pub(super) struct Parts {
    /// Weight of the keywords said, and of all.
    keywords: (f64, f64),
    /// Weight of the rubric points met, and of all.
    rubric: (f64, f64),
    keyword_bend: f64,
    list: bool,
}

impl Parts {
    /// Adds up what `counts`.
    pub fn new(
        question: &CompiledQuestion,
        keywords: &KeywordScore,
        rubric: &[PointScore],
        list: bool,
        counts: impl Fn(&Evidence) -> bool,
    ) -> Self {
        let said = keywords.hit.iter().filter(|h| counts(&h.evidence)).map(|h| question.share(&h.term)).sum();
        let all = question.keywords.iter().map(|k| k.share).sum();
        let met = |p: &&PointScore| p.met && p.evidence.iter().all(&counts);
        Self {
            keywords: (said, all),
            rubric: (
                rubric.iter().filter(met).map(|p| weights::priority(p.priority)).sum(),
                rubric.iter().map(|p| weights::priority(p.priority)).sum(),
            ),
            keyword_bend: if question.drawn { weights::DERIVED_BEND } else { weights::CURATED_BEND },
            list,
        }
    }

    fn keyword_points(&self) -> f64 {
        self.keyword_share() * bend(self.keywords, self.keyword_bend)
    }

    fn rubric_points(&self) -> f64 {
        (100.0 - self.keyword_share()) * bend(self.rubric, weights::RUBRIC_BEND)
    }

    fn keyword_share(&self) -> f64 {
        match (self.keywords.1 > 0.0, self.rubric.1 > 0.0) {
            (true, true) => 100.0 * weights::KEYWORD_SHARE,
            (true, false) => 100.0,
            (false, _) => 0.0,
        }
    }

    /// 0..=100.
    pub fn score(&self) -> f64 {
        let sum = self.keyword_points() + self.rubric_points();
        if self.list { sum.min(weights::LIST_CAP) } else { sum }
    }
}

/// 1 - (1 - share)^bend of (part, whole); 0 of nothing.
fn bend((part, whole): (f64, f64), bend: f64) -> f64 {
    if whole > 0.0 { 1.0 - (1.0 - (part / whole).clamp(0.0, 1.0)).powf(bend) } else { 0.0 }
}

impl CompiledQuestion {
    /// What a term weighs in the arithmetic.
    fn share(&self, term: &str) -> f64 {
        self.keywords.iter().find(|k| k.term == term).map_or(0.0, |k| k.share)
    }
}

/// The arithmetic of `card` as text.
pub(super) fn lines(question: &CompiledQuestion, card: &Scorecard) -> String {
    let parts = Parts::new(question, &card.keywords, &card.rubric, card.delivery.list_like, |_| true);
    let mut out = String::new();
    // Writing to a String does not fail.
    let _ = write_keywords(&mut out, question, card, &parts);
    let _ = write_rubric(&mut out, card, &parts);
    let _ = write_total(&mut out, card, &parts);
    out
}

fn write_keywords(out: &mut String, question: &CompiledQuestion, card: &Scorecard, parts: &Parts) -> std::fmt::Result {
    let origin = if question.drawn { "drawn from the model answer" } else { "from the bank" };
    writeln!(out, "Keywords ({origin}), weight each:")?;
    for keyword in &question.keywords {
        match card.keywords.hit.iter().find(|h| h.term == keyword.term) {
            Some(hit) => writeln!(out, "  +{:.2}  {}: {}", keyword.share, keyword.term, cited(&hit.evidence))?,
            None => writeln!(out, "   0     {} (of {:.2}): not heard", keyword.term, keyword.share)?,
        }
    }
    write_part(out, "coverage", parts.keywords, parts.keyword_bend, parts.keyword_share(), parts.keyword_points())
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
    write_part(out, "met", parts.rubric, weights::RUBRIC_BEND, 100.0 - parts.keyword_share(), parts.rubric_points())
}

fn write_part(
    out: &mut String,
    name: &str,
    (part, whole): (f64, f64),
    power: f64,
    most: f64,
    points: f64,
) -> std::fmt::Result {
    let share = if whole > 0.0 { part / whole } else { 0.0 };
    writeln!(out, "  {name} = {part:.2} / {whole:.2} = {share:.3}")?;
    writeln!(out, "  points = {most:.0} x (1 - (1 - {share:.3})^{power}) = {points:.1}")
}

fn write_total(out: &mut String, card: &Scorecard, parts: &Parts) -> std::fmt::Result {
    let (keywords, rubric) = (parts.keyword_points(), parts.rubric_points());
    writeln!(out, "Score = {keywords:.1} + {rubric:.1} = {:.1}", tenth(keywords + rubric))?;
    if card.delivery.list_like {
        writeln!(out, "A list of keywords is no answer: at most {:.0}.", weights::LIST_CAP)?;
    }
    if card.delivery.gave_up {
        writeln!(out, "The answer says that you do not know: 0.")?;
    }
    if card.doubtful > 0.0 {
        let low = tenth(card.score - card.doubtful);
        writeln!(out, "{:.1} of these points rest on words heard with doubt: {low:.1} without them.", card.doubtful)?;
    }
    writeln!(out, "{:.1} (scorer version {})", card.score, card.scorer_version)
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
