//! Sessions as a data set for DuckDB, Polars or Spark: four tables of Parquet in Hive's layout,
//! `takes/date=2026-11-21/<candidate>-<session>.parquet`, and so with `points`, `misconceptions` and `words`.
//!
//! A file holds one session's rows of one day, so that an export can be repeated into the same folder without doubling
//! anything, and the folders of many people can be copied into one.

use std::collections::BTreeMap;

use parquet::{data_type::ByteArray, errors::ParquetError};
use sha2::{Digest, Sha256};

use super::{
    columnar::{Cells, ParquetColumn, parquet},
    rows::{self, MisconceptionRow, PointRow, TakeRow, WordRow},
};
use outloud_core::session::Session;

/// The value of `date` for takes whose time stamp is damaged: what Hive calls null.
const NO_DATE: &str = "__HIVE_DEFAULT_PARTITION__";

/// One file of the data set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path below the data set's folder: the table, the partition, the name.
    pub path: [String; 3],
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The files of `session`: four for each day on which it has takes.
///
/// # Errors
/// As the Parquet library's writer, which has no reason to fail in memory.
pub fn files(session: &Session, candidate: Option<&str>) -> Result<Vec<File>, ParquetError> {
    let name = match candidate {
        Some(candidate) => format!("{}-{}.parquet", file_name(candidate), file_name(&session.id)),
        None => format!("{}.parquet", file_name(&session.id)),
    };
    let mut files = Vec::new();
    for (date, of_day) in by_date(session) {
        let tables = [
            ("takes", take_columns(&rows::takes(&of_day, candidate))),
            ("points", point_columns(&rows::points(&of_day, candidate))),
            ("misconceptions", misconception_columns(&rows::misconceptions(&of_day, candidate))),
            ("words", word_columns(&rows::words(&of_day, candidate))),
        ];
        for (table, columns) in tables {
            let path = [table.to_owned(), format!("date={date}"), name.clone()];
            files.push(File { path, bytes: parquet(table, &columns)? });
        }
    }
    Ok(files)
}

/// The session cut into days, by the date at the place where it was recorded.
fn by_date(session: &Session) -> BTreeMap<String, Session> {
    let mut days: BTreeMap<String, Session> = BTreeMap::new();
    for take in &session.takes {
        let date = take.started_at.get(..10).and_then(|day| day.parse::<jiff::civil::Date>().ok());
        let date = date.map_or_else(|| NO_DATE.to_owned(), |date| date.to_string());
        let day = days.entry(date).or_insert_with(|| Session { takes: Vec::new(), ..session.clone() });
        day.takes.push(take.clone());
    }
    days
}

/// `text` as part of a file's name on any system, no other text with the same. Spark passes over names that begin with a dot
/// or an underscore.
fn file_name(text: &str) -> String {
    let is_safe = |(i, c): (usize, char)| c.is_alphanumeric() || (i > 0 && matches!(c, '.' | '-' | '_'));
    let short = (1..=40).contains(&text.chars().count());
    if short && text.chars().enumerate().all(is_safe) {
        return text.into();
    }
    let name: String = text.chars().enumerate().take(40).map(|at| if is_safe(at) { at.1 } else { '-' }).collect();
    let hash = Sha256::digest(text.as_bytes());
    format!("x{name}-{:02x}{:02x}{:02x}{:02x}", hash[0], hash[1], hash[2], hash[3])
}

fn text<R>(rows: &[R], of: impl Fn(&R) -> Option<&str>) -> Cells {
    Cells::Text(rows.iter().map(|r| of(r).map(ByteArray::from)).collect())
}

fn real<R>(rows: &[R], of: impl Fn(&R) -> Option<f64>) -> Cells {
    Cells::Real(rows.iter().map(of).collect())
}

fn whole<R, N: Into<u64>>(rows: &[R], of: impl Fn(&R) -> Option<N>) -> Cells {
    Cells::Whole(rows.iter().map(|r| of(r).map(|n| i64::try_from(n.into()).unwrap_or(i64::MAX))).collect())
}

fn moment<R>(rows: &[R], of: impl Fn(&R) -> &str) -> Cells {
    let micros = |r| of(r).parse::<jiff::Timestamp>().ok().map(jiff::Timestamp::as_microsecond);
    Cells::Moment(rows.iter().map(micros).collect())
}

