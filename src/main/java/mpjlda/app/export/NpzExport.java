package mpjlda.app.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import mpjlda.core.topics.TopicWeights;
import mpjlda.data.io.AtomicFile;

/**
 * Export of all arrays in one {@code model.npz}, as {@code numpy.savez_compressed} would write
 * them.
 */
final class NpzExport implements Exporter {
  @Override
  public List<Path> write(ExportSource source, Path folder) {
    Path file = folder.resolve("model.npz");
    TopicWeights weights = source.weights();
    Optional<DocumentProportions> documents = source.documents();
    AtomicFile.writeStream(
        file,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          zip.setLevel(Deflater.BEST_SPEED);
          int topics = source.topics();
          int words = source.words();
          entry(zip, "alpha", to -> NumpyArrays.vector(to, source.model().alpha()));
          entry(zip, "eta", to -> NumpyArrays.vector(to, new double[] {source.eta()}));
          entry(zip, "vocab", to -> NumpyArrays.strings(to, source.model().vocabulary()));
          entry(
              zip,
              "lambda",
              to ->
                  NumpyArrays.matrix(
                      to, topics, words, (k, w) -> source.model().lambda().get(w, k)));
          entry(
              zip,
              "topic_word",
              to -> NumpyArrays.matrix(to, topics, words, (k, w) -> weights.probability(w, k)));
          if (documents.isPresent()) {
            entry(zip, "doc_topic", to -> NumpyArrays.proportions(to, documents.get(), topics));
          }
          zip.finish();
        });
    return List.of(file);
  }

  @FunctionalInterface
  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private static void entry(ZipOutputStream zip, String name, Content content) throws IOException {
    ZipEntry entry = new ZipEntry(name + ".npy");
    // The same model gives the same bytes.
    entry.setTime(0);
    zip.putNextEntry(entry);
    content.writeTo(zip);
    zip.closeEntry();
  }
}
