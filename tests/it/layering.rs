//! The layout's law: imports point inward only. Reads every source file and fails on a `crate::` path that leaves its layer
//! for one it may not know.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// What each folder, or file, may import, as ARCHITECTURE.md has it.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("stderr.rs", &[]),
    ("engine", &["domain"]),
    ("audio", &["domain", "stderr"]),
    ("speech", &["domain"]),
    ("store", &["domain"]),
    ("runtime", &["audio", "speech", "store", "engine", "domain"]),
    ("tui", &["runtime", "engine", "domain", "stderr"]),
    ("cli", &["tui", "runtime", "engine", "domain"]),
];

/// Every source file in a folder and below, or the one file.
fn sources(folder: &Path) -> Vec<PathBuf> {
    if folder.is_file() {
        return vec![folder.to_owned()];
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found
}

/// The first segments of every `crate::` path in a source text: `crate::a::b` and `crate::{a::b, c}` alike.
fn imported(text: &str) -> Vec<String> {
    let name = |s: &str| s.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut found = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        let Some(group) = rest.strip_prefix('{') else {
            found.push(name(rest));
            continue;
        };
        let mut depth = 0;
        let mut start = 0;
        for (i, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                ',' if depth == 0 => {
                    found.push(name(&group[start..i]));
                    start = i + 1;
                }
                '}' if depth == 0 => {
                    found.push(name(&group[start..i]));
                    break;
                }
                '}' => depth -= 1,
                _ => {}
            }
        }
    }
    found.retain(|n| !n.is_empty());
    found
}

#[test]
fn imports_point_inward_only() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let layers: Vec<&str> = MAY_IMPORT.iter().map(|(layer, _)| layer.trim_end_matches(".rs")).collect();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (layer, allowed) in MAY_IMPORT {
        for file in sources(&src.join(layer)) {
            seen += 1;
            for import in imported(&fs::read_to_string(&file).unwrap()) {
                let known_layer = layers.contains(&import.as_str());
                if known_layer && import != *layer && !allowed.contains(&import.as_str()) {
                    wrong.push(format!("{} imports crate::{import}", file.display()));
                }
            }
        }
    }
    assert!(seen > 20, "only {seen} files read: has the layout moved?");
    assert!(wrong.is_empty(), "imports that point outward:\n{}", wrong.join("\n"));
}

#[test]
fn grouped_imports_are_seen() {
    let text = "use crate::{\n    audio::{Level, wav},\n    domain::bank::Bank,\n};\nfn f() { crate::store::x() }";
    assert_eq!(imported(text), ["audio", "domain", "store"]);
}
