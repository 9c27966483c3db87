package mpjlda.app.report;

import java.nio.file.Path;
import java.util.Optional;
import mpjlda.data.corpus.CorpusSource;

/**
 * The inputs of a report.
 *
 * @param model the model directory
 * @param corpus for the top documents of each topic
 * @param tune the folder of a hyper-parameter search, with its {@code tune.csv}
 */
public record ReportInputs(Path model, Optional<CorpusSource> corpus, Optional<Path> tune) {}
