//! Where the process's stderr leads: to the log file while the full screen is up, nowhere while device libraries print their
//! failed attempts, else where it led when the program began. Several threads may ask for different targets at once; each
//! withdraws its own request, and the remaining ones decide.

use std::{
    fs::{DirBuilder, File, OpenOptions},
    path::Path,
    sync::{Mutex, PoisonError},
};

/// The requests that hold now.
static WANTED: Mutex<Wanted> = Mutex::new(Wanted { log: None, silenced: 0, own: None });

struct Wanted {
    /// The log, while the full screen is up.
    log: Option<Target>,
    /// How many calls of [`silenced`] are running.
    silenced: usize,
    /// Where it led at first, while it leads elsewhere.
    own: Option<Target>,
}

/// Redirects the whole process's stderr to the end of `log`, which is created with its folder, private to the user; to nowhere
/// if it cannot be opened.
pub fn redirect_to(log: &Path) {
    change(|wanted| wanted.log = log_target(log));
}

/// Ends [`redirect_to`].
pub fn end_redirect() {
    change(|wanted| wanted.log = None);
}

/// Ends every redirection, so that the report of a panic reaches the terminal.
pub fn force_restore() {
    change(|wanted| (wanted.log, wanted.silenced) = (None, 0));
}

/// Whether stderr is redirected to the log.
#[must_use]
pub fn is_redirected() -> bool {
    WANTED.lock().unwrap_or_else(PoisonError::into_inner).log.is_some()
}

/// Runs `work` while stderr leads nowhere, or to the log if the full screen is up. It redirects the whole process; keep `work`
/// short.
pub fn silenced<T>(work: impl FnOnce() -> T) -> T {
    struct Silence;
    impl Drop for Silence {
        fn drop(&mut self) {
            change(|wanted| wanted.silenced = wanted.silenced.saturating_sub(1));
        }
    }
    change(|wanted| wanted.silenced += 1);
    let _silence = Silence;
    work()
}

/// Changes the requests and redirects file descriptor 2 accordingly, under one lock.
fn change(how: impl FnOnce(&mut Wanted)) {
    let mut wanted = WANTED.lock().unwrap_or_else(PoisonError::into_inner);
    how(&mut wanted);
    wanted.follow();
}

#[cfg(unix)]
type Target = std::os::fd::OwnedFd;

#[cfg(unix)]
impl Wanted {
    /// If the system refuses a step, stderr stays where it is; there is nowhere to report that.
    fn follow(&mut self) {
        let silent = if self.log.is_none() && self.silenced > 0 { nowhere() } else { None };
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

/// Opens the log file for appending. It is created with its folder, private to the user. None if that fails.
#[must_use]
pub fn open_log(log: &Path) -> Option<File> {
    let (mut folder, mut file) = (DirBuilder::new(), OpenOptions::new());
    folder.recursive(true);
    file.create(true).append(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
        folder.mode(0o700);
        file.mode(0o600);
    }
    // If the folder cannot be created, opening the file fails.
    let _ = log.parent().map(|parent| folder.create(parent));
    file.open(log).ok()
}

#[cfg(unix)]
fn log_target(log: &Path) -> Option<Target> {
    open_log(log).map(Target::from).or_else(nowhere)
}

#[cfg(unix)]
fn nowhere() -> Option<Target> {
    OpenOptions::new().write(true).open("/dev/null").ok().map(Target::from)
}

/// Left where it is: the sound and console libraries of this platform do not print.
#[cfg(not(unix))]
type Target = ();

#[cfg(not(unix))]
impl Wanted {
    fn follow(&mut self) {
        if self.log.is_none() && self.silenced == 0 {
            self.own = None;
        }
    }
}

#[cfg(not(unix))]
fn log_target(_: &Path) -> Option<Target> {
    Some(())
}
