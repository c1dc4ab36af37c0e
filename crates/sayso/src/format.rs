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
        source: std::io::Error,
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
        if bytes.len() > MAX_BYTES {
            return Err(ModelError::TooLarge(bytes.len()));
        }
        let bad = |e: safetensors::SafeTensorError| ModelError::NotAModel(e.to_string());
        let (_, header) = SafeTensors::read_metadata(bytes).map_err(bad)?;
        let text = header.metadata().as_ref().and_then(|m| m.get(METADATA_KEY));
        let text = text.ok_or_else(|| ModelError::NotAModel(format!("no metadata {METADATA_KEY:?}")))?;
        let metadata = metadata(text)?;
        let file = SafeTensors::deserialize(bytes).map_err(bad)?;
        let k = metadata.labels.len();
        let ids =
            words(&tensor(&file, "ids", &[Dtype::U64])?, 8, |b| u64::from_le_bytes(b.try_into().unwrap_or_default()));
        let n = ids.len();
        let stored = tensor(&file, "weights", &[Dtype::I16, Dtype::I8])?;
        let weights = match stored.dtype() {
            Dtype::I8 => stored.data().iter().map(|&b| i16::from(b.cast_signed())).collect(),
            _ => words(&stored, 2, |b| i16::from_le_bytes(b.try_into().unwrap_or_default())),
        };
        let parts = Self {
            ids,
            weights,
            scales: floats(&file, "scales", k)?,
            intercepts: floats(&file, "intercepts", k)?,
            stage: floats(&file, "stage", k * stage::width(k))?,
            offsets: floats(&file, "offsets", k)?,
            metadata,
        };
        expect("weights", parts.weights.len() == n * k, || {
            format!("has {} entries, not {n} x {k}", parts.weights.len())
        })?;
        expect("ids", parts.ids.is_sorted_by(|a, b| a < b), || "not ascending".into())?;
        Ok(parts)
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
    let bad = |e: serde_json::Error| ModelError::NotAModel(format!("metadata: {e}"));
    let version: Version = serde_json::from_str(text).map_err(bad)?;
    if version.format > FORMAT {
        return Err(ModelError::NewerFormat { found: version.format });
    }
    let metadata: Metadata = serde_json::from_str(text).map_err(bad)?;
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

fn tensor<'d>(file: &SafeTensors<'d>, name: &'static str, types: &[Dtype]) -> Result<TensorView<'d>, ModelError> {
    let view = file.tensor(name).map_err(|_| ModelError::Tensor { name, reason: "is missing".into() })?;
    expect(name, types.contains(&view.dtype()), || format!("has type {:?}, not one of {types:?}", view.dtype()))?;
    Ok(view)
}

fn words<T>(view: &TensorView<'_>, size: usize, read: impl Fn(&[u8]) -> T) -> Vec<T> {
    view.data().chunks_exact(size).map(read).collect()
}

fn floats(file: &SafeTensors<'_>, name: &'static str, n: usize) -> Result<Vec<f32>, ModelError> {
    let view = tensor(file, name, &[Dtype::F32])?;
    let values = words(&view, 4, |b| f32::from_le_bytes(b.try_into().unwrap_or_default()));
    expect(name, values.len() == n, || format!("has {} entries, not {n}", values.len()))?;
    expect(name, values.iter().all(|v| v.is_finite()), || "has a number that is not finite".into())?;
    Ok(values)
}
