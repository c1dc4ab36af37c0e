//! Batches: every format in and out, order, broken records, bounds, languages, summaries, pages.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use common::{rows, sayso, stdout};
use serde_json::{Value, json};

/// Article `n`: some sentences that differ from article to article.
fn text(n: usize) -> String {
    let towns = ["Ashmoor", "Eastmere", "Zelle", "Brannock"];
    let town = towns[n % towns.len()];
    format!(
        "Ferry number {n} to close in {town}\nThe ferry in {town} will close on Monday, the council said. The builder \
         denied that it had been badly built.\n\u{201c}We have no money for it,\u{201d} she told reporters in {town} on day {n}."
    )
}

fn article(n: usize) -> Value {
    let outlet = if n.is_multiple_of(2) { "Gazette" } else { "Courier" };
    json!({"id": format!("a{n}"), "text": text(n), "lang": "en", "outlet": outlet, "date": format!("2024-05-{:02}", n % 28 + 1)})
}

fn lines(articles: impl Iterator<Item = Value>) -> String {
    articles.map(|a| a.to_string() + "\n").collect()
}

/// Runs in a folder; the code, standard output, standard error.
fn run(dir: &Path, args: &[&str]) -> (i32, String, String) {
    let output = sayso().arg("classify").args(args).current_dir(dir).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn read(dir: &Path, name: &str) -> Vec<u8> {
    fs::read(dir.join(name)).unwrap()
}

/// Rows without the name of the article.
fn answers(text: &str) -> Vec<Value> {
    let without = |mut row: Value| {
        let map = row.as_object_mut().unwrap();
        ["doc", "lang"].iter().for_each(|k| drop(map.remove(*k)));
        row
    };
    rows(text).into_iter().map(without).collect()
}

#[test]
fn every_input_format_gives_the_same_rows() {
    let dir = tempfile::tempdir().unwrap();
    let d = dir.path();
    let all = 30;
    fs::create_dir_all(d.join("texts/b")).unwrap();
    for n in 0..all {
        let folder = if n < 10 { "texts" } else { "texts/b" };
        fs::write(d.join(format!("{folder}/{n:03}.txt")), text(n)).unwrap();
    }
    fs::write(d.join("a.jsonl"), lines((0..all).map(article))).unwrap();
    let cell = |s: &str| format!("\"{}\"", s.replace('"', "\"\""));
    let csv = |n: usize| format!("a{n},{},en\n", cell(&text(n)));
    fs::write(d.join("a.csv"), "id,text,lang\n".to_owned() + &(0..all).map(csv).collect::<String>()).unwrap();
    compress("gzip", &d.join("a.jsonl"), &d.join("a.jsonl.gz"));
    let expected = run(d, &["a.jsonl", "-f", "jsonl"]).1;
    assert_eq!(rows(&expected).iter().map(|r| r["doc"].as_str().unwrap()).collect::<BTreeSet<_>>().len(), all);
    let list: String = (0..all).map(|n| format!("texts/{}{n:03}.txt\n", if n < 10 { "" } else { "b/" })).collect();
    fs::write(d.join("list"), list).unwrap();
    for input in [
        &["texts"][..],
        &["--files-from", "list"],
        &["a.csv"],
        &["a.jsonl.gz"],
        &["--input-format", "jsonl", "a.jsonl"],
    ] {
        let (code, out, err) = run(d, &[input, &["-f", "jsonl"]].concat());
        assert_eq!((code, answers(&out) == answers(&expected)), (0, true), "{input:?}: {err}");
    }
    let piped =
        sayso().args(["classify", "--input-format", "jsonl", "-f", "jsonl"]).write_stdin(read(d, "a.jsonl")).output();
    assert_eq!(String::from_utf8(piped.unwrap().stdout).unwrap(), expected);
    let (_, globbed, _) = run(d, &["texts", "--include", "b/*.txt", "--exclude", "*9.txt", "-f", "jsonl"]);
    assert_eq!(globbed.lines().count(), expected.lines().count() / all * 18);
    assert_eq!(rows(&globbed)[0]["doc"], "b/010");
}

fn compress(program: &str, from: &Path, to: &Path) {
    let out = Command::new(program).arg("-c").arg(from).output().unwrap();
    fs::write(to, out.stdout).unwrap();
}

#[test]
fn every_output_format_holds_the_same_rows() {
    let dir = tempfile::tempdir().unwrap();
    let d = dir.path();
    fs::write(d.join("a.jsonl"), lines((0..40).map(article))).unwrap();
    let carry = ["--carry", "outlet,date,none"];
    for name in ["o.jsonl", "o.jsonl.gz", "o.jsonl.zst", "o.csv", "o.parquet"] {
        let args = [&["a.jsonl", "-o", name][..], &carry, &["--row-group", "50"]].concat();
        assert_eq!(run(d, &args).0, 0, "{name}");
        assert!(!d.join(format!("{name}.state")).exists() && !d.join(format!("{name}.partial")).exists());
    }
    let expected = rows(&String::from_utf8(read(d, "o.jsonl")).unwrap());
    assert_eq!((expected[0]["outlet"].as_str(), &expected[0]["none"]), (Some("Gazette"), &Value::Null));
    let file = fs::File::open(d.join("o.parquet")).unwrap();
    let parquet = sayso_train::data::ParquetRows::new("o", file, |_| true).unwrap();
    for ((_, mut found), row) in parquet.map(Result::unwrap).zip(&expected) {
        assert!(found.remove("warning").unwrap().is_null());
        let mut row = row.clone();
        let floats = row.as_object_mut().unwrap().values_mut().filter(|v| v.is_f64());
        // Parquet holds 32 bits; the shortest digits of these are what JSON shows.
        floats.for_each(|v| *v = json!(v.as_f64().unwrap() as f32));
        assert_eq!(Value::Object(found), row);
    }
    let csv = String::from_utf8(read(d, "o.csv")).unwrap();
    assert!(csv.starts_with("doc,sent_index,start,end,text,label,score,score_"));
    // What is written is read: labelled rows are labelled again, each sentence as an article.
    for name in ["o.jsonl.gz", "o.jsonl.zst", "o.csv", "o.parquet"] {
        let (_, again, _) = run(d, &[name, "-f", "jsonl", "--id-column", "label"]);
        let again = rows(&again);
        assert_eq!(again.len(), expected.len(), "{name}");
    }
}

#[test]
fn nested_rows_are_articles_that_the_data_commands_read() {
    let dir = tempfile::tempdir().unwrap();
    let d = dir.path();
    fs::write(d.join("a.jsonl"), lines((0..8).map(article))).unwrap();
    assert_eq!(run(d, &["a.jsonl", "--nested", "-o", "n.jsonl", "--carry", "outlet"]).0, 0);
    let nested = rows(&String::from_utf8(read(d, "n.jsonl")).unwrap());
    let flat = rows(&run(d, &["a.jsonl", "-f", "jsonl"]).1);
    let sentences: Vec<&Value> = nested.iter().flat_map(|a| a["sentences"].as_array().unwrap()).collect();
    assert_eq!((nested.len(), sentences.len()), (8, flat.len()));
    for (inside, row) in sentences.iter().zip(&flat) {
        assert!(["start", "end", "label", "score", "margin", "abstained", "cues"].iter().all(|k| inside[k] == row[k]));
    }
    sayso().args(["data", "check", "n.jsonl"]).current_dir(d).assert().success();
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let dir = tempfile::tempdir().unwrap();
    let d = dir.path();
    // One article is far longer than the others, so that it comes back last.
    let long = json!({"id": "long", "text": text(1).repeat(300)});
    fs::write(d.join("a.jsonl"), long.to_string() + "\n[]\n" + &lines((0..300).map(article))).unwrap();
    for ending in ["jsonl", "csv", "parquet", "html", "jsonl.zst"] {
        for jobs in ["1", "3"] {
            assert_eq!(run(d, &["a.jsonl", "-q", "-j", jobs, "-o", &format!("{jobs}.{ending}")]).0, 3);
        }
        assert!(read(d, &format!("1.{ending}")) == read(d, &format!("3.{ending}")), "{ending}");
        let side = |jobs: &str| read(d, &format!("{jobs}.{ending}.rejected.jsonl"));
        assert!(side("1") == side("3") && !side("1").is_empty());
    }
}

/// Ten kinds of broken records among ten thousand good ones.
#[test]
fn broken_records_are_listed_and_no_good_one_is_lost() {
    let broken: [(&[u8], &str); 10] = [
        (b"{\"id\": \"x\", \"text\": \"caf\xe9 closed.\"}", "encoding"),
        (b"{\"id\": \"x\", \"text\": \"cut of", "json"),
        (b"nonsense", "json"),
        (b"[{\"id\": \"x\", \"text\": \"A list.\"}]", "type"),
        (b"{\"id\": \"x\", \"text\": 17}", "type"),
        (b"{\"id\": \"x\", \"body\": \"No text.\"}", "missing"),
        (b"{\"id\": \"x\", \"text\": \" \\n\"}", "empty"),
        (b"{\"id\": [1], \"text\": \"A wrong id.\"}", "type"),
        (b"{\"id\": \"x\", \"text\": \"A.\", \"lang\": 5}", "type"),
        (b"{\"id\": \"x\", \"text\": \"A.\"} {}", "json"),
    ];
    let dir = tempfile::tempdir().unwrap();
    let mut file = fs::File::create(dir.path().join("a.jsonl")).unwrap();
    let mut expected = Vec::new();
    let mut line = 0;
    for n in 0..10_000 {
        if n % 97 == 5 {
            let (bytes, kind) = broken[n / 97 % broken.len()];
            file.write_all(&[bytes, b"\n"].concat()).unwrap();
            line += 1;
            expected.push((line, kind.to_owned()));
        }
        writeln!(file, "{}", json!({"id": n, "text": format!("It rained on day {n}.")})).unwrap();
        line += 1;
    }
    writeln!(file, "{}", json!({"id": "long", "text": "It rained. ".repeat(2000)})).unwrap();
    expected.push((line + 1, "length".to_owned()));
    let (code, _, told) = run(dir.path(), &["a.jsonl", "-o", "o.jsonl", "--max-article", "20000"]);
    assert_eq!(code, 3, "{told}");
    let out = rows(&String::from_utf8(read(dir.path(), "o.jsonl")).unwrap());
    let docs: Vec<&str> = out.iter().map(|r| r["doc"].as_str().unwrap()).collect();
    assert_eq!(docs, (0..10_000).map(|n: usize| n.to_string()).collect::<Vec<_>>());
    let listed = rows(&String::from_utf8(read(dir.path(), "o.jsonl.rejected.jsonl")).unwrap());
    let found: Vec<(usize, String)> = listed
        .iter()
        .map(|r| {
            assert_eq!(r["input"], "a.jsonl");
            assert!(r["reason"].as_str().unwrap().len() > 10);
            (usize::try_from(r["line"].as_u64().unwrap()).unwrap(), r["kind"].as_str().unwrap().to_owned())
        })
        .collect();
    assert_eq!(found, expected);
    assert!(told.contains("10000 articles labelled, 105 records set aside"), "{told}");
    assert!(told.lines().count() < 15, "{told}");

    let (code, _, told) = run(dir.path(), &["a.jsonl", "-o", "s.jsonl", "--strict"]);
    assert_eq!((code, told.lines().count()), (1, 1), "{told}");
    assert!(told.starts_with("error: a.jsonl, line 6: not UTF-8"), "{told}");
    assert!(!dir.path().join("s.jsonl").exists());
}

#[test]
fn tables_with_broken_rows_go_on() {
    let dir = tempfile::tempdir().unwrap();
    let d = dir.path();
    fs::write(
        d.join("a.csv"),
        b"id,text\n1,It rained.\n2,It, snowed.\n3,caf\xe9\n\n4,\"It\nrained.\"\n5,\n6,So it was.\n",
    )
    .unwrap();
    fs::write(d.join("a.tsv"), b"id\ttext\n1\t\"It rained.\"\n2\n3\tcaf\xe9\n4\t\"So,\" he said.\n").unwrap();
    fs::write(d.join("h.csv"), "id,body\n1,It rained.\n").unwrap();
    let (code, out, told) = run(d, &["a.csv", "a.tsv", "h.csv", "-f", "jsonl", "--rejects", "r.jsonl"]);
    assert_eq!(code, 3);
    let docs: Vec<String> = rows(&out).iter().map(|r| r["doc"].as_str().unwrap().to_owned()).collect();
    assert_eq!(docs, ["1", "4", "4", "6", "1", "4"], "{told}");
    let rejects = rows(&String::from_utf8(read(d, "r.jsonl")).unwrap());
    let found: Vec<String> = rejects.iter().map(|r| format!("{} {} {}", r["input"], r["line"], r["kind"])).collect();
    let expected = [
        "\"a.csv\" 3 \"table\"",
        "\"a.csv\" 4 \"encoding\"",
        "\"a.csv\" 8 \"empty\"",
        "\"a.tsv\" 3 \"table\"",
        "\"a.tsv\" 4 \"encoding\"",
        "\"h.csv\" null \"missing\"",
    ];
    assert_eq!(found, expected, "{told}");
}

/// A line far beyond the limit is stepped over in little memory: the limit on the address space would not hold it.
#[test]
#[cfg(target_os = "linux")]
fn a_giant_line_is_refused_and_not_eaten() {
    let script = "ulimit -v 1500000; (echo '{\"text\": \"It rained.\"}'; printf '{\"text\": \"'; head -c 2000000000 /dev/zero \
                  | tr '\\0' x; echo '\"}'; echo '{\"text\": \"It snowed.\"}') | \"$0\" classify --input-format jsonl -f jsonl -j 1";
    let output = Command::new("sh").args(["-c", script, env!("CARGO_BIN_EXE_sayso")]).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{told}");
    assert!(told.contains("standard input, line 2: 2000000012 bytes long, more than the 16000000 bytes"), "{told}");
    let docs: Vec<Value> = rows(&String::from_utf8(output.stdout).unwrap()).iter().map(|r| r["doc"].clone()).collect();
    assert_eq!(docs, ["stdin:1", "stdin:3"]);
}

/// Rows come out while the input is still open.
#[test]
fn a_stream_is_answered_as_it_comes() {
    use std::io::{BufRead, BufReader};
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    command.args(["classify", "--input-format", "jsonl", "-f", "jsonl"]);
    let mut child = command.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped()).spawn().unwrap();
    let (mut input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut output = BufReader::new(output);
    for n in 0..3 {
        writeln!(input, "{}", json!({"id": n, "text": "It rained."})).unwrap();
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        assert_eq!(rows(&line)[0]["doc"], n.to_string());
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

const FRENCH: &str = "La mairie a annoncé mardi que le vieux pont serait fermé pendant l'hiver et que les autobus feraient \
                      un détour jusqu'à la fin des travaux, prévue au printemps prochain.";

#[test]
fn languages_are_told_and_set_aside_on_demand() {
    let dir = tempfile::tempdir().unwrap();
    let d = dir.path();
    fs::write(d.join("en.txt"), text(1)).unwrap();
    fs::write(d.join("fr.txt"), FRENCH).unwrap();
    let both = ["en.txt", "fr.txt", "-f", "jsonl"];
    let (code, out, told) = run(d, &both);
    let of = |out: &str, doc: &str| rows(out).into_iter().find(|r| r["doc"] == doc);
    assert_eq!((code, told.contains("fr 1")), (0, true), "{told}");
    let (en, fr) = (of(&out, "en").unwrap(), of(&out, "fr").unwrap());
    assert_eq!((&en["lang"], en.get("warning")), (&json!("en"), None));
    assert_eq!((&fr["lang"], &fr["warning"]), (&json!("fr"), &json!("unsupported language")));
    let (code, out, told) = run(d, &[&both[..], &["--unsupported", "skip"]].concat());
    assert_eq!((code, of(&out, "fr"), told.contains("fr.txt: in fr")), (3, None, true), "{told}");
    assert_eq!(run(d, &[&both[..], &["--unsupported", "fail"]].concat()).0, 1);
    let (code, out, _) = run(d, &[&both[..], &["--lang", "ro", "--unsupported", "fail"]].concat());
    assert_eq!((code, of(&out, "fr").unwrap()["lang"].as_str()), (0, Some("ro")));
    let record = json!({"text": FRENCH, "lang": "en-GB"}).to_string();
    fs::write(d.join("r.jsonl"), record).unwrap();
    assert_eq!(rows(&run(d, &["r.jsonl", "-f", "jsonl"]).1)[0]["lang"], "en");
}

#[test]
fn summaries_count_articles_outlets_and_days() {
    let dir = tempfile::tempdir().unwrap();
    let d = dir.path();
    fs::write(d.join("a.jsonl"), lines((0..12).map(article))).unwrap();
    let flat = rows(&run(d, &["a.jsonl", "-f", "jsonl"]).1);
    let summary = rows(&run(d, &["a.jsonl", "--summary", "-f", "jsonl"]).1);
    assert_eq!(summary.len(), (12 + 2 + 12 + 1) * 4);
    for row in summary.iter().filter(|r| r["by"] == "all") {
        let count = flat.iter().filter(|f| f["label"] == row["label"]).count();
        assert_eq!((row["count"].as_u64(), row["sentences"].as_u64()), (Some(count as u64), Some(flat.len() as u64)));
        let of = |k: &str| row[k].as_f64().unwrap();
        assert!(of("low") <= of("share") && of("share") <= of("high"));
    }
    let outlets: Vec<&Value> = summary.iter().filter(|r| r["by"] == "outlet").map(|r| &r["key"]).collect();
    assert_eq!((outlets.len(), outlets[0], outlets[7]), (8, &json!("Courier"), &json!("Gazette")));
    assert!(run(d, &["a.jsonl", "--summary"]).1.contains("Gazette"));
}

const PAGE: &str = "<!DOCTYPE html><html><head><title>Bridge to close</title></head><body><nav><a href=/>Home</a></nav>\
                    <article><h1>Bridge to close</h1>PPPPPP</article><footer>Cookies and terms</footer></body></html>";

fn page() -> String {
    let p = "<p>The bridge over the Alder will close on Monday, the council said. It will stay closed until the work on \
             its piers has been finished, which may take until spring.</p>";
    PAGE.replace("PPPPPP", &p.repeat(6))
}

#[test]
fn web_pages_are_read_on_demand_only() {
    let dir = tempfile::tempdir().unwrap();
    let d = dir.path();
    fs::write(d.join("p.html"), page()).unwrap();
    fs::write(d.join("r.jsonl"), json!({"text": page()}).to_string()).unwrap();
    let (code, out, told) = run(d, &["p.html", "-f", "jsonl"]);
    assert_eq!((code, out.as_str(), told.contains("--html")), (1, "", true), "{told}");
    for input in ["p.html", "r.jsonl"] {
        let (code, out, told) = run(d, &["--html", input, "-f", "jsonl"]);
        let all: String = rows(&out).iter().map(|r| r["text"].as_str().unwrap().to_owned() + " ").collect();
        assert_eq!(code, 0, "{told}");
        assert!(all.contains("The bridge over the Alder") && !all.contains("Cookies") && !all.contains('<'), "{all}");
    }
    let piped = stdout(sayso().args(["classify", "--html", "-f", "jsonl"]).write_stdin(page()));
    assert!(!piped.contains("Cookies"));
    // As bare text it is no page.
    assert_eq!(run(d, &["p.html", "--input-format", "text", "-f", "jsonl"]).0, 0);
}

#[test]
fn output_pages_show_all_and_fetch_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let d = dir.path();
    fs::write(
        d.join("a.jsonl"),
        lines((0..3).map(article)) + &json!({"text": "<script>alert(1)</script> It rained & poured."}).to_string(),
    )
    .unwrap();
    assert_eq!(run(d, &["a.jsonl", "-o", "o.html", "--carry", "outlet"]).0, 0);
    let page = String::from_utf8(read(d, "o.html")).unwrap();
    assert!(page.starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"));
    assert!(!page.contains("<script") && !page.contains("src=") && !page.contains("http") && !page.contains("url("));
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && page.contains("outlet: Gazette"));
    let flat = rows(&run(d, &["a.jsonl", "-f", "jsonl"]).1);
    assert_eq!(page.matches("class=\"s l").count(), flat.len());
    assert!(page.contains("All 4 articles"));
}

#[test]
fn wrong_usage_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let d = dir.path();
    fs::write(d.join("a.txt"), text(1)).unwrap();
    let wrong: [&[&str]; 10] = [
        &["a.txt", "-f", "parquet"],
        &["a.txt", "--nested", "-f", "csv"],
        &["a.txt", "--summary", "-f", "html"],
        &["a.txt", "--summary", "--nested"],
        &["a.txt", "--resume"],
        &["a.txt", "--resume", "-o", "o.html"],
        &["a.txt", "--carry", "label"],
        &["a.txt", "--include", "["],
        &["a.txt", "--max-article", "5 apples"],
        &["a.txt", "--lang", "english"],
    ];
    for args in wrong {
        assert_eq!(run(d, args).0, 2, "{args:?}");
    }
    assert_eq!(run(d, &["--files-from", "none"]).0, 1);
    assert_eq!(fs::read_dir(d).unwrap().count(), 1);
}
