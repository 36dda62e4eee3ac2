//! Templates filled in. Whatever comes from a session is escaped for the document it goes into, whichever template asks:
//! the formatter sees every value, so that no template can forget.

use base64::Engine;
use minijinja::{AutoEscape, Environment, Error, Output, State, Value, context, syntax::SyntaxConfig, value::Serde};
use sha2::{Digest, Sha256};

use super::{error::ReportError, time::clock, view::ReportView};
use outloud_core::sanitize::is_obeyed;

const HTML: &str = include_str!("templates/report.html");
const TAKE: &str = include_str!("templates/take.html");
const PREPARATION: &str = include_str!("templates/preparation.html");
const COMPARE: &str = include_str!("templates/compare.html");
const MARKDOWN: &str = include_str!("templates/report.md");
const STYLE: &str = include_str!("templates/report.css");
const SCRIPT: &str = include_str!("templates/report.js");

pub(super) fn html(report: &ReportView) -> Result<String, ReportError> {
    let policy = policy(report.sound);
    let (style, script) = (Value::from_safe_string(STYLE.to_owned()), Value::from_safe_string(SCRIPT.to_owned()));
    let environment = environment()?;
    Ok(environment
        .get_template("report.html")?
        .render(context! { report => Value::from(Serde(report)), style, script, policy })?)
}

pub(super) fn markdown(report: &ReportView) -> Result<String, ReportError> {
    let text = environment()?.get_template("report.md")?.render(context! { report => Value::from(Serde(report)) })?;
    Ok(text.trim_start().to_owned())
}

/// What the document may load: nothing from the network; this one style, this one script, the recordings.
fn policy(sound: &str) -> String {
    let hash = |text: &str| base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text.as_bytes()));
    let media = match sound {
        "embed" => "data:",
        "beside" => "'self' file:",
        _ => "'none'",
    };
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; media-src {media}; img-src data:; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    )
}

fn environment() -> Result<Environment<'static>, Error> {
    let mut environment = Environment::new();
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.set_auto_escape_callback(|name| match name.rsplit_once('.') {
        Some((_, "html")) => AutoEscape::Html,
        _ => AutoEscape::Custom("markdown".into()),
    });
    environment.set_formatter(format);
    environment.add_filter("clock", clock);
    environment.add_filter("places", |number: f64, places: usize| format!("{number:.places$}"));
    environment.add_filter("sentence", sentence);
    environment.add_filter("percent", |number: f64| format!("{number:.2}%"));
    for (name, source) in [
        ("report.html", HTML),
        ("take.html", TAKE),
        ("preparation.html", PREPARATION),
        ("compare.html", COMPARE),
        ("report.md", MARKDOWN),
    ] {
        environment.add_template(name, source)?;
    }
    Ok(environment)
}

fn format(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let Some(text) = value.as_str().filter(|_| !value.is_safe()) else {
        return match state.auto_escape() {
            AutoEscape::Custom(_) => Ok(out.write_str(&value.to_string())?),
            _ => minijinja::escape_formatter(out, state, value),
        };
    };
    let sanitised: String = text.chars().map(|c| if is_harmful(c) { char::REPLACEMENT_CHARACTER } else { c }).collect();
    match state.auto_escape() {
        AutoEscape::Custom(_) => Ok(out.write_str(&markdown_escaped(&sanitised))?),
        _ => minijinja::escape_formatter(out, state, &Value::from(sanitised)),
    }
}

/// The text with a capital at its start.
fn sentence(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// Control and bidi characters; line feeds and tabs are layout here.
pub(super) fn is_harmful(c: char) -> bool {
    is_obeyed(c) && !matches!(c, '\n' | '\t')
}

/// Text that Markdown shows as it is: what it would take for markup gets a backslash, what HTML would gets an entity.
fn markdown_escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at_start = true;
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // A new line could begin a heading or a list.
            '\n' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' => out.extend(['\\', c]),
            '#' | '+' | '-' | '=' if at_start => out.extend(['\\', c]),
            '.' | ')' if !out.is_empty() && out.chars().all(|c| c.is_ascii_digit()) => out.extend(['\\', c]),
            _ => out.push(c),
        }
        at_start = at_start && c.is_whitespace();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_shows_markup_as_text() {
        assert_eq!(markdown_escaped("# no\n- heading"), "\\# no - heading");
        assert_eq!(markdown_escaped("1. <script>|`x`"), "1\\. &lt;script&gt;\\|\\`x\\`");
        assert_eq!(markdown_escaped("blue-green, 2.5 s"), "blue-green, 2.5 s");
    }

    #[test]
    fn a_sentence_keeps_its_other_capitals() {
        assert_eq!(sentence("you said this of the ALB"), "You said this of the ALB");
        assert_eq!((sentence("").as_str(), sentence("ü").as_str()), ("", "Ü"));
    }

    #[test]
    fn terminal_commands_are_defused() {
        assert!(['\u{1b}', '\u{7}', '\0', '\u{202e}'].into_iter().all(is_harmful));
        assert!(!"ä\n\t日本 ’".chars().any(is_harmful));
    }
}
