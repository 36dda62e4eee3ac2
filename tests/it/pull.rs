//! Downloads from a server on this machine that truncates, stalls, lies and sends rubbish.

use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use outloud_recognition::pull::{Pull, PullError};
use tempfile::TempDir;

/// The smallest file that is a whole model in structure: header, filters, a word, a tensor of many numbers.
fn tiny_model(numbers: u32) -> Vec<u8> {
    let header: [u32; 12] = [0x6767_6d6c, 51_864, 1500, 64, 1, 1, 448, 64, 1, 1, 80, 7];
    let mut model: Vec<u8> = header.iter().flat_map(|n| n.to_le_bytes()).collect();
    let mut add = |numbers: &[u32]| model.extend(numbers.iter().flat_map(|n| n.to_le_bytes()));
    add(&[80, 201]);
    add(&[0; 80 * 201]);
    add(&[1, 4]);
    model.extend(b"word");
    for n in [1, 4, 0, numbers] {
        model.extend(n.to_le_bytes());
    }
    model.extend(b"name");
    model.extend((0..numbers).flat_map(|n| n.to_le_bytes()));
    model
}

/// How the server answers its n-th request, which asked for the bytes from `start` on.
pub type Answer = fn(n: usize, start: usize, model: &[u8], out: &mut TcpStream);

fn head(out: &mut TcpStream, status: &str, fields: &str) {
    let _ = write!(out, "HTTP/1.1 {status}\r\nConnection: close\r\n{fields}\r\n");
}

pub fn whole(out: &mut TcpStream, body: &[u8]) {
    head(out, "200 OK", &format!("Content-Length: {}\r\n", body.len()));
    let _ = out.write_all(body);
}

fn rest(out: &mut TcpStream, start: usize, model: &[u8]) {
    let fields = format!(
        "Content-Length: {}\r\nContent-Range: bytes {start}-{}/{}\r\n",
        model.len() - start,
        model.len() - 1,
        model.len()
    );
    head(out, "206 Partial Content", &fields);
    let _ = out.write_all(&model[start..]);
}

pub struct Server {
    pub address: String,
    requests: Arc<AtomicUsize>,
}

pub fn serve(model: Vec<u8>, answer: Answer) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/ggml-test.bin", listener.local_addr().unwrap());
    let requests = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&requests);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut start = 0;
            for line in BufReader::new(&stream).lines().map_while(Result::ok).take_while(|l| !l.is_empty()) {
                if let Some(range) = line.to_lowercase().strip_prefix("range: bytes=") {
                    start = range.trim_end_matches('-').parse().unwrap();
                }
            }
            answer(count.fetch_add(1, Ordering::SeqCst), start, &model, &mut stream);
        }
    });
    Server { address, requests }
}

fn pull(folder: &TempDir, server: &Server) -> Result<Vec<u8>, PullError> {
    let pull = Pull {
        name: "test".to_owned(),
        from: Some(server.address.clone()),
        folder: folder.path().join("models"),
        patience: Duration::from_millis(700),
    };
    pull.run(|_, _| ()).map(|path| std::fs::read(path).unwrap())
}

