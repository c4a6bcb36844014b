//! As much HTTP/1.1 as a browser on this machine needs: `GET` of a page, and the stream of changes.
//!
//! Written by hand: one method, no bodies, no persistence and files from memory are fewer lines than the care of a server
//! library takes, and nothing else needs one. A request is refused unless its `Host` is this server's own: a page from
//! elsewhere cannot reach it under a name that it has pointed here. A path is looked up among the pages and never leads
//! to a disk.

use std::io::Read as _;
use std::io::Write as _;
use std::net::TcpListener;
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;

use crate::cli::serve::site::Live;

/// The most bytes of a request.
const MOST: usize = 8 * 1024;

/// The most connections at a time: tabs that listen hold one each.
const CONNECTIONS: usize = 64;

/// How long a client may take to ask, or to read.
const PATIENCE: Duration = Duration::from_secs(5);

/// Between two signs of life on the stream of changes.
const HEARTBEAT: Duration = Duration::from_secs(10);

/// What every answer says besides: the pages carry their own policy, and nobody may frame them.
const ALWAYS: &str = "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\
                      Cross-Origin-Resource-Policy: same-origin\r\nReferrer-Policy: no-referrer\r\n\
                      Content-Security-Policy: frame-ancestors 'none'\r\nConnection: close\r\n";

/// What is asked.
#[derive(Debug, PartialEq, Eq)]
enum Asked {
    /// A file of the site.
    File(String),
    /// The changes, for a page of this generation.
    Changes(u64),
    /// Something that is refused: status and reason.
    Refused(&'static str),
}

/// Answers connections, each on a thread of its own, for as long as the process lives.
pub(super) fn accept(listener: &TcpListener, port: u16, live: &Arc<Live>) {
    let open = Arc::new(AtomicUsize::new(0));
    for stream in listener.incoming().flatten() {
        if open.fetch_add(1, Ordering::SeqCst) >= CONNECTIONS {
            open.fetch_sub(1, Ordering::SeqCst);
            continue;
        }
        let (live, open) = (Arc::clone(live), Arc::clone(&open));
        thread::spawn(move || {
            // A client that goes away is no fault.
            let _ = answer(stream, port, &live);
            open.fetch_sub(1, Ordering::SeqCst);
        });
    }
}

fn answer(mut stream: TcpStream, port: u16, live: &Live) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut head = Vec::new();
    let mut part = [0; 1024];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        let read = stream.read(&mut part)?;
        if read == 0 || head.len() + read > MOST {
            return say(&mut stream, "400 Bad Request", "text/plain", "not a request of a browser\n");
        }
        head.extend_from_slice(&part[..read]);
    }
    match asked(&String::from_utf8_lossy(&head), port) {
        Asked::Refused(status) => say(&mut stream, status, "text/plain", &format!("{status}\n")),
        Asked::Changes(known) => tell_changes(&mut stream, live, known),
        Asked::File(path) => match live.file(&path) {
            Some(text) => say(&mut stream, "200 OK", media_type(&path), &text),
            None => say(&mut stream, "404 Not Found", "text/plain", "no such page\n"),
        },
    }
}

/// Reads the head of a request.
fn asked(head: &str, port: u16) -> Asked {
    let mut lines = head.split("\r\n");
    let mut first = lines.next().unwrap_or_default().split(' ');
    let (method, target, version) = (first.next(), first.next(), first.next());
    if !version.is_some_and(|version| version.starts_with("HTTP/1.")) {
        return Asked::Refused("400 Bad Request");
    }
    let hosts: Vec<&str> = lines
        .filter_map(|line| line.split_once(':'))
        .filter(|(name, _)| name.eq_ignore_ascii_case("host"))
        .map(|(_, value)| value.trim())
        .collect();
    let own = ["127.0.0.1", "localhost"].map(|name| format!("{name}:{port}"));
    if !matches!(hosts.as_slice(), [host] if own.iter().any(|own| own.eq_ignore_ascii_case(host))) {
        return Asked::Refused("421 Misdirected Request");
    }
    if method != Some("GET") {
        return Asked::Refused("405 Method Not Allowed");
    }
    let Some(path) = target.and_then(|target| target.strip_prefix('/')) else {
        return Asked::Refused("400 Bad Request");
    };
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    if path == "changes" {
        return Asked::Changes(query.strip_prefix("since=").and_then(|n| n.parse().ok()).unwrap_or(0));
    }
    Asked::File(if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    })
}

/// Sends an event at every change (Server-sent events, HTML Living Standard section 9.2), until the client goes away.
fn tell_changes(stream: &mut TcpStream, live: &Live, mut known: u64) -> std::io::Result<()> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n{ALWAYS}\r\nretry: 1000\n\n");
    stream.write_all(head.as_bytes())?;
    loop {
        let now = live.wait(known, HEARTBEAT);
        let event = if now == known { ":\n\n".to_owned() } else { format!("event: reload\ndata: {now}\n\n") };
        known = now;
        stream.write_all(event.as_bytes())?;
    }
}

fn say(stream: &mut TcpStream, status: &str, media_type: &str, text: &str) -> std::io::Result<()> {
    let length = text.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {media_type}; charset=utf-8\r\nContent-Length: {length}\r\n{ALWAYS}\r\n"
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(text.as_bytes())
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html",
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        _ => "text/plain",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(line: &str, host: &str) -> Asked {
        asked(&format!("{line}\r\nHost: {host}\r\nAccept: */*\r\n\r\n"), 8321)
    }

    #[test]
    fn only_this_machine_s_own_names_are_answered() {
        let page = Asked::File("index.html".to_owned());
        assert_eq!(ask("GET / HTTP/1.1", "127.0.0.1:8321"), page);
        assert_eq!(ask("GET / HTTP/1.1", "LOCALHOST:8321"), page);
        for host in ["evil.example:8321", "127.0.0.1", "127.0.0.1:80", "", "127.0.0.1:8321.evil.example"] {
            assert_eq!(ask("GET / HTTP/1.1", host), Asked::Refused("421 Misdirected Request"), "{host}");
        }
        let twice = "GET / HTTP/1.1\r\nHost: 127.0.0.1:8321\r\nHost: evil.example\r\n\r\n";
        assert_eq!(asked(twice, 8321), Asked::Refused("421 Misdirected Request"));
    }

    #[test]
    fn only_pages_are_asked_for() {
        let host = "localhost:8321";
        assert_eq!(ask("POST / HTTP/1.1", host), Asked::Refused("405 Method Not Allowed"));
        assert_eq!(ask("GET http://127.0.0.1/ HTTP/1.1", host), Asked::Refused("400 Bad Request"));
        assert_eq!(ask("GET /p/a/?x HTTP/1.1", host), Asked::File("p/a/index.html".to_owned()));
        assert_eq!(ask("GET /changes?since=3 HTTP/1.1", host), Asked::Changes(3));
        assert_eq!(ask("nonsense", host), Asked::Refused("400 Bad Request"));
    }
}
