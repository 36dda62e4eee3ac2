//! What review and session screens share: words of a transcript that earned something, two columns, dates.

use ratatui::text::{Line, Span};

use crate::tui::text::safe;
use outloud_core::{
    scorecard::{Scorecard, Verdict},
    session::{Session, Take},
    view::DocumentRow,
};

/// What the candidate can say to the verdict of a row; none where there is nothing to challenge.
#[must_use]
pub fn challenge_label(row: &DocumentRow, take: &Take) -> Option<&'static str> {
    let (judged, verdict) = (row.judged.as_ref()?, Verdict::from(row.mark?));
    Some(match verdict {
        _ if take.challenge_of(judged, verdict).is_some() => "take that back",
        Verdict::Missed => "I did say that",
        Verdict::Met | Verdict::Contradicted => "I did not say that",
    })
}

/// Which words of a transcript earned something.
pub fn earned_words(card: Option<&Scorecard>, words: usize) -> Vec<bool> {
    let points = card.iter().flat_map(|c| &c.rubric).flat_map(|p| &p.evidence);
    let evidence = card.iter().flat_map(|c| &c.keywords.hit).map(|k| &k.evidence).chain(points);
    covered(evidence.map(|e| (e.first_word, e.word_count)), words)
}

/// Which of so many words stretches (first word, length) cover. Sessions are untrusted: what lies past the end covers
/// nothing.
pub fn covered(stretches: impl Iterator<Item = (usize, usize)>, words: usize) -> Vec<bool> {
    // Where stretches begin and end, so that a million of them cost no more than their number.
    let mut turns = vec![0i64; words + 1];
    for (first, count) in stretches.filter(|(first, _)| *first < words) {
        turns[first] += 1;
        turns[first.saturating_add(count).min(words)] -= 1;
    }
    let open = turns.iter().scan(0, |open, turn| {
        *open += turn;
        Some(*open > 0)
    });
    open.take(words).collect()
}

/// Two columns of lines, four columns of air between them.
pub fn beside(left: Vec<Line<'static>>, right: Vec<Line<'static>>, half: usize) -> Vec<Line<'static>> {
    let rows = left.len().max(right.len());
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    let row = |_| {
        let mut line = left.next().unwrap_or_default();
        let air = half.saturating_sub(line.width()) + 4;
        line.push_span(Span::raw(" ".repeat(air)));
        let right = right.next().unwrap_or_default();
        line.spans.extend(right.spans.into_iter().map(|s| Span::styled(s.content, right.style.patch(s.style))));
        line
    };
    (0..rows).map(row).collect()
}

/// Date and time to the minute, as the user's clock showed it.
pub fn when(session: &Session) -> String {
    safe(&session.started_at).chars().take(16).collect::<String>().replace('T', " ")
}
