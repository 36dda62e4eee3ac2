//! What is shown of a session under way and of stored takes, as data ([`outloud_core::view`]), and its form as plain text. The
//! views that need the engine are here; that of a scorecard is in the core, where reports reach it too.

mod debrief;
mod habits;
mod pages;
mod plan;
mod preparation;
mod signs;
mod text;

pub use debrief::debrief_document;
pub use habits::{habits_document, weak_points_document};
pub use pages::{follow_up_document, hints_document, model_document, score_document, wanted_document};
pub use plan::item_words;
pub use preparation::{NoPreparation, no_preparation, session_preparation};
pub use signs::{is_sign, without_signs};
pub use text::{Painter, PlainPainter, text};
