//! A scorecard as coloured lines: the score, every keyword and rubric point with the words and the second that earned it,
//! the delivery, the advice. Colour is never the only sign: ✓ and ✗ say the same.

use owo_colors::{OwoColorize, Stream, Style};

use outloud_core::{
    scorecard::{Delivery, Evidence, Scorecard},
    session::{Take, final_score},
};

/// The card of a take for people, several lines, no newline at the end; none until the take is scored. The score on it is
/// the final one, after hints.
#[must_use]
pub fn text(take: &Take) -> Option<String> {
    let (card, transcript) = (take.scorecard.as_ref()?, take.transcript.as_ref()?);
    let mut out = vec![headline(card, take.hints_seen)];
    out.extend(take.sound.iter().flat_map(|s| &s.warnings).map(|warning| wrapped(warning, "! ")));
    out.extend([String::new(), wrapped(&transcript.text, ""), String::new()]);
    out.push(head(&format!("Keywords  {:.0} % of their weight", card.keywords.coverage * 100.0)));
    for hit in &card.keywords.hit {
        out.push(format!("  {} {} {}", tick(true), hit.term, evidence(&hit.evidence)));
    }
    for miss in &card.keywords.missed {
        out.push(format!("  {} {} {}", tick(false), miss.term, dim(&format!("weight {}", miss.weight))));
    }
    if !card.rubric.is_empty() {
        let met = card.rubric.iter().filter(|p| p.met).count();
        out.push(String::new());
        out.push(head(&format!("What the recruiter wants to hear  {met} of {}", card.rubric.len())));
        for p in &card.rubric {
            let proof = p.evidence.iter().map(evidence).collect::<Vec<_>>().join("  ");
            out.push(format!("  {} {} {} {proof}", tick(p.met), p.point, dim(&format!("({})", p.priority))));
        }
    }
    if let Some(story) = &card.story {
        let told: Vec<_> = story.points.iter().filter(|p| p.met).collect();
        out.push(String::new());
        out.push(head(&format!("Your story '{}'  {} of {} points", story.story, told.len(), story.points.len())));
        for p in told {
            let proof = p.evidence.iter().map(evidence).collect::<Vec<_>>().join("  ");
            out.push(format!("  {} {} {} {proof}", tick(true), p.point, dim(&format!("({})", p.part.section()))));
        }
    }
    out.push(String::new());
    out.push(format!("{}  {}", head("Delivery"), delivery(&card.delivery)));
    if !card.advice.is_empty() {
        out.push(String::new());
        out.push(head("Next time"));
        out.extend(card.advice.iter().map(|line| wrapped(line, "  → ")));
    }
    Some(out.join("\n"))
}

fn headline(card: &Scorecard, hints_seen: u32) -> String {
    let score = final_score(card, hints_seen);
    let filled = (score / 5.0).round() as usize;
    let bar = format!("{}{}", "█".repeat(filled.min(20)), "░".repeat(20_usize.saturating_sub(filled)));
    let style = match score {
        s if s >= 70.0 => Style::new().green(),
        s if s >= 40.0 => Style::new().yellow(),
        _ => Style::new().red(),
    };
    let doubt = match card.doubtful {
        d if d >= 0.5 => format!(", of which {d:.0} rest on doubtful words"),
        _ => String::new(),
    };
    let bar = bar.if_supports_color(Stream::Stdout, |t| t.style(style)).to_string();
    let hints = match hints_seen {
        0 => String::new(),
        n => format!(" ({:.0}, less {:.0} for {n} {})", card.score, card.score - score, plural(n, "hint")),
    };
    format!("{bar}  {}{hints}{doubt}", head(&format!("{score:.0} of 100")))
}

fn plural(count: u32, noun: &str) -> String {
    if count == 1 { noun.to_owned() } else { format!("{noun}s") }
}

fn evidence(e: &Evidence) -> String {
    let at = e.start_s.map(|s| format!(" at {}", clock(s))).unwrap_or_default();
    let doubt = if e.confidence < 0.5 { " (doubtful)" } else { "" };
    dim(&format!("“{}”{at}{doubt}", e.text))
}

fn delivery(d: &Delivery) -> String {
    let mut facts = vec![format!("{} words", d.words)];
    facts.extend(d.duration_s.map(|s| format!("in {}", clock(s))));
    facts.extend(d.words_per_minute.map(|n| format!("{n:.0} words a minute")));
    let fillers: usize = d.fillers.values().sum();
    let listed = d.fillers.iter().map(|(word, n)| format!("{word} ×{n}")).collect::<Vec<_>>().join(", ");
    facts.push(if fillers == 0 { "no fillers heard".into() } else { format!("at least {fillers} fillers ({listed})") });
    facts.extend(d.longest_pause_s.map(|s| format!("longest pause {s:.1} s")));
    facts.extend(d.time_to_first_word_s.map(|s| format!("first word after {s:.1} s")));
    facts.join(" · ")
}

/// Seconds as m:ss.
#[must_use]
pub fn clock(seconds: f64) -> String {
    let whole = seconds.max(0.0) as u64;
    format!("{}:{:02}", whole / 60, whole % 60)
}

fn tick(met: bool) -> String {
    if met {
        "✓".if_supports_color(Stream::Stdout, |t| t.green()).to_string()
    } else {
        "✗".if_supports_color(Stream::Stdout, |t| t.red()).to_string()
    }
}

fn head(text: &str) -> String {
    text.if_supports_color(Stream::Stdout, |t| t.bold()).to_string()
}

fn dim(text: &str) -> String {
    text.if_supports_color(Stream::Stdout, |t| t.dimmed()).to_string()
}

fn wrapped(text: &str, lead: &str) -> String {
    let indent = " ".repeat(lead.chars().count());
    textwrap::fill(text, textwrap::Options::new(96).initial_indent(lead).subsequent_indent(&indent))
}
