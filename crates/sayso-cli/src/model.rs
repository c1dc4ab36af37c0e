//! The model that a command uses: a file, or the one inside the program.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use sayso::Model;
use sayso::format;

use crate::cli::ModelFlags;
use crate::input::unreadable;

/// Which model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The one inside the program.
    Embedded,
    /// A file.
    File(PathBuf),
}

impl From<&ModelFlags> for Source {
    fn from(flags: &ModelFlags) -> Self {
        flags.model.clone().map_or(Self::Embedded, Self::File)
    }
}

impl Source {
    /// What messages call it.
    pub fn name(&self) -> String {
        match self {
            Self::Embedded => "the model inside the program".into(),
            Self::File(path) => path.display().to_string(),
        }
    }

    /// Loads it.
    ///
    /// # Errors
    /// With the name of the file and the remedy.
    pub fn load(&self) -> Result<Model> {
        match self {
            Self::Embedded => Model::embedded().with_context(|| self.name()),
            Self::File(_) => parse(&self.bytes()?, &self.name()),
        }
    }

    /// Loads it and keeps its bytes.
    ///
    /// # Errors
    /// As [`Source::load`].
    pub fn load_with_bytes(&self) -> Result<(Model, Vec<u8>)> {
        let bytes = self.bytes()?;
        Ok((parse(&bytes, &self.name())?, bytes))
    }

    fn bytes(&self) -> Result<Vec<u8>> {
        match self {
            Self::Embedded => Ok(Model::embedded_bytes().to_vec()),
            Self::File(path) => format::read(path).map_err(|e| unreadable(&self.name(), &e)),
        }
    }
}

fn parse(bytes: &[u8], name: &str) -> Result<Model> {
    if bytes.is_empty() {
        bail!("{name}: is empty, no sayso model; train one with `sayso train` or fetch the file again");
    }
    Model::from_bytes(bytes).with_context(|| name.to_owned())
}
