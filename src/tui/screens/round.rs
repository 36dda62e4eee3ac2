//! A mock interview to be set up: a preset to begin with, everything in it to be changed.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use super::filter::FilterRow;
use crate::{
    app::Plan,
    tui::{
        keys::Action,
        message::Message,
        screen::{COMMON, Context, HomeEntry, Screen, Transition},
        text::{below, clock, count, draw_lines, safe, wrap},
        widgets::Choice,
    },
};
use outloud_core::session::{Persona, RoundSettings};
use outloud_engine::{Filter, PRESETS, choose, round};

/// The form.
#[derive(Debug, Clone)]
pub struct RoundScreen {
    choice: Choice,
    preset: usize,
    settings: RoundSettings,
    filter: FilterRow,
}

const ROWS: usize = 12;
const ROW_NAMES: [&str; ROWS] = [
    "Kind of round",
    "Questions",
    "Minutes",
    "Think time",
    "Answer time",
    "At the limit",
    "Strict",
    "Interviewer",
    "Topic",
    "Level",
    "Bank",
    "Seed",
];
/// The filters behind the rows from [`TOPIC`] on.
const FILTERS: [usize; 3] = [1, 3, 0];
const TOPIC: usize = 8;

impl RoundScreen {
    /// The first preset, with a seed from the clock.
    #[must_use]
    pub fn new(cx: &Context<'_>) -> Self {
        let seed = u64::try_from(cx.now_s).unwrap_or(0) % 100_000;
        Self {
            choice: Choice::default(),
            preset: 0,
            settings: PRESETS[0].settings(seed, false),
            filter: FilterRow::new(cx.banks),
        }
    }

    fn change(&mut self, up: bool) {
        let s = &mut self.settings;
        let step = |value: u32, by: u32, low: u32, high: u32| {
            let next = if up { value.saturating_add(by) } else { value.saturating_sub(by) };
            next.clamp(low, high)
        };
        match self.choice.at {
            0 => {
                self.preset = (self.preset + if up { 1 } else { PRESETS.len() - 1 }) % PRESETS.len();
                *s = RoundSettings { persona: s.persona, ..PRESETS[self.preset].settings(s.seed, s.strict) };
            }
            1 => s.questions = if up { s.questions + 1 } else { s.questions.saturating_sub(1) }.clamp(1, 99),
            2 => s.minutes = Some(step(s.minutes.unwrap_or(0), 5, 0, 180)).filter(|m| *m > 0),
            3 => s.think_time_s = step(s.think_time_s, 5, 0, 300),
            4 => s.answer_time_s = Some(step(s.answer_time_s.unwrap_or(0), 15, 0, 600)).filter(|a| *a > 0),
            5 => s.hard_stop = !s.hard_stop,
            6 => s.strict = !s.strict,
            7 => s.persona = next_persona(s.persona, up),
            row if row < TOPIC + FILTERS.len() => self.filter.change_of(FILTERS[row - TOPIC], up),
            _ => s.seed = if up { s.seed.wrapping_add(1) } else { s.seed.wrapping_sub(1) },
        }
    }

    fn filter(&self) -> Filter {
        Filter { kinds: PRESETS[self.preset].kinds.to_vec(), ..self.filter.filter() }
    }

    fn value(&self, row: usize, cx: &Context<'_>) -> String {
        let s = &self.settings;
        match row {
            0 => PRESETS[self.preset].name.to_owned(),
            1 => s.questions.to_string(),
            2 => s.minutes.map_or_else(|| "no limit".to_owned(), |m| m.to_string()),
            3 if s.think_time_s == 0 => "none".to_owned(),
            3 => clock(f64::from(s.think_time_s)),
            4 => s.answer_time_s.map_or_else(|| "each question's own".to_owned(), |a| clock(f64::from(a))),
            5 if s.strict || s.hard_stop => "the recording stops".to_owned(),
            5 => "the clock turns red, you may finish".to_owned(),
            6 if s.strict => "yes: no skipping, no pausing, a hard stop".to_owned(),
            6 => "no".to_owned(),
            7 => {
                let name = |persona| Persona::ALL.iter().find(|(p, _)| *p == persona).map(|(_, name)| *name);
                let usual = || format!("{}  (as in the settings)", cx.settings.interviewer);
                s.persona.and_then(name).map_or_else(usual, str::to_owned)
            }
            row if row < TOPIC + FILTERS.len() => self.filter.value_of(FILTERS[row - TOPIC]).to_owned(),
            _ => format!("{}  (same seed, same questions)", s.seed),
        }
    }
}

