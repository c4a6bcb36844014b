//! `epm serve`: pages for this machine alone, anew when a file changes.

use std::io::BufRead as _;
use std::io::BufReader;
use std::io::Read as _;
use std::io::Write as _;
use std::net::TcpStream;
use std::path::Path;
use std::process::Child;
use std::process::Stdio;
use std::time::Duration;

use crate::support::binary::command;
use crate::support::binary::write;

/// A server that ends with the test.
struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn new(dir: &Path, args: &[&str]) -> Served {
        let args = [&["serve", "--port", "0"], args].concat();
        let mut child = command(dir, &args).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
        assert!(address.starts_with("127.0.0.1:"), "{line}");
        Served { child, address }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream
    }

    /// Sends a request and returns the whole answer.
    fn ask(&self, line: &str, host: &str) -> String {
        let mut stream = self.connect();
        write!(stream, "{line} HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn get(&self, path: &str) -> String {
        self.ask(&format!("GET {path}"), &self.address)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn workspace() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let settings = "version: 1\nas_of: 2026-11-20\nprogram: {id: p, title: Before the change}\n";
    let milestones = "milestones:\n  - {id: m, title: M, duration: 3d}\n  \
                      - {id: zqx, title: Zqx, duration: 1d, visibility: restricted}\n";
    write(dir.path(), &[("epm.yaml", settings), ("milestones.yaml", milestones), ("secret.txt", "x")]);
    dir
}

#[test]
fn pages_are_shown_to_this_machine_and_to_no_other_name() {
    let dir = workspace();
    let served = Served::new(dir.path(), &[]);
    let start = served.get("/");
    assert!(start.starts_with("HTTP/1.1 200 OK\r\n"), "{start}");
    assert!(start.contains("Before the change") && start.contains("connect-src &#39;self&#39;"), "{start}");
    assert!(start.contains("frame-ancestors 'none'"));
    assert!(served.get("/p/p/plan.html").contains("HTTP/1.1 200"));
    assert!(served.get("/assets/live.js").contains("text/javascript"));
    for path in ["/../secret.txt", "/secret.txt", "/p/../../secret.txt", "/%2e%2e/secret.txt", "//etc/hosts"]
    {
        assert!(served.get(path).starts_with("HTTP/1.1 404"), "{path}");
    }
    assert!(served.ask("GET /", "evil.example").starts_with("HTTP/1.1 421"));
    assert!(served.ask("POST /", &served.address).starts_with("HTTP/1.1 405"));
    for path in ["/", "/p/p/plan.html", "/assets/index-1.js", "/findings.html", "/p/p/history.html"] {
        assert!(!served.get(path).to_lowercase().contains("zqx"), "{path}");
    }
}

#[test]
fn a_change_of_a_file_is_told_and_shown() {
    let dir = workspace();
    let served = Served::new(dir.path(), &[]);
    let mut stream = served.connect();
    write!(stream, "GET /changes?since=1 HTTP/1.1\r\nHost: {}\r\n\r\n", served.address).unwrap();
    let settings = "version: 1\nas_of: 2026-11-20\nprogram: {id: p, title: After it all}\n";
    write(dir.path(), &[("epm.yaml", settings)]);
    let lines = BufReader::new(stream).lines();
    let event = lines.map_while(Result::ok).find(|line| line.starts_with("event:"));
    assert_eq!(event.as_deref(), Some("event: reload"));
    assert!(served.get("/").contains("After it all"));
}
