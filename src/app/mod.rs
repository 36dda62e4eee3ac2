//! The composition root: builds the services of a run once, carries out the engine's effects, owns threads and channels.
//!
//! Three threads stand behind a session. The recorder opens devices and ends recordings, the recogniser transcribes, and the
//! scoring worker scores and stores. Everything they report is a [`PortEvent`] in one channel of the main loop, so that the
//! loop that draws never waits for a device, a model or a disk.

mod banks;
mod choices;
pub mod doctor;
mod driver;
pub mod equipment;
mod error;
mod events;
mod headless;
pub mod interviewer;
mod library;
mod live;
pub mod logging;
pub mod lookup;
pub mod narrator;
pub mod ordered;
mod plan;
mod player;
pub mod practice_plan;
mod recorder_thread;
mod recordings;
mod recovery;
pub mod rescore;
mod retranscribe;
mod scoring;
mod scoring_worker;
mod services;
mod settings;
pub mod signals;
mod silence;
pub mod terms;
pub mod themes;
pub mod transcribe;
pub mod view;

pub use banks::Banks;
pub use choices::Choices;
pub use driver::Driver;
pub use error::AppError;
pub use events::{EventSender, PortEvent, RecordError};
pub use headless::{Headless, HeadlessError, Step, run_headless};
pub use library::{Library, Summary, expire, seconds, usual_pace};
pub use live::Live;
pub use plan::Plan;
pub use player::Player;
pub use recordings::add_recording;
pub use recovery::{Interrupted, Recovered, Recovery, interrupted};
pub use retranscribe::{
    Report, Retranscribed, Retranscription, RoundAgain, Skip, Sums, WordChange, heard_again, skips, take_back,
};
pub use scoring::score_take;
pub use services::App;
pub use settings::{ListedSetting, Settings, SettingsError};