fn files(folder: &TempDir) -> Vec<String> {
    let entries = std::fs::read_dir(folder.path().join("models")).unwrap();
    entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn a_good_server_gives_the_model_once() {
    let folder = TempDir::new().unwrap();
    let model = tiny_model(50_000);
    let server = serve(model.clone(), |_, _, model, out| whole(out, model));
    assert_eq!(pull(&folder, &server).unwrap(), model);
    assert_eq!(files(&folder), ["ggml-test.bin"]);
    assert!(matches!(pull(&folder, &server), Err(PullError::Exists(_))));
    assert_eq!(server.requests.load(Ordering::SeqCst), 1);
}

#[test]
fn a_download_that_breaks_off_is_taken_up_where_it_stopped() {
    let folder = TempDir::new().unwrap();
    let model = tiny_model(80_000);
    // Half of what is left, each time, under a promise of everything; the last is honest.
    let server = serve(model.clone(), |n, start, model, out| match (n, start) {
        (0, 0) => {
            head(out, "200 OK", &format!("Content-Length: {}\r\n", model.len()));
            let _ = out.write_all(&model[..model.len() / 2]);
        }
        (4.., start) if start > 0 => rest(out, start, model),
        (_, start) => {
            let left = model.len() - start;
            let fields = format!("Content-Length: {left}\r\nContent-Range: bytes {start}-{}/*\r\n", model.len() - 1);
            head(out, "206 Partial Content", &fields);
            let _ = out.write_all(&model[start..start + left / 2]);
        }
    });
    assert_eq!(pull(&folder, &server).unwrap(), model);
    assert_eq!(server.requests.load(Ordering::SeqCst), 5);
}

#[test]
fn a_silent_server_is_given_up_and_what_came_is_kept() {
    let folder = TempDir::new().unwrap();
    let model = tiny_model(50_000);
    let server = serve(model.clone(), |n, start, model, out| {
        if n == 0 {
            head(out, "200 OK", &format!("Content-Length: {}\r\n", model.len()));
            let _ = out.write_all(&model[..100_000]);
        } else {
            head(out, "206 Partial Content", &format!("Content-Range: bytes {start}-1/2\r\n"));
        }
        let _ = out.flush();
        std::thread::sleep(Duration::from_secs(2));
    });
    let error = pull(&folder, &server).unwrap_err().to_string();
    assert!(error.contains("went silent") && error.contains("100000 bytes are kept"), "{error}");
    assert_eq!(files(&folder), ["ggml-test.bin.part"]);
    // The next time the server is well.
    let server = serve(model.clone(), |_, start, model, out| rest(out, start, model));
    assert_eq!(pull(&folder, &server).unwrap(), model);
}

#[test]
fn a_server_that_cannot_resume_starts_again() {
    let folder = TempDir::new().unwrap();
    let model = tiny_model(20_000);
    std::fs::create_dir(folder.path().join("models")).unwrap();
    for stale in [&b"lmgg and an older release"[..], &vec![7; 500_000]] {
        std::fs::write(folder.path().join("models/ggml-test.bin.part"), stale).unwrap();
        let server = serve(model.clone(), |_, start, model, out| {
            if start > model.len() { head(out, "416 Range Not Satisfiable", "") } else { whole(out, model) }
        });
        assert_eq!(pull(&folder, &server).unwrap(), model);
        std::fs::remove_file(folder.path().join("models/ggml-test.bin")).unwrap();
    }
}

#[test]
fn rubbish_never_becomes_a_model() {
    let page: Answer = |_, _, _, out| whole(out, b"<!doctype html><title>Sign in</title>");
    let shorter: Answer = |_, _, model, out| whole(out, &model[..model.len() - 10]);
    let endless: Answer = |_, _, model, out| {
        head(out, "200 OK", "Transfer-Encoding: chunked\r\n");
        let _ = write!(out, "{:x}\r\n", model.len() - 4);
        let _ = out.write_all(&model[..model.len() - 4]);
        let _ = out.write_all(b"\r\n0\r\n\r\n");
    };
    let missing: Answer = |_, _, _, out| head(out, "404 Not Found", "Content-Length: 0\r\n");
    for (answer, words, kept) in [
        (page, "is not a Whisper model in ggml format (a sign-in page?)", true),
        (shorter, "is cut off", false),
        (endless, "is cut off", false),
        (missing, "the server says 404", true),
    ] {
        let folder = TempDir::new().unwrap();
        let server = serve(tiny_model(9_000), answer);
        let error = pull(&folder, &server).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
        let empty = files(&folder).iter().all(|f| {
            f.ends_with(".part") && std::fs::metadata(folder.path().join("models").join(f)).unwrap().len() == 0
        });
        assert!(empty, "{words}: {:?}", files(&folder));
        assert!(kept || files(&folder).is_empty());
    }
}

#[test]
fn a_file_with_a_pinned_name_must_have_the_pinned_hash() {
    let folder = TempDir::new().unwrap();
    let server = serve(tiny_model(1_000), |_, _, model, out| whole(out, model));
    let forged = Pull {
        name: "base.en".to_owned(),
        from: Some(server.address),
        folder: folder.path().join("models"),
        patience: Duration::from_secs(5),
    };
    let error = forged.run(|_, _| ()).unwrap_err().to_string();
    assert!(error.contains("its SHA-256 is") && error.contains("it should be a03779c8"), "{error}");
    assert!(files(&folder).is_empty());
}

#[test]
fn names_are_checked_before_anything_is_asked() {
    for name in ["no-such-model", "../../etc/passwd", ""] {
        let folder = TempDir::new().unwrap();
        let pull = Pull {
            name: name.to_owned(),
            from: None,
            folder: folder.path().join("models"),
            patience: Duration::from_secs(5),
        };
        let error = pull.run(|_, _| ()).unwrap_err().to_string();
        assert!(error.contains("no published model is called") && error.contains("base.en-q8_0"), "{error}");
        assert!(!folder.path().join("models").exists());
    }
}
