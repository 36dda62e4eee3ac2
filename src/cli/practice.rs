//! `outloud practice`: chooses the questions and hands them to the full screen, or runs them through with lines.

use std::io::IsTerminal;

use rand::seq::SliceRandom;

use super::{
    Outcome, alone,
    args::{Filter, PracticeArgs},
    context::Context,
    failure::Failure,
    listening::equipment,
};
use crate::{
    domain::bank::Question,
    engine::{Asked, Rules},
    runtime::{
        Plan,
        store::{banks::StoredBank, stories},
    },
    tui,
};

/// Runs `outloud practice`.
///
/// # Errors
/// If no question fits, or the terminal cannot be used.
pub fn run(context: &Context, args: &PracticeArgs) -> Outcome {
    super::recover::offer(context)?;
    super::privacy::expire(context)?;
    let banks = context.banks(&args.filter.bank)?;
    let mut queue = chosen(&banks, &args.filter)?;
    if let Some(name) = &args.story {
        let story = stories::find(&context.home, name)?.story.story();
        queue.iter_mut().for_each(|asked| asked.tell(&story));
    }
    if args.filter.question.is_empty() {
        queue.shuffle(&mut rand::rng());
    }
    let equipment = equipment(context);
    let alone = args.plain && equipment.mic_from.is_some() && !std::io::stdin().is_terminal();
    if alone {
        // One recording answers one question.
        queue.truncate(args.filter.question.len().max(1));
        let session = alone::run(context, &banks, equipment, Plan::new(Rules::practice(), queue), false)?;
        return if context.global.json { context.print_json(&session) } else { Ok(()) };
    }
    if args.plain {
        let kit = alone::kit(context, &banks, equipment);
        let input = std::io::BufReader::new(std::io::stdin());
        let plan = Plan::new(Rules::practice(), queue);
        let session = tui::plain::sit(&kit, plan, input, &mut std::io::stdout()).map_err(Failure::new)?;
        return if context.global.json { context.print_json(&session) } else { Ok(()) };
    }
    let kit = alone::kit(context, &banks, equipment);
    super::screens::run(context, &kit, tui::Start::Sitting(Plan::new(Rules::practice(), queue)))
}

/// The questions that fit the filter, in the banks' order; those asked for by id in the order in which they were named.
pub(super) fn chosen(banks: &[StoredBank], filter: &Filter) -> Result<Vec<Asked>, Failure> {
    if !filter.question.is_empty() {
        let find = |id: &String| {
            super::context::find_question(banks, id).map(|(bank, question)| Asked::new(&bank.id, question.clone()))
        };
        return filter.question.iter().map(find).collect();
    }
    let fits = |q: &Question| {
        (filter.topic.is_empty() || filter.topic.contains(&q.topic))
            && (filter.kind.is_empty() || filter.kind.contains(&q.kind))
            && (filter.level.is_empty() || filter.level.contains(&q.level))
    };
    let of_bank = |b: &StoredBank| {
        let asked = |q: &Question| Asked::new(&b.bank.id, q.clone());
        b.bank.questions.iter().filter(|q| fits(q)).map(asked).collect::<Vec<_>>()
    };
    let queue: Vec<Asked> = banks.iter().flat_map(of_bank).collect();
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
