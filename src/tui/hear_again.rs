//! A stored session transcribed again, for the screens.

use crate::app::{App, AppError, Report};
use outloud_core::{session::Session, view::seconds_of};

/// Transcribes a session again with `model`, or without one takes that back. Gives the session as it is stored then, and what it came
/// to.
pub fn hear_again(
    app: &App,
    id: &str,
    model: Option<&str>,
    progress: &dyn Fn(String),
) -> Result<(Box<Session>, String), AppError> {
    let mut report = Report::default();
    let session = app.sessions().load(id)?;
    match model {
        Some(model) => {
            let again = app.retranscription(model)?;
            let name = again.model()?;
            progress(format!("Hearing the recordings again with {name} …"));
            report.model = Some(name.clone());
            report.transcribe(&again, &session, &mut |take, done_s, total_s| {
                let (number, so_far) = (take.number, seconds_of(done_s, total_s));
                progress(format!("Hearing take {number} again with {name}: {so_far} …"));
            });
        }
        None => report.take_back(app.sessions(), app.scorer(), &session)?,
    }
    Ok((Box::new(app.sessions().load(id)?), report.to_string()))
}