/// The persona of the settings, then each one in its order, and around.
fn next_persona(now: Option<Persona>, up: bool) -> Option<Persona> {
    let all: Vec<_> = std::iter::once(None).chain(Persona::ALL.map(|(persona, _)| Some(persona))).collect();
    let at = all.iter().position(|p| *p == now).unwrap_or(0);
    all[(at + if up { 1 } else { all.len() - 1 }) % all.len()]
}

/// Its line on the home screen.
pub const ENTRY: HomeEntry = HomeEntry {
    name: "Mock interview",
    shown: |_| true,
    about: |_| "against the clock, then a debrief".to_owned(),
    open: |cx| Transition::push(RoundScreen::new(cx)),
};

impl Screen for RoundScreen {
    fn title(&self) -> String {
        "mock interview".to_owned()
    }

    fn actions(&self) -> &'static [Action] {
        use Action::{Bottom, Down, Go, Left, Open, Right, Top, Up};
        &[Open, Go, Left, Right, Down, Up, Top, Bottom]
    }

    fn allows(&self, action: Action, cx: &Context<'_>) -> bool {
        COMMON.contains(&action) || !matches!(action, Action::Open | Action::Go) || !cx.banks.is_empty()
    }

    fn label(&self, action: Action, _: &Context<'_>) -> &'static str {
        match action {
            Action::Open | Action::Go => "begin",
            action => action.label(),
        }
    }

    fn help(&self, action: Action, _: &Context<'_>) -> &'static str {
        match action {
            Action::Open | Action::Go => "Begin the round",
            action => action.help(),
        }
    }

    fn handle(&mut self, action: Action, cx: &Context<'_>) -> Transition {
        match action {
            Action::Left | Action::Right => self.change(action == Action::Right),
            Action::Open | Action::Go => {
                return Transition::begin(Plan::round(round(choose(cx.banks, &self.filter()), self.settings.clone())));
            }
            action if self.choice.act(action, ROWS, ROWS) => {}
            _ => return Transition::Unhandled,
        }
        Transition::Stay
    }

    fn receive(&mut self, message: Message, cx: &Context<'_>) -> Option<Message> {
        if matches!(message, Message::Banks) {
            self.filter.refill(cx.banks);
        }
        Some(message)
    }

    fn draw(&self, cx: &Context<'_>, buf: &mut Buffer) {
        let area = cx.body;
        let list = Rect { height: area.height.saturating_sub(4).min(ROWS as u16), ..area };
        self.choice.draw(ROWS, list, cx.theme, cx.hits, buf, |n| {
            Line::from(vec![
                Span::styled(format!("{:<16}", ROW_NAMES[n]), cx.theme.dim),
                Span::styled(safe(&self.value(n, cx)).into_owned(), cx.theme.strong),
            ])
        });
        let fitting = choose(cx.banks, &self.filter()).len();
        let (text, style) = match fitting {
            _ if cx.banks.is_empty() => ("Reading the banks …".to_owned(), cx.theme.dim),
            0 => ("No question fits. Choose another topic or kind of round.".to_owned(), cx.theme.warn),
            n => {
                let asked = n.min(self.settings.questions);
                (
                    format!(
                        "{} of {n} that fit. No hints; the interviewer may follow up; feedback at the end.",
                        count(asked, "question")
                    ),
                    cx.theme.dim,
                )
            }
        };
        draw_lines(wrap(&text, area.width.into(), style), below(list, area), buf);
    }
}
