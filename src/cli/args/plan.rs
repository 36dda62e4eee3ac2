//! `outloud plan`.

use std::path::PathBuf;

use clap::Args;

use super::practice::FilterArgs;
use outloud_engine::practice_plan::MINUTES_PER_DAY;

/// `outloud plan`.
#[derive(Debug, Args)]
#[command(after_help = "\
The plan is laid out anew from your history every time it is shown, so that missed days are spread over those that are left.

Examples:
  outloud plan --until 2026-12-10 --match job.md
  outloud plan --until '10 December' --minutes-per-day 20 --topic kubernetes --topic git
  outloud plan
  outloud plan --begin
  outloud plan --ics plan.ics
  outloud plan --clear")]
pub struct PlanArgs {
    /// The day of the interview: 2026-12-10, '10 December', tomorrow
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Minutes of practice a day, 5 to 480; by default 30
    #[arg(long, value_name = "N", requires = "until", value_parser = minutes)]
    pub minutes_per_day: Option<u32>,
    /// The questions that this job description or CV calls for; - reads standard input
    #[arg(long = "match", value_name = "FILE", requires = "until")]
    pub job: Option<PathBuf>,
    /// Which questions; without any of these, all.
    #[command(flatten)]
    pub filter: FilterArgs,
    /// Write the days into a calendar file
    #[arg(long, value_name = "FILE")]
    pub ics: Option<PathBuf>,
    /// Begin the next thing of today's list
    #[arg(long, conflicts_with_all = ["ics", "clear"])]
    pub begin: bool,
    /// End the plan; what you practised stays
    #[arg(long, conflicts_with_all = ["until", "ics"])]
    pub clear: bool,
}

fn minutes(text: &str) -> Result<u32, String> {
    let (least, most) = (MINUTES_PER_DAY.start(), MINUTES_PER_DAY.end());
    let number = text.parse().ok().filter(|n| MINUTES_PER_DAY.contains(n));
    number.ok_or_else(|| format!("give a number from {least} to {most}"))
}
