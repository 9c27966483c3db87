package mpjlda.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code import --corpus} and what {@code info} tells of its stores. */
class ImportCommandTest {
  @TempDir Path folder;
  private Path corpus = Path.of("");
  private Path store = Path.of("");

  @BeforeEach
  void write() throws IOException {
    corpus = folder.resolve("x.ldac");
    store = folder.resolve("s");
    Files.writeString(folder.resolve("vocab.txt"), "sun\nrain\nsnow\n");
    Files.writeString(corpus, "2 0:1 2:3\n1 1:4\n");
  }

  private static CommandRun run(Object... arguments) {
    return CommandRun.of(new ImportCommand(), arguments);
  }

  @Test
  void aCorpusBecomesAStoreThatInfoDescribes() {
    CommandRun run = run("--corpus", corpus, "--output", store, "--max-vocabulary", "2");
    assertThat(run.message()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            store
                + ": 2 documents, 5 tokens, 2 distinct words in documents, vocabulary of 2"
                + System.lineSeparator());
    assertThat(CommandRun.of(new InfoCommand(), store).out().lines())
        .contains("kind              corpus store", "documents         2", "tokens            5")
        .contains("  format   ldac", "    max-vocabulary  2")
        .noneMatch(line -> line.startsWith("ok"));
    assertThat(CommandRun.of(new InfoCommand(), store, "--verify").out().lines())
        .contains("ok  index.bin: checksum, 1 blocks");
  }

  @Test
  void infoFindsDamage() throws IOException {
    run("--corpus", corpus, "--output", store);
    byte[] documents = Files.readAllBytes(store.resolve("documents.bin"));
    documents[documents.length - 1] ^= 1;
    Files.write(store.resolve("documents.bin"), documents);
    assertThat(CommandRun.of(new InfoCommand(), store).exitCode()).isZero();
    CommandRun verify = CommandRun.of(new InfoCommand(), store, "--verify");
    assertThat(verify.exitCode()).isEqualTo(65);
    assertThat(verify.message()).contains("documents.bin: block 0 (documents 0 to 1)");
  }

  @Test
  void aSplitGivesTwoStores() {
    CommandRun run = run("--corpus", corpus, "--output", store, "--split", "0.5", "--seed", "3");
    assertThat(run.out().lines()).hasSize(2);
    assertThat(folder.resolve("s-train/store.json")).exists();
    assertThat(folder.resolve("s-test/store.json")).exists();
    assertThat(store).doesNotExist();
    assertThat(run("--corpus", store + "-*", "--output", store).out())
        .contains(": 2 documents, 8 tokens,");
  }

  @Test
  void wrongUsageIsTold() {
    assertThat(run("--output", store).message())
        .isEqualTo("give one of --corpus, --text and --lambda");
    assertThat(run("--corpus", corpus, "--lambda", corpus, "--output", store).exitCode())
        .isEqualTo(2);
    assertThat(run("--text", corpus, "--split", "0.5", "--output", store).message())
        .contains("--vocab-map, --sample and --split go with --corpus");
    CommandRun shares = run("--corpus", corpus, "--output", store, "--split", "1", "--sample", "0");
    assertThat(shares.exitCode()).isEqualTo(2);
    assertThat(shares.message())
        .contains("--split must be between 0 and 1, found 1")
        .contains("--sample must be between 0 and 1, found 0");
    run("--corpus", corpus, "--output", store);
    CommandRun again = run("--corpus", corpus, "--output", store);
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.message()).contains("already exists").contains("--overwrite");
    assertThat(run("--corpus", corpus, "--output", store, "--overwrite").exitCode()).isZero();
  }
}
