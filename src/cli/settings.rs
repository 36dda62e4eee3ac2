//! `outloud settings`: the screen of settings, or in lines each of them by name, shown and changed.

use serde_json::{Map, Value as Json};

use super::{
    context::{Context, is_terminal},
    failure::{CommandResult, Failure},
    output::{print_json, print_line},
    screens,
};
use crate::{
    app::{ListedSetting, Settings},
    tui::{look::Look, start::Start, theme::Palette},
};

/// Runs `outloud settings`.
///
/// # Errors
/// If the settings cannot be read or stored, for a name that is no setting and for a value that it cannot have.
pub fn run(context: &Context, name: Option<&str>, value: Option<&str>) -> CommandResult {
    let plain = context.in_lines()? || context.global.json || !is_terminal();
    let mut settings = Settings::load(&context.home).map_err(|e| Failure::new(e.to_string()))?;
    match (name, value) {
        (None, _) if plain => list(context, &settings.listed()),
        (None, _) => screens::open(context, Start::Settings),
        (Some(name), None) => {
            let listed = settings.listed();
            let one = listed.into_iter().find(|s| s.name == name);
            list(context, &[one.ok_or_else(|| unknown(&mut settings, name))?])
        }
        (Some(name), Some(value)) => {
            settings.set(name, value).map_err(Failure::usage)?;
            if let (_, Some(problem)) = Look::of(&settings, &context.home, true, Palette::default()) {
                return Err(Failure::usage(problem));
            }
            settings.save(&context.home).map_err(|e| Failure::new(e.to_string()))?;
            let stored = settings.listed().into_iter().filter(|s| s.name == name).collect::<Vec<_>>();
            list(context, &stored)
        }
    }
}

fn unknown(settings: &mut Settings, name: &str) -> Failure {
    Failure::usage(settings.set(name, "").err().unwrap_or_default())
}

/// Name, value, and what the setting is, in the order of the file.
fn list(context: &Context, settings: &[ListedSetting]) -> CommandResult {
    if context.global.json {
        return print_json(&settings.iter().map(|s| (s.name.to_owned(), json(s))).collect::<Map<_, _>>());
    }
    for setting in settings {
        let value = setting.value.to_string();
        print_line(&format!("{}: {}. {}", setting.name, value.trim(), setting.about))?;
    }
    match settings {
        [_] => Ok(()),
        _ => print_line(&format!(
            "\n`outloud settings NAME VALUE` changes one. They are stored in '{}'.",
            context.home.settings_file().display()
        )),
    }
}

fn json(setting: &ListedSetting) -> Json {
    let value = &setting.value;
    let flag = || value.as_bool().map(Json::from);
    value.as_integer().map(Json::from).or_else(flag).unwrap_or_else(|| value.as_str().unwrap_or_default().into())
}
