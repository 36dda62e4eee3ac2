//! `models pull`: the only code of outloud that touches the network. A download goes into a `.part` file, is resumed where
//! it stopped, and becomes a model, by an atomic rename, only after its hash or at least its structure has been checked.

use std::{
    fs::{File, OpenOptions},
    io::{Read, Write},
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, RecvTimeoutError, sync_channel},
    time::Duration,
};

use ureq::{Agent, Body, http::Response};

use super::{
    SpeechError,
    catalogue::{names, pinned},
    ggml,
    models::{check_hash, file_name},
};

/// Where whisper.cpp publishes its models.
pub const PUBLISHER: &str = "https://huggingface.co/ggerganov/whisper.cpp/resolve/main";

/// How often a broken download is taken up again by itself.
const ATTEMPTS: usize = 5;
/// No model is larger, in bytes; a server that sends more is not believed.
const LARGEST: u64 = 8 << 30;
/// What is said of a server that lets us wait.
const SILENT: &str = "the server went silent";
/// The first four bytes of every ggml file.
const MAGIC: &[u8] = b"lmgg";

/// What can go wrong with a download; what has arrived is kept unless it is of no use.
#[derive(Debug, thiserror::Error)]
pub enum PullError {
    /// Not a name of a published model.
    #[error("no published model is called \"{wanted}\"; there are: {}. Another file is taken with --from URL", known.join(", "))]
    Unknown {
        /// The name that was asked for.
        wanted: String,
        /// The names there are.
        known: Vec<&'static str>,
    },
    /// It is there.
    #[error("\"{}\" is there already and whole; `outloud models verify` checks it", .0.display())]
    Exists(PathBuf),
    /// Another outloud is at it.
    #[error("another outloud is downloading \"{}\"; wait for it", .0.display())]
    Busy(PathBuf),
    /// The server cannot be reached or breaks off.
    #[error(
        "cannot download \"{url}\": {why}; {} bytes are kept, the same command goes on from there. Behind a mirror, use --from URL",
        kept
    )]
    Network {
        /// The address.
        url: String,
        /// What happened.
        why: String,
        /// Bytes on disk.
        kept: u64,
    },
    /// The server has no such file.
    #[error("the server says {status} for \"{url}\"; check the name, or give the model's address with --from URL")]
    Refused {
        /// The address.
        url: String,
        /// The HTTP status.
        status: u16,
    },
    /// The server sent something else.
    #[error(
        "\"{url}\" is not a Whisper model in ggml format (a sign-in page?); nothing was kept. Give another address with --from URL"
    )]
    Foreign {
        /// The address.
        url: String,
    },
    /// The file cannot be written.
    #[error("cannot write \"{}\": {source}; free some space or choose another folder with --home", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// What arrived is not what was published; it was deleted.
    #[error("{0}. Nothing was kept")]
    Wrong(SpeechError),
}

/// A download to be made.
#[derive(Debug, Clone)]
pub struct Pull {
    /// The model's short name: `base.en-q8_0`.
    pub name: String,
    /// The full address of the file, or none for the publisher's.
    pub from: Option<String>,
    /// The models folder; created if needed.
    pub folder: PathBuf,
    /// How long to wait for the next bytes before the connection counts as broken.
    pub patience: Duration,
}

