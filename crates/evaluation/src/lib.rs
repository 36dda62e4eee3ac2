//! Measures of quality: agreement with human graders, terms recognised, word errors, word times. Pure: rows and transcripts
//! in, a report out; the command line reads the files and prints.

pub mod answers;
mod damage;
pub mod grading;
pub mod mine;
pub mod spoken;
mod statistics;
pub mod terms;
pub mod times;
pub mod word_lag;
pub mod words;
