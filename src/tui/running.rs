//! A session under way: its driver and what becomes of it when its screen is closed.

use crate::app::{Driver, PortEvent};
use outloud_core::session::RoundSettings;
use outloud_engine::{Phase, TakeState};

/// A session under way. Closing its screen does not end it: it goes on until its last answer is scored and stored.
pub struct RunningSession {
    /// Tells its events from those of other sessions.
    pub number: u64,
    /// The settings of a timed round.
    pub round: Option<RoundSettings>,
    /// The session.
    pub driver: Driver,
    /// The take to open when everything is stored.
    pub then: Option<u32>,
}

impl RunningSession {
    /// Hands an event to the driver if it belongs to this session; otherwise gives it back.
    pub fn receive(&mut self, number: u64, event: PortEvent) -> Option<PortEvent> {
        if number != self.number {
            return Some(event);
        }
        self.driver.receive(event);
        None
    }

    /// Whether the picture of its phase changes without a key.
    #[must_use]
    pub fn is_animated(&self) -> bool {
        let interview = self.driver.interview();
        let waits = match interview.phase() {
            Phase::Debrief => !interview.takes().iter().any(TakeState::pending),
            phase => matches!(phase, Phase::Scored { .. } | Phase::Typing { .. }),
        };
        !waits && !interview.paused()
    }
}
