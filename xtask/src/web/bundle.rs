//! `bundle.js`: module, model and sample articles as one script.

use std::fmt;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;

/// Sample articles: what they are called on the page, and where they are.
const SAMPLES: [(&str, &str); 2] =
    [("English", "tests/articles/harbour-en.txt"), ("Română", "tests/articles/primarie-ro.txt")];

/// A number of bytes.
#[derive(Debug, Clone, Copy)]
pub struct Size(usize);

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} MB", self.0 as f64 / 1e6)
    }
}

/// What the script carries, compressed.
#[derive(Debug)]
pub struct Bundle {
    module: Vec<u8>,
    model: Vec<u8>,
}

impl Bundle {
    /// Compresses a module and the model in a file.
    ///
    /// # Errors
    /// If the model cannot be read or is none.
    pub fn new(module: &[u8], model: &Path) -> Result<Self> {
        let file = std::fs::read(model).with_context(|| format!("{}: cannot be read", model.display()))?;
        let packed = sayso_web::pack::pack(&file).with_context(|| model.display().to_string())?;
        Ok(Self { module: gzip(module)?, model: gzip(&packed)? })
    }

    /// Size of the module.
    pub const fn module_size(&self) -> Size {
        Size(self.module.len())
    }

    /// Size of the model.
    pub const fn model_size(&self) -> Size {
        Size(self.model.len())
    }

    /// Writes the script.
    ///
    /// # Errors
    /// If it cannot be written, or a sample cannot be read.
    pub fn write(&self, path: &Path) -> Result<()> {
        let mut samples = Vec::new();
        for (name, file) in SAMPLES {
            let text = std::fs::read_to_string(file).with_context(|| format!("{file}: cannot be read"))?;
            let doc = Path::new(file).file_stem().unwrap_or_default().to_string_lossy().into_owned();
            samples.push(json!({ "name": name, "doc": doc, "text": text }));
        }
        let script = format!(
            "// Written by `cargo xtask web build`: gzip in base64.\nexport const module = \"{}\";\nexport const model = \
             \"{}\";\nexport const samples = {};\n",
            STANDARD.encode(&self.module),
            STANDARD.encode(&self.model),
            serde_json::Value::from(samples),
        );
        std::fs::write(path, script).with_context(|| format!("{}: cannot be written", path.display()))
    }
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}
