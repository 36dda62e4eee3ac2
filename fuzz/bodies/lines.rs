//! Any bytes as the input of `batch`.

use outloud::app::ordered::{Line, each_line};

/// Every line that is not blank is answered once, in order, whatever the number of workers.
pub fn lines(bytes: &[u8]) {
    let expected: Vec<String> = (1u64..)
        .zip(bytes.split(|byte| *byte == b'\n'))
        .filter(|(_, line)| !line.trim_ascii().is_empty())
        .map(|(number, line)| answer(&Line { number, bytes: Some(line.trim_ascii().to_vec()) }))
        .collect();
    for jobs in [1, 3] {
        let mut answered = Vec::new();
        let sink = |text: &str| {
            answered.push(text.to_owned());
            Ok(())
        };
        each_line(&mut &*bytes, jobs, || |line: Line| answer(&line), sink).expect("memory can be read");
        assert_eq!(answered, expected);
    }
}

fn answer(line: &Line) -> String {
    let request = serde_json::from_slice::<serde_json::Value>(line.bytes.as_deref().unwrap_or_default());
    let id = request.as_ref().ok().and_then(|value| value.get("id"));
    format!("{} {:?} {}", line.number, id, request.is_ok())
}