impl Pull {
    /// Downloads and checks the model. `progress` is told the bytes on disk and, if the server says it, the whole length.
    /// Gives the model's file.
    ///
    /// # Errors
    /// A [`PullError`].
    pub fn run(&self, mut progress: impl FnMut(u64, Option<u64>)) -> Result<PathBuf, PullError> {
        let pin = pinned(&self.name);
        let safe = self.name.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c));
        if !safe || self.name.is_empty() || (self.from.is_none() && !names().any(|n| n == self.name)) {
            return Err(PullError::Unknown { wanted: self.name.clone(), known: names().collect() });
        }
        let target = self.folder.join(file_name(&self.name));
        let whole =
            |file: &Path| ggml::check(file).map(|_| ()).and_then(|()| pin.map_or(Ok(()), |pin| check_hash(file, pin)));
        if whole(&target).is_ok() {
            return Err(PullError::Exists(target));
        }
        let part = target.with_extension("bin.part");
        let mut file = self.open_part(&part)?;
        let url = self.from.clone().unwrap_or_else(|| format!("{PUBLISHER}/{}", file_name(&self.name)));
        self.fetch(&url, &mut file, &part, &mut progress)?;
        if let Err(error) = whole(&part) {
            let _ = std::fs::remove_file(&part);
            return Err(PullError::Wrong(error));
        }
        let write = |source| PullError::Write { path: target.clone(), source };
        file.sync_all().map_err(write)?;
        std::fs::rename(&part, &target).map_err(write)?;
        sync_folder(&self.folder);
        Ok(target)
    }

    /// Opens the unfinished file, for this process alone.
    fn open_part(&self, part: &Path) -> Result<File, PullError> {
        let write = |source| PullError::Write { path: part.to_owned(), source };
        std::fs::create_dir_all(&self.folder).map_err(write)?;
        let file = OpenOptions::new().create(true).append(true).read(true).open(part).map_err(write)?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(std::fs::TryLockError::WouldBlock) => Err(PullError::Busy(part.to_owned())),
            Err(std::fs::TryLockError::Error(source)) => Err(write(source)),
        }
    }

    fn fetch(
        &self,
        url: &str,
        file: &mut File,
        part: &Path,
        progress: &mut impl FnMut(u64, Option<u64>),
    ) -> Result<(), PullError> {
        let mut fruitless = 0;
        loop {
            let before = length(file);
            let broken = match self.attempt(url, file, part, progress) {
                Err(PullError::Network { why, .. }) => why,
                done => return done,
            };
            // An attempt that brought something does not count against the server.
            fruitless = if length(file) > before { 0 } else { fruitless + 1 };
            if fruitless == ATTEMPTS {
                return Err(PullError::Network { url: url.to_owned(), why: broken, kept: length(file) });
            }
        }
    }

    /// One connection: goes on where the file ends, or from the start if the server cannot do that.
    fn attempt(
        &self,
        url: &str,
        file: &mut File,
        part: &Path,
        progress: &mut impl FnMut(u64, Option<u64>),
    ) -> Result<(), PullError> {
        let have = length(file);
        let network = |why: String| PullError::Network { url: url.to_owned(), why, kept: have };
        let write = |source| PullError::Write { path: part.to_owned(), source };
        let response = self.request(url, have).map_err(|e| match e {
            ureq::Error::Timeout(_) => network(SILENT.to_owned()),
            other => network(other.to_string()),
        })?;
        let (start, total) = match response.status().as_u16() {
            206 if range_start(&response) == Some(have) => (have, content_length(&response).map(|l| l + have)),
            200 => (0, content_length(&response)),
            // What we have is not a beginning of what the server has (416), or the server answers another question.
            206 | 416 if have > 0 => {
                file.set_len(0).map_err(write)?;
                return Err(network("the server cannot go on from there".to_owned()));
            }
            status => return Err(PullError::Refused { url: url.to_owned(), status }),
        };
        file.set_len(start).map_err(write)?;
        let pieces = read_in_background(response.into_body());
        let mut received = start;
        loop {
            match pieces.recv_timeout(self.patience) {
                Ok(Ok(piece)) => {
                    if received == 0 && !piece.starts_with(&MAGIC[..MAGIC.len().min(piece.len())]) {
                        return Err(PullError::Foreign { url: url.to_owned() });
                    }
                    received += piece.len() as u64;
                    if received > total.unwrap_or(LARGEST).min(LARGEST) {
                        return Err(PullError::Foreign { url: url.to_owned() });
                    }
                    file.write_all(&piece).map_err(write)?;
                    progress(received, total);
                }
                Ok(Err(error)) => return Err(network(error.to_string())),
                Err(RecvTimeoutError::Timeout) => return Err(network(SILENT.to_owned())),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        match total {
            Some(total) if received < total => Err(network(format!("it broke off at {received} of {total} bytes"))),
            _ => Ok(()),
        }
    }

    fn request(&self, url: &str, have: u64) -> Result<Response<Body>, ureq::Error> {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_connect(Some(self.patience))
            .timeout_recv_response(Some(self.patience))
            .user_agent(concat!("outloud/", env!("CARGO_PKG_VERSION")));
        let request = Agent::new_with_config(config.build()).get(url);
        if have > 0 { request.header("Range", format!("bytes={have}-")).call() } else { request.call() }
    }
}

fn length(file: &File) -> u64 {
    file.metadata().map_or(0, |m| m.len())
}

fn header<'a>(response: &'a Response<Body>, name: &str) -> Option<&'a str> {
    response.headers().get(name)?.to_str().ok()
}

fn content_length(response: &Response<Body>) -> Option<u64> {
    header(response, "content-length")?.parse().ok()
}

/// The first byte of a partial answer: `bytes 100-199/200`.
fn range_start(response: &Response<Body>) -> Option<u64> {
    header(response, "content-range")?.strip_prefix("bytes ")?.split('-').next()?.parse().ok()
}

/// Reads on a thread of its own, because a read from a silent server never returns; the thread ends with the program.
fn read_in_background(body: Body) -> Receiver<std::io::Result<Vec<u8>>> {
    let (sender, pieces) = sync_channel(4);
    std::thread::spawn(move || {
        let mut reader = body.into_reader();
        let mut buffer = vec![0; 1 << 16];
        loop {
            let piece = match reader.read(&mut buffer) {
                Ok(0) => return,
                Ok(count) => Ok(buffer[..count].to_vec()),
                Err(error) => Err(error),
            };
            let failed = piece.is_err();
            if sender.send(piece).is_err() || failed {
                return;
            }
        }
    });
    pieces
}

/// Makes the rename last through a power cut. Where folders cannot be synced, the rename alone has to do.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}
