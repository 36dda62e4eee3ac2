//! `outloud models`: which Whisper models are installed, where, whether they are complete, and which one is used.

use std::path::PathBuf;

use serde::Serialize;

use super::{
    args::models::ModelsCommand,
    context::Context,
    equipment::equipment,
    failure::{CommandResult, Failure},
    output::{print_json, print_line},
    table::{table, text},
};
use crate::app::{Settings, equipment::Equipment};
use outloud_recognition::{
    SpeechError, catalogue, ggml,
    models::{self, DEFAULT_MODEL, Model, Verified},
};

/// Runs `outloud models`.
///
/// # Errors
/// For models that are missing or damaged, downloads that fail, settings that cannot be stored.
pub fn run(context: &Context, command: &ModelsCommand) -> CommandResult {
    match command {
        ModelsCommand::List => list(context),
        ModelsCommand::Pull { name, from } => super::models_pull::run(context, name, from.as_deref()),
        ModelsCommand::Verify { models } => verify(context, models),
        ModelsCommand::Path { name } => path(context, name.as_deref()),
        ModelsCommand::Default { name: Some(name) } => set_default(context, name),
        ModelsCommand::Default { name: None } => {
            let name = used(&equipment(context));
            if context.global.json { print_json(&DefaultDocument { name: &name }) } else { print_line(&name) }
        }
    }
}

/// A row of `models list`.
#[derive(Debug, Serialize)]
struct Listed {
    name: String,
    /// None: not here, or inside the program.
    path: Option<PathBuf>,
    /// The length of the file; for a model that is not here, of the download.
    bytes: Option<u64>,
    /// Whether it can be used at once.
    installed: bool,
    /// Whether it is used unless --model says otherwise.
    default: bool,
    /// Whether it knows more languages than English; none if the file is incomplete.
    multilingual: Option<bool>,
}

fn list(context: &Context) -> CommandResult {
    let rows = listed(&equipment(context));
    if context.global.json {
        return print_json(&rows);
    }
    let mut out = table(&["model", "size", "languages", "where", ""]);
    for row in &rows {
        let place = match &row.path {
            Some(path) => path.display().to_string(),
            None if row.installed => "inside the program".to_owned(),
            None => "can be pulled".to_owned(),
        };
        let languages = match row.multilingual {
            Some(true) => "many",
            Some(false) => "English",
            None => "damaged",
        };
        let size = row.bytes.map_or_else(String::new, |b| format!("{} MB", b / 1_000_000));
        out.add_row([row.name.as_str(), &size, languages, &place, if row.default { "used" } else { "" }]);
    }
    print_line(&text(&out))?;
    print_line(
        "\n`outloud models pull NAME` downloads one, `--model NAME` uses it once, `outloud models default NAME` always.",
    )
}

/// Those that are here, then those that can be pulled.
fn listed(equipment: &Equipment) -> Vec<Listed> {
    let used = used(equipment);
    let default = |name: &str| name == used;
    let file = |m: Model| Listed {
        default: default(&m.name),
        installed: true,
        bytes: Some(m.bytes),
        multilingual: ggml::check(&m.path).ok().map(|h| h.multilingual),
        path: Some(m.path),
        name: m.name,
    };
    let mut rows: Vec<Listed> = models::list(&equipment.model_folders).into_iter().map(file).collect();
    let absent = |name: &str| Listed {
        name: name.to_owned(),
        path: None,
        bytes: None,
        installed: false,
        default: default(name),
        multilingual: Some(!name.contains(".en")),
    };
    if let Some(bytes) = EMBEDDED_BYTES.filter(|_| rows.iter().all(|r| r.name != DEFAULT_MODEL)) {
        rows.push(Listed { installed: true, bytes: Some(bytes), ..absent(DEFAULT_MODEL) });
    }
    for model in &catalogue::PUBLISHED {
        if rows.iter().all(|r| r.name != model.name) {
            rows.push(Listed { bytes: Some(model.bytes), ..absent(model.name) });
        }
    }
    rows
}

