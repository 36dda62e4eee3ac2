//! `outloud practice`: chooses the questions and hands them to the full screen, or runs them through with lines.

use jiff::Timestamp;
use rand::seq::SliceRandom;

use super::{
    args::practice::{FilterArgs, PracticeArgs},
    context::{Context, find_question},
    equipment::equipment_that_speaks,
    failure::{CommandResult, Failure},
    session,
};
use crate::app::{Library, Plan};
use outloud_engine::{Asked, Filter, Rules, choose, practice_order};
use outloud_store::{
    banks::{self, StoredBank},
    stories,
};

/// Runs `outloud practice`.
///
/// # Errors
/// If no question fits, or the terminal cannot be used.
pub fn run(context: &Context, args: &PracticeArgs) -> CommandResult {
    let plain = context.in_lines()?;
    super::recover::offer(context)?;
    super::privacy::expire(context)?;
    let mut queue = chosen(context, &args.filter)?;
    let story = args.story.as_ref().map(|name| stories::find(&context.home, name)).transpose()?;
    if is_unfiltered(&args.filter) {
        let states = Library::load(&context.sessions(), &[]).review_states;
        practice_order(&mut queue, |a| (&a.bank, &a.question.id), &states, Timestamp::now().as_second());
    } else if args.filter.question.is_empty() {
        queue.shuffle(&mut rand::rng());
    }
    if session::is_unattended(context, plain) {
        // One recording answers one question.
        queue.truncate(args.filter.question.len().max(1));
    }
    let mut plan = Plan { no_estimate: args.no_estimate, ..Plan::new(Rules::practice(), queue) };
    if let Some(own) = story {
        plan.use_story(own.story);
    }
    let equipment = equipment_that_speaks(context, args.voice)?;
    session::hold(context, equipment, plain, plan, &args.filter.bank, false)
}

pub(super) fn is_unfiltered(filter: &FilterArgs) -> bool {
    filter.bank.is_empty() && filter.question.is_empty() && engine_filter(filter) == Filter::default()
}

/// The filter by topic, kind and level.
pub(super) fn engine_filter(args: &FilterArgs) -> Filter {
    let (topics, kinds, levels) = (args.topic.clone(), args.kind.clone(), args.level.clone());
    Filter { topics, kinds, levels, ..Filter::default() }
}

/// The questions that fit the filter, in the banks' order; those asked for by id in the order in which they were named.
pub(super) fn chosen(context: &Context, filter: &FilterArgs) -> Result<Vec<Asked>, Failure> {
    if !filter.question.is_empty() && filter.bank.is_empty() {
        // The banks without them need not be read, unless to say which others there are.
        let asked = named(&banks::load_with(&context.home, &filter.question)?, &filter.question);
        return asked.or_else(|_| named(&context.banks(&[])?, &filter.question));
    }
    let banks = context.banks(&filter.bank)?;
    if !filter.question.is_empty() {
        return named(&banks, &filter.question);
    }
    let queue = choose(banks.iter().map(|b| &b.bank), &engine_filter(filter));
    if queue.is_empty() {
        let mut topics: Vec<&str> = banks.iter().flat_map(|b| &b.bank.questions).map(|q| q.topic.as_str()).collect();
        topics.sort_unstable();
        topics.dedup();
        return Err(Failure::new(format!(
            "no question fits. Loosen --topic, --kind or --level; topics: {}",
            topics.join(", ")
        )));
    }
    Ok(queue)
}

fn named(banks: &[StoredBank], ids: &[String]) -> Result<Vec<Asked>, Failure> {
    let find = |id: &String| find_question(banks, id).map(|(bank, question)| Asked::new(&bank.id, question.clone()));
    ids.iter().map(find).collect()
}
