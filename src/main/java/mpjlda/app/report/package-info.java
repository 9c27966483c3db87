/**
 * The report: one self-contained HTML page of a model and its training.
 *
 * <p>Owns what the page says, its form ({@code page.html}, {@code report.css}, {@code report.js}
 * among the resources) and its data, which stand in it as one JSON text. Also owns the look at a
 * corpus under a model that top documents need. Must not know the command line, nor how models are
 * trained.
 */
@NullMarked
package mpjlda.app.report;

import org.jspecify.annotations.NullMarked;
