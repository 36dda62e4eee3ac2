//! The log: warnings, and with `-v` and `-vv` more, in the home's log file. Outside the full screen `-v` prints the same lines
//! on stderr.

use std::{
    fs::File,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use outloud_audio::stderr;
use tracing_subscriber::{
    Layer, Registry,
    filter::LevelFilter,
    fmt::{MakeWriter, layer},
    layer::SubscriberExt,
};

/// Starts logging. `verbosity` counts the `-v` of the command line: none logs warnings, one what happens, two its details.
pub fn start(log: &Path, verbosity: u8) {
    let level = match verbosity {
        0 => LevelFilter::WARN,
        1 => LevelFilter::INFO,
        _ => LevelFilter::DEBUG,
    };
    let file = layer().with_ansi(false).with_writer(LogFile::new(log)).with_filter(level);
    let printed =
        (verbosity > 0).then(|| layer().with_ansi(false).without_time().with_writer(printer).with_filter(level));
    // A second start, in tests, keeps the first one's log.
    let _ = tracing::subscriber::set_global_default(Registry::default().with(file).with(printed));
}

/// Stderr, unless it leads to the log already.
fn printer() -> Box<dyn Write> {
    if stderr::is_redirected() { Box::new(io::sink()) } else { Box::new(io::stderr()) }
}

/// The log file, opened at the first line, so that a run without one writes nothing.
struct LogFile {
    path: PathBuf,
    file: Mutex<Option<File>>,
}

impl LogFile {
    fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), file: Mutex::default() }
    }
}

impl<'a> MakeWriter<'a> for LogFile {
    type Writer = LogLine<'a>;

    fn make_writer(&'a self) -> LogLine<'a> {
        LogLine(self)
    }
}

/// One line on its way into the log. A log that cannot be written is done without.
struct LogLine<'a>(&'a LogFile);

impl Write for LogLine<'_> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let mut file = self.0.file.lock().unwrap_or_else(PoisonError::into_inner);
        if file.is_none() {
            *file = stderr::open_log(&self.0.path);
        }
        if let Some(file) = &mut *file {
            // The line is one write, so that those of several processes do not mix.
            let _ = file.write_all(line);
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
