//! `outloud models pull`: a download with a bar on stderr. The only command that touches the network, and only in builds
//! with the feature `download`.

use super::{
    context::Context,
    failure::{CommandResult, Failure},
};

/// How long a server may be silent.
#[cfg(feature = "download")]
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(30);

/// Runs `outloud models pull`.
///
/// # Errors
/// For unknown names, servers that fail, files that do not match their published hash, full disks.
#[cfg(feature = "download")]
pub fn run(context: &Context, name: &str, from: Option<&str>) -> CommandResult {
    use super::output::{print_json, print_line};
    use outloud_recognition::pull::Pull;

    let pull = Pull {
        name: name.to_owned(),
        from: from.map(str::to_owned),
        folder: context.home.models_dir(),
        patience: PATIENCE,
    };
    let template = "{spinner} {msg} {bar:24} {bytes} of {total_bytes} ({bytes_per_sec}, {eta} left)";
    let bar = super::progress::bar(0, template, &format!("pulling {name}"));
    bar.unset_length();
    bar.set_message(format!("pulling {name}"));
    let pulled = pull.run(|bytes, total| {
        if let Some(total) = total {
            bar.set_length(total);
        }
        bar.set_position(bytes);
    });
    bar.finish_and_clear();
    let path = pulled.map_err(|e| Failure::new(e.to_string()))?;
    if context.global.json {
        return print_json(&serde_json::json!({ "name": name, "path": path }));
    }
    print_line(&format!("'{}' is downloaded and verified. `--model {name}` uses it", path.display()))
}

/// Says that this build has no network code.
///
/// # Errors
/// Always.
#[cfg(not(feature = "download"))]
pub fn run(context: &Context, name: &str, _: Option<&str>) -> CommandResult {
    let file = outloud_recognition::models::file_name(name);
    Err(Failure::new(format!(
        "this outloud cannot download: it was built without the feature `download`. Put {file} into '{}'",
        context.home.models_dir().display()
    )))
}
