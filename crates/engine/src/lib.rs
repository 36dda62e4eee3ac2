//! What happens next in an interview: a state machine, `handle(Event) -> Vec<Effect>`. Pure: time comes in as an event,
//! everything to be done in the world goes out as an effect, and every result names its take, so that a late one is
//! harmless.
//!
//! Practice, timed rounds, drill and follow-ups are one machine with different [`Rules`].

mod calibration;
mod choose;
mod debrief;
mod estimates;
pub mod event;
mod follow_up;
mod habits;
mod interview;
mod interviewer;
pub mod job_match;
mod machine;
pub mod phase;
pub mod practice_plan;
pub mod progress;
mod results;
pub mod rules;
mod schedule;
#[cfg(test)]
mod tests;
mod weak_points;

pub use calibration::{Calibration, Direction, Estimate};
pub use choose::{
    BEHAVIOURAL, Filter, PHONE_SCREEN, PRESETS, Preset, RAPID_FIRE, TECHNICAL, choose, compression, repeat, rest_of,
    round,
};
pub use debrief::{AnswerLine, Debrief, DrillTip, debrief, missed};
pub use event::{Command, Effect, Event, TakeId};
pub use follow_up::triggered_by;
pub use habits::{Habits, Opening, Repeated};
pub use interview::{Asked, Interview, TakeState};
pub use interviewer::{Interviewer, PhraseBook, Phrases};
pub use phase::{Clock, Page, Phase, Urgency};
pub use rules::{FollowUps, Rules};
pub use schedule::{ReviewState, practice_order, review_states};
pub use weak_points::{WeakPoint, WeakQuestion, drill_of, weak_points};
