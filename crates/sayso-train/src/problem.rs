//! The sparse stage's problem over a data set: features once, then fits on chosen articles.

use sayso::format::Parts;

use crate::data::Dataset;
use crate::matrix::Sparse;
use crate::rows::Design;
use crate::settings::{Settings, Solver, TrainError};
use crate::solver::dense;
use crate::solver::lbfgs::{Report, Stop};
use crate::solver::softmax::{self, Course, Labelled, Linear};

/// A data set as rows.
#[derive(Debug)]
pub(crate) struct Problem<'a> {
    pub(crate) data: &'a Dataset,
    pub(crate) design: Design,
}

/// Labelled rows of some articles.
struct Chosen {
    rows: Sparse,
    labels: Vec<usize>,
    weights: Vec<f64>,
}

impl Chosen {
    fn labelled(&self) -> Labelled<'_> {
        Labelled { rows: &self.rows, labels: &self.labels, weights: &self.weights }
    }
}

/// How a fit may be guided.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Guide<'a> {
    /// Weights to start from.
    pub(crate) start: Option<&'a Linear>,
    /// Articles whose loss ends the fit.
    pub(crate) watched: Option<&'a [bool]>,
    /// Exactly as many iterations.
    pub(crate) iterations: Option<usize>,
}

impl<'a> Problem<'a> {
    pub(crate) fn new(data: &'a Dataset, design: Design) -> Self {
        Self { data, design }
    }

    /// Labelled rows of these articles; with a weight above 0, those of the isolated copies as well.
    fn choose(&self, articles: &[bool], isolated: f64) -> Chosen {
        let (mut chosen, mut labels, mut weights) = (Vec::new(), Vec::new(), Vec::new());
        for (a, article) in self.data.articles.iter().enumerate().filter(|(a, _)| articles[*a]) {
            let mut copies = self.design.isolated[a].clone();
            for (i, s) in article.sentences.iter().enumerate() {
                let Some(label) = s.label else { continue };
                let mut add = |row, weight| {
                    chosen.push(row);
                    labels.push(label);
                    weights.push(weight);
                };
                add(self.design.first[a] + i, s.weight);
                if let Some(copy) = copies.next().filter(|_| isolated > 0.0) {
                    add(copy, s.weight * isolated);
                }
            }
        }
        Chosen { rows: self.design.matrix.select(&chosen), labels, weights }
    }

    /// Fits the sparse stage on the articles chosen.
    pub(crate) fn fit(
        &self,
        settings: &Settings,
        training: &[bool],
        guide: Guide<'_>,
    ) -> Result<(Linear, Report), TrainError> {
        let (k, width) = (self.data.labels.len(), self.design.vocabulary.len());
        let mut chosen = self.choose(training, settings.copies());
        balance(&chosen.labels, &mut chosen.weights, k, settings.balance);
        let factors = settings.weighting.factors(&chosen.rows, &chosen.labels, k, width);
        let mut watched = guide.watched.map(|articles| self.choose(articles, 0.0));
        let mut start = guide.start.cloned();
        if let Some(factors) = &factors {
            chosen.rows.scale_columns(factors);
            watched.iter_mut().for_each(|w| w.rows.scale_columns(factors));
            // A feature that all labels share alike has the factor 0, and so no weight.
            start.iter_mut().for_each(|l| multiply(l, factors, |w, f| if f > 0.0 { w / f } else { 0.0 }));
        }
        let stop = guide.iterations.map_or(settings.stop, |max_iterations| Stop { max_iterations, tolerance: 0.0 });
        let (mut linear, report) = match settings.solver {
            Solver::Linfa => dense::fit(chosen.labelled(), k, width, settings.l2, stop)?,
            Solver::Sparse => {
                let course = Course { start: start.as_ref(), watched: watched.as_ref().map(Chosen::labelled) };
                let penalties = softmax::Settings { l2: settings.l2, loss: settings.loss, l1: settings.l1, stop };
                softmax::fit(chosen.labelled(), k, width, penalties, course)
            }
        };
        if let Some(factors) = &factors {
            multiply(&mut linear, factors, |w, f| w * f);
        }
        if !report.objective.is_finite() {
            return Err(TrainError::Diverged);
        }
        Ok((linear, report))
    }

    /// Probabilities of the sparse stage for every sentence of an article.
    pub(crate) fn probabilities(&self, linear: &Linear, article: usize) -> Vec<f32> {
        let first = self.design.first[article];
        let rows = first..first + self.data.articles[article].sentences.len();
        rows.flat_map(|i| {
            let mut z = linear.logits(&self.design.matrix, i);
            softmax::softmax(&mut z);
            z.into_iter().map(|p| p as f32)
        })
        .collect()
    }

    /// The weights of an earlier model in the columns and labels of this data; what it does not know starts at 0.
    pub(crate) fn start(&self, model: &Parts) -> Result<Linear, TrainError> {
        let (ours, theirs) = (&self.data.labels, &model.metadata.labels);
        let from: Vec<Option<usize>> = ours.iter().map(|l| theirs.iter().position(|t| t == l)).collect();
        if from.iter().all(Option::is_none) {
            return Err(TrainError::Start { model: theirs.join(", "), data: ours.join(", ") });
        }
        let k = ours.len();
        let mut linear = Linear {
            classes: k,
            weights: vec![0.0; self.design.vocabulary.len() * k],
            intercepts: from.iter().map(|c| c.map_or(0.0, |c| model.intercepts[c])).collect(),
        };
        for (column, id) in self.design.vocabulary.ids.iter().enumerate() {
            let Ok(row) = model.ids.binary_search(id) else { continue };
            for (c, from) in from.iter().enumerate() {
                if let Some(t) = *from {
                    let stored = model.weights[row * theirs.len() + t];
                    linear.weights[column * k + c] = f32::from(stored) * model.scales[t];
                }
            }
        }
        Ok(linear)
    }
}

fn multiply(linear: &mut Linear, factors: &[f32], by: impl Fn(f32, f32) -> f32) {
    for (row, &f) in linear.weights.chunks_exact_mut(linear.classes).zip(factors) {
        row.iter_mut().for_each(|w| *w = by(*w, f));
    }
}

/// Multiplies each weight by `(mean / frequency of its label) ^ strength`.
pub fn balance(labels: &[usize], weights: &mut [f64], k: usize, strength: f64) {
    if strength == 0.0 {
        return;
    }
    let mut mass = vec![0.0; k];
    for (&c, w) in labels.iter().zip(weights.iter()) {
        mass[c] += w;
    }
    let present = mass.iter().filter(|&&m| m > 0.0).count().max(1) as f64;
    let mean = mass.iter().sum::<f64>() / present;
    for (&c, w) in labels.iter().zip(weights) {
        *w *= (mean / mass[c].max(f64::MIN_POSITIVE)).powf(strength);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn balanced_labels_have_the_same_mass() {
        let labels = [0, 0, 0, 1];
        let mut weights = vec![1.0; 4];
        balance(&labels, &mut weights, 2, 1.0);
        assert!((weights[..3].iter().sum::<f64>() - weights[3]).abs() < 1e-12);
        let mut as_found = vec![2.0; 4];
        balance(&labels, &mut as_found, 2, 0.0);
        assert_eq!(as_found, [2.0; 4]);
    }
}
