//! Where file descriptor 2 leads, decided in one place: to the log while the screens are up, nowhere while device libraries
//! print what they try in vain, else where it led when the program began. Several may want it elsewhere at once, on
//! several threads; whoever is done says so, and the rest still holds.

use std::{
    path::Path,
    sync::{Mutex, PoisonError},
};

/// What is wanted of stderr now.
static WANTED: Mutex<Wanted> = Mutex::new(Wanted { log: None, hushed: 0, own: None });

struct Wanted {
    /// The log, while the screens are up.
    log: Option<Target>,
    /// How many pieces of work want it to lead nowhere.
    hushed: usize,
    /// Where it led at first, while it does not.
    own: Option<Target>,
}

/// From now on stderr goes to the end of `log`, private to the user and made with its folder if need be; nowhere if that
/// cannot be.
pub fn divert(log: &Path) {
    change(|wanted| wanted.log = open_log(log).or_else(nowhere));
}

/// The screens are gone: stderr no longer goes to the log.
pub fn give_back() {
    change(|wanted| wanted.log = None);
}

/// The program breaks down: whatever is still wanted of stderr, what is printed now must be read.
pub fn speak_up() {
    change(|wanted| (wanted.log, wanted.hushed) = (None, 0));
}

/// Does the work with stderr leading nowhere; while the screens are up, to their log. Keep it short: other threads' words
/// take the same way.
pub fn hushed<T>(work: impl FnOnce() -> T) -> T {
    struct Hush;
    impl Drop for Hush {
        fn drop(&mut self) {
            change(|wanted| wanted.hushed = wanted.hushed.saturating_sub(1));
        }
    }
    change(|wanted| wanted.hushed += 1);
    let _hush = Hush;
    work()
}

/// Changes what is wanted and lets file descriptor 2 follow, with nobody in between.
fn change(how: impl FnOnce(&mut Wanted)) {
    let mut wanted = WANTED.lock().unwrap_or_else(PoisonError::into_inner);
    how(&mut wanted);
    wanted.follow();
}

#[cfg(unix)]
type Target = std::os::fd::OwnedFd;

#[cfg(unix)]
impl Wanted {
    /// If the system refuses a step, stderr stays where it is: there is nowhere to report it.
    fn follow(&mut self) {
        let silent = if self.log.is_none() && self.hushed > 0 { nowhere() } else { None };
        let Some(away) = self.log.as_ref().or(silent.as_ref()) else {
            if let Some(own) = self.own.take() {
                let _ = rustix::stdio::dup2_stderr(&own);
            }
            return;
        };
        if self.own.is_none() {
            self.own = rustix::io::fcntl_dupfd_cloexec(rustix::stdio::stderr(), 3).ok();
        }
        if self.own.is_some() {
            let _ = rustix::stdio::dup2_stderr(away);
        }
    }
}

#[cfg(unix)]
fn open_log(log: &Path) -> Option<Target> {
    use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
    if let Some(folder) = log.parent() {
        // If this fails, so does what follows.
        let _ = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
    }
    std::fs::OpenOptions::new().create(true).append(true).mode(0o600).open(log).ok().map(Target::from)
}

#[cfg(unix)]
fn nowhere() -> Option<Target> {
    std::fs::OpenOptions::new().write(true).open("/dev/null").ok().map(Target::from)
}

/// Left where it is: the sound and console libraries of this platform do not print.
#[cfg(not(unix))]
type Target = ();

#[cfg(not(unix))]
impl Wanted {
    fn follow(&mut self) {
        if self.log.is_none() && self.hushed == 0 {
            self.own = None;
        }
    }
}

#[cfg(not(unix))]
fn open_log(_: &Path) -> Option<Target> {
    None
}

#[cfg(not(unix))]
fn nowhere() -> Option<Target> {
    None
}
