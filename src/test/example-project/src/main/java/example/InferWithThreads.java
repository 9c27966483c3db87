package example;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import mpjlda.app.api.Document;
import mpjlda.app.api.LdaCorpus;
import mpjlda.app.api.LdaModel;

/** Infers the documents of a corpus from eight threads that share one model. */
public final class InferWithThreads {
  private InferWithThreads() {}

  /**
   * Arguments: model directory, corpus, output. The output is D rows of K numbers, each a
   * big-endian IEEE 754 double.
   */
  public static void main(String[] args)
      throws IOException, ExecutionException, InterruptedException {
    LdaModel model = LdaModel.load(Path.of(args[0]));
    LdaCorpus corpus = LdaCorpus.read(Path.of(args[1]));
    ExecutorService pool = Executors.newFixedThreadPool(8);
    List<Future<double[]>> rows = new ArrayList<>();
    for (Document document : model.documents(corpus)) {
      rows.add(pool.submit(() -> model.infer(document)));
    }
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(Path.of(args[2])))) {
      for (Future<double[]> row : rows) {
        for (double proportion : row.get()) {
          out.writeDouble(proportion);
        }
      }
    }
    pool.shutdown();
    System.out.println(rows.size() + " documents, " + model.topics() + " topics");
  }
}
