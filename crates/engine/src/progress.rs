//! Progress over sessions: by week, topic, question and point. Facts counted from the scorecards; nothing is stored.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{calibration::Calibration, habits::Habits};
use outloud_core::session::{Session, Take};

/// What practice came to.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Progress {
    /// Sessions.
    pub sessions: usize,
    /// Scored answers.
    pub answers: usize,
    /// Seconds of recorded answers.
    pub spoken_s: f64,
    /// Mean score after hints, 0..=100; null without answers.
    pub mean_score: Option<f64>,
    /// The candidate's own estimates against the scores; null without any.
    pub calibration: Option<Calibration>,
    /// By ISO week, oldest first: "2026-W47".
    pub weeks: Vec<Group>,
    /// By topic, weakest first.
    pub topics: Vec<Group>,
    /// Questions, weakest latest answer first.
    pub questions: Vec<QuestionProgress>,
    /// Rubric points and keywords, the most often left out first.
    pub points: Vec<PointProgress>,
    /// How answers begin, which phrases come again, fillers and the usual pace.
    pub habits: Habits,
}

/// Answers that have something in common.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// The week or topic.
    pub name: String,
    /// Scored answers.
    pub answers: usize,
    /// Their mean score after hints, 0..=100.
    pub mean_score: f64,
    /// Mean of their paces; null if all were typed.
    pub words_per_minute: Option<f64>,
    /// Mean of their fillers per minute; null if all were typed.
    pub fillers_per_minute: Option<f64>,
}

/// All answers to one question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuestionProgress {
    /// The bank's id.
    pub bank: String,
    /// The question's id.
    pub question: String,
    /// Its topic.
    pub topic: String,
    /// Scores after hints, oldest first.
    pub scores: Vec<f64>,
    /// The best of them.
    pub best: f64,
    /// The latest of them.
    pub latest: f64,
}

/// How often a point was made.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PointProgress {
    /// The question's id.
    pub question: String,
    /// keyword or rubric.
    pub kind: &'static str,
    /// The term or the point.
    pub point: String,
    /// Answers that made it.
    pub made: usize,
    /// Answers that could have.
    pub asked: usize,
}

/// The progress of `sessions`, in any order.
#[must_use]
pub fn of(sessions: &[Session]) -> Progress {
    let mut takes: Vec<(&Take, f64)> =
        sessions.iter().flat_map(|s| &s.takes).filter_map(|t| Some((t, t.final_score()?))).collect();
    takes.sort_by(|a, b| a.0.started_at.cmp(&b.0.started_at));
    let mut topics = groups(&takes, |t| t.question.topic.clone());
    topics.sort_by(|a, b| a.mean_score.total_cmp(&b.mean_score));
    Progress {
        sessions: sessions.len(),
        answers: takes.len(),
        spoken_s: sessions.iter().flat_map(|s| &s.takes).filter_map(|t| t.sound.as_ref()).map(|s| s.duration_s).sum(),
        mean_score: mean(takes.iter().map(|(_, score)| *score)),
        calibration: Calibration::of(takes.iter().map(|(take, _)| *take)),
        weeks: groups(&takes, |t| week(&t.started_at)),
        topics,
        questions: questions(&takes),
        points: points(&takes),
        habits: Habits::of(takes.iter().map(|(take, _)| *take)),
    }
}

/// "2026-W47" of an RFC 3339 time stamp, by its own offset.
fn week(timestamp: &str) -> String {
    let date = timestamp.get(..10).and_then(|day| day.parse::<jiff::civil::Date>().ok());
    date.map(|d| d.iso_week_date()).map_or("unknown".into(), |w| format!("{}-W{:02}", w.year(), w.week()))
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0_usize), |(sum, count), x| (sum + x, count + 1));
    (count > 0).then(|| sum / count as f64)
}

fn groups(takes: &[(&Take, f64)], name: impl Fn(&Take) -> String) -> Vec<Group> {
    let mut by_name: BTreeMap<String, Vec<(&Take, f64)>> = BTreeMap::new();
    for (take, score) in takes {
        by_name.entry(name(take)).or_default().push((take, *score));
    }
    let group = |(name, takes): (String, Vec<(&Take, f64)>)| {
        let delivery = || takes.iter().filter_map(|(t, _)| t.scorecard.as_ref()).map(|c| &c.delivery);
        Group {
            name,
            answers: takes.len(),
            mean_score: mean(takes.iter().map(|(_, score)| *score)).unwrap_or_default(),
            words_per_minute: mean(delivery().filter_map(|d| d.words_per_minute)),
            fillers_per_minute: mean(delivery().filter_map(|d| d.fillers_per_minute)),
        }
    };
    by_name.into_iter().map(group).collect()
}

fn questions(takes: &[(&Take, f64)]) -> Vec<QuestionProgress> {
    let mut found: BTreeMap<(&str, &str), QuestionProgress> = BTreeMap::new();
    for (take, score) in takes {
        let entry = found.entry((&take.bank, &take.question.id)).or_insert_with(|| QuestionProgress {
            bank: take.bank.clone(),
            question: take.question.id.clone(),
            topic: take.question.topic.clone(),
            scores: Vec::new(),
            best: 0.0,
            latest: 0.0,
        });
        entry.scores.push(*score);
        (entry.best, entry.latest) = (entry.best.max(*score), *score);
    }
    let mut found: Vec<_> = found.into_values().collect();
    found.sort_by(|a, b| a.latest.total_cmp(&b.latest));
    found
}

fn points(takes: &[(&Take, f64)]) -> Vec<PointProgress> {
    let mut found: BTreeMap<(&str, &'static str, &str), (usize, usize)> = BTreeMap::new();
    for (take, _) in takes {
        let Some(card) = &take.scorecard else { continue };
        let rubric = card.rubric.iter().map(|p| ("rubric", p.point.as_str(), p.met));
        let hit = card.keywords.hit.iter().map(|h| ("keyword", h.term.as_str(), true));
        let missed = card.keywords.missed.iter().map(|m| ("keyword", m.term.as_str(), false));
        for (kind, point, made) in rubric.chain(hit).chain(missed) {
            let (times_made, asked) = found.entry((&take.question.id, kind, point)).or_default();
            *times_made += usize::from(made);
            *asked += 1;
        }
    }
    let row = |((question, kind, point), (made, asked)): ((&str, &'static str, &str), (usize, usize))| PointProgress {
        question: question.to_owned(),
        kind,
        point: point.to_owned(),
        made,
        asked,
    };
    let mut rows: Vec<_> = found.into_iter().map(row).collect();
    let left_out = |p: &PointProgress| p.asked - p.made;
    rows.sort_by(|a, b| left_out(b).cmp(&left_out(a)).then(a.made.cmp(&b.made)).then(b.kind.cmp(a.kind)));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_follow_the_calendar() {
        assert_eq!(week("2026-11-21T09:30:00+01:00"), "2026-W47");
        assert_eq!(week("2027-01-01T00:00:00Z"), "2026-W53");
        assert_eq!(week("gestern"), "unknown");
    }

    #[test]
    fn no_sessions_are_no_progress_and_no_panic() {
        assert_eq!(of(&[]), Progress::default());
    }
}
