//! `sayso classify`: articles in, one labelled sentence per row out. The flags and their check; [`crate::batch`] does
//! the work.

pub mod table;

pub use table::visible;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::batch::encode::summary::{DATE, OUTLET, Style};
use crate::batch::fields::Columns;
use crate::batch::language::{Choice, short};
use crate::batch::source::{Inputs, Kind};
use crate::batch::state::beside;
use crate::batch::worker::Unsupported;
use crate::batch::{self, Output, Settings};
use crate::cli::ModelFlags;
use crate::console::Console;
use crate::exit::{Outcome, Usage};
use crate::input::unreadable;
use crate::model::Source;
use crate::output::Target;

const EXAMPLES: &str = "Examples:
  sayso classify article.txt
  sayso classify --format jsonl *.txt -o labelled.jsonl
  curl -s https://example.org/article.txt | sayso classify --unsure 0.6
  sayso classify crawl/ --include '*.jsonl.gz' --carry outlet,date -o labelled.parquet --resume
  sayso classify --html page.html -o page-labelled.html
  sayso classify --summary --text-column body news.csv";

/// Label every sentence of articles
///
/// Reads articles, cuts them into sentences and labels each. Inputs are text files (an article each), JSON Lines, CSV,
/// TSV and Parquet (a row is an article, its text in the column `text`), folders of these, and standard input; gzip and
/// zstd are recognised. Rows hold doc, sent_index, start, end, text, label, score, `score_<label>` for each label,
/// margin, abstained, cues, model, lang and, for a language that labels are not meant for, a warning. Offsets (also
/// those of cues) count Unicode code points of the text, a byte order mark at its beginning aside; text is the exact
/// slice.
///
/// A record that cannot be used is set aside and listed in OUT.rejected.jsonl; the run goes on and ends with 3. A run to
/// a JSON Lines, CSV or Parquet file that is killed goes on with --resume and then gives the same bytes.
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES)]
pub struct Flags {
    #[command(flatten)]
    model: ModelFlags,
    #[command(flatten)]
    input: InputFlags,
    #[command(flatten)]
    columns: ColumnFlags,
    #[command(flatten)]
    output: OutputFlags,
    #[command(flatten)]
    run: RunFlags,
}

/// What to read.
#[derive(Debug, Args)]
#[command(next_help_heading = "Input")]
struct InputFlags {
    /// Files and folders to read; `-` or nothing is standard input
    #[arg(value_name = "INPUT", help_heading = "Arguments")]
    inputs: Vec<PathBuf>,
    /// File that names an input on each line; `-` is standard input
    #[arg(long, value_name = "FILE")]
    files_from: Option<PathBuf>,
    /// In folders, read files like this only, for example '*.jsonl.gz' or '2024/**'; may be repeated
    #[arg(long, value_name = "GLOB")]
    include: Vec<String>,
    /// In folders, do not read files like this; may be repeated
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
    /// Format of the inputs; by the ending of their names unless given
    #[arg(long, value_enum, value_name = "FORMAT")]
    input_format: Option<Kind>,
    /// Read web pages: find the article of .html files, and of texts that begin like a page
    #[arg(long)]
    html: bool,
    /// Longest article or record; longer ones are set aside. Bytes, or with KB, MB, GB
    #[arg(long, value_name = "SIZE", default_value = "16MB", value_parser = size)]
    max_article: usize,
    /// Read bytes that are not UTF-8 as replacement characters instead of setting the record aside
    #[arg(long)]
    lossy: bool,
    /// Language of all articles; `auto` takes that of the record or else detects it
    #[arg(long, value_name = "CODE", default_value = "auto", value_parser = language)]
    lang: Choice,
    /// What to do with articles in a language that labels are not meant for
    #[arg(long, value_enum, value_name = "WHAT", default_value_t)]
    unsupported: Unsupported,
}

/// Which columns mean what.
#[derive(Debug, Args)]
#[command(next_help_heading = "Columns of JSON Lines, CSV, TSV and Parquet")]
struct ColumnFlags {
    /// Column with the text
    #[arg(long, value_name = "NAME", default_value = "text")]
    text_column: String,
    /// Column with the name of the article; `id` or else `doc` unless given, or else file and line
    #[arg(long, value_name = "NAME")]
    id_column: Option<String>,
    /// Column with the language
    #[arg(long, value_name = "NAME", default_value = "lang")]
    lang_column: String,
    /// Columns to carry along to every row of the output, separated by commas
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    carry: Vec<String>,
}

/// What to write.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
struct OutputFlags {
    /// Form of the output; by the ending of OUT, or else a table
    #[arg(long, short, value_enum)]
    format: Option<Format>,
    /// One line of JSON per article with its sentences inside, instead of one per sentence
    #[arg(long)]
    nested: bool,
    /// Shares of labels per article, outlet and day (columns `outlet` and `date`) with 95 % confidence intervals, instead
    /// of sentences
    #[arg(long, conflicts_with = "nested")]
    summary: bool,
    /// File to write; `-` or none is standard output. Compressed if it ends in .gz or .zst
    #[arg(long, short, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Mark labels with a probability below P as unsure
    #[arg(long, value_name = "P", value_parser = probability)]
    unsure: Option<f32>,
    /// Rows of a Parquet row group
    #[arg(long, value_name = "N", default_value = "65536", value_parser = clap::value_parser!(u32).range(1..), hide = true)]
    row_group: u32,
}

