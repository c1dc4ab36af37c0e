//! Where pieces go: a stream, or a file in segments from whose ends a later run can go on.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use sayso::model::Labelled;

use super::encode::summary::Summary;
use super::encode::{Form, Piece, page, parquet};
use super::worker::Article;
use crate::article::Row;
use crate::classify::table::Table;

/// Takes pieces.
pub trait Body {
    /// Takes the piece of an article.
    fn put(&mut self, piece: Piece) -> io::Result<()>;

    /// Nothing comes for a moment, or the state is to be noted: what can be written is written.
    fn flush(&mut self) -> io::Result<()>;

    /// Everything has come.
    fn finish(&mut self) -> io::Result<()>;

    /// If everything that has been put is in the file: how many bytes the file has.
    fn settled(&self) -> Option<u64> {
        None
    }

    /// Makes sure that it is on the disk.
    fn sync(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Compression of a file, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Codec {
    /// None.
    Plain,
    /// Gzip, a member for each segment.
    Gzip,
    /// Zstandard, a frame for each segment.
    Zstd,
}

impl Codec {
    /// By the ending of the name.
    pub fn of(path: &Path) -> Self {
        match path.extension().and_then(|e| e.to_str()) {
            Some("gz") => Self::Gzip,
            Some("zst") => Self::Zstd,
            _ => Self::Plain,
        }
    }

    fn encode(self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        match self {
            Self::Plain => Ok(bytes.to_vec()),
            Self::Gzip => {
                let mut out = GzEncoder::new(Vec::new(), Compression::default());
                out.write_all(bytes)?;
                out.finish()
            }
            Self::Zstd => zstd::bulk::compress(bytes, 3),
        }
    }
}

/// Bytes of a compressed segment before compression: always cut at the same articles, so that an interrupted run and
/// an uninterrupted one give the same bytes.
const SEGMENT: usize = 1 << 20;

/// The partial file, cut to what is certain.
pub fn partial(path: &Path, certain: u64) -> io::Result<File> {
    let mut file = File::options().read(true).write(true).create(true).truncate(false).open(path)?;
    if file.metadata()?.len() < certain {
        return Err(io::Error::other("it is shorter than the interrupted run left it"));
    }
    file.set_len(certain)?;
    file.seek(SeekFrom::End(0))?;
    Ok(file)
}

/// A file of text.
pub struct TextFile {
    file: File,
    codec: Codec,
    written: u64,
    pending: Vec<u8>,
}

impl TextFile {
    /// Goes on behind `written` bytes; `head` is what an empty file begins with.
    pub fn new(file: File, codec: Codec, written: u64, head: &[u8]) -> Self {
        let pending = if written == 0 { head.to_vec() } else { Vec::new() };
        Self { file, codec, written, pending }
    }

    fn close_segment(&mut self) -> io::Result<()> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let encoded = match self.codec {
            Codec::Plain => std::mem::take(&mut self.pending),
            codec => codec.encode(&self.pending)?,
        };
        self.file.write_all(&encoded)?;
        self.written += encoded.len() as u64;
        self.pending.clear();
        Ok(())
    }
}

impl Body for TextFile {
    fn put(&mut self, piece: Piece) -> io::Result<()> {
        if let Piece::Bytes(bytes) = piece {
            self.pending.extend_from_slice(&bytes);
        }
        if self.pending.len() >= SEGMENT { self.close_segment() } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        // A compressed segment must not end where the clock says.
        if self.codec == Codec::Plain { self.close_segment() } else { Ok(()) }
    }

    fn finish(&mut self) -> io::Result<()> {
        self.close_segment()?;
        if self.written == 0 && self.codec != Codec::Plain {
            let empty = self.codec.encode(&[])?;
            self.file.write_all(&empty)?;
            self.written += empty.len() as u64;
        }
        Ok(())
    }

