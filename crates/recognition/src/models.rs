//! Which Whisper models are on this machine, and which file a name means.

use std::{
    io::Read,
    path::{Path, PathBuf},
};

use sha2::Digest;

use super::{
    SpeechError,
    catalogue::{Pin, pinned},
    ggml,
};

/// The model that ships with outloud.
pub const DEFAULT_MODEL: &str = "tiny.en-q8_0";

/// A model on disk.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Model {
    /// Its short name: `tiny.en-q8_0` for `ggml-tiny.en-q8_0.bin`.
    pub name: String,
    /// The file.
    pub path: PathBuf,
    /// Its length.
    pub bytes: u64,
}

/// Finds a model by its name (`base.en`, in the first of `folders` that has it) or by a path, and checks that it is whole.
///
/// # Errors
/// [`SpeechError::ModelNotFound`] with those that are there, or what [`ggml::check`] finds.
pub fn find(wanted: &str, folders: &[PathBuf]) -> Result<Model, SpeechError> {
    let model = locate(wanted, folders)?;
    ggml::check(&model.path)?;
    Ok(model)
}

/// Finds a model by its name or by a path, whole or not.
///
/// # Errors
/// [`SpeechError::ModelNotFound`] with those that are there.
pub fn locate(wanted: &str, folders: &[PathBuf]) -> Result<Model, SpeechError> {
    let is_path = wanted.ends_with(".bin") || wanted.contains(['/', '\\']);
    let candidates: Vec<PathBuf> = if is_path {
        // A bare file name may mean one in the models folders, too.
        let inside = folders.iter().filter(|_| !wanted.contains(['/', '\\'])).map(|f| f.join(wanted));
        std::iter::once(PathBuf::from(wanted)).chain(inside).collect()
    } else {
        folders.iter().map(|f| f.join(file_name(wanted))).collect()
    };
    candidates.iter().find_map(|path| describe(path)).ok_or_else(|| SpeechError::ModelNotFound {
        wanted: wanted.to_owned(),
        looked_in: folders.to_vec(),
        available: list(folders).into_iter().map(|m| m.name).collect(),
    })
}

/// The file name of a model of this name.
#[must_use]
pub fn file_name(name: &str) -> String {
    format!("ggml-{name}.bin")
}

/// Every model in the folders, by name; of two with the same name the one in the earlier folder.
#[must_use]
pub fn list(folders: &[PathBuf]) -> Vec<Model> {
    let mut models: Vec<Model> = Vec::new();
    for folder in folders {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let named =
                entry.file_name().to_string_lossy().starts_with("ggml-") && path.extension() == Some("bin".as_ref());
            let Some(model) = describe(&path).filter(|_| named) else { continue };
            if models.iter().all(|m| m.name != model.name) {
                models.push(model);
            }
        }
    }
    models.sort_by(|a, b| a.name.cmp(&b.name));
    models
}

fn describe(path: &Path) -> Option<Model> {
    let about = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
    let stem = path.file_stem()?.to_string_lossy();
    let name = stem.strip_prefix("ggml-").unwrap_or(&stem).to_owned();
    Some(Model { name, path: path.to_owned(), bytes: about.len() })
}

/// What [`verify`] could find out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verified {
    /// It is the published file, byte for byte.
    Published,
    /// It is a whole model, but nobody has published a hash for its name.
    Whole,
}

/// Checks a model's structure and, where one is pinned for its name, its hash.
///
/// # Errors
/// What [`ggml::check`] finds, or [`SpeechError::WrongHash`].
pub fn verify(model: &Model) -> Result<Verified, SpeechError> {
    ggml::check(&model.path)?;
    let Some(pin) = pinned(&model.name) else { return Ok(Verified::Whole) };
    check_hash(&model.path, pin)?;
    Ok(Verified::Published)
}

/// Compares a file with its pinned hash.
///
/// # Errors
/// [`SpeechError::Read`] or [`SpeechError::WrongHash`].
pub fn check_hash(path: &Path, pin: Pin) -> Result<(), SpeechError> {
    let (kind, expected) = match pin {
        Pin::Sha256(hash) => ("SHA-256", hash),
        Pin::Sha1(hash) => ("SHA-1", hash),
    };
    let found = match pin {
        Pin::Sha256(_) => hash::<sha2::Sha256>(path),
        Pin::Sha1(_) => hash::<sha1::Sha1>(path),
    }
    .map_err(|source| SpeechError::Read { path: path.to_owned(), source })?;
    if found == expected {
        return Ok(());
    }
    Err(SpeechError::WrongHash { path: path.to_owned(), kind, found, expected: expected.to_owned() })
}

fn hash<D: Digest>(path: &Path) -> std::io::Result<String> {
    let mut file = std::fs::File::open(path)?;
    let mut digest = D::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(digest.finalize().iter().map(|b| format!("{b:02x}")).collect()),
            count => digest.update(&buffer[..count]),
        }
    }
}