/// How to run.
#[derive(Debug, Args)]
#[command(next_help_heading = "Run")]
struct RunFlags {
    /// Go on with the run to OUT that was interrupted; without one, begin
    #[arg(long)]
    resume: bool,
    /// Stop at the first record that cannot be used
    #[arg(long)]
    strict: bool,
    /// File that lists the records that are set aside; OUT.rejected.jsonl unless given
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// Set aside named inputs that are missing, too, instead of not beginning
    #[arg(long, conflicts_with = "strict")]
    keep_going: bool,
    /// Seconds between two notes of how far a run to a file has come
    #[arg(long, value_name = "SECONDS", default_value = "2", value_parser = seconds, hide = true)]
    checkpoint: Duration,
    /// Print rate and the time of each stage at the end
    #[arg(long)]
    stats: bool,
}

/// Form of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Table,
    /// JSON Lines: one object per sentence
    Jsonl,
    /// CSV with a header
    Csv,
    /// Parquet (to a file)
    Parquet,
    /// A page for a browser: sentences coloured by label
    Html,
}

fn probability(text: &str) -> Result<f32, String> {
    let value: f32 = text.parse().map_err(|_| format!("{text:?} is not a number"))?;
    if (0.0..=1.0).contains(&value) { Ok(value) } else { Err("a number from 0 to 1 is needed".into()) }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let value: f64 = text.parse().map_err(|_| format!("{text:?} is not a number"))?;
    Duration::try_from_secs_f64(value).map_err(|_| "a number of seconds is needed".into())
}

