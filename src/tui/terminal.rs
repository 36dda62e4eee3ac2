//! The terminal in full-screen mode, and its way back: at the end, after a panic, on a signal, while the program is
//! suspended. What libraries print to stderr meanwhile goes to a log file, so that it cannot tear the picture.

use std::{
    io::{self, Stdout, Write, stdout},
    path::{Path, PathBuf},
    sync::{Mutex, Once, PoisonError},
    thread::{self, ThreadId},
};

use crossterm::{
    cursor::Show,
    event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture},
    execute, queue,
    terminal::{
        BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
        disable_raw_mode, enable_raw_mode,
    },
};
use ratatui::{Terminal, backend::CrosstermBackend, buffer::Buffer, layout::Rect};

use outloud_audio::stderr;

/// The thread that draws, while full-screen mode is on. A panic on another thread leaves the screen alone: it is reported
/// in the log.
static DRAWING: Mutex<Option<ThreadId>> = Mutex::new(None);

/// The terminal in full-screen mode. Dropping it restores the terminal.
pub struct FullScreen {
    terminal: Terminal<CrosstermBackend<Stdout>>,
    /// Whether clicks and the wheel are reported.
    mouse: bool,
    log: PathBuf,
}

impl FullScreen {
    /// Enters full-screen mode. From now on stderr goes to `log`.
    ///
    /// # Errors
    /// If stdout is not a terminal or cannot be put into raw mode. A log that cannot be opened is not an error.
    pub fn open(log: &Path) -> io::Result<Self> {
        restore_on_panic();
        enter(log)?;
        match Terminal::new(CrosstermBackend::new(stdout())) {
            Ok(terminal) => Ok(Self { terminal, mouse: false, log: log.to_owned() }),
            Err(e) => {
                leave();
                Err(e)
            }
        }
    }

    /// Asks the terminal to report clicks and the wheel, or to keep them: it selects text with them then.
    ///
    /// # Errors
    /// If the terminal is gone.
    pub fn use_mouse(&mut self, wanted: bool) -> io::Result<()> {
        match (std::mem::replace(&mut self.mouse, wanted), wanted) {
            (false, true) => execute!(stdout(), EnableMouseCapture),
            (true, false) => execute!(stdout(), DisableMouseCapture),
            _ => Ok(()),
        }
    }

    /// The whole screen.
    ///
    /// # Errors
    /// If the terminal is gone.
    pub fn area(&self) -> io::Result<Rect> {
        Ok(Rect::from((ratatui::layout::Position::ORIGIN, self.terminal.size()?)))
    }

    /// Draws a frame, in one piece on terminals that support synchronized updates.
    ///
    /// # Errors
    /// If the terminal is gone.
    pub fn draw(&mut self, frame: impl FnOnce(Rect, &mut Buffer)) -> io::Result<()> {
        queue!(stdout(), BeginSynchronizedUpdate)?;
        self.terminal.draw(|f| frame(f.area(), f.buffer_mut()))?;
        execute!(stdout(), EndSynchronizedUpdate)
    }

    /// Restores the terminal and stops the process group, as Ctrl-Z does to any program. Returns when the shell has
    /// continued it.
    ///
    /// # Errors
    /// If the terminal cannot be used any more afterwards.
    #[cfg(unix)]
    pub fn suspend(&mut self) -> io::Result<()> {
        leave();
        // SIGSTOP and not SIGTSTP: the latter is caught, and ignored in a process group without a parent in its session.
        // The whole group, so that a script that started outloud stops with it and the shell gets the terminal.
        rustix::process::kill_current_process_group(rustix::process::Signal::STOP)?;
        self.resume()
    }

    /// Nothing suspends a program on this platform.
    ///
    /// # Errors
    /// None.
    #[cfg(not(unix))]
    pub fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Enters full-screen mode again after the process was stopped, by [`Self::suspend`] or without warning (SIGSTOP). The
    /// next frame is drawn in full.
    ///
    /// # Errors
    /// If the terminal cannot be used any more.
    pub fn resume(&mut self) -> io::Result<()> {
        // The shell may have changed the mode; crossterm believes that raw mode is still on unless it is switched off.
        let _ = disable_raw_mode();
        enter(&self.log)?;
        // Asked for again before the next frame.
        self.mouse = false;
        // A new one, whose first frame is whole. `Terminal::clear` would ask the terminal for its cursor, on the input that
        // another thread is reading.
        self.terminal = Terminal::new(CrosstermBackend::new(stdout()))?;
        Ok(())
    }
}

impl Drop for FullScreen {
    fn drop(&mut self) {
        leave();
    }
}

fn enter(log: &Path) -> io::Result<()> {
    enable_raw_mode()?;
    *DRAWING.lock().unwrap_or_else(PoisonError::into_inner) = Some(thread::current().id());
    stderr::redirect_to(log);
    execute!(stdout(), EnterAlternateScreen, Clear(ClearType::All), EnableBracketedPaste).inspect_err(|_| leave())
}

/// Restores the terminal. Does nothing if that was done already.
fn leave() {
    if DRAWING.lock().unwrap_or_else(PoisonError::into_inner).take().is_none() {
        return;
    }
    // If the terminal is gone there is nothing to restore.
    let _ = execute!(
        stdout(),
        EndSynchronizedUpdate,
        DisableMouseCapture,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    );
    let _ = disable_raw_mode();
    let _ = stdout().flush();
    stderr::end_redirect();
}

fn restore_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let drawing = *DRAWING.lock().unwrap_or_else(PoisonError::into_inner);
            if drawing == Some(thread::current().id()) {
                leave();
                stderr::force_restore();
            }
            report(panic);
        }));
    });
}
