//! From pieces to questions: which piece opens one, what belongs to it, what is left out.

use super::{
    block::{BlockKind, Links, NotesBlock},
    label::{Label, NotesPiece, label_only},
    opened::{Opened, Scope, TextTarget},
    survey::{HeadingRole, Survey, is_about_the_notes, is_item, is_marked},
};
use crate::import::{
    LeftOut, QuestionLayout, ReadOptions, Reading, Reason,
    asking::{asks, tidy},
    cloze::Cloze,
};

/// Reads pieces in order.
#[derive(Debug)]
pub(super) struct PieceReader<'a> {
    options: ReadOptions,
    survey: &'a Survey,
    pieces: &'a [NotesPiece],
    reading: Reading,
    open: Option<Opened>,
    details: usize,
    topic: String,
    /// The heading above, whatever it is: it names what is left out.
    section: String,
    /// An answer that stands before any question.
    pub lonely: Option<(usize, String)>,
    /// Whether the text before has been named as left out.
    prose: bool,
}

impl<'a> PieceReader<'a> {
    pub fn new(options: ReadOptions, survey: &'a Survey, pieces: &'a [NotesPiece], topic: String) -> Self {
        Self {
            options,
            survey,
            pieces,
            reading: Reading::default(),
            open: None,
            details: 0,
            topic,
            section: String::new(),
            lonely: None,
            prose: false,
        }
    }

    pub fn read(mut self) -> (Reading, Option<(usize, String)>) {
        for n in 0..self.pieces.len() {
            self.piece(n);
        }
        self.close();
        (self.reading, self.lonely)
    }

    fn piece(&mut self, n: usize) {
        let piece = &self.pieces[n];
        let block = &piece.block;
        match block.kind {
            BlockKind::Open => self.details += 1,
            BlockKind::Close => self.end_of_details(),
            BlockKind::Summary => self.summary(block),
            BlockKind::Heading(_) => self.heading(n, piece),
            _ => self.text(piece),
        }
    }

    fn end_of_details(&mut self) {
        self.details = self.details.saturating_sub(1);
        match &mut self.open {
            Some(Opened { scope: Scope::Summary(depth), .. }) if self.details < *depth => self.close(),
            Some(open) => open.target = TextTarget::Body,
            None => {}
        }
    }

    fn summary(&mut self, block: &NotesBlock) {
        if let Some(label) = label_only(&block.text) {
            let contents = block.text.to_lowercase().contains("content");
            match &mut self.open {
                Some(open) if contents => open.target = TextTarget::Nowhere,
                Some(open) if label == Label::Hint => open.target = TextTarget::Hint,
                Some(open) => open.answer(),
                None => {}
            }
            return;
        }
        let belongs =
            self.open.as_ref().is_some_and(|open| !matches!(open.scope, Scope::Summary(_)) || self.details > 1);
        if (belongs && !asks(&block.text)) || !self.wants(QuestionLayout::Details) {
            return self.body(block, None);
        }
        self.open(&block.text, Scope::Summary(self.details), true, block.line);
    }

    fn heading(&mut self, n: usize, piece: &NotesPiece) {
        let block = &piece.block;
        match (piece.label, self.survey.headings[n]) {
            (Some(Label::Answer | Label::Hint), _) => self.labelled(piece),
            (label, Some(HeadingRole::Question)) => self.open(&block.text, Scope::Heading, label.is_some(), block.line),
            (_, Some(HeadingRole::Title)) => {
                self.topic = tidy(&block.text);
                self.open("", Scope::Title, true, block.line);
            }
            (_, Some(HeadingRole::Body)) if self.open.is_some() => {
                const STRUCTURE: [&str; 8] =
                    ["good to hear", "example", "examples", "explanation", "output", "note", "notes", "result"];
                let plain = block.text.to_lowercase();
                if !STRUCTURE.contains(&plain.trim_matches(|c: char| !c.is_alphanumeric())) {
                    self.body(&NotesBlock { links: Links::Mixed, ..block.clone() }, None);
                }
            }
            _ => {
                self.close();
                self.prose = false;
                self.section.clone_from(&block.text);
                if !is_about_the_notes(&block.text) {
                    self.topic = tidy(&block.text);
                }
                self.empty_heading(n, block);
            }
        }
    }

    /// A heading beside questions, with nothing below it: it may be one that nobody has answered.
    fn empty_heading(&mut self, n: usize, block: &NotesBlock) {
        let next = self.pieces[n + 1..].iter().find(|p| !matches!(p.block.kind, BlockKind::Open | BlockKind::Close));
        let empty = next.is_none_or(|next| next.block.kind.level() <= block.kind.level());
        if !empty
            || self.survey.labelled_headings
            || !self.survey.levels[block.kind.level()]
            || is_about_the_notes(&block.text)
            || block.text.is_empty()
        {
            return;
        }
        if self.options.keep_unanswered {
            self.open(&block.text, Scope::Heading, true, block.line);
        } else {
            self.leave_out(Reason::Unanswered, &block.text, block.line);
        }
    }

