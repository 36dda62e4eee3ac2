//! What was practised, as a plan looks at it: by question, before today and today.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::schedule::Memory;
use outloud_core::{
    bank::Priority,
    scorecard::Verdict,
    session::{Planned, Session, SessionKind, Take},
};

/// What was practised before today, and what today.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    pub(super) today: Date,
    pub(super) zone: TimeZone,
    /// Every question that was answered before today, as it stood this morning.
    pub(super) before: BTreeMap<Planned, Standing>,
    /// Every question that was answered today, as it stands now.
    pub(super) today_answered: BTreeMap<Planned, Standing>,
    /// Whether a round was held today.
    pub(super) round_today: bool,
}

/// Where a question stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Standing {
    pub memory: Memory,
    /// The day of the last answer.
    pub answered: Date,
    /// The must point that the last answer contradicted or left out, the contradicted one first.
    pub weak: Option<UnmetMust>,
}

/// A must point that was not met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UnmetMust {
    pub point: String,
    pub contradicted: bool,
}

impl History {
    /// What was practised in `sessions`, in any order, until the end of `today`. Days are those of `zone`.
    #[must_use]
    pub fn of(sessions: &[Session], today: Date, zone: &TimeZone) -> Self {
        let day = |at: Timestamp| at.to_zoned(zone.clone()).date();
        let mut takes: Vec<(Timestamp, SessionKind, &Take)> = Vec::new();
        for session in sessions {
            let scored = session.takes.iter().filter(|t| t.scorecard.is_some());
            takes.extend(scored.filter_map(|t| Some((t.started_at.parse().ok()?, session.kind, t))));
        }
        takes.retain(|(at, ..)| day(*at) <= today);
        takes.sort_by_key(|(at, ..)| *at);
        let round_today = takes.iter().any(|(at, kind, _)| *kind == SessionKind::Mock && day(*at) == today);
        let mut by_question: BTreeMap<Planned, Vec<(i64, &Take)>> = BTreeMap::new();
        for (at, _, take) in &takes {
            let key = Planned { bank: take.bank.clone(), question: take.question.id.clone() };
            by_question.entry(key).or_default().push((at.as_second(), take));
        }
        let (mut before, mut today_answered) = (BTreeMap::new(), BTreeMap::new());
        let day_of = |at_s: i64| Timestamp::from_second(at_s).ok().map(day);
        for (key, takes) in by_question {
            let old = takes.partition_point(|(at_s, _)| day_of(*at_s).is_some_and(|d| d < today));
            let standing = |takes: &[(i64, &Take)]| {
                let (at_s, last) = takes.last()?;
                Some(Standing { memory: Memory::of(takes)?, answered: day_of(*at_s)?, weak: unmet_must(last) })
            };
            before.extend(standing(&takes[..old]).map(|s| (key.clone(), s)));
            if old < takes.len() {
                today_answered.extend(standing(&takes).map(|s| (key, s)));
            }
        }
        Self { today, zone: zone.clone(), before, today_answered, round_today }
    }

    /// The day that it calls today.
    #[must_use]
    pub fn today(&self) -> Date {
        self.today
    }

    /// The day of this second.
    pub(super) fn day(&self, at_s: i64) -> Date {
        Timestamp::from_second(at_s).map_or(self.today, |at| at.to_zoned(self.zone.clone()).date())
    }
}

fn unmet_must(take: &Take) -> Option<UnmetMust> {
    let card = take.scorecard.as_ref()?;
    let must = |verdict: Verdict| {
        let of_kind = card.rubric.iter().find(|p| p.priority == Priority::Must && p.verdict == verdict);
        of_kind.map(|p| UnmetMust { point: p.point.clone(), contradicted: verdict == Verdict::Contradicted })
    };
    must(Verdict::Contradicted).or_else(|| must(Verdict::Missed))
}
