//! Our sparse solver behind linfa's `Fit` and `Predict` traits.
//!
//! ```
//! use linfa::DatasetBase;
//! use linfa::traits::{Fit, Predict};
//! use ndarray::{Array1, array};
//! use sayso_train::matrix::Sparse;
//! use sayso_train::solver::linfa::{Design, SparseLogistic};
//!
//! // Two features; the second tells the classes apart.
//! let rows = Sparse { offsets: vec![0, 1, 3, 4, 6], indices: vec![0, 0, 1, 0, 0, 1], values: vec![1.0; 6] };
//! let data = DatasetBase::new(Design { rows, width: 2 }, array!["no", "yes", "no", "yes"]);
//! let model = SparseLogistic::default().l2(0.1).fit(&data)?;
//! let labels: Array1<&str> = model.predict(&data);
//! assert_eq!(labels, array!["no", "yes", "no", "yes"]);
//! # Ok::<(), sayso_train::solver::linfa::FitError>(())
//! ```

use linfa::dataset::{AsTargets, DatasetBase, Records};
use linfa::traits::{Fit, PredictInplace};
use ndarray::Array1;

use super::lbfgs::{Report, Stop};
use super::softmax::{self, Course, Labelled, Linear, Loss, Settings};
use crate::matrix::Sparse;

/// Sparse rows that know how many columns there are.
#[derive(Debug, Clone, Default)]
pub struct Design {
    /// The rows.
    pub rows: Sparse,
    /// Columns; every index of `rows` is below.
    pub width: usize,
}

impl Records for Design {
    type Elem = f32;

    fn nsamples(&self) -> usize {
        self.rows.len()
    }

    fn nfeatures(&self) -> usize {
        self.width
    }
}

/// Parameters of multinomial logistic regression on sparse rows. Weights of the data set are sample weights.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SparseLogistic {
    settings: Settings,
}

impl Default for SparseLogistic {
    fn default() -> Self {
        Self {
            settings: Settings {
                l2: 1.0,
                loss: Loss::Logistic,
                l1: 0.0,
                stop: Stop { max_iterations: 200, tolerance: 1e-6 },
            },
        }
    }
}

impl SparseLogistic {
    /// L2 strength.
    #[must_use]
    pub fn l2(mut self, l2: f64) -> Self {
        self.settings.l2 = l2;
        self
    }

    /// L1 strength.
    #[must_use]
    pub fn l1(mut self, l1: f64) -> Self {
        self.settings.l1 = l1;
        self
    }

    /// When to stop.
    #[must_use]
    pub fn stop(mut self, stop: Stop) -> Self {
        self.settings.stop = stop;
        self
    }
}

