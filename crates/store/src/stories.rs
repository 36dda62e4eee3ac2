//! Stories from two places: inside the binary, and the home's `stories/`. One of the user's own replaces a built-in one of
//! the same name.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{StoreError, banks::BUILT_IN, files, home::Home, story_markdown};
use outloud_core::story::StoryFile;

/// No story is longer; what is, is some other file.
const MAX_STORY_BYTES: u64 = 1024 * 1024;

/// A story and where it came from.
#[derive(Debug, Clone)]
pub struct StoredStory {
    /// The file; none: built in.
    pub file: Option<PathBuf>,
    /// Its content.
    pub story: StoryFile,
}

/// The stories inside the binary.
#[must_use]
pub fn built_in() -> Vec<StoredStory> {
    let files = BUILT_IN.get_dir("stories").into_iter().flat_map(|d| d.files());
    let read = |f: &include_dir::File<'_>| {
        let id = f.path().file_stem()?.to_str()?.to_owned();
        Some(StoredStory { file: None, story: story_markdown::read(&id, f.contents_utf8()?) })
    };
    files.filter_map(read).collect()
}

/// Every story there is.
#[derive(Debug)]
pub struct Shelf {
    /// Those that can be read, by name.
    pub stories: Vec<StoredStory>,
    /// Why the others cannot; none of them keeps anybody from the rest.
    pub unreadable: Vec<StoreError>,
}

/// Every story there is.
///
/// # Errors
/// [`StoreError::Io`] if the folder cannot be read.
pub fn load_all(home: &Home) -> Result<Shelf, StoreError> {
    let mut stories = built_in();
    let mut unreadable = Vec::new();
    let folder = home.stories_dir();
    if folder.is_dir() {
        for entry in fs::read_dir(&folder).map_err(|e| StoreError::io("read the folder", &folder, e))? {
            let path = entry.map_err(|e| StoreError::io("read the folder", &folder, e))?.path();
            if !(path.extension().is_some_and(|e| e == "md") && path.is_file()) {
                continue;
            }
            match load(&path) {
                Ok(own) => {
                    stories.retain(|s| s.story.id != own.story.id);
                    stories.push(own);
                }
                Err(why) => unreadable.push(why),
            }
        }
    }
    stories.sort_by(|a, b| a.story.id.cmp(&b.story.id));
    Ok(Shelf { stories, unreadable })
}

/// One story file.
///
/// # Errors
/// [`StoreError::Io`] if it cannot be read, is no UTF-8 text, or far too long.
pub fn load(path: &Path) -> Result<StoredStory, StoreError> {
    let failed = |e| StoreError::io("read the story", path, e);
    let text = files::read_text(path, MAX_STORY_BYTES).map_err(failed)?;
    let id = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(StoredStory { file: Some(path.to_owned()), story: story_markdown::read(&id, &text) })
}

/// The story that `wanted` names: a story's name, or a file.
///
/// # Errors
/// [`StoreError::UnknownStory`] with the names there are, or as [`load`].
pub fn find(home: &Home, wanted: &str) -> Result<StoredStory, StoreError> {
    if wanted.contains('/') || wanted.ends_with(".md") {
        return load(Path::new(wanted));
    }
    let own = home.stories_dir().join(format!("{wanted}.md"));
    if own.is_file() {
        return load(&own);
    }
    let all = load_all(home)?.stories;
    let known = all.iter().map(|s| s.story.id.as_str()).collect::<Vec<_>>().join(", ");
    let found = all.into_iter().find(|s| s.story.id == wanted);
    found.ok_or_else(|| StoreError::UnknownStory { wanted: wanted.to_owned(), known })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ones_own_story_stands_in_the_place_of_a_built_in_one() {
        let root = tempfile::tempdir().unwrap();
        let home = Home::at(root.path());
        fs::create_dir(home.stories_dir()).unwrap();
        let file = home.stories_dir().join("mossbeck-vet-software.md");
        fs::write(&file, "# Mine\n").unwrap();
        assert_eq!(find(&home, "mossbeck-vet-software").unwrap().story.title, "Mine");
        assert_eq!(find(&home, file.to_str().unwrap()).unwrap().story.title, "Mine");
        let unknown = find(&home, "nosuch").unwrap_err().to_string();
        assert!(unknown.contains("those there are: mossbeck-vet-software"), "{unknown}");
        fs::write(&file, b"\xff\xfe").unwrap();
        assert!(find(&home, "mossbeck-vet-software").unwrap_err().to_string().contains("cannot read the story"));
    }
}
