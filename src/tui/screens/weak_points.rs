//! The concepts that are weak in the answers to several questions, and a drill of each.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::Widget,
};

use crate::{
    app::Plan,
    tui::{
        keys::Action,
        screen::{COMMON, Context, HomeEntry, Screen, Transition},
        text::{below, draw_lines, fit, flow, width, wrap},
        widgets::Choice,
    },
};
use outloud_engine::{Rules, WeakPoint, drill_of};

/// Its line on the home screen, where there is a weak point.
pub const ENTRY: HomeEntry = HomeEntry {
    name: "Weak points",
    shown: |cx| !weak_points(cx).is_empty(),
    about: |cx| weak_points(cx).first().map_or_else(String::new, WeakPoint::sentence),
    open: |_| Transition::push(WeakPointsScreen::default()),
};

/// The list of concepts.
#[derive(Debug, Clone, Default)]
pub struct WeakPointsScreen {
    choice: Choice,
}

impl Screen for WeakPointsScreen {
    fn title(&self) -> String {
        "weak points".to_owned()
    }

    fn actions(&self) -> &'static [Action] {
        use Action::{Bottom, Down, Go, Open, PageDown, PageUp, Top, Up};
        &[Open, Go, Down, Up, PageUp, PageDown, Top, Bottom]
    }

    fn allows(&self, action: Action, cx: &Context<'_>) -> bool {
        COMMON.contains(&action) || !weak_points(cx).is_empty()
    }

    fn label(&self, action: Action, _: &Context<'_>) -> &'static str {
        match action {
            Action::Open | Action::Go => "drill it",
            action => action.label(),
        }
    }

    fn help(&self, action: Action, _: &Context<'_>) -> &'static str {
        match action {
            Action::Open | Action::Go => "Drill the chosen weak point",
            action => action.help(),
        }
    }

    fn handle(&mut self, action: Action, cx: &Context<'_>) -> Transition {
        let all = weak_points(cx);
        if self.choice.act(action, all.len(), list_area(cx.body, all.len()).height.into()) {
            return Transition::Stay;
        }
        match (action, all.get(self.choice.at)) {
            (Action::Open | Action::Go, Some(weak)) => {
                Transition::begin(Plan::new(Rules::drill(), drill_of(&weak.concept, all, cx.banks)))
            }
            _ => Transition::Unhandled,
        }
    }

    fn draw(&self, cx: &Context<'_>, buf: &mut Buffer) {
        let all = weak_points(cx);
        let list = list_area(cx.body, all.len());
        let columns = usize::from(list.width);
        if all.is_empty() {
            let text = "No concept is weak in several questions.";
            return Line::styled(text, cx.theme.dim).render(Rect { height: 1.min(list.height), ..list }, buf);
        }
        self.choice.draw(all.len(), list, cx.theme, cx.hits, buf, |n| row(&all[n], cx, columns.saturating_sub(2)));
        let lines = all.get(self.choice.at).map(|weak| details(weak, cx, columns)).unwrap_or_default();
        draw_lines(lines, below(list, cx.body), buf);
    }
}

fn weak_points<'a>(cx: &Context<'a>) -> &'a [WeakPoint] {
    cx.library.map_or(&[], |library| &library.weak_points)
}

/// The list has at most the upper half, the questions of the chosen concept the rest.
fn list_area(body: Rect, rows: usize) -> Rect {
    let half = (body.height / 2).max(1);
    Rect { height: u16::try_from(rows).unwrap_or(half).clamp(1, half), ..body }
}

fn row(weak: &WeakPoint, cx: &Context<'_>, columns: usize) -> Line<'static> {
    let sentence = weak.sentence();
    let facts = sentence.strip_prefix(&weak.concept).unwrap_or(&sentence).trim_start_matches(": ");
    let name = fit(&weak.concept, columns / 2);
    let facts = fit(facts, columns.saturating_sub(width(&name) + 2));
    Line::from(vec![Span::styled(format!("{name}  "), cx.theme.text), Span::styled(facts, cx.theme.dim)])
}

/// The questions that show it, and what each left out or contradicted.
fn details(weak: &WeakPoint, cx: &Context<'_>, columns: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for question in &weak.questions {
        lines.extend(wrap(&question.prompt, columns, cx.theme.strong));
        let contradicted = question.contradicted.iter().map(|point| ("\u{a0}\u{a0}!\u{a0}", point));
        for (sign, point) in contradicted.chain(question.missed.iter().map(|point| ("\u{a0}\u{a0}✗\u{a0}", point))) {
            lines.extend(flow([(sign, cx.theme.bad), (point.as_str(), cx.theme.text)], columns, 4));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::screens::{home::HomeScreen, testing::Stage};
    use outloud_engine::WeakQuestion;

    fn stage() -> Stage {
        let mut stage = Stage::of(HomeScreen::default());
        let question = |question: &str, missed: &[&str], contradicted: &[&str]| WeakQuestion {
            bank: "devops-core".to_owned(),
            question: question.to_owned(),
            prompt: format!("What about {question}?"),
            missed: missed.iter().map(|p| (*p).to_owned()).collect(),
            contradicted: contradicted.iter().map(|p| (*p).to_owned()).collect(),
        };
        let weak = |concept: &str, missed, questions| WeakPoint {
            concept: concept.to_owned(),
            answers: 6,
            missed,
            contradicted: 1,
            questions,
        };
        stage.library.weak_points = vec![
            weak(
                "rollback",
                4,
                vec![question("hpa", &[], &["You never roll back"]), question("conflict", &["You plan it"], &[])],
            ),
            weak("probe", 2, vec![question("what-is-a-pod", &["You name two"], &[])]),
        ];
        stage
    }

    #[test]
    fn a_weak_point_is_told_at_home_and_drilled() {
        let mut stage = stage();
        let home = stage.picture(80, 24);
        assert!(home.contains("Weak points") && home.contains("rollback: missed in 4 of 6 answers, contra"), "{home}");
        stage.go("down down down enter");
        insta::assert_snapshot!("weak-points", stage.picture(80, 24));
        insta::assert_snapshot!("weak-points-60x18", stage.picture(60, 18));
        let Transition::Begin(plan) = stage.press("enter") else { panic!("no drill") };
        let ids: Vec<&str> = plan.queue.iter().map(|a| a.question.id.as_str()).collect();
        assert_eq!(ids, ["hpa", "conflict"]);
        let Transition::Begin(plan) = stage.press("down space") else { panic!("no drill") };
        assert_eq!(plan.queue[0].question.id, "what-is-a-pod");
    }

    #[test]
    fn without_any_there_is_no_line_at_home() {
        assert!(!Stage::of(HomeScreen::default()).picture(80, 24).contains("Weak points"));
        let mut stage = Stage::of(WeakPointsScreen::default());
        assert!(stage.picture(80, 24).contains("No concept is weak"));
        assert!(!matches!(stage.press("enter"), Transition::Begin(_)));
    }
}
