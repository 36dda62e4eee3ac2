//! Recordings made elsewhere, on a phone or in a browser, as takes of a session. A take is stored as if its recording had been
//! interrupted, so that whatever ends the program, the next start scores it.

use std::path::Path;

use jiff::{Timestamp, Zoned, tz::TimeZone};

use super::{error::AppError, recovery::Interrupted};
use outloud_audio::{file, take::TakeWriter};
use outloud_core::{
    bank::Question,
    session::{Session, Take},
    sound::Sound,
};
use outloud_store::writer::SessionWriter;

/// Decodes a recording into a new take of the session that `writer` writes, dated when the file was last changed. It is not
/// transcribed yet.
///
/// # Errors
/// An [`AppError`] if the recording cannot be read or stored; the session is then as it was.
pub fn add_recording(
    writer: &mut SessionWriter,
    recording: &Path,
    bank: &str,
    question: Question,
) -> Result<Interrupted, AppError> {
    // Opened first: what is no recording leaves no trace.
    let blocks = file::blocks(recording)?;
    let number = writer.next_take();
    let take = Take { sound: Some(Sound::default()), ..Take::new(number, bank, question) };
    let wav = writer.begin_take(take, &recorded_at(recording))?;
    let stored = (|| {
        let mut samples = 0;
        let mut stored = TakeWriter::create(&wav)?;
        for block in blocks {
            let block = block?;
            samples += block.samples.len();
            stored.write(&block.samples)?;
        }
        stored.finish()?;
        Ok(samples)
    })();
    match stored {
        Ok(samples) => Ok(waiting(writer.session(), number, file::seconds(samples))),
        Err(failed) => {
            // The recording itself is where it was; what was copied of it goes.
            let _ = std::fs::remove_file(&wav);
            writer.forget_take(number)?;
            Err(failed)
        }
    }
}

/// The take as one that waits to be scored.
fn waiting(session: &Session, number: u32, duration_s: f64) -> Interrupted {
    let take = session.take(number);
    Interrupted {
        session: session.id.clone(),
        take: number,
        question: take.map(|t| t.question.id.clone()).unwrap_or_default(),
        prompt: take.map(|t| t.question.prompt.clone()).unwrap_or_default(),
        started_at: take.map(|t| t.started_at.clone()).unwrap_or_default(),
        duration_s,
    }
}

/// When a file was last changed, which for a recording is when it ended; never in the future.
fn recorded_at(recording: &Path) -> Zoned {
    let now = Zoned::now();
    let changed = std::fs::metadata(recording).and_then(|about| about.modified()).ok();
    let changed = changed.and_then(|time| Timestamp::try_from(time).ok()).map(|time| time.to_zoned(TimeZone::system()));
    changed.filter(|time| *time < now).unwrap_or(now)
}
