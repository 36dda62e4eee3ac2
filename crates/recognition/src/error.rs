//! What can go wrong with recognition. Every message says what, where and what to do next.

use std::path::PathBuf;

use super::catalogue;

/// An error of the recogniser or its models.
#[derive(Debug, thiserror::Error)]
pub enum SpeechError {
    /// No file has the model's name.
    #[error("no model is called \"{wanted}\" (looked in {}); {}", folders(looked_in), remedy(wanted, available))]
    ModelNotFound {
        /// The name or path that was asked for.
        wanted: String,
        /// The folders that were looked into.
        looked_in: Vec<PathBuf>,
        /// The models that are there.
        available: Vec<String>,
    },
    /// The file is something else.
    #[error("\"{}\" is not a Whisper model in ggml format; `outloud models list` shows those that are", .0.display())]
    NotAModel(PathBuf),
    /// The file ends too early.
    #[error("\"{}\" is cut off: {bytes} bytes are there, {} are needed; get it again with `outloud models pull`", path.display(), needed_bytes(*needed))]
    Truncated {
        /// The file.
        path: PathBuf,
        /// Its length.
        bytes: u64,
        /// The length it should have, if that is known.
        needed: Option<u64>,
    },
    /// The file is not the one that was published.
    #[error("\"{}\" is damaged or not what its name says: its {kind} is {found}, it should be {expected}; get it again with `outloud models pull`", path.display())]
    WrongHash {
        /// The file.
        path: PathBuf,
        /// The kind of the hash.
        kind: &'static str,
        /// The file's.
        found: String,
        /// The pinned one.
        expected: String,
    },
    /// The file cannot be read.
    #[error("cannot read the model \"{}\": {source}; check the path and the permissions", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Whisper does not accept the file.
    #[error("the model \"{}\" cannot be loaded ({why}); check it with `outloud models verify`, or free some memory", path.display())]
    Load {
        /// The file.
        path: PathBuf,
        /// What Whisper said.
        why: String,
    },
    /// Whisper failed on a chunk.
    #[error(
        "the recogniser failed at {at_s:.1} s: {why}; the recording is safe, try again with `outloud sessions recover` or a smaller --model"
    )]
    Decode {
        /// Where in the take, in seconds.
        at_s: f64,
        /// What Whisper said.
        why: String,
    },
    /// A language that the model does not know.
    #[error(
        "the model \"{model}\" does not know the language \"{language}\"; use a code like \"en\" or \"de\", or \"auto\", with a multilingual model"
    )]
    Language {
        /// The model's name.
        model: String,
        /// The language that was asked for.
        language: String,
    },
    /// The CPU is older than the binary.
    #[error(
        "this CPU lacks {0}, which this outloud's recogniser was built with; answer by typing, or build it on this machine with `cargo install --path .`"
    )]
    OldCpu(&'static str),
    /// The program was built without Whisper.
    #[error(
        "this outloud was built without speech recognition; answer by typing, or install a build with the \"whisper\" feature"
    )]
    BuiltWithoutWhisper,
    /// The file cannot stand in for speech.
    #[error("'{}' is neither a text nor a transcript as `outloud transcribe --format json` prints it: {source}", path.display())]
    Script {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A thread of the recogniser ended before its work was done.
    #[error("the recogniser stopped; please report this as a bug. The recording is safe")]
    Stopped,
    /// An error that several takes share, such as a model that cannot be loaded.
    #[error(transparent)]
    Shared(#[from] std::sync::Arc<SpeechError>),
    /// The operating system gives no more threads.
    #[error("cannot start the recogniser's thread: {0}; close other programs and try again")]
    Thread(#[source] std::io::Error),
}

fn folders(folders: &[PathBuf]) -> String {
    let names: Vec<String> = folders.iter().map(|f| format!("\"{}\"", f.display())).collect();
    if names.is_empty() { "no folder".to_owned() } else { names.join(", ") }
}

fn remedy(wanted: &str, available: &[String]) -> String {
    if catalogue::names().any(|name| name == wanted) {
        format!("get it with `outloud models pull {wanted}`")
    } else if available.is_empty() {
        "get one with `outloud models pull tiny.en`, or answer by typing".to_owned()
    } else {
        format!("there are: {}", available.join(", "))
    }
}

fn needed_bytes(needed: Option<u64>) -> String {
    needed.map_or_else(|| "more".to_owned(), |n| n.to_string())
}
