//! Pages as coloured lines. Colour is never the only sign: ✓ and ✗ say the same.

use owo_colors::{OwoColorize, Stream, Style};

use super::output::is_plain;
use crate::app::view::{Painter, PlainPainter, text};
use outloud_core::view::{Document, RowMark, Tone};

/// Columns of the bar beside the score.
const BAR: usize = 20;

/// A page with the colours that stdout has, or plain, without a newline at its end.
#[must_use]
pub fn painted(page: &Document) -> String {
    if is_plain() { text(page, &PlainPainter) } else { text(page, &ColourPainter) }
}

/// Prints with the colours that stdout has.
struct ColourPainter;

impl Painter for ColourPainter {
    fn mark(&self, mark: RowMark) -> String {
        mark.sign().to_owned()
    }

    fn paint(&self, tone: Tone, text: &str) -> String {
        let style = match tone {
            Tone::Text => return text.to_owned(),
            Tone::Dim => Style::new().dimmed(),
            Tone::Strong | Tone::Heading => Style::new().bold(),
            Tone::Accent => Style::new().cyan(),
            Tone::Good => Style::new().green(),
            Tone::Bad => Style::new().red(),
            Tone::Warn => Style::new().yellow(),
        };
        text.if_supports_color(Stream::Stdout, |t| t.style(style)).to_string()
    }

    fn gauge(&self, share: f64, _: usize) -> String {
        let filled = ((share.clamp(0.0, 1.0) * BAR as f64).round() as usize).min(BAR);
        let tone = match share {
            s if s >= 0.7 => Tone::Good,
            s if s >= 0.4 => Tone::Warn,
            _ => Tone::Bad,
        };
        self.paint(tone, &format!("{}{}", "█".repeat(filled), "░".repeat(BAR - filled)))
    }
}