    fn settled(&self) -> Option<u64> {
        self.pending.is_empty().then_some(self.written)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.file.sync_data()
    }
}

/// Weight at which a row group ends although it has not all its rows.
const GROUP_BYTES: usize = 64 << 20;

/// A file of Parquet blocks, each behind its length.
pub struct ParquetFile {
    file: File,
    form: Form,
    layout: parquet::Layout,
    rows: parquet::Rows,
    group: usize,
    written: u64,
}

impl ParquetFile {
    /// Goes on behind `written` bytes; a row group has `group` rows, or some more to end with an article.
    pub fn new(file: File, form: Form, layout: parquet::Layout, group: usize, written: u64) -> Self {
        let rows = parquet::Rows::new(&form);
        Self { file, form, layout, rows, group, written }
    }

    fn close_block(&mut self) -> io::Result<()> {
        let rows = std::mem::replace(&mut self.rows, parquet::Rows::new(&self.form));
        if rows.len() == 0 {
            return Ok(());
        }
        let block = self.layout.block(&rows)?;
        self.file.write_all(&(block.len() as u64).to_le_bytes())?;
        self.file.write_all(&block)?;
        self.written += 8 + block.len() as u64;
        Ok(())
    }
}

impl Body for ParquetFile {
    fn put(&mut self, piece: Piece) -> io::Result<()> {
        if let Piece::Rows(rows) = piece {
            self.rows.append(*rows);
        }
        let full = self.rows.len() >= self.group || self.rows.weight() >= GROUP_BYTES;
        if full { self.close_block() } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.close_block()
    }

    fn settled(&self) -> Option<u64> {
        (self.rows.len() == 0).then_some(self.written)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.file.sync_data()
    }
}

/// The blocks of a partial Parquet file, one in memory at a time.
pub fn blocks(file: File) -> impl Iterator<Item = io::Result<Vec<u8>>> {
    let left = file.metadata().map_or(0, |m| m.len());
    let mut input = BufReader::new(file);
    let mut left = left;
    std::iter::from_fn(move || {
        if left == 0 {
            return None;
        }
        let mut next = || {
            let mut length = [0; 8];
            input.read_exact(&mut length)?;
            let length = u64::from_le_bytes(length);
            left = left.checked_sub(8 + length).ok_or(io::ErrorKind::UnexpectedEof)?;
            let mut block = vec![0; usize::try_from(length).map_err(io::Error::other)?];
            input.read_exact(&mut block).map(|()| block)
        };
        let block = next();
        if block.is_err() {
            left = 0;
        }
        Some(block)
    })
}

/// Text to a stream.
pub struct Stream<'a> {
    out: BufWriter<&'a mut dyn Write>,
    head: Vec<u8>,
}

impl<'a> Stream<'a> {
    /// `head` goes before everything.
    pub fn new(out: &'a mut dyn Write, head: Vec<u8>) -> Self {
        Self { out: BufWriter::with_capacity(1 << 16, out), head }
    }
}

impl Body for Stream<'_> {
    fn put(&mut self, piece: Piece) -> io::Result<()> {
        self.out.write_all(&std::mem::take(&mut self.head))?;
        if let Piece::Bytes(bytes) = piece { self.out.write_all(&bytes) } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.write_all(&std::mem::take(&mut self.head))?;
        self.out.flush()
    }
}

/// A page.
pub struct Page<'a> {
    out: &'a mut dyn Write,
    form: Form,
    articles: u64,
    totals: Vec<usize>,
}

impl<'a> Page<'a> {
    /// Begins a page.
    pub fn new(out: &'a mut dyn Write, form: Form) -> io::Result<Self> {
        out.write_all(&page::head(&form))?;
        let totals = vec![0; form.labels.len()];
        Ok(Self { out, form, articles: 0, totals })
    }
}

impl Body for Page<'_> {
    fn put(&mut self, piece: Piece) -> io::Result<()> {
        let Piece::Page(bytes, counts) = piece else { return Ok(()) };
        self.articles += 1;
        self.totals.iter_mut().zip(counts).for_each(|(total, n)| *total += n);
        self.out.write_all(&bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.write_all(&page::tail(&self.form, self.articles, &self.totals))?;
        self.out.flush()
    }
}

/// Shares of labels.
pub struct Shares<'a> {
    out: BufWriter<&'a mut dyn Write>,
    summary: Summary,
}

impl<'a> Shares<'a> {
    /// Begins a summary.
    pub fn new(out: &'a mut dyn Write, summary: Summary) -> Self {
        Self { out: BufWriter::new(out), summary }
    }
}