/// The length of the model inside the program.
#[cfg(feature = "embed-model")]
const EMBEDDED_BYTES: Option<u64> = Some(outloud_model::WEIGHTS.len() as u64);
#[cfg(not(feature = "embed-model"))]
const EMBEDDED_BYTES: Option<u64> = None;

/// The name of the model that is used, as `models list` calls it.
fn used(equipment: &Equipment) -> String {
    let wanted = equipment.model_name();
    models::find(wanted, &equipment.model_folders).map_or_else(|_| wanted.to_owned(), |m| m.name)
}

/// A row of `models verify`.
#[derive(Debug, Serialize)]
struct VerifiedModel {
    name: String,
    path: Option<PathBuf>,
    /// "published", "whole" or "damaged".
    state: &'static str,
    error: Option<String>,
}

fn verify(context: &Context, wanted: &[String]) -> CommandResult {
    let folders = equipment(context).model_folders;
    let models = if wanted.is_empty() {
        models::list(&folders)
    } else {
        wanted.iter().map(|w| models::locate(w, &folders)).collect::<Result<_, _>>()?
    };
    if models.is_empty() {
        return Err(SpeechError::ModelNotFound {
            wanted: DEFAULT_MODEL.to_owned(),
            looked_in: folders,
            available: Vec::new(),
        }
        .into());
    }
    let rows: Vec<VerifiedModel> = models.into_iter().map(checked).collect();
    if context.global.json {
        print_json(&rows)?;
    } else {
        for row in &rows {
            print_line(&format!("{}: {}", row.name, said(row)))?;
        }
    }
    let damaged: Vec<&str> = rows.iter().filter(|r| r.error.is_some()).map(|r| r.name.as_str()).collect();
    if damaged.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("damaged: {}. Get them again with `outloud models pull`", damaged.join(", "))))
}

fn checked(model: Model) -> VerifiedModel {
    let (state, error) = match models::verify(&model) {
        Ok(Verified::Published) => ("published", None),
        Ok(Verified::Whole) => ("whole", None),
        Err(e) => ("damaged", Some(e.to_string())),
    };
    VerifiedModel { name: model.name, path: Some(model.path), state, error }
}

fn said(row: &VerifiedModel) -> String {
    match (row.state, &row.error) {
        (_, Some(error)) => error.clone(),
        ("published", _) => "is what was published, byte for byte".to_owned(),
        _ => "is a whole model; no hash is published for its name".to_owned(),
    }
}

/// The document of `models path --json`.
#[derive(Debug, Serialize)]
struct PathDocument {
    path: PathBuf,
}

fn path(context: &Context, name: Option<&str>) -> CommandResult {
    let path = match name {
        Some(name) => models::find(name, &equipment(context).model_folders)?.path,
        None => context.home.models_dir(),
    };
    if context.global.json {
        return print_json(&PathDocument { path });
    }
    print_line(&path.display().to_string())
}

/// The document of `models default --json`.
#[derive(Debug, Serialize)]
struct DefaultDocument<'a> {
    name: &'a str,
}

fn set_default(context: &Context, name: &str) -> CommandResult {
    let fail = |e: crate::app::SettingsError| Failure::new(e.to_string());
    let mut settings = Settings::load(&context.home).map_err(fail)?;
    if name == DEFAULT_MODEL {
        settings.model = None;
    } else {
        // A file is stored with its absolute path: the next run may start in another folder.
        let model = models::find(name, &equipment(context).model_folders)?;
        let is_path = name.contains(['/', '\\']);
        let whole = std::fs::canonicalize(&model.path).unwrap_or(model.path);
        settings.model = Some(if is_path { whole.display().to_string() } else { model.name });
    }
    settings.save(&context.home).map_err(fail)?;
    if context.global.json {
        return print_json(&DefaultDocument { name });
    }
    print_line(&format!(
        "'{name}' is the default model now; the setting is in '{}'",
        context.home.settings_file().display()
    ))
}
