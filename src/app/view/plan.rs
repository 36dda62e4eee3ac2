//! One thing of a plan in a line, for lists and calendars.

use outloud_core::view::count;
use outloud_engine::practice_plan::{PlanItem, Reason, Task};

/// "What is a pod? (kubernetes; you left out: You say what it shares)".
#[must_use]
pub fn item_words(item: &PlanItem) -> String {
    match &item.task {
        Task::Round(settings) => {
            let minutes = settings.minutes.unwrap_or_default() as usize;
            format!("A mock round: {} in {}", count(settings.questions, "question"), count(minutes, "minute"))
        }
        Task::Question { prompt, topic, reason, .. } => {
            let why = match reason {
                Reason::Due => "due".to_owned(),
                Reason::New => "new".to_owned(),
                Reason::Missed(point) => format!("you left out: {point}"),
                Reason::Contradicted(point) => format!("you contradicted: {point}"),
            };
            format!("{prompt} ({topic}; {why})")
        }
    }
}
