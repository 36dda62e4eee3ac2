//! The main loop: one channel of messages in, one screen out. Everything slow is on other threads, so that a key is drawn
//! at once.

use std::{
    sync::mpsc::{Receiver, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

use crossterm::event::{self, Event, MouseEventKind};
use ratatui::layout::Rect;

use super::{
    compositor::Compositor,
    message::{Ended, LoopStep, Message, MessageSender},
    terminal::FullScreen,
};

/// Between two frames while something moves.
const ANIMATED: Duration = Duration::from_millis(50);
/// Between two frames while nothing does.
const CALM: Duration = Duration::from_millis(250);
/// How long the end waits for a recording to be complete.
const CLOSING: Duration = Duration::from_secs(3);

/// Shows the screens until the user leaves or a signal arrives.
///
/// # Errors
/// If the terminal cannot be drawn on.
pub fn run(screens: &mut Compositor, inbox: &Receiver<Message>, screen: &mut FullScreen) -> std::io::Result<Ended> {
    listen(screens.services().sender());
    let ended = loop {
        let area = screen.area()?;
        screens.tick();
        screen.use_mouse(screens.wants_mouse())?;
        screen.draw(|area, buf| screens.draw(area, buf))?;
        // After the first frame, which waits for no disk.
        screens.read();
        let first = match inbox.recv_timeout(if screens.is_animated() { ANIMATED } else { CALM }) {
            Ok(message) => Some(message),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => break Ended::Left,
        };
        // Every message that waits is handled before the next frame.
        let mut end = None;
        for message in first.into_iter().chain(std::iter::from_fn(|| inbox.try_recv().ok())) {
            match screens.handle(message, area) {
                LoopStep::Go => {}
                LoopStep::Suspend => screen.suspend()?,
                LoopStep::Resume => screen.resume()?,
                LoopStep::End(ended) => end = end.or(Some(ended)),
            }
        }
        if let Some(end) = end {
            break end;
        }
    };
    close(screens, inbox, screen)?;
    Ok(ended)
}

/// Ends and stores a recording that runs, however the user left.
fn close(screens: &mut Compositor, inbox: &Receiver<Message>, screen: &mut FullScreen) -> std::io::Result<()> {
    let until = Instant::now() + CLOSING;
    screens.notify(Some("Saving …".to_owned()));
    while screens.finish_recordings() && Instant::now() < until {
        screen.draw(|area, buf| screens.draw(area, buf))?;
        if let Ok(message @ Message::Port(..)) = inbox.recv_timeout(ANIMATED) {
            screens.handle(message, Rect::default());
        }
    }
    Ok(())
}

/// Starts the threads that read the terminal and wait for signals.
fn listen(sender: &MessageSender) {
    let to_loop = sender.clone();
    let _ = thread::Builder::new().name("terminal".to_owned()).spawn(move || {
        while let Ok(event) = event::read() {
            if !is_motion(&event) {
                to_loop.send(Message::Terminal(event));
            }
        }
        to_loop.send(Message::TerminalGone);
    });
    #[cfg(unix)]
    listen_for_signals(sender.clone());
}

/// The mouse moved, or a button was let go: nothing follows from it, and a frame for each would be wasted.
fn is_motion(event: &Event) -> bool {
    let Event::Mouse(mouse) = event else { return false };
    matches!(mouse.kind, MouseEventKind::Moved | MouseEventKind::Drag(_) | MouseEventKind::Up(_))
}

#[cfg(unix)]
fn listen_for_signals(sender: MessageSender) {
    use signal_hook::{
        consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP},
        iterator::Signals,
    };
    let Ok(mut signals) = Signals::new([SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGCONT]) else { return };
    let _ = thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            sender.send(match signal {
                SIGTSTP => Message::Suspend,
                SIGCONT => Message::Continued,
                signal => Message::Signal(signal),
            });
        }
    });
}
