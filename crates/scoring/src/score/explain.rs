//! The arithmetic of a score as text, line by line.

use std::fmt::Write as _;

use outloud_core::{
    scorecard::{PointScore, Scorecard, Verdict},
    story::Part,
};

use crate::round::tenth;

use super::{
    arithmetic::{Arithmetic, Shape, share},
    compiled::{CompiledQuestion, Derived},
    explain_telling,
    explain_words::{cited, number},
    params, story,
};

/// The arithmetic of `card` as text.
pub(super) fn lines(question: &CompiledQuestion, card: &Scorecard) -> String {
    let sums = Arithmetic::new(question, card, |_| true);
    let mut out = String::new();
    // Writing to a String does not fail.
    let _ = write_keywords(&mut out, question, card, &sums);
    let _ = write_story(&mut out, card, &sums);
    let _ = write_points(&mut out, question, card, &sums);
    let _ = match card.telling.as_ref().zip(sums.telling.as_ref()) {
        Some((heard, sum)) => explain_telling::write(&mut out, heard, &sums, sum),
        None => write_together(&mut out, &sums),
    };
    let _ = write_total(&mut out, card, &sums);
    out
}

fn write_keywords(
    out: &mut String,
    question: &CompiledQuestion,
    card: &Scorecard,
    sums: &Arithmetic,
) -> std::fmt::Result {
    if question.keywords.is_empty() {
        return Ok(());
    }
    let origin = match question.derived {
        Derived::Nothing => "weight 1 to 3 each",
        Derived::Keywords | Derived::KeywordsAndPoints => "derived from the model answer",
    };
    writeln!(out, "Vocabulary ({origin}):")?;
    for keyword in &question.keywords {
        let (term, share) = (&keyword.term, number(keyword.share));
        match card.keywords.hit.iter().find(|h| h.term == keyword.term) {
            Some(hit) => writeln!(out, "  +{share}  {term}: {}", cited(&hit.evidence))?,
            None => writeln!(out, "   0  {term} (of {share}): not heard")?,
        }
    }
    let (said, all) = sums.keywords;
    writeln!(out, "  coverage = {} / {} = {:.3}", number(said), number(all), share(sums.keywords))?;
    if question.derived == Derived::Keywords {
        let (x, bent, bend) = (share(sums.keywords), sums.keyword_coverage(), params::DERIVED_BEND);
        writeln!(out, "  derived keywords count as 1 - (1 - {x:.3})^{bend} = {bent:.3}")?;
    }
    Ok(())
}

fn write_story(out: &mut String, card: &Scorecard, sums: &Arithmetic) -> std::fmt::Result {
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
    let (keywords, more) = (sums.keyword_coverage(), sums.coverage());
    writeln!(out, "  the keywords or the story, whichever is more: max({keywords:.3}, {:.3}) = {more:.3}", score.share)
}

fn write_points(
    out: &mut String,
    question: &CompiledQuestion,
    card: &Scorecard,
    sums: &Arithmetic,
) -> std::fmt::Result {
    if card.rubric.is_empty() {
        return Ok(());
    }
    let origin = match question.derived_points().len() {
        0 => String::new(),
        n if n == card.rubric.len() => "; derived from the model answer".to_owned(),
        n => format!("; the last {n} derived from the model answer"),
    };
    writeln!(out, "Statements (must 3, should 2, bonus 1{origin}):")?;
    for point in &card.rubric {
        write_point(out, point)?;
    }
    for wrong in &card.misconceptions {
        let cost = params::MISCONCEPTION_COST;
        writeln!(out, "  -{cost}  a false belief: {} {}: {}", wrong.belief, wrong.why_wrong, cited(&wrong.evidence))?;
    }
    let (made, all) = sums.points;
    writeln!(out, "  made = {made} / {all} = {:.3}", sums.made())?;
    if sums.cost > 0.0 {
        let (cost, taken) = (number(sums.cost), sums.cost_share());
        writeln!(out, "  contradicted = {cost} / {all}, at most {}: {taken:.3}", params::MOST_COST)?;
    }
    Ok(())
}

fn write_point(out: &mut String, point: &PointScore) -> std::fmt::Result {
    let (weight, priority, text) = (params::priority(point.priority), point.priority, &point.point);
    match (point.verdict, &point.contradiction) {
        (Verdict::Met, _) => {
            let evidence: Vec<String> = point.evidence.iter().map(cited).collect();
            writeln!(out, "  +{weight}  [{priority}] {text}: {}", evidence.join("; "))?;
        }
        (Verdict::Contradicted, Some(against)) => {
            let cost = number(weight * params::CONTRADICTION_COST);
            let of = against.said_of.as_ref().map(|s| format!(" of the {s}")).unwrap_or_default();
            let denied = if against.denied { ", denied" } else { "" };
            writeln!(
                out,
                "  -{cost}  [{priority}] {text}: contradicted, said{of}{denied}: {}",
                cited(&against.evidence)
            )?;
        }
        _ => writeln!(out, "   0  [{priority}] {text} (of {weight}): not heard")?,
    }
    let Some(statement) = &point.statement else { return Ok(()) };
    let slots: Vec<String> = statement.slots.iter().map(|e| format!("\"{}\" {}", e.text, e.how.as_str())).collect();
    writeln!(out, "      pattern `{}`: {}", statement.pattern, slots.join(", "))
}

fn write_together(out: &mut String, sums: &Arithmetic) -> std::fmt::Result {
    let (statements, sum) = (sums.statement_share(), sums.sum());
    let rest = 1.0 - statements;
    let (made, coverage, counted) = (sums.statements(), sums.coverage(), sums.borne_out());
    if counted < coverage {
        let ahead = sums.coverage_ahead();
        writeln!(out, "Coverage counts as far as statements bear it out: {made:.3} + {ahead} = {counted:.3}")?;
    }
    writeln!(out, "Together: {statements} x {made:.3} + {rest:.1} x {counted:.3} = {sum:.3}")?;
    match sums.shape() {
        Shape::Curved => {
            let curve = params::curve(sum);
            writeln!(out, "Curve: {sum:.3} x {sum:.3} x (3 - 2 x {sum:.3}) = {curve:.3}")
        }
        Shape::Bent => {
            let (bend, bent) = (params::DERIVED_SUM_BEND, params::bent(sum, params::DERIVED_SUM_BEND));
            writeln!(out, "Nobody says all of a model answer: 1 - (1 - {sum:.3})^{bend} = {bent:.3}")
        }
        Shape::Straight => Ok(()),
    }
}

fn write_total(out: &mut String, card: &Scorecard, sums: &Arithmetic) -> std::fmt::Result {
    writeln!(out, "Points: 100 x that = {:.1}", sums.earned())?;
    if card.delivery.list_like {
        writeln!(out, "It reads as a list of keywords, which is no answer: at most {:.0}.", params::LIST_CAP)?;
    }
    if card.delivery.gave_up {
        writeln!(out, "It says that you do not know: 0.")?;
    }
    if card.doubtful > 0.0 {
        let low = tenth(card.score - card.doubtful);
        writeln!(out, "{:.1} of the points rest on words heard in doubt: {low:.1} without them.", card.doubtful)?;
    }
    writeln!(out, "Score: {:.1} (scorer version {})", card.score, card.scorer_version)
}