fn take_columns(rows: &[TakeRow]) -> Vec<ParquetColumn> {
    vec![
        ("candidate", text(rows, |r| r.candidate.as_deref())),
        ("session", text(rows, |r| Some(&r.session))),
        ("session_kind", text(rows, |r| Some(r.session_kind))),
        ("take", whole(rows, |r| Some(r.take))),
        ("started_at", moment(rows, |r| &r.started_at)),
        ("bank", text(rows, |r| Some(&r.bank))),
        ("question", text(rows, |r| Some(&r.question))),
        ("kind", text(rows, |r| Some(r.kind))),
        ("topic", text(rows, |r| Some(&r.topic))),
        ("level", text(rows, |r| Some(r.level))),
        ("prompt", text(rows, |r| Some(&r.prompt))),
        ("score", real(rows, |r| r.score)),
        ("score_after_hints", real(rows, |r| r.score_after_hints)),
        ("hints_seen", whole(rows, |r| Some(r.hints_seen))),
        ("estimate", whole(rows, |r| r.estimate)),
        ("heard_enough", Cells::Flag(rows.iter().map(|r| r.heard_enough).collect())),
        ("doubtful", real(rows, |r| r.doubtful)),
        ("keyword_coverage", real(rows, |r| r.keyword_coverage)),
        ("keywords_hit", whole(rows, |r| r.keywords_hit)),
        ("keywords_missed", whole(rows, |r| r.keywords_missed)),
        ("points_met", whole(rows, |r| r.points_met)),
        ("points", whole(rows, |r| r.points)),
        ("points_contradicted", whole(rows, |r| r.points_contradicted)),
        ("misconceptions", whole(rows, |r| r.misconceptions)),
        ("words", whole(rows, |r| r.words)),
        ("duration_s", real(rows, |r| r.duration_s)),
        ("words_per_minute", real(rows, |r| r.words_per_minute)),
        ("fillers", whole(rows, |r| r.fillers)),
        ("fillers_per_minute", real(rows, |r| r.fillers_per_minute)),
        ("hesitations", whole(rows, |r| r.hesitations)),
        ("longest_pause_s", real(rows, |r| r.longest_pause_s)),
        ("time_to_first_word_s", real(rows, |r| r.time_to_first_word_s)),
        ("model", text(rows, |r| r.model.as_deref())),
        ("scorer_version", whole(rows, |r| r.scorer_version)),
        ("dropped_frames", whole(rows, |r| r.dropped_frames)),
        ("note", text(rows, |r| r.note.as_deref())),
        ("transcript", text(rows, |r| r.transcript.as_deref())),
    ]
}

fn point_columns(rows: &[PointRow]) -> Vec<ParquetColumn> {
    vec![
        ("candidate", text(rows, |r| r.candidate.as_deref())),
        ("session", text(rows, |r| Some(&r.session))),
        ("take", whole(rows, |r| Some(r.take))),
        ("started_at", moment(rows, |r| &r.started_at)),
        ("question", text(rows, |r| Some(&r.question))),
        ("topic", text(rows, |r| Some(&r.topic))),
        ("point_kind", text(rows, |r| Some(r.point_kind))),
        ("point", text(rows, |r| Some(&r.point))),
        ("weight", whole(rows, |r| r.weight)),
        ("priority", text(rows, |r| r.priority)),
        ("met", Cells::Flag(rows.iter().map(|r| Some(r.met)).collect())),
        ("verdict", text(rows, |r| Some(r.verdict))),
        ("challenge", text(rows, |r| r.challenge)),
        ("evidence", text(rows, |r| r.evidence.as_deref())),
        ("start_s", real(rows, |r| r.start_s)),
        ("end_s", real(rows, |r| r.end_s)),
        ("how", text(rows, |r| r.how)),
        ("confidence", real(rows, |r| r.confidence)),
        ("said_of", text(rows, |r| r.said_of.as_deref())),
        ("contradiction", text(rows, |r| r.contradiction.as_deref())),
        ("contradiction_start_s", real(rows, |r| r.contradiction_start_s)),
    ]
}

fn misconception_columns(rows: &[MisconceptionRow]) -> Vec<ParquetColumn> {
    vec![
        ("candidate", text(rows, |r| r.candidate.as_deref())),
        ("session", text(rows, |r| Some(&r.session))),
        ("take", whole(rows, |r| Some(r.take))),
        ("started_at", moment(rows, |r| &r.started_at)),
        ("question", text(rows, |r| Some(&r.question))),
        ("topic", text(rows, |r| Some(&r.topic))),
        ("belief", text(rows, |r| Some(&r.belief))),
        ("why_wrong", text(rows, |r| Some(&r.why_wrong))),
        ("challenge", text(rows, |r| r.challenge)),
        ("evidence", text(rows, |r| Some(&r.evidence))),
        ("start_s", real(rows, |r| r.start_s)),
        ("end_s", real(rows, |r| r.end_s)),
        ("confidence", real(rows, |r| Some(r.confidence))),
    ]
}

fn word_columns(rows: &[WordRow]) -> Vec<ParquetColumn> {
    vec![
        ("candidate", text(rows, |r| r.candidate.as_deref())),
        ("session", text(rows, |r| Some(&r.session))),
        ("take", whole(rows, |r| Some(r.take))),
        ("position", whole(rows, |r| Some(r.position))),
        ("text", text(rows, |r| Some(&r.text))),
        ("start_s", real(rows, |r| r.start_s)),
        ("end_s", real(rows, |r| r.end_s)),
        ("probability", real(rows, |r| r.probability)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_fit_for_files_and_stay_different() {
        assert_eq!(file_name("2026-11-21T09-30-00-practice"), "2026-11-21T09-30-00-practice");
        assert_eq!(file_name("Zoë"), "Zoë");
        for hostile in ["", ".x", "_x", "-rf", "../../etc/passwd", "a/b", "a\\b", "a b", "x=1", &"long".repeat(99)] {
            let name = file_name(hostile);
            assert!(name.starts_with('x') && name.len() < 60 && !name.contains(['/', '\\', '=', ' ']), "{name}");
        }
        assert_ne!(file_name("a b"), file_name("a/b"));
    }
}