/// Rows that cannot be fitted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FitError {
    /// From linfa.
    #[error(transparent)]
    Linfa(#[from] linfa::Error),
    /// Penalties that are negative, both 0, or no numbers.
    #[error("l2 = {l2}, l1 = {l1}: numbers of 0 or more are needed, at least one of them above 0")]
    Penalty {
        /// L2 strength.
        l2: f64,
        /// L1 strength.
        l1: f64,
    },
    /// Rows, labels and weights differ in number, or a column is out of range.
    #[error("the data does not fit together: {0}")]
    Shape(&'static str),
    /// A value or weight is not a finite number, or a weight is negative.
    #[error("a value or weight is not a finite number of the allowed range")]
    NotFinite,
    /// Fewer than two classes.
    #[error("{0} class(es); at least 2 are needed")]
    Classes(usize),
}

/// A fitted model with its classes.
#[derive(Debug, Clone)]
pub struct FittedSparseLogistic<C> {
    /// Ascending.
    pub classes: Vec<C>,
    /// Weights, in the order of `classes`.
    pub linear: Linear,
    /// How the solver ended.
    pub report: Report,
}

impl<C, T> Fit<Design, T, FitError> for SparseLogistic
where
    C: Ord + Clone,
    T: AsTargets<Elem = C, Ix = ndarray::Ix1>,
{
    type Object = FittedSparseLogistic<C>;

    fn fit(&self, dataset: &DatasetBase<Design, T>) -> Result<Self::Object, FitError> {
        let Settings { l2, l1, .. } = self.settings;
        if ![l2, l1].iter().all(|v| v.is_finite() && *v >= 0.0) || l2 + l1 == 0.0 {
            return Err(FitError::Penalty { l2, l1 });
        }
        let design = &dataset.records;
        let targets = dataset.targets.as_targets();
        let weights: Vec<f64> = match dataset.weights() {
            Some(weights) => weights.iter().map(|&w| f64::from(w)).collect(),
            None => vec![1.0; design.rows.len()],
        };
        check(design, targets.len(), &weights)?;
        let mut classes: Vec<C> = targets.iter().cloned().collect();
        classes.sort_unstable();
        classes.dedup();
        if classes.len() < 2 {
            return Err(FitError::Classes(classes.len()));
        }
        let labels: Vec<usize> = targets.iter().map(|t| classes.binary_search(t).unwrap_or_default()).collect();
        let data = Labelled { rows: &design.rows, labels: &labels, weights: &weights };
        let (linear, report) = softmax::fit(data, classes.len(), design.width, self.settings, Course::default());
        Ok(FittedSparseLogistic { classes, linear, report })
    }
}

fn check(design: &Design, targets: usize, weights: &[f64]) -> Result<(), FitError> {
    if design.rows.len() != targets || weights.len() != targets {
        return Err(FitError::Shape("rows, labels and weights differ in number"));
    }
    if design.rows.indices.iter().any(|&c| c as usize >= design.width) {
        return Err(FitError::Shape("a column is out of range"));
    }
    let finite = design.rows.values.iter().all(|v| v.is_finite());
    if !finite || weights.iter().any(|w| !w.is_finite() || *w < 0.0) {
        return Err(FitError::NotFinite);
    }
    Ok(())
}

impl<C: Clone> PredictInplace<Design, Array1<C>> for FittedSparseLogistic<C> {
    /// Columns that the model does not know are left out.
    fn predict_inplace(&self, x: &Design, y: &mut Array1<C>) {
        let known = self.linear.weights.len() / self.linear.classes;
        for (i, y) in y.iter_mut().enumerate().take(x.rows.len()) {
            let mut z: Vec<f64> = self.linear.intercepts.iter().map(|&b| f64::from(b)).collect();
            for (c, v) in x.rows.row(i).filter(|(c, _)| *c < known) {
                for (j, z) in z.iter_mut().enumerate() {
                    *z += f64::from(v * self.linear.weights[c * self.linear.classes + j]);
                }
            }
            let best = (1..z.len()).fold(0, |best, c| if z[c] > z[best] { c } else { best });
            *y = self.classes[best].clone();
        }
    }

    fn default_target(&self, x: &Design) -> Array1<C> {
        Array1::from_elem(x.rows.len(), self.classes[0].clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use linfa::traits::Predict;
    use ndarray::array;

    fn design() -> Design {
        let rows = Sparse { offsets: vec![0, 1, 2, 3, 4], indices: vec![0, 1, 0, 1], values: vec![1.0, 1.0, 2.0, 2.0] };
        Design { rows, width: 2 }
    }

    #[test]
    fn labels_of_any_kind_come_back() {
        let data = DatasetBase::new(design(), array![7usize, 3, 7, 3]);
        let model = SparseLogistic::default().l2(0.1).fit(&data).unwrap();
        let labels: Array1<usize> = model.predict(&data);
        assert_eq!(labels, array![7, 3, 7, 3]);
        assert!(model.report.converged);
    }

    #[test]
    fn weights_of_the_data_set_count() {
        let labels = array![0usize, 1, 1, 1];
        let heavy = DatasetBase::new(design(), labels.clone()).with_weights(array![10.0f32, 1.0, 0.1, 1.0]);
        let light = DatasetBase::new(design(), labels).with_weights(array![0.1f32, 1.0, 10.0, 1.0]);
        let first = |d: &DatasetBase<Design, Array1<usize>>| -> usize {
            let predicted: Array1<usize> = SparseLogistic::default().l2(0.1).fit(d).unwrap().predict(d);
            predicted[0]
        };
        assert_eq!((first(&heavy), first(&light)), (0, 1));
    }

    #[test]
    fn what_cannot_be_fitted_is_an_error() {
        let fit = |d: &DatasetBase<Design, Array1<usize>>, p: SparseLogistic| p.fit(d).map(|_| ()).unwrap_err();
        let good = DatasetBase::new(design(), array![0usize, 1, 0, 1]);
        assert!(matches!(fit(&good, SparseLogistic::default().l2(-1.0)), FitError::Penalty { .. }));
        assert!(matches!(
            fit(&DatasetBase::new(design(), array![0, 0, 0, 0]), SparseLogistic::default()),
            FitError::Classes(1)
        ));
        assert!(matches!(
            fit(&DatasetBase::new(design(), array![0, 1]), SparseLogistic::default()),
            FitError::Shape(_)
        ));
        let nan = good.with_weights(array![1.0, f32::NAN, 1.0, 1.0]);
        assert!(matches!(fit(&nan, SparseLogistic::default()), FitError::NotFinite));
    }
}
