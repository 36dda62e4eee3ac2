//! `outloud sessions delete`: removes sessions, or only their recordings, after asking.

use std::io::IsTerminal;

use serde::Serialize;

use super::{
    args::sessions::DeleteArgs,
    context::Context,
    failure::{CommandResult, Failure},
    output::{print_json, print_line},
};
use outloud_store::deletion::Removed;

/// What became of a session.
#[derive(Serialize)]
struct Deleted {
    session: String,
    audio_only: bool,
    #[serde(flatten)]
    removed: Removed,
}

/// Runs `outloud sessions delete`.
///
/// # Errors
/// For unknown sessions, without consent, and where something cannot be removed.
pub fn run(context: &Context, args: &DeleteArgs) -> CommandResult {
    let store = context.sessions();
    let wanted = if args.all { store.ids()? } else { args.sessions.clone() };
    if wanted.is_empty() && !args.all {
        return Err(Failure::usage("say which sessions: their ids, or --all. `outloud sessions list` shows them"));
    }
    let mut chosen = Vec::new();
    for name in &wanted {
        let (id, weight) = store.weigh(name, args.audio_only)?;
        if !chosen.iter().any(|(known, _)| *known == id) {
            chosen.push((id, weight));
        }
    }
    if !chosen.is_empty() && !args.yes {
        ask(&chosen, args.audio_only)?;
    }
    let mut done = Vec::new();
    for (id, _) in chosen {
        let removed = if args.audio_only { store.delete_audio(&id)? } else { store.delete(&id)? };
        done.push(Deleted { session: id, audio_only: args.audio_only, removed });
    }
    if context.global.json {
        return print_json(&done);
    }
    for Deleted { session, audio_only, removed } in &done {
        let what = if *audio_only { "recordings removed, scores kept" } else { "removed" };
        print_line(&format!("{session}: {what} ({} recordings, {})", removed.recordings, size(removed.bytes)))?;
    }
    if done.is_empty() { print_line("There is no session.") } else { Ok(()) }
}

fn ask(chosen: &[(String, Removed)], audio_only: bool) -> CommandResult {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::usage("deleting needs a confirmation, and there is no terminal to ask on: add --yes"));
    }
    let recordings: usize = chosen.iter().map(|(_, r)| r.recordings).sum();
    let bytes: u64 = chosen.iter().map(|(_, r)| r.bytes).sum();
    let what = match chosen {
        [(id, _)] => format!("'{id}'"),
        several => format!("{} sessions", several.len()),
    };
    let kept = if audio_only { "the recordings of " } else { "" };
    eprint!("Remove {kept}{what} for good ({recordings} recordings, {})? [y/N] ", size(bytes));
    let mut line = String::new();
    let read = std::io::stdin().read_line(&mut line);
    read.map_err(|e| Failure::new(format!("cannot read the answer: {e}. Add --yes")))?;
    if matches!(line.trim(), "y" | "Y" | "yes") { Ok(()) } else { Err(Failure::new("nothing was removed")) }
}

/// `1.2 MB`, decimal.
#[must_use]
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}