    fn text(&mut self, piece: &NotesPiece) {
        let block = &piece.block;
        if piece.label.is_some() {
            return self.labelled(piece);
        }
        let is_item = is_item(block, &self.survey.lists);
        let is_bold = block.bold && block.depth == 0;
        let asking = asks(&block.text) && block.kind == BlockKind::Text;
        if block.links != Links::Mixed || block.kind != BlockKind::Text || !(is_item || is_bold) {
            return self.body(block, None);
        }
        let layout = if is_item { QuestionLayout::Lists } else { QuestionLayout::Bold };
        let free = match self.open.as_ref().map(|open| open.scope) {
            None | Some(Scope::Item { .. }) => true,
            Some(Scope::Bold) => !is_item,
            Some(Scope::Heading | Scope::Title | Scope::Summary(_) | Scope::Label) => false,
        };
        let marked = is_bold && self.survey.marked && is_marked(&block.text);
        if !free || !self.wants(layout) {
            *self.reading.inside_answers.entry(layout).or_default() += usize::from(asking);
            self.body(block, None);
        } else if is_item && (asking || block.text.is_empty()) {
            let lone = self.survey.lists[block.list].is_some_and(|list| list.lone);
            self.open(&block.text, Scope::Item { depth: block.depth, lone }, false, block.line);
        } else if is_item {
            self.close();
            self.leave_out(Reason::NotAsking, &block.text, block.line);
        } else if asking || marked {
            self.open(&block.text, Scope::Bold, marked, block.line);
        } else {
            self.body(block, None);
        }
    }

    fn labelled(&mut self, piece: &NotesPiece) {
        let block = &piece.block;
        match piece.label {
            Some(Label::Question) if self.wants(QuestionLayout::Labels) => {
                self.open(&block.text, Scope::Label, true, block.line);
            }
            Some(Label::Cloze) if self.wants(QuestionLayout::Labels) => self.cloze(block),
            Some(Label::Answer) => {
                if let Some(open) = &mut self.open {
                    open.answer();
                    self.body(block, piece.label);
                } else {
                    self.lonely.get_or_insert((block.line, block.text.clone()));
                    self.body(block, None);
                }
            }
            Some(Label::Hint) if self.open.is_some() => {
                if let Some(open) = &mut self.open {
                    // "Hints:" with nothing behind it: the blocks that follow are hints. Else the next block is text again.
                    open.target = if block.text.is_empty() { TextTarget::Hint } else { TextTarget::Body };
                    if !block.text.is_empty() {
                        open.draft.hints.push(block.text.clone());
                    }
                }
            }
            _ => self.body(block, None),
        }
    }

    /// A statement with gaps, complete in itself.
    fn cloze(&mut self, block: &NotesBlock) {
        self.close();
        let cloze = Cloze::bracketed(&block.text);
        self.open(&format!("Complete this: {}", cloze.gapped), Scope::Label, true, block.line);
        if let Some(open) = &mut self.open {
            open.answer();
            open.add(&NotesBlock { text: cloze.whole, ..block.clone() }, Some(Label::Answer));
        }
    }

    /// Text that opens no question: of the open one, or of none.
    fn body(&mut self, block: &NotesBlock, label: Option<Label>) {
        if let Some(Opened { scope: Scope::Item { depth, lone }, .. }) = &self.open {
            let outside = block.depth < *depth && block.kind != BlockKind::SummaryMore;
            if outside && !(*lone && block.depth == 0) {
                self.close();
            }
        }
        if let Some(open) = &mut self.open {
            return open.add(block, label);
        }
        if block.text.is_empty() && block.links == Links::Mixed {
            return;
        }
        if block.links != Links::Mixed {
            if block.opens_item || block.kind == BlockKind::Table {
                let reason = if block.links == Links::Inside { Reason::Contents } else { Reason::Links };
                let name = if self.section.is_empty() { block.text.clone() } else { self.section.clone() };
                self.leave_out_once(reason, &name, block.line);
            }
        } else if !self.prose {
            self.prose = true;
            let name = if self.section.is_empty() { block.text.clone() } else { self.section.clone() };
            self.leave_out(Reason::Prose, &name, block.line);
        }
    }

    fn wants(&self, layout: QuestionLayout) -> bool {
        self.options.layout.is_none_or(|wanted| wanted == layout)
    }

    fn open(&mut self, prompt: &str, scope: Scope, certain: bool, line: usize) {
        self.close();
        self.prose = false;
        self.open = Some(Opened::new(prompt, scope, certain, line, &self.topic));
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let closed = open.close(self.survey.answers > 0);
        let draft = closed.draft;
        let links = closed.links.is_some();
        let kept = closed.layout == QuestionLayout::Details && self.survey.summaries;
        if draft.prompt.is_empty() {
            if !draft.answer.is_empty() {
                self.leave_out(Reason::Prose, &draft.answer, draft.line);
            }
        } else if links && draft.answer.is_empty() && draft.context.is_empty() && !kept && !asks(&draft.prompt) {
            self.leave_out(Reason::Links, &draft.prompt, draft.line);
        } else if draft.answer.is_empty() && draft.hints.is_empty() && !closed.sure && !self.options.keep_unanswered {
            self.leave_out(Reason::Unanswered, &draft.prompt, draft.line);
        } else {
            *self.reading.layouts.entry(closed.layout).or_default() += 1;
            self.reading.drafts.push(draft);
        }
    }

    fn leave_out(&mut self, reason: Reason, name: &str, line: usize) {
        self.reading.left_out.push(LeftOut::new(reason, name, line));
    }

    /// Names a list once, not each of its items.
    fn leave_out_once(&mut self, reason: Reason, name: &str, line: usize) {
        let again = self.reading.left_out.last().is_some_and(|l| l.reason == reason && l.is_named(name));
        if !again {
            self.leave_out(reason, name, line);
        }
    }
}
