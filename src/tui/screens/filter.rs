//! The row of filters above a list: bank, topic, kind, level, each all or one.

use ratatui::text::{Line, Span};

use crate::tui::{text::safe, theme::Theme};
use outloud_core::bank::{Bank, Kind, Level};
use outloud_engine::Filter;

/// Four filters, one of which the arrow keys change.
#[derive(Debug, Clone)]
pub struct FilterRow {
    fields: [Field; 4],
    focus: usize,
}

#[derive(Debug, Clone)]
struct Field {
    name: &'static str,
    values: Vec<String>,
    /// 0: all; else one more than the value's place.
    at: usize,
}

impl FilterRow {
    /// Filters over these banks that let everything through.
    #[must_use]
    pub fn new(banks: &[Bank]) -> Self {
        let mut topics: Vec<String> = banks.iter().flat_map(|b| &b.questions).map(|q| q.topic.clone()).collect();
        topics.sort();
        topics.dedup();
        let field = |name, values| Field { name, values, at: 0 };
        let fields = [
            field("bank", banks.iter().map(|b| b.id.clone()).collect()),
            field("topic", topics),
            field("kind", Kind::ALL.iter().map(ToString::to_string).collect()),
            field("level", Level::ALL.iter().map(ToString::to_string).collect()),
        ];
        Self { fields, focus: 0 }
    }

    /// The filters over the banks as they are now; the one in focus and the values chosen stay.
    pub fn refill(&mut self, banks: &[Bank]) {
        let before = std::mem::replace(self, Self::new(banks));
        self.focus = before.focus;
        for (field, old) in self.fields.iter_mut().zip(before.fields) {
            let chosen = old.at.checked_sub(1).and_then(|at| old.values.get(at));
            field.at = chosen.and_then(|chosen| field.values.iter().position(|v| v == chosen)).map_or(0, |at| at + 1);
        }
    }

    /// The arrow keys go to the next filter.
    pub fn next(&mut self) {
        self.focus = (self.focus + 1) % self.fields.len();
    }

    /// The next or previous value of the filter in focus.
    pub fn change(&mut self, forward: bool) {
        self.change_of(self.focus, forward);
    }

    /// The next or previous value of this filter: 0 bank, 1 topic, 2 kind, 3 level.
    pub fn change_of(&mut self, filter: usize, forward: bool) {
        let field = &mut self.fields[filter];
        let values = field.values.len() + 1;
        field.at = (field.at + if forward { 1 } else { values - 1 }) % values;
    }

    /// The value of this filter, `all` if it lets everything through.
    #[must_use]
    pub fn value_of(&self, filter: usize) -> &str {
        let field = &self.fields[filter];
        field.at.checked_sub(1).and_then(|at| field.values.get(at)).map_or("all", String::as_str)
    }

    /// The same with only this bank let through.
    #[must_use]
    pub fn in_bank(mut self, bank: &str) -> Self {
        self.fields[0].at = self.fields[0].values.iter().position(|b| b == bank).map_or(0, |at| at + 1);
        self
    }

    /// What the filters let through.
    #[must_use]
    pub fn filter(&self) -> Filter {
        let chosen = |n: usize| -> Vec<String> {
            let field: &Field = &self.fields[n];
            field.at.checked_sub(1).and_then(|at| field.values.get(at)).cloned().into_iter().collect()
        };
        Filter {
            banks: chosen(0),
            topics: chosen(1),
            kinds: chosen(2).iter().filter_map(|k| k.parse().ok()).collect(),
            levels: chosen(3).iter().filter_map(|l| l.parse().ok()).collect(),
            questions: Vec::new(),
        }
    }

    /// The filters in a line, the one in focus between arrows.
    #[must_use]
    pub fn line(&self, theme: &Theme) -> Line<'static> {
        let mut line = Line::default();
        for (n, field) in self.fields.iter().enumerate() {
            let value = field.at.checked_sub(1).and_then(|at| field.values.get(at)).map_or("all", String::as_str);
            let value = safe(value);
            let style = if field.at > 0 { theme.strong } else { theme.dim };
            if n == self.focus {
                line.push_span(Span::styled(format!("‹ {} ", field.name), theme.accent));
                line.push_span(Span::styled(value.into_owned(), style));
                line.push_span(Span::styled(" ›", theme.accent));
            } else {
                line.push_span(Span::styled(format!("{} ", field.name), theme.dim));
                line.push_span(Span::styled(value.into_owned(), style));
            }
            line.push_span(Span::raw("   "));
        }
        line
    }
}
