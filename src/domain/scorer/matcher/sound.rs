//! Hearing by sound: a term's phones aligned with the transcript's across word boundaries, so that "engine X" is nginx.
//!
//! A local alignment that may begin and end at word boundaries only. Costs follow from how alike two phones are; an
//! alignment is given up as soon as it costs more than the term allows, which keeps the work near the transcript's length.

use crate::domain::{
    pronounce::{Phone, PhoneCosts},
    scorecard::How,
    scorer::{heard::Heard, target::Target, weights},
};

use super::Hit;

/// Places that sound like a form of `target`.
pub(super) fn heard(heard: &Heard, target: &Target, costs: &PhoneCosts, hits: &mut Vec<Hit>) {
    for form in target.forms.iter().filter(|f| !f.all_stops) {
        for sound in &form.sounds {
            if sound.len() >= weights::SOUND_SHORTEST {
                align(heard, sound, costs, hits);
            }
        }
    }
}

/// What a match may cost in all: more where a word heard is in no dictionary, less for short terms.
fn allowance(phones: usize, ordinary: bool) -> u16 {
    let each = if ordinary { weights::SOUND_COST_ORDINARY } else { weights::SOUND_COST_ODD };
    let all = each * phones.min(100) as u16;
    if phones < weights::SOUND_SHORT { all / 2 } else { all }
}

/// The cheapest way to reach a cell, and the token it began at.
#[derive(Clone, Copy)]
struct Cell {
    cost: u16,
    start: u32,
}

const NEVER: Cell = Cell { cost: u16::MAX, start: 0 };

fn align(heard: &Heard, sound: &[Phone], costs: &PhoneCosts, hits: &mut Vec<Hit>) {
    let most = allowance(sound.len(), false);
    // column[j]: the cheapest alignment of the first j phones of the term that ends here.
    let mut column = vec![NEVER; sound.len() + 1];
    let mut alive = 0;
    for token in 0..heard.tokens.len() {
        let (begin, end) = (heard.phone_start[token] as usize, heard.phone_start[token + 1] as usize);
        column[0] = Cell { cost: 0, start: token as u32 };
        alive = relax(&mut column, sound, costs, most, alive);
        for &phone in &heard.phones[begin..end] {
            alive = step(&mut column, sound, phone, costs, most, alive);
        }
        if alive == sound.len() {
            accept(heard, sound, column[sound.len()], token, hits);
        }
    }
}

/// Lets a fresh start skip phones of the term; returns the last cell in use.
fn relax(column: &mut [Cell], sound: &[Phone], costs: &PhoneCosts, most: u16, mut alive: usize) -> usize {
    for (at, &phone) in sound.iter().enumerate() {
        let cost = column[at].cost.saturating_add(costs.gap(phone));
        if cost > most {
            break;
        }
        if cost < column[at + 1].cost {
            column[at + 1] = Cell { cost, start: column[at].start };
            alive = alive.max(at + 1);
        }
    }
    alive
}

/// Moves the column on by one phone of the transcript; returns the last cell in use.
fn step(column: &mut [Cell], sound: &[Phone], phone: Phone, costs: &PhoneCosts, most: u16, alive: usize) -> usize {
    let skip = costs.gap(phone);
    let mut diagonal = column[0];
    column[0] = NEVER;
    let mut last = 0;
    for at in 1..=sound.len() {
        let old = column[at];
        let mut best =
            Cell { cost: diagonal.cost.saturating_add(costs.swap(sound[at - 1], phone)), start: diagonal.start };
        let added = old.cost.saturating_add(skip);
        if added < best.cost {
            best = Cell { cost: added, start: old.start };
        }
        let lost = column[at - 1].cost.saturating_add(costs.gap(sound[at - 1]));
        if lost < best.cost {
            best = Cell { cost: lost, start: column[at - 1].start };
        }
        if best.cost > most {
            best = NEVER;
        } else {
            last = at;
        }
        diagonal = old;
        column[at] = best;
        if at > alive && best.cost == u16::MAX {
            break;
        }
    }
    last
}

fn accept(heard: &Heard, sound: &[Phone], cell: Cell, last: usize, hits: &mut Vec<Hit>) {
    let first = cell.start as usize;
    let ordinary = heard.ordinary[first..=last].iter().all(|o| *o);
    if cell.cost <= allowance(sound.len(), ordinary) {
        let quality = 1.0 - f64::from(cell.cost) / (100.0 * sound.len() as f64);
        hits.push(Hit { first, last, how: How::Sound, quality: weights::certainty(How::Sound) * quality });
    }
}
