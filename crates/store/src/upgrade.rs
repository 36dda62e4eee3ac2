//! Rewrites a bank of an older schema as the newest one. Comments, unknown fields and the order of fields stay.

use outloud_core::bank::{BANK_SCHEMA, Point};
use serde_json::{Map, Value};

/// What an upgrade changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Upgraded {
    /// The schema before.
    pub from: u64,
    /// Rubric points that became points.
    pub points: usize,
    /// Phrases that became patterns.
    pub patterns: usize,
}

/// Upgrades a bank's JSON in place; none if it has the newest schema already. Phrases of `any` and `all` become patterns.
#[must_use]
pub fn upgrade(bank: &mut Value) -> Option<Upgraded> {
    let from = bank.get("schema")?.as_u64()?;
    if from >= u64::from(BANK_SCHEMA) {
        return None;
    }
    let mut upgraded = Upgraded { from, ..Upgraded::default() };
    bank["schema"] = Value::from(BANK_SCHEMA);
    for question in bank.get_mut("questions").and_then(Value::as_array_mut).into_iter().flatten() {
        let Some(fields) = question.as_object_mut() else { continue };
        if fields.contains_key("rubric") {
            *fields = std::mem::take(fields).into_iter().map(|field| with_points(field, &mut upgraded)).collect();
        }
    }
    Some(upgraded)
}

fn with_points((name, value): (String, Value), upgraded: &mut Upgraded) -> (String, Value) {
    match (name.as_str(), value) {
        ("rubric", Value::Array(points)) => {
            let points = points.into_iter().map(|point| with_patterns(point, upgraded)).collect();
            ("points".to_owned(), Value::Array(points))
        }
        (_, value) => (name, value),
    }
}

/// A rubric point with `says` in the place of `any` and `all`.
fn with_patterns(point: Value, upgraded: &mut Upgraded) -> Value {
    let (Ok(read), Value::Object(fields)) = (serde_json::from_value::<Point>(point.clone()), &point) else {
        return point;
    };
    upgraded.points += 1;
    upgraded.patterns += read.says.len();
    let mut out: Map<String, Value> = fields
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "any" | "all"))
        .map(|(n, v)| (n.clone(), v.clone()))
        .collect();
    out.insert("says".to_owned(), Value::from(read.says));
    Value::Object(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_become_patterns_and_the_rest_stays() {
        let mut bank: Value = serde_json::from_str(
            r#"{"schema":1,"id":"b","_note":"mine","questions":[{"id":"q","rubric":[
                {"point":"You p","priority":"must","any":["roll back","CI/CD"],"all":[]},
                {"point":"You q","priority":"bonus","any":[],"all":["before","test it"]}],"pitfalls":[]}]}"#,
        )
        .unwrap();
        assert_eq!(upgrade(&mut bank), Some(Upgraded { from: 1, points: 2, patterns: 3 }));
        assert_eq!(
            bank.to_string(),
            r#"{"schema":2,"id":"b","_note":"mine","questions":[{"id":"q","points":[{"point":"You p","priority":"must","says":["roll_back","CI_CD"]},{"point":"You q","priority":"bonus","says":["before test_it /200"]}],"pitfalls":[]}]}"#
        );
        assert_eq!(upgrade(&mut bank), None);
    }
}
