//! The terminal while the screens are up, and its way back: after the end, after a panic, after a signal. What libraries
//! print to stderr meanwhile goes to a log file, so that it cannot tear the screen.

use std::{
    io::{self, Stdout, Write, stdout},
    path::Path,
    sync::{Mutex, Once, PoisonError},
    thread::{self, ThreadId},
};

use crossterm::{
    cursor::Show,
    event::{DisableBracketedPaste, EnableBracketedPaste},
    execute, queue,
    terminal::{
        BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
        enable_raw_mode,
    },
};
use ratatui::{Terminal, backend::CrosstermBackend, buffer::Buffer, layout::Rect};

use outloud_audio::stderr;

/// The thread that draws, while it does. A panic elsewhere leaves the screen alone: it is reported in the log.
static DRAWING: Mutex<Option<ThreadId>> = Mutex::new(None);

/// The terminal in full-screen mode; dropping it gives it back.
pub struct Screen {
    /// Where to draw.
    pub terminal: Terminal<CrosstermBackend<Stdout>>,
}

impl Screen {
    /// Takes the terminal over. From now on stderr goes to `log`.
    ///
    /// # Errors
    /// If stdout is not a terminal or cannot be put into raw mode. A log that cannot be opened is done without.
    pub fn open(log: &Path) -> io::Result<Self> {
        restore_on_panic();
        enable_raw_mode()?;
        *DRAWING.lock().unwrap_or_else(PoisonError::into_inner) = Some(thread::current().id());
        stderr::divert(log);
        let entered = execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste);
        let terminal = entered.and_then(|()| Terminal::new(CrosstermBackend::new(stdout())));
        terminal.map(|terminal| Self { terminal }).inspect_err(|_| restore())
    }
}

impl Screen {
    /// Draws a frame. Terminals that can show it all at once, and never half of it.
    ///
    /// # Errors
    /// If the terminal is gone.
    pub fn draw(&mut self, frame: impl FnOnce(Rect, &mut Buffer)) -> io::Result<()> {
        queue!(stdout(), BeginSynchronizedUpdate)?;
        self.terminal.draw(|f| frame(f.area(), f.buffer_mut()))?;
        execute!(stdout(), EndSynchronizedUpdate)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back. Harmless when it was given back already.
fn restore() {
    if DRAWING.lock().unwrap_or_else(PoisonError::into_inner).take().is_none() {
        return;
    }
    // Nothing can be done about a terminal that is gone.
    let _ = execute!(stdout(), EndSynchronizedUpdate, DisableBracketedPaste, LeaveAlternateScreen, Show);
    let _ = disable_raw_mode();
    let _ = stdout().flush();
    stderr::give_back();
}

fn restore_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let drawing = *DRAWING.lock().unwrap_or_else(PoisonError::into_inner);
            if drawing == Some(thread::current().id()) {
                restore();
                stderr::speak_up();
            }
            report(panic);
        }));
    });
}
