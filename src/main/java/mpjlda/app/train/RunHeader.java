package mpjlda.app.train;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import mpjlda.app.config.Algorithm;
import mpjlda.app.config.MethodSettings;
import mpjlda.app.config.Settings;
import mpjlda.app.config.TrainingConfig;
import mpjlda.core.kernel.WithheldTokens;
import mpjlda.core.parallel.Communicator;
import mpjlda.core.priors.PredictionLearner;
import mpjlda.data.corpus.CorpusSummary;
import mpjlda.data.io.ProgramVersion;
import org.jspecify.annotations.Nullable;

/** The first lines of a run: what runs where, on what. */
final class RunHeader {
  /**
   * The resources of a run.
   *
   * @param hosts of all ranks, by rank
   * @param transport of rank 0's messages, in words
   * @param kernel the E-step's, in words
   */
  record Resources(List<String> hosts, String transport, MemoryPlan memory, String kernel) {}

  private RunHeader() {}

  /** Every rank's host, by rank; called by all of them. */
  static List<String> gatherHosts(String host, Communicator comm) {
    List<String> hosts = new ArrayList<>();
    for (byte[] name : comm.allgather(host.getBytes(StandardCharsets.UTF_8))) {
      hosts.add(new String(name, StandardCharsets.UTF_8));
    }
    return hosts;
  }

  static List<String> lines(TrainingConfig config, CorpusSummary corpus, Resources resources) {
    List<String> hosts = resources.hosts();
    List<String> lines = new ArrayList<>();
    lines.add(
        "mpj-lda "
            + ProgramVersion.value()
            + ", Java "
            + System.getProperty("java.version")
            + " ("
            + System.getProperty("java.vendor")
            + "), "
            + (hosts.size() == 1 ? "without MPJ Express" : "MPJ Express 0.44")
            + ", "
            + resources.kernel());
    lines.add(
        String.format(
            Locale.ROOT,
            "corpus   %s (%s%s): %,d documents, %,d words, %,d tokens, %,d distinct",
            String.join(" ", config.corpus().paths()),
            corpus.format().name().toLowerCase(Locale.ROOT),
            corpus.origin().describe(),
            corpus.documents(),
            corpus.vocabularySize(),
            corpus.tokens(),
            corpus.nonZeros()));
    config.corpus().leftOut().ifPresent(lines::add);
    if (config.topics() > corpus.documents()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "remark   %,d topics for %,d documents: most topics will be empty or alike; try fewer"
                  + " (-k)",
              config.topics(),
              corpus.documents()));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "model    K = %d, alpha %s, eta %s, seed %d; %s, at most %d iterations",
            config.topics(),
            alpha(config.modelOptions().get("alpha")),
            config.modelOptions().get("eta"),
            config.seed(),
            describe(config.method()),
            config.allIterations()));
    String algorithm = config.algorithm().optionName();
    for (String option : Settings.withoutEffect(config.method(), algorithm)) {
      lines.add("remark   " + option + " has no effect with --algorithm " + algorithm);
    }
    config
        .prediction()
        .filter(learner -> learner.withholds(1))
        .ifPresent(learner -> lines.add(priors(config, learner, corpus)));
    lines.add(
        String.format(
            Locale.ROOT,
            "ranks    %d with %d compute thread%s each: %s%s",
            hosts.size(),
            config.threads(),
            config.threads() == 1 ? "" : "s",
            placement(hosts),
            hosts.size() == 1 ? "" : "; messages through " + resources.transport()));
    lines.add("memory   a rank: " + resources.memory().describe());
    return lines;
  }

  private static String priors(
      TrainingConfig config, PredictionLearner learner, CorpusSummary corpus) {
    WithheldTokens.Sample sample = WithheldTokens.Sample.of(corpus.documents(), corpus.tokens());
    if (sample.share() == 0) {
      return "priors   not learned: the corpus has too few documents to predict tokens of others";
    }
    String relaxed = config.algorithm() == Algorithm.CVB0 ? "; over-relaxed topics" : "";
    return String.format(
        Locale.ROOT,
        "priors   learned until iteration %d from half of the tokens of %.0f %% of the documents,"
            + " which are withheld until then%s",
        learner.last(),
        100 * sample.share(),
        relaxed);
  }

  /** Alpha as typed, shortened to fit a line. */
  private static String alpha(@Nullable Object typed) {
    return typed instanceof List<?> numbers ? "of " + numbers.size() + " numbers" : "" + typed;
  }

  private static String describe(MethodSettings method) {
    return switch (method.algorithm()) {
      case BATCH ->
          "batch variational Bayes"
              + (method.eStep().gammaContinuation().isNever()
                  ? ""
                  : " continuing gammas after iteration "
                      + method.eStep().gammaContinuation().after());
      case ONLINE ->
          String.format(
              Locale.ROOT,
              "online variational Bayes by %,d documents, tau0 %s, kappa %s%s",
              method.online().batchSize(),
              method.online().tau0(),
              method.online().kappa(),
              method.online().polish().iterations() == 0
                  ? ""
                  : ", "
                      + method.online().polish().iterations()
                      + (method.online().polish().endsWithCvb0() ? " cvb0" : " batch")
                      + " iterations at the end");
      case CVB0 -> "cvb0";
    };
  }

  /** Such as {@code 0-3 on node1, 4 on node2}. */
  static String placement(List<String> hosts) {
    StringBuilder text = new StringBuilder();
    int first = 0;
    for (int r = 1; r <= hosts.size(); r++) {
      if (r == hosts.size() || !hosts.get(r).equals(hosts.get(first))) {
        text.append(text.isEmpty() ? "" : ", ").append(first);
        text.append(r - 1 > first ? "-" + (r - 1) : "").append(" on ").append(hosts.get(first));
        first = r;
      }
    }
    return text.toString();
  }
}
