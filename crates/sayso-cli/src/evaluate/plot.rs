//! The plots of the report as SVG, drawn by `plotters`.
//!
//! Each is drawn at a fixed size and scaled by the page. A plot that cannot be drawn is left out; the page has the same
//! figures as tables.

use std::io;

use plotters::chart::{ChartContext, SeriesLabelPosition};
use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use sayso_train::report::Report;

use super::text::spoken;
use crate::html::escape;

/// Size of a plot in its own units.
const SIZE: (u32, u32) = (440, 330);
const FONT: (&str, u32) = ("sans-serif", 15);
const INK: RGBColor = RGBColor(0x22, 0x22, 0x22);
const FAINT: RGBColor = RGBColor(0xd8, 0xd8, 0xd8);
/// Dark enough on white, and told apart by people who see colours differently (after Okabe and Ito, 2008).
const PALETTE: [RGBColor; 6] = [
    RGBColor(0x00, 0x72, 0xb2),
    RGBColor(0x55, 0x55, 0x55),
    RGBColor(0xd5, 0x5e, 0x00),
    RGBColor(0x9b, 0x2f, 0x7c),
    RGBColor(0x00, 0x8a, 0x64),
    RGBColor(0x8a, 0x6d, 0x00),
];

type Canvas<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Chart<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;
type Drawn = Result<(), DrawingAreaErrorKind<io::Error>>;

/// Confidence against accuracy: a dot for each bin, larger where there are more answers.
pub fn reliability(report: &Report) -> Option<String> {
    let most = report.reliability.iter().map(|b| b.count).max().unwrap_or(1).max(1);
    svg("Reliability diagram: accuracy over confidence, with the diagonal of perfect calibration", |canvas| {
        let mut chart = unit_square(canvas, "confidence", "accuracy", 0.0)?;
        chart.draw_series(DashedLineSeries::new([(0.0, 0.0), (1.0, 1.0)], 5, 4, INK.stroke_width(1)))?;
        let bins = report.reliability.iter().filter(|b| b.count > 0);
        let points: Vec<((f64, f64), usize)> = bins.map(|b| ((b.confidence, b.accuracy), b.count)).collect();
        chart.draw_series(LineSeries::new(points.iter().map(|p| p.0), PALETTE[0].stroke_width(2)))?;
        let size = |count: usize| 3 + (6.0 * (count as f64 / most as f64).sqrt()) as i32;
        chart.draw_series(points.iter().map(|&(at, count)| Circle::new(at, size(count), PALETTE[0].filled())))?;
        Ok(())
    })
}

/// Precision against recall, a line for each label.
pub fn precision_recall(report: &Report) -> Option<String> {
    svg("Precision over recall, one line for each label", |canvas| {
        let mut chart = unit_square(canvas, "recall", "precision", 0.0)?;
        for (i, (label, points)) in report.precision_recall.iter().enumerate() {
            let style = PALETTE[i % PALETTE.len()].stroke_width(2);
            let line = LineSeries::new(points.iter().map(|p| (p.recall, p.precision)), style);
            chart
                .draw_series(line)?
                .label(label)
                .legend(move |(x, y)| PathElement::new(vec![(x, y), (x + 16, y)], style));
        }
        legend(&mut chart, SeriesLabelPosition::LowerLeft)
    })
}

/// Accuracy of the surest answers, over how many are given; the baselines answer everything alike.
pub fn coverage(report: &Report) -> Option<String> {
    let low = report.coverage.iter().map(|p| p.accuracy).chain(report.baselines.values().map(|b| b.accuracy));
    // The legend stands below the lowest line.
    let from = ((low.fold(1.0, f64::min) * 10.0).floor() / 10.0 - 0.2).max(0.0);
    svg("Accuracy over coverage: how accuracy falls as more sentences get an answer", |canvas| {
        let mut chart = unit_square(canvas, "coverage", "accuracy", from)?;
        let style = PALETTE[0].stroke_width(2);
        chart
            .draw_series(LineSeries::new(report.coverage.iter().map(|p| (p.coverage, p.accuracy)), style))?
            .label("model")
            .legend(move |(x, y)| PathElement::new(vec![(x, y), (x + 16, y)], style));
        for (i, (name, baseline)) in report.baselines.iter().enumerate() {
            let style = PALETTE[(i + 1) % PALETTE.len()].stroke_width(1);
            let line = [(0.0, baseline.accuracy), (1.0, baseline.accuracy)];
            chart
                .draw_series(LineSeries::new(line, style))?
                .label(spoken(name))
                .legend(move |(x, y)| PathElement::new(vec![(x, y), (x + 16, y)], style));
        }
        legend(&mut chart, SeriesLabelPosition::LowerLeft)
    })
}

