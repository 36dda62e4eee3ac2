//! The arithmetic of a story question's telling as text, line by line.

use std::fmt::{Result, Write};

use outloud_core::scorecard::{ElementScore, Telling};

use crate::elements::table;

use super::{
    arithmetic::Arithmetic,
    explain_words::{cited, number},
    telling::{self, TellingSum},
};

/// What was told, what speaks against it, and how near it is to the question.
pub(super) fn write(out: &mut String, heard: &Telling, sums: &Arithmetic, sum: &TellingSum) -> Result {
    let (event, way): (Vec<_>, Vec<_>) = heard.elements.iter().partition(|e| telling::is_event(e));
    writeln!(out, "What happened:")?;
    write_rows(out, &event, '+')?;
    writeln!(out, "  event, at most {}: {}", table::EVENT_MOST, number(sum.event))?;
    writeln!(out, "How it was done:")?;
    write_rows(out, &way, '+')?;
    writeln!(out, "  way = {}", number(sum.way))?;
    let against: Vec<&ElementScore> = heard.against.iter().collect();
    if against.iter().any(|e| !e.evidence.is_empty()) {
        writeln!(out, "What speaks against it:")?;
        write_rows(out, &against, '-')?;
        let (acts, general) = (number(sum.acts), number(sum.general));
        writeln!(out, "  acts, less {} that are let pass: {acts}", number(sum.acts_free))?;
        writeln!(out, "  general talk, less {}: {general}", table::GENERAL_FREE)?;
    }
    write_sum(out, sums, sum)
}

fn write_rows(out: &mut String, rows: &[&ElementScore], sign: char) -> Result {
    for row in rows {
        if row.evidence.is_empty() {
            continue;
        }
        let places: Vec<String> = row.evidence.iter().take(row.most).map(cited).collect();
        let points = number(telling::points(row, |_| true));
        writeln!(out, "  {sign}{points}  {}: {}", row.title, places.join("; "))?;
    }
    Ok(())
}

fn write_sum(out: &mut String, sums: &Arithmetic, sum: &TellingSum) -> Result {
    let (points, keywords) = (sums.made(), sums.coverage());
    let (worth, topic) = (sum.worth(), sum.topic(points, keywords));
    let (event, way, acts, general) = (number(sum.event), number(sum.way), number(sum.acts), number(sum.general));
    writeln!(out, "Worth: (at most 100 of {event} + {way}, less {acts} and {general}) / 100 = {worth:.3}")?;
    writeln!(out, "The first elements count most: 1 - (1 - {worth:.3})^{} = {:.3}", table::BEND, table::bend(worth))?;
    writeln!(
        out,
        "On topic: {points:.3} + {keywords:.3} + {} x {:.3} for words shared with the question, by chance 1 = {topic:.3}",
        table::TOPIC_WORDS,
        sum.topic_words
    )?;
    writeln!(
        out,
        "Counts for this question: {} + {:.2} x ({topic:.3} - {}) / {:.1}, from {} to 1: {:.3}",
        table::LEAST_GATE,
        1.0 - table::LEAST_GATE,
        sums.gate.off,
        sums.gate.on - sums.gate.off,
        table::LEAST_GATE,
        sums.gate.open(topic)
    )?;
    if sums.cost > 0.0 {
        let cost = sums.cost_share();
        writeln!(out, "Less what was contradicted: x (1 - {cost:.3}) = {:.3}", 1.0 - cost)?;
    }
    Ok(())
}