impl Body for Shares<'_> {
    fn put(&mut self, piece: Piece) -> io::Result<()> {
        if let Piece::Counts(article) = piece { self.summary.put(&article, &mut self.out) } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.summary.finish(&mut self.out)?;
        self.out.flush()
    }
}

/// The table for people. Articles have headings if there are several, so the first waits for the second.
pub struct People<'a> {
    out: BufWriter<&'a mut dyn Write>,
    model: &'a sayso::Model,
    table: Table<'a>,
    first: Option<(Box<Article>, Vec<Labelled>)>,
    articles: u64,
}

impl<'a> People<'a> {
    /// Begins a table.
    pub fn new(out: &'a mut dyn Write, model: &'a sayso::Model, table: Table<'a>) -> io::Result<Self> {
        let mut out = BufWriter::new(out);
        table.head(&mut out)?;
        Ok(Self { out, model, table, first: None, articles: 0 })
    }

    fn article(&mut self, article: &Article, labelled: &[Labelled], heading: bool) -> io::Result<()> {
        if heading {
            self.table.heading(&article.doc, &mut self.out)?;
        }
        for (index, labelled) in labelled.iter().enumerate() {
            let row = Row { model: self.model, doc: &article.doc, text: &article.text, index, labelled };
            self.table.row(&row, &mut self.out)?;
        }
        Ok(())
    }

    fn release_first(&mut self, heading: bool) -> io::Result<()> {
        match self.first.take() {
            Some((article, labelled)) => self.article(&article, &labelled, heading),
            None => Ok(()),
        }
    }
}

impl Body for People<'_> {
    fn put(&mut self, piece: Piece) -> io::Result<()> {
        let Piece::Article(article, labelled) = piece else { return Ok(()) };
        self.articles += 1;
        if self.articles == 1 {
            self.first = Some((article, labelled));
            return Ok(());
        }
        self.release_first(true)?;
        self.article(&article, &labelled, true)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.release_first(false)?;
        self.table.foot(&mut self.out)?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_do_not_depend_on_where_a_run_was_interrupted() {
        let dir = tempfile::tempdir().unwrap();
        let piece = |i: usize| Piece::Bytes(format!("{i}\n").repeat(20_000).into_bytes());
        for codec in [Codec::Plain, Codec::Gzip, Codec::Zstd] {
            let path = dir.path().join(format!("{codec:?}"));
            let mut whole = TextFile::new(partial(&path, 0).unwrap(), codec, 0, b"head\n");
            (0..100).for_each(|i| whole.put(piece(i)).unwrap());
            whole.finish().unwrap();
            let expected = std::fs::read(&path).unwrap();
            std::fs::remove_file(&path).unwrap();
            let (mut certain, mut from) = (0, 0);
            for stop in [0, 7, 50, 51, 100] {
                let mut part = TextFile::new(partial(&path, certain).unwrap(), codec, certain, b"head\n");
                let mut next = from;
                while next < stop {
                    part.put(piece(next)).unwrap();
                    next += 1;
                    if let Some(bytes) = part.settled() {
                        (certain, from) = (bytes, next);
                    }
                }
                if stop == 100 {
                    part.finish().unwrap();
                }
            }
            assert!(std::fs::read(&path).unwrap() == expected, "{codec:?}");
        }
        assert!(partial(&dir.path().join("Plain"), u64::MAX).is_err());
    }

    #[test]
    fn blocks_are_read_back_and_a_torn_one_is_an_error() {
        let mut file = tempfile::tempfile().unwrap();
        for block in [&b"abc"[..], b"", b"de"] {
            file.write_all(&(block.len() as u64).to_le_bytes()).unwrap();
            file.write_all(block).unwrap();
        }
        let read = |mut file: File| {
            file.rewind().unwrap();
            blocks(file).collect::<io::Result<Vec<_>>>()
        };
        assert_eq!(read(file.try_clone().unwrap()).unwrap(), [b"abc".to_vec(), b"".to_vec(), b"de".to_vec()]);
        let length = file.metadata().unwrap().len();
        file.set_len(length - 1).unwrap();
        assert!(read(file).is_err());
    }
}
