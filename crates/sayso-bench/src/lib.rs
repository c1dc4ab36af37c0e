//! Benchmarks (`cargo bench -p sayso-bench`) and small measuring programs (`examples/`).
//!
//! A crate of its own, so that what they depend on never reaches the crates that are published.

/// Text for benchmarks: the file that the environment variable `SAYSO_BENCH_TEXT` names, else about `bytes` bytes of
/// repeated sentences of news.
///
/// # Errors
/// When the file cannot be read.
pub fn news_text(bytes: usize) -> std::io::Result<String> {
    match std::env::var_os("SAYSO_BENCH_TEXT") {
        Some(path) => std::fs::read_to_string(path),
        None => Ok(NEWS.repeat(bytes / NEWS.len() + 1)),
    }
}

/// Articles for benchmarks: the file that `SAYSO_BENCH_TEXT` names, cut at line ends into articles of about 4 KB; else
/// the articles of this repository's own data set in the language `lang`.
///
/// # Errors
/// When a file cannot be read.
pub fn articles(lang: &str) -> std::io::Result<Vec<String>> {
    match std::env::var_os("SAYSO_BENCH_TEXT") {
        Some(path) => Ok(pages(&std::fs::read_to_string(path)?)),
        None => own_articles(lang),
    }
}

fn pages(text: &str) -> Vec<String> {
    const PAGE: usize = 4096;
    let mut pages = vec![String::new()];
    for line in text.split_inclusive('\n') {
        if pages.last().is_some_and(|p| p.len() >= PAGE) {
            pages.push(String::new());
        }
        if let Some(page) = pages.last_mut() {
            page.push_str(line);
        }
    }
    pages
}

fn own_articles(lang: &str) -> std::io::Result<Vec<String>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../datasets/articles");
    let mut files: Vec<_> = std::fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    files.sort_by_key(std::fs::DirEntry::file_name);
    let mut articles = Vec::new();
    for file in files {
        for line in std::fs::read_to_string(file.path())?.lines() {
            let row: serde_json::Value = serde_json::from_str(line)?;
            if row["lang"] == lang {
                articles.extend(row["text"].as_str().map(str::to_owned));
            }
        }
    }
    Ok(articles)
}

/// Paragraphs with what makes news hard to split, in two languages.
pub const NEWS: &str = "\
HARBOR CITY, Fla. (Wire) - The ferry company said on Tuesday that it would cancel half of its night crossings from \
Jan. 5, blaming the price of fuel and a shortage of crew. Passengers who hold a season ticket will get some of their \
money back, although nobody could say when.\n\
\u{201c}We did not see this coming,\u{201d} Mayor R. J. Whitlock told reporters outside the town hall. \u{201c}Nobody \
called us. What are people on the islands supposed to do?\u{201d} she asked.\n\
Shares of Northern Ferries Inc. (NFI.N) fell 3.4 percent to $12.60 by 11:30 a.m. on the U.S. market. The company, which \
lost $1.2 million a day last winter, did not reply to a request for comment.\n\
\u{201e}Vom respecta legea\u{201d}, a declarat ministrul, citând art. 12 alin. (3) din Legea nr. 41/2009. Compania Feriboturi \
S.A. nu a comentat… deocamdată. Potrivit dlui. Ionescu, licitația va fi reluată în luna mai.\n";