fn size(text: &str) -> Result<usize, String> {
    const UNITS: [(&str, usize); 4] = [("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("B", 1)];
    let upper = text.trim().to_ascii_uppercase();
    let unit = UNITS.iter().find_map(|(name, factor)| Some((upper.strip_suffix(name)?, *factor)));
    let (digits, factor) = unit.unwrap_or((&upper, 1));
    let number: Option<usize> = digits.trim().parse().ok().filter(|n| *n > 0);
    let bytes = number.and_then(|n| n.checked_mul(factor)).filter(|n| *n <= 1 << 31);
    bytes.ok_or_else(|| format!("{text:?} is no size from 1 to 2GB; write it like 500KB or 16MB"))
}

fn language(text: &str) -> Result<Choice, String> {
    let code = text.to_ascii_lowercase();
    let sound = (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase());
    match code.as_str() {
        "auto" => Ok(Choice::Auto),
        code if sound => Ok(Choice::Is(short(code).to_owned())),
        _ => Err("`auto` or a code of two or three letters such as `en` is needed".into()),
    }
}

impl OutputFlags {
    fn form(&self, target: &Target) -> Result<Output, Usage> {
        let by_name = [
            (".jsonl", Format::Jsonl),
            (".ndjson", Format::Jsonl),
            (".csv", Format::Csv),
            (".parquet", Format::Parquet),
            (".html", Format::Html),
        ];
        let by_name = by_name.iter().find(|(ending, _)| target.ends_in(ending)).map(|(_, format)| *format);
        let usual = if self.nested { Format::Jsonl } else { Format::Table };
        let format = self.format.or(by_name).unwrap_or(usual);
        let wrong = |message: &str| Err(Usage(message.to_owned()));
        let output = match (self.summary, self.nested, format) {
            (true, _, Format::Table) => Output::Summary(Style::Table),
            (true, _, Format::Jsonl) => Output::Summary(Style::Jsonl),
            (true, _, Format::Csv) => Output::Summary(Style::Csv),
            (true, ..) => return wrong("--summary is written as table, jsonl or csv"),
            (_, true, Format::Jsonl) => Output::Nested,
            (_, true, _) => return wrong("--nested is written as jsonl"),
            (.., Format::Table) => Output::Table,
            (.., Format::Jsonl) => Output::Jsonl,
            (.., Format::Csv) => Output::Csv,
            (.., Format::Html) => Output::Html,
            (.., Format::Parquet) if *target == Target::Stdout => {
                return wrong("--format parquet needs a file; name it with -o");
            }
            (.., Format::Parquet) => Output::Parquet,
        };
        let streamed = matches!(output, Output::Table | Output::Html | Output::Summary(_));
        if streamed && target.file().is_some_and(|p| p.extension().is_some_and(|e| e == "zst")) {
            return wrong("only JSON Lines and CSV are compressed with zstd; name the file .gz");
        }
        Ok(output)
    }
}

impl Flags {
    /// Checks the flags.
    pub fn check(&self) -> Result<Settings> {
        let target = Target::new(self.output.output.as_deref())?;
        let output = self.output.form(&target)?;
        let settings = Settings {
            model: Source::from(&self.model),
            inputs: self.inputs(&target)?,
            columns: self.columns(output),
            max_article: self.input.max_article,
            lossy: self.input.lossy,
            refuse_pages: !self.input.html && self.input.input_format != Some(Kind::Text),
            lang: self.input.lang.clone(),
            unsupported: self.input.unsupported,
            unsure: self.output.unsure,
            output,
            target,
            rejects: self.run.rejects.clone(),
            strict: self.run.strict,
            resume: self.run.resume,
            checkpoint: self.run.checkpoint,
            row_group: self.output.row_group as usize,
            stats: self.run.stats,
            options: self.options(output),
        };
        self.check_resume(&settings)?;
        Ok(settings)
    }

    fn check_resume(&self, settings: &Settings) -> Result<(), Usage> {
        let resumable = matches!(settings.output, Output::Jsonl | Output::Nested | Output::Csv | Output::Parquet);
        match self.run.resume && !(resumable && settings.target.file().is_some()) {
            true => Err(Usage("--resume needs -o with a JSON Lines, CSV or Parquet file; nothing else is kept".into())),
            false => Ok(()),
        }
    }

    fn inputs(&self, target: &Target) -> Result<Inputs> {
        let flags = &self.input;
        let mut paths = flags.inputs.clone();
        if paths.is_empty() && flags.files_from.is_none() {
            paths.push("-".into());
        }
        if !self.run.keep_going {
            // A typing error should not be found at the end of a long run.
            for path in paths.iter().filter(|p| p.as_os_str() != "-") {
                path.metadata().map_err(|e| unreadable(&path.display().to_string(), &e))?;
            }
        }
        let mut own: Vec<PathBuf> = self.run.rejects.iter().cloned().collect();
        if let Some(path) = target.file() {
            own.extend([path.to_owned(), beside(path, ".rejected.jsonl")]);
        }
        Ok(Inputs {
            paths,
            list: flags.files_from.clone(),
            include: flags.include.clone(),
            exclude: flags.exclude.clone(),
            kind: flags.input_format,
            html: flags.html,
            own,
        })
    }

    fn columns(&self, output: Output) -> Columns {
        let flags = &self.columns;
        let mut carry: Vec<String> = Vec::new();
        let grouping = [OUTLET, DATE].map(str::to_owned);
        let grouping = grouping.iter().filter(|_| matches!(output, Output::Summary(_)));
        for name in flags.carry.iter().map(|n| n.trim()).chain(grouping.map(String::as_str)) {
            if !name.is_empty() && !carry.iter().any(|c| c == name) {
                carry.push(name.to_owned());
            }
        }
        Columns { text: flags.text_column.clone(), id: flags.id_column.clone(), lang: flags.lang_column.clone(), carry }
    }

    /// Every flag that the output depends on, so that a run is only gone on from with the same ones.
    fn options(&self, output: Output) -> BTreeMap<String, String> {
        let (i, c, o) = (&self.input, &self.columns, &self.output);
        [
            ("--input-format", format!("{:?}", i.input_format)),
            ("--html", i.html.to_string()),
            ("--max-article", i.max_article.to_string()),
            ("--lossy", i.lossy.to_string()),
            ("--lang", format!("{:?}", i.lang)),
            ("--unsupported", format!("{:?}", i.unsupported)),
            ("--text-column", c.text_column.clone()),
            ("--id-column", c.id_column.clone().unwrap_or_default()),
            ("--lang-column", c.lang_column.clone()),
            ("--carry", c.carry.join(",")),
            ("--format", format!("{output:?}")),
            ("--unsure", o.unsure.map(|p| p.to_string()).unwrap_or_default()),
            ("--row-group", o.row_group.to_string()),
            ("--rejects", self.run.rejects.as_ref().map(|p| p.display().to_string()).unwrap_or_default()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into()
    }
}

/// Labels the articles.
pub fn run(settings: &Settings, console: &Console) -> Result<Outcome> {
    batch::run(settings, console)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_are_checked() {
        assert_eq!(probability("0.5"), Ok(0.5));
        for bad in ["NaN", "1.1", "-0.1", "x", ""] {
            assert!(probability(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn sizes_have_units() {
        assert_eq!(
            (size("7"), size("500kb"), size("16 MB"), size("2GB")),
            (Ok(7), Ok(500_000), Ok(16_000_000), Ok(2_000_000_000))
        );
        for bad in ["0", "", "MB", "-1", "1TB", "9999999GB", "1.5MB"] {
            assert!(size(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn languages_are_codes() {
        assert_eq!(language("auto"), Ok(Choice::Auto));
        assert_eq!((language("EN"), language("ron")), (Ok(Choice::Is("en".into())), Ok(Choice::Is("ro".into()))));
        assert!(language("english").is_err() && language("e1").is_err());
    }
}
