//! An interrupted answer is scored behind the home screen; when it is, its session is shown.

use super::{Message, Place, Shell};
use crate::app::{Interrupted, Recovered};

impl Shell<'_> {
    /// Scores it on a thread of its own.
    pub(super) fn recover(&mut self, lost: &Interrupted) -> Result<(), String> {
        if std::mem::replace(&mut self.recovering, true) {
            return Err("an interrupted answer is being listened to already".to_owned());
        }
        let started = self.app.recovery().map_err(|e| e.to_string()).and_then(|recovery| {
            let (mailbox, lost) = (self.mailbox.clone(), lost.clone());
            let work = move || {
                let done = recovery.score(&lost, |_, _| ()).map_err(|e| e.to_string());
                mailbox.send(Message::Recovered(lost.session, done));
            };
            let thread = std::thread::Builder::new().name("recovery".to_owned()).spawn(work);
            thread.map(drop).map_err(|e| format!("the system gives no thread: {e}. Close other programs"))
        });
        self.recovering = started.is_ok();
        started
    }

    pub(super) fn recovered(&mut self, session: &str, done: Result<Recovered, String>) {
        self.recovering = false;
        self.tell(None);
        self.read_library();
        match done {
            Ok(Recovered::Scored(_)) => match self.app.sessions().load(session) {
                Ok(session) => self.open(Place::session(session, None)),
                Err(why) => self.tell(Some(why.to_string())),
            },
            Ok(Recovered::Nothing) => self.tell(Some("Nothing had been recorded of it.".to_owned())),
            Err(why) => self.tell(Some(why)),
        }
    }
}