/// F1 of each label with its interval; rings are the baselines.
pub fn f1(report: &Report) -> Option<String> {
    let rows = report.labels.len() as f64;
    let names: Vec<&String> = report.labels.keys().rev().collect();
    let name = |y: &f64| -> String {
        let whole = (y.round() - y).abs() < 1e-6;
        names.get(y.round() as usize).filter(|_| whole && *y >= 0.0).map_or_else(String::new, |n| shortened(n))
    };
    svg("F1 of each label with its 95 % interval, beside the baselines", |canvas| {
        let mut chart = ChartBuilder::on(canvas)
            .margin(12)
            .x_label_area_size(42)
            .y_label_area_size(96)
            .build_cartesian_2d(0.0..1.0, -0.6..rows + 0.4)?;
        chart
            .configure_mesh()
            .disable_y_mesh()
            .light_line_style(TRANSPARENT)
            .bold_line_style(FAINT)
            .label_style(FONT)
            .x_labels(6)
            .y_labels(report.labels.len() + 1)
            .x_label_formatter(&|v| format!("{v:.1}"))
            .y_label_formatter(&name)
            .x_desc("F1")
            .draw()?;
        for (i, (label, scores)) in report.labels.iter().rev().enumerate() {
            let (y, (from, to)) = (i as f64, scores.intervals.f1);
            chart.draw_series(LineSeries::new([(from, y), (to, y)], PALETTE[0].stroke_width(5)))?;
            chart.draw_series([Circle::new((scores.scores.f1, y), 6, PALETTE[0].filled())])?;
            for (b, baseline) in report.baselines.values().enumerate() {
                let f1 = baseline.f1.get(label).copied().unwrap_or_default();
                chart.draw_series([Circle::new((f1, y), 5, PALETTE[(b + 1) % PALETTE.len()].stroke_width(2))])?;
            }
        }
        for (b, name) in report.baselines.keys().enumerate() {
            let style = PALETTE[(b + 1) % PALETTE.len()].stroke_width(2);
            let nothing: [(f64, f64); 0] = [];
            chart
                .draw_series(LineSeries::new(nothing, style))?
                .label(spoken(name))
                .legend(move |(x, y)| Circle::new((x + 8, y), 5, style));
        }
        legend(&mut chart, SeriesLabelPosition::UpperRight)
    })
}

/// A name that fits beside an axis.
fn shortened(name: &str) -> String {
    const LONGEST: usize = 12;
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    name.chars().take(LONGEST - 1).chain(['…']).collect()
}

/// Draws a plot that says `says` to those who cannot see it.
fn svg(says: &str, draw: impl FnOnce(&Canvas<'_>) -> Drawn) -> Option<String> {
    let mut svg = String::new();
    {
        let canvas = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        draw(&canvas).and_then(|()| canvas.present()).ok()?;
    }
    // Without a fixed width and height it takes those of the page.
    let (_, rest) = svg.split_once(" viewBox")?;
    Some(format!("<svg role=\"img\" aria-label=\"{}\" viewBox{rest}", escape(says)))
}

/// Axes from 0 to 1, the upper one from `from`.
fn unit_square<'a, 'b>(
    canvas: &'a Canvas<'b>,
    x: &str,
    y: &str,
    from: f64,
) -> Result<Chart<'a, 'b>, DrawingAreaErrorKind<io::Error>> {
    let mut chart = ChartBuilder::on(canvas)
        .margin(12)
        .x_label_area_size(42)
        .y_label_area_size(52)
        .build_cartesian_2d(0.0..1.0, from..1.0)?;
    chart
        .configure_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(FAINT)
        .axis_style(INK)
        .label_style(FONT)
        .x_labels(6)
        .y_labels(6)
        .x_label_formatter(&|v| format!("{v:.1}"))
        .y_label_formatter(&|v| format!("{v:.1}"))
        .x_desc(x)
        .y_desc(y)
        .draw()?;
    Ok(chart)
}

fn legend<'a, 'b: 'a>(chart: &mut Chart<'a, 'b>, place: SeriesLabelPosition) -> Drawn {
    chart
        .configure_series_labels()
        .position(place)
        .background_style(WHITE.mix(0.85))
        .border_style(TRANSPARENT)
        .label_font(FONT)
        .draw()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plots_scale_and_say_what_they_are() {
        let plot = svg("a < b", |canvas| unit_square(canvas, "x", "y", 0.5).map(drop)).unwrap();
        assert!(plot.starts_with("<svg role=\"img\" aria-label=\"a &lt; b\" viewBox=\"0 0 440 330\""), "{plot}");
        assert!(plot.trim_end().ends_with("</svg>"));
    }

    #[test]
    fn long_names_are_cut() {
        assert_eq!(shortened("attribution"), "attribution");
        assert_eq!(shortened("a-very-long-label"), "a-very-long…");
    }
}
