//! The JSON Schema of a bank, generated from the types that read it: editors complete and check with it while one writes.

use outloud_core::bank::Bank;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

/// Where the schema lies in a home: banks name it with `"$schema": "../schemas/bank.schema.json"`.
pub const SCHEMA_FILE: &str = "schemas/bank.schema.json";

/// The schema as text.
#[must_use]
pub fn bank_schema() -> String {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Bank>().to_value();
    if let Some(root) = schema.as_object_mut() {
        root.insert("title".to_owned(), json!("An outloud bank of questions"));
    }
    if let Some(fields) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        let about =
            json!({ "type": "string", "description": "Where this schema is; editors read it, outloud does not." });
        fields.insert("$schema".to_owned(), about);
    }
    // Schema 1 writes the points of a question so.
    let points = schema.pointer("/$defs/Question/properties/points").cloned();
    if let (Some(points), Some(Value::Object(fields))) = (points, schema.pointer_mut("/$defs/Question/properties")) {
        fields.insert("rubric".to_owned(), points);
    }
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_knows_every_field_and_says_what_it_is_for() {
        let schema: Value = serde_json::from_str(&bank_schema()).unwrap();
        let fields = |of: &str| schema["$defs"][of]["properties"].as_object().unwrap().clone();
        let question = fields("Question");
        for name in ["prompt", "model_answer", "keywords", "points", "rubric", "follow_ups", "answer_time_s", "links"] {
            assert!(question.contains_key(name), "{name}");
        }
        assert!(!question.contains_key("story"), "no bank has it");
        for of in ["Question", "Keyword", "FollowUp", "Misconception"] {
            assert!(fields(of).values().all(|f| f["description"].is_string()), "{of}: {:#?}", fields(of));
        }
        assert_eq!(fields("Keyword")["weight"]["maximum"], 3);
        assert_eq!(schema["$defs"]["Question"]["required"], json!(["id", "kind", "prompt"]));
    }
}
