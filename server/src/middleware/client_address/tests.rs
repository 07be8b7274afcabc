//! The address of a client behind proxies, and what is shortened of it.

use super::*;
use axum::http::HeaderValue;

fn request(from: &str, forwarded: &[&'static str]) -> Request<()> {
    let mut request = Request::new(());
    let socket = SocketAddr::new(from.parse().unwrap(), 4_000);
    request.extensions_mut().insert(ConnectInfo(socket));
    for value in forwarded {
        request
            .headers_mut()
            .append("x-forwarded-for", value.parse().unwrap());
    }
    request
}

#[test]
fn only_our_own_proxies_are_believed() {
    let proxies = ["127.0.0.1", "10.0.0.1", "10.0.0.2", "fd00::1"].map(|text| text.parse().unwrap());
    let cases: [(&str, &[&'static str], &str); 20] = [
        // Nobody's proxy: what it says counts for nothing.
        ("81.2.3.4", &["6.6.6.6"], "81.2.3.4"),
        ("127.0.0.1", &[], "127.0.0.1"),
        // What the sender wrote stands before what the proxy wrote, on one line or on several.
        ("127.0.0.1", &["6.6.6.6, 81.2.3.4"], "81.2.3.4"),
        ("127.0.0.1", &["6.6.6.6", "81.2.3.4"], "81.2.3.4"),
        (
            "127.0.0.1",
            &["6.6.6.6, 6.6.6.7", "6.6.6.8, 81.2.3.4"],
            "81.2.3.4",
        ),
        // As proxies write: with a port, in brackets, without spaces.
        ("127.0.0.1", &["6.6.6.6, 203.0.113.7:5001"], "203.0.113.7"),
        ("127.0.0.1", &["6.6.6.6,203.0.113.7"], "203.0.113.7"),
        ("127.0.0.1", &["6.6.6.6, 2001:db8::7"], "2001:db8::7"),
        ("127.0.0.1", &["6.6.6.6, [2001:db8::7]"], "2001:db8::7"),
        ("127.0.0.1", &["6.6.6.6, [2001:db8::7]:5001"], "2001:db8::7"),
        ("127.0.0.1", &["6.6.6.6, ::ffff:81.2.3.4"], "81.2.3.4"),
        // What can't be read ends what is believed.
        ("127.0.0.1", &["6.6.6.6, unknown"], "127.0.0.1"),
        ("127.0.0.1", &["6.6.6.6, "], "127.0.0.1"),
        ("127.0.0.1", &["6.6.6.6", ""], "127.0.0.1"),
        ("127.0.0.1", &["6.6.6.6, _hidden, 10.0.0.1"], "10.0.0.1"),
        ("127.0.0.1", &["6.6.6.6, 203.0.113.7:port"], "127.0.0.1"),
        // Several of ours, one behind the other.
        (
            "127.0.0.1",
            &["6.6.6.6, 81.2.3.4, 10.0.0.2, 10.0.0.1"],
            "81.2.3.4",
        ),
        ("fd00::1", &["10.0.0.2, 10.0.0.1"], "10.0.0.2"),
        // One of ours named again is where the sender sits: on that machine.
        ("127.0.0.1", &["6.6.6.6, 127.0.0.1"], "127.0.0.1"),
        (
            "127.0.0.1",
            &["6.6.6.6, 10.0.0.1, 127.0.0.1, 10.0.0.1"],
            "127.0.0.1",
        ),
    ];
    for (from, forwarded, expected) in cases {
        let found = address(&request(from, forwarded), &proxies).unwrap();
        assert_eq!(found.to_string(), expected, "{from} {forwarded:?}");
    }
}

#[test]
fn a_line_that_is_no_text_ends_what_is_believed() {
    let proxies = ["127.0.0.1".parse().unwrap()];
    let mut request = request("127.0.0.1", &["6.6.6.6"]);
    let line = HeaderValue::from_bytes(b"\xff").unwrap();
    request.headers_mut().append("x-forwarded-for", line);
    assert_eq!(address(&request, &proxies).unwrap().to_string(), "127.0.0.1");
}

#[test]
fn two_proxies_of_one_machine_are_named_twice() {
    let here: IpAddr = "127.0.0.1".parse().unwrap();
    let request = request("127.0.0.1", &["6.6.6.6, 81.2.3.4, 127.0.0.1"]);
    assert_eq!(address(&request, &[here, here]).unwrap().to_string(), "81.2.3.4");
}

#[test]
fn the_trail_keeps_a_network_not_an_address() {
    let of = |text: &str| shortened(text.parse().unwrap()).to_string();
    assert_eq!(of("81.2.3.4"), "81.2.3.0/24");
    assert_eq!(of("2a01:e0a:1:2:3:4:5:6"), "2a01:e0a:1::/48");
}
