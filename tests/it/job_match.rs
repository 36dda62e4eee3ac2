//! `match`: a job description against the questions of all banks.

use std::{fmt::Write as _, fs};

use serde_json::Value;

use crate::cli::{json, outloud, outloud_reading, stderr, stdout};

const JOB: &str = "Site Reliability Engineer\n\nYou run Kubernetes, write Terraform and lead incidents. Kubernetes experience counts.\n\n- Quarkus\n";

#[test]
fn a_job_description_calls_for_topics_with_the_words_that_called() {
    let home = tempfile::tempdir().unwrap();
    let job = home.path().join("job.md");
    fs::write(&job, JOB).unwrap();
    let found = json(&outloud(home.path(), &["match", job.to_str().unwrap(), "--json", "--each", "3"]));
    let topics: Vec<&str> = found["topics"].as_array().unwrap().iter().map(|t| t["topic"].as_str().unwrap()).collect();
    assert!(["kubernetes", "terraform", "incidents"].iter().all(|t| topics.contains(t)), "{topics:?}");
    assert!(!topics.contains(&"experience") && !topics.contains(&"databases"), "{topics:?}");
    let questions = found["topics"].as_array().unwrap().iter().map(|t| t["questions"].as_array().unwrap().len());
    assert!(questions.max() <= Some(3));
    assert_eq!(found["unknown"][0]["term"], "Quarkus");
    let text = stdout(&outloud(home.path(), &["match", job.to_str().unwrap()]));
    assert!(
        text.contains("kubernetes  (") && text.contains("No bank knows: Quarkus") && text.contains("--round"),
        "{text}"
    );
    let again = outloud(home.path(), &["match", job.to_str().unwrap()]);
    assert_eq!(stdout(&again), text, "the same text gives the same questions");
}

#[test]
fn what_calls_for_nothing_or_is_no_text_gets_one_line() {
    let home = tempfile::tempdir().unwrap();
    for (content, why) in [
        (b"Baker wanted for our shop.".as_slice(), "calls for no question of the banks"),
        (b"PK\x03\x04 word/document.xml", "Copy its text"),
        (b"%PDF-1.7", "cannot be read as a PDF"),
    ] {
        let job = home.path().join("job.txt");
        fs::write(&job, content).unwrap();
        let done = outloud(home.path(), &["match", job.to_str().unwrap()]);
        assert_eq!((done.status.code(), stderr(&done).lines().count()), (Some(1), 1), "{}", stderr(&done));
        assert!(stderr(&done).contains(why), "{}", stderr(&done));
    }
    let job = home.path().join("job.txt");
    fs::write(&job, "Baker").unwrap();
    let nothing: Value = json(&outloud(home.path(), &["match", job.to_str().unwrap(), "--json"]));
    assert_eq!(nothing["topics"], Value::Array(Vec::new()));
}

/// A PDF of these objects, numbered from 1, of which the first is the catalogue.
fn pdf(objects: &[String]) -> Vec<u8> {
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = String::new();
    for (n, object) in objects.iter().enumerate() {
        writeln!(places, "{:010} 00000 n ", file.len()).unwrap();
        write!(file, "{} 0 obj\n{object}\nendobj\n", n + 1).unwrap();
    }
    let (size, start) = (objects.len() + 1, file.len());
    write!(file, "xref\n0 {size}\n0000000000 65535 f \n{places}trailer\n<< /Root 1 0 R /Size {size} >>\n").unwrap();
    write!(file, "startxref\n{start}\n%%EOF\n").unwrap();
    file.into_bytes()
}

/// A PDF with one page that shows these lines.
fn page(lines: &str) -> Vec<u8> {
    let shown: String = lines.lines().map(|line| format!("({line}) Tj T* ")).collect();
    let content = format!("BT /F1 12 Tf 14 TL 72 700 Td {shown} ET");
    pdf(&[
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ])
}

#[test]
fn a_pdf_calls_for_what_its_text_calls_for() {
    let home = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = home.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.display().to_string()
    };
    let (plain, printed) = (file("job.txt", JOB.as_bytes()), file("job.pdf", &page(JOB)));
    let of = |path: &str| json(&outloud(home.path(), &["match", path, "--json"]));
    assert_eq!(of(&printed), of(&plain));
    let empty = outloud(home.path(), &["match", &file("scan.pdf", &page(""))]);
    assert!(stderr(&empty).contains("it has no text; it may be a scan"), "{}", stderr(&empty));
}

#[test]
fn a_hostile_pdf_gets_one_line() {
    let home = tempfile::tempdir().unwrap();
    let own = "<< /Type /Pages /Kids [2 0 R 2 0 R 2 0 R] /Count 9999999 >>";
    let catalogue = "<< /Type /Catalog /Pages 2 0 R >>";
    let nested = format!("{}{}", "[".repeat(300_000), "]".repeat(300_000));
    let bomb = format!("<< /Length 40 /Filter [{}] >>\nstream\nx\nendstream", "/ASCIIHexDecode ".repeat(100_000));
    let mut cut = page(JOB);
    cut.truncate(300);
    let hostile = [
        pdf(&[catalogue.to_owned(), own.to_owned()]),
        pdf(&[catalogue.to_owned(), nested.clone()]),
        pdf(&[catalogue.to_owned(), bomb]),
        [b"%PDF-1.4\n1 0 obj\n".to_vec(), nested.into_bytes()].concat(),
        cut,
    ];
    for (n, bytes) in hostile.iter().enumerate() {
        let path = home.path().join("hostile.pdf");
        fs::write(&path, bytes).unwrap();
        let done = outloud(home.path(), &["match", path.to_str().unwrap()]);
        let message = stderr(&done);
        assert_eq!((done.status.code(), message.lines().count()), (Some(1), 1), "{n}: {message}");
        assert!(message.contains("hostile.pdf") && !message.contains("panicked"), "{n}: {message}");
    }
}

#[test]
fn a_round_is_held_with_the_questions() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("outloud.toml"), "plain = true\nvoice = \"none\"\ninterviewer = \"silent\"\n").unwrap();
    let job = home.path().join("job.md");
    fs::write(&job, "You know Kubernetes. Kubernetes experience counts.").unwrap();
    let args = ["match", job.to_str().unwrap(), "--round", "--each", "1"];
    let wanted = json(&outloud(home.path(), &["match", job.to_str().unwrap(), "--each", "1", "--json"]));
    let done = outloud_reading(home.path(), &args, "\ntype\nA pod holds containers that share a network.\n.\n");
    assert!(done.status.success(), "{}", stderr(&done));
    let session = json(&outloud(home.path(), &["sessions", "show", "--json"]));
    assert_eq!(session["kind"], "mock");
    assert_eq!(session["takes"][0]["question"]["id"], wanted["topics"][0]["questions"][0]["question"]);
    assert!(session["takes"][0]["scorecard"]["score"].is_number(), "{}", stdout(&done));
}
