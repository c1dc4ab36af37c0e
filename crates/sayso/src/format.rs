//! The model file: one `safetensors` file whose metadata is a single JSON value.
//!
//! | tensor | type | shape | what |
//! |---|---|---|---|
//! | `ids` | U64 | n | feature identities, ascending |
//! | `weights` | I16 or I8 | n x k | weights, in units of `scales` |
//! | `scales` | F32 | k | unit of each label's weights |
//! | `intercepts` | F32 | k | one per label |
//! | `stage` | F32 | k x m | dense stage: weights of [`crate::stage::inputs`], the last column the intercept |
//! | `offsets` | F32 | k | added to log probabilities before the label is chosen |
//!
//! Nothing in the file is trusted: sizes are checked against the file before anything is allocated, and every number has
//! to be finite.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensors};
use sayso_featurizer::featurizer::{Config, ConfigError};
use serde::{Deserialize, Serialize};

use crate::stage;

/// The newest format this version reads, and the one it writes.
pub const FORMAT: u32 = 1;
/// Key of the metadata.
pub const METADATA_KEY: &str = "sayso";
/// Larger files are refused before they are parsed.
pub const MAX_BYTES: usize = 1 << 30;
/// More labels are refused.
pub const MAX_LABELS: usize = 1024;

/// The bytes of a model file, at most one more than a model may have, so that a wrong file does not fill the memory.
///
/// # Errors
/// If the file cannot be read, or is a folder.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let mut bytes = Vec::new();
    file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Why a model file cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The file cannot be read.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: String,
        /// What the system says.
        source: io::Error,
    },
    /// No `safetensors` file, or a damaged one.
    #[error("not a sayso model, or a damaged one ({0}); train one with `sayso train` or fetch the file again")]
    NotAModel(String),
    /// A format of the future.
    #[error("model format {found} is newer than {FORMAT}, the newest that this version of sayso reads; update sayso")]
    NewerFormat {
        /// The format of the file.
        found: u32,
    },
    /// A tensor is missing or has another type or shape than the format says.
    #[error("tensor {name:?}: {reason}; the file is damaged or was not written by sayso")]
    Tensor {
        /// Name of the tensor.
        name: &'static str,
        /// What is wrong.
        reason: String,
    },
    /// The file is larger than the cap.
    #[error("the model has {0} bytes; more than {MAX_BYTES} are refused")]
    TooLarge(usize),
    /// The featurizer's configuration is not usable.
    #[error("the model's configuration: {0}")]
    Config(#[from] ConfigError),
}

/// Everything in a model that is not a tensor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Metadata {
    /// Version of the format.
    pub format: u32,
    /// Name of the model.
    pub name: String,
    /// Version of sayso that wrote it.
    pub tool: String,
    /// Names of the labels, in the order of all tensors.
    pub labels: Vec<String>,
    /// SHA-256 of the training data.
    pub data_hash: String,
    /// Sentences per label that it learned from.
    pub support: Vec<usize>,
    /// Below this probability a label is reported as "unsure"; 0 never.
    pub unsure: f32,
    /// The same for each label; empty if `unsure` holds for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub thresholds: Vec<f32>,
    /// Scores under cross-validation by article and other notes for people.
    pub notes: serde_json::Value,
    /// The featurizer's configuration.
    pub featurizer: Config,
}

/// The parts of a model as they are stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    /// What is no tensor.
    pub metadata: Metadata,
    /// Ascending.
    pub ids: Vec<u64>,
    /// `ids.len() * k`, in units of `scales`.
    pub weights: Vec<i16>,
    /// k.
    pub scales: Vec<f32>,
    /// k.
    pub intercepts: Vec<f32>,
    /// `k * stage::width(k)`.
    pub stage: Vec<f32>,
    /// k.
    pub offsets: Vec<f32>,
}

