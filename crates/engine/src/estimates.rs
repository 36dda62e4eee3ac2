//! The candidate's own estimates: asked before a score shows. In practice after each answer, while it is transcribed and scored;
//! in a round after the last answer, one answer after the other.

use super::{
    event::{Effect, TakeId},
    interview::{Interview, TakeState},
    phase::Phase,
};
use outloud_core::session::SessionKind;

/// The best that an answer can be.
const MOST: u8 = 100;

impl Interview {
    /// The answer is over: its words and score are waited for, meanwhile it is estimated.
    pub(super) fn wait_for(&mut self, take: TakeId) {
        let estimates = self.rules.estimate && self.rules.feedback;
        let since_ms = self.clock_ms;
        self.phase = if estimates { Phase::Estimating { take } } else { Phase::Transcribing { take, since_ms } };
    }

    /// The questions are over: looks back on them, in a round after the answers were estimated.
    pub(super) fn look_back(&mut self) -> Vec<Effect> {
        let first = self.next_to_estimate(0).filter(|_| self.rules.estimate && !self.rules.feedback);
        let mut effects = self.enter(first.map_or(Phase::Debrief, |take| Phase::Estimating { take }));
        effects.extend(self.ends_early().then_some(Effect::End));
        effects
    }

    /// Whether questions of a round were not answered: skipped, or not reached when it was ended or its time was over.
    fn ends_early(&self) -> bool {
        let open = |n: usize| self.queue[n].follows.is_none() && !self.takes.iter().any(|take| take.asked == n);
        self.rules.kind == SessionKind::Mock && (0..self.queue.len()).any(open)
    }

    /// Keeps the estimate of the take that is asked about, and goes on.
    pub(super) fn estimate(&mut self, percent: Option<u8>) -> Vec<Effect> {
        let Phase::Estimating { take } = self.phase else { return Vec::new() };
        let mut effects = Vec::new();
        if let (Some(percent), Some(state)) = (percent, self.takes.iter_mut().find(|t| t.take.number == take)) {
            state.take.estimate = Some(percent.min(MOST));
            effects.push(Effect::Save(Box::new(state.take.clone())));
        }
        if !self.rules.feedback {
            let next = self.next_to_estimate(take);
            self.phase = next.map_or(Phase::Debrief, |take| Phase::Estimating { take });
            return effects;
        }
        self.phase = Phase::Transcribing { take, since_ms: self.clock_ms };
        if self.take(take).is_none_or(|state| !state.pending()) {
            effects.extend(self.take_done(take));
        }
        effects
    }

    /// The first answer after the take of this number that can be estimated. Of several answers to one question it is the last.
    fn next_to_estimate(&self, after: TakeId) -> Option<TakeId> {
        let last = |state: &TakeState| self.takes.iter().rfind(|t| t.asked == state.asked) == Some(state);
        let open = |t: &&TakeState| t.take.number > after && t.failed.is_none() && t.take.estimate.is_none() && last(t);
        self.takes.iter().find(open).map(|t| t.take.number)
    }

    /// Which answer is estimated, counted from 1, and how many answers the round has; none elsewhere.
    #[must_use]
    pub fn estimate_position(&self) -> Option<(usize, usize)> {
        let Phase::Estimating { take } = self.phase else { return None };
        let at = self.takes.iter().position(|t| t.take.number == take).filter(|_| !self.rules.feedback)?;
        Some((at + 1, self.takes.len()))
    }
}