impl Parts {
    /// Reads a model file.
    ///
    /// # Errors
    /// [`ModelError`] says what is wrong with the bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let stored = Stored::read(bytes)?;
        let (n, k) = (stored.weights.len(), stored.metadata.labels.len());
        let (mut ids, mut weights) = (Vec::with_capacity(n), vec![0; n * k]);
        for (i, row) in weights.chunks_exact_mut(k).enumerate() {
            ids.push(stored.weights.read(i, row));
        }
        let Stored { metadata, scales, intercepts, stage, offsets, .. } = stored;
        Ok(Self { metadata, ids, weights, scales, intercepts, stage, offsets })
    }

    /// The bytes of a model file; the same parts always give the same bytes. `narrow` stores 8-bit weights, which they
    /// must fit.
    ///
    /// # Errors
    /// [`ModelError::NotAModel`] if the parts do not fit together.
    pub fn to_bytes(&self, narrow: bool) -> Result<Vec<u8>, ModelError> {
        let k = self.metadata.labels.len();
        let bad = |e: safetensors::SafeTensorError| ModelError::NotAModel(e.to_string());
        let ids: Vec<u8> = self.ids.iter().flat_map(|v| v.to_le_bytes()).collect();
        let weights: Vec<u8> = if narrow {
            self.weights.iter().map(|&w| w.clamp(-128, 127) as i8 as u8).collect()
        } else {
            self.weights.iter().flat_map(|v| v.to_le_bytes()).collect()
        };
        let float_bytes = |v: &[f32]| -> Vec<u8> { v.iter().flat_map(|x| x.to_le_bytes()).collect() };
        let (scales, intercepts) = (float_bytes(&self.scales), float_bytes(&self.intercepts));
        let (stage_bytes, offsets) = (float_bytes(&self.stage), float_bytes(&self.offsets));
        let dtype = if narrow { Dtype::I8 } else { Dtype::I16 };
        let views = [
            ("ids", TensorView::new(Dtype::U64, vec![self.ids.len()], &ids)),
            ("weights", TensorView::new(dtype, vec![self.ids.len(), k], &weights)),
            ("scales", TensorView::new(Dtype::F32, vec![k], &scales)),
            ("intercepts", TensorView::new(Dtype::F32, vec![k], &intercepts)),
            ("stage", TensorView::new(Dtype::F32, vec![k, stage::width(k)], &stage_bytes)),
            ("offsets", TensorView::new(Dtype::F32, vec![k], &offsets)),
        ];
        let mut tensors = Vec::with_capacity(views.len());
        for (name, view) in views {
            tensors.push((name, view.map_err(bad)?));
        }
        let text = serde_json::to_string(&self.metadata).map_err(|e| ModelError::NotAModel(e.to_string()))?;
        safetensors::serialize(tensors, Some([(METADATA_KEY.to_string(), text)].into())).map_err(bad)
    }
}

fn metadata(text: &str) -> Result<Metadata, ModelError> {
    #[derive(Deserialize)]
    struct Version {
        format: u32,
    }
    let metadata = serde_json::from_str::<Metadata>(text);
    // What a later version wrote may not even be readable; its number then says more than the error.
    let found = match &metadata {
        Ok(metadata) => metadata.format,
        Err(_) => serde_json::from_str::<Version>(text).map_or(0, |version| version.format),
    };
    if found > FORMAT {
        return Err(ModelError::NewerFormat { found });
    }
    let metadata = metadata.map_err(|e| ModelError::NotAModel(format!("metadata: {e}")))?;
    let k = metadata.labels.len();
    if !(2..=MAX_LABELS).contains(&k) {
        return Err(ModelError::NotAModel(format!("{k} labels; 2 to {MAX_LABELS} are possible")));
    }
    if !metadata.thresholds.is_empty() && metadata.thresholds.len() != k {
        return Err(ModelError::NotAModel(format!("{} thresholds for {k} labels", metadata.thresholds.len())));
    }
    Ok(metadata)
}

fn expect(name: &'static str, holds: bool, reason: impl FnOnce() -> String) -> Result<(), ModelError> {
    if holds { Ok(()) } else { Err(ModelError::Tensor { name, reason: reason() }) }
}

/// A model file that has been checked, its weights where they are.
#[derive(Debug)]
pub(crate) struct Stored<'b> {
    pub(crate) metadata: Metadata,
    pub(crate) weights: Weights<'b>,
    pub(crate) scales: Vec<f32>,
    pub(crate) intercepts: Vec<f32>,
    pub(crate) stage: Vec<f32>,
    pub(crate) offsets: Vec<f32>,
}

impl<'b> Stored<'b> {
    pub(crate) fn read(bytes: &'b [u8]) -> Result<Self, ModelError> {
        if bytes.len() > MAX_BYTES {
            return Err(ModelError::TooLarge(bytes.len()));
        }
        let (length, header) = SafeTensors::read_metadata(bytes).map_err(|e| ModelError::NotAModel(e.to_string()))?;
        let text = header.metadata().as_ref().and_then(|m| m.get(METADATA_KEY));
        let metadata = metadata(text.ok_or_else(|| ModelError::NotAModel(format!("no metadata {METADATA_KEY:?}")))?)?;
        let tensors = Tensors { header: &header, data: bytes.get(HEADER_LENGTH + length..).unwrap_or_default() };
        let k = metadata.labels.len();
        Ok(Self {
            weights: tensors.weights(k)?,
            scales: tensors.floats("scales", &[k])?,
            intercepts: tensors.floats("intercepts", &[k])?,
            stage: tensors.floats("stage", &[k, stage::width(k)])?,
            offsets: tensors.floats("offsets", &[k])?,
            metadata,
        })
    }
}

/// The identities and weights of a file's features.
#[derive(Debug)]
pub(crate) struct Weights<'b> {
    ids: &'b [[u8; 8]],
    rows: &'b [u8],
    /// Bytes per row.
    width: usize,
    narrow: bool,
}

impl Weights<'_> {
    /// How many features there are.
    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }

    /// The identity of feature `i < len`; its weights, one per label, go to `row`.
    #[inline]
    pub(crate) fn read(&self, i: usize, row: &mut [i16]) -> u64 {
        let stored = &self.rows[i * self.width..(i + 1) * self.width];
        if self.narrow {
            row.iter_mut().zip(stored).for_each(|(w, &b)| *w = b.cast_signed().into());
        } else {
            row.iter_mut().zip(stored.as_chunks().0).for_each(|(w, &b)| *w = i16::from_le_bytes(b));
        }
        u64::from_le_bytes(self.ids[i])
    }
}

/// Bytes before the header that say how long it is.
const HEADER_LENGTH: usize = 8;

/// The tensors of a file by name.
struct Tensors<'h, 'b> {
    header: &'h safetensors::tensor::Metadata,
    /// What stands behind the header.
    data: &'b [u8],
}

impl<'b> Tensors<'_, 'b> {
    /// Type and bytes of a tensor, which must have one of these types and this shape; `None` stands for any length.
    fn get(
        &self,
        name: &'static str,
        types: &[Dtype],
        shape: &[Option<usize>],
    ) -> Result<(Dtype, &'b [u8]), ModelError> {
        let missing = || ModelError::Tensor { name, reason: "is missing".into() };
        let info = self.header.info(name).ok_or_else(missing)?;
        expect(name, types.contains(&info.dtype), || format!("has type {:?}, not one of {types:?}", info.dtype))?;
        let fits =
            info.shape.len() == shape.len() && shape.iter().zip(&info.shape).all(|(s, n)| s.is_none_or(|s| s == *n));
        expect(name, fits, || {
            let wanted: Vec<String> = shape.iter().map(|s| s.map_or("any".into(), |n| n.to_string())).collect();
            format!("has shape {:?}, not [{}]", info.shape, wanted.join(", "))
        })?;
        let (start, end) = info.data_offsets;
        Ok((info.dtype, self.data.get(start..end).ok_or_else(missing)?))
    }

    fn weights(&self, k: usize) -> Result<Weights<'b>, ModelError> {
        let ids = self.get("ids", &[Dtype::U64], &[None])?.1.as_chunks().0;
        let (dtype, rows) = self.get("weights", &[Dtype::I16, Dtype::I8], &[Some(ids.len()), Some(k)])?;
        let ascending = ids.is_sorted_by(|a, b| u64::from_le_bytes(*a) < u64::from_le_bytes(*b));
        expect("ids", ascending, || "not ascending".into())?;
        let narrow = dtype == Dtype::I8;
        Ok(Weights { ids, rows, width: if narrow { k } else { 2 * k }, narrow })
    }

    fn floats(&self, name: &'static str, shape: &[usize]) -> Result<Vec<f32>, ModelError> {
        let shape: Vec<Option<usize>> = shape.iter().copied().map(Some).collect();
        let bytes = self.get(name, &[Dtype::F32], &shape)?.1;
        let values: Vec<f32> = bytes.as_chunks().0.iter().map(|&b| f32::from_le_bytes(b)).collect();
        expect(name, values.iter().all(|v| v.is_finite()), || "has a number that is not finite".into())?;
        Ok(values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_whole_and_a_folder_is_named() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert_eq!(read(&root.join("Cargo.toml")).unwrap(), std::fs::read(root.join("Cargo.toml")).unwrap());
        assert_eq!(read(root).unwrap_err().kind(), io::ErrorKind::IsADirectory);
    }
}
