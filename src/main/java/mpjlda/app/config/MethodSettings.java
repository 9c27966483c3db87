package mpjlda.app.config;

import mpjlda.core.priors.PriorLearning;

/**
 * How the model is fitted.
 *
 * @param topics K
 */
@SettingsGroup(heading = "Model")
public record MethodSettings(
    @Setting(
            names = {"-k", "--topics"},
            label = "K",
            required = true,
            common = true,
            min = 1,
            max = 100_000,
            key = "topics",
            help = "Number of topics.")
        int topics,
    @Setting(
            names = "--algorithm",
            label = "NAME",
            defaultValue = "cvb0",
            common = true,
            key = "algorithm",
            help =
                "cvb0: zero-order collapsed variational Bayes; batch: batch variational Bayes;"
                    + " online: variational Bayes on batches of documents.")
        Algorithm algorithm,
    @Setting(
            names = "--alpha",
            label = "A",
            defaultValue = Priors.AUTO_SYMMETRIC,
            expected = AlphaPrior.EXPECTED,
            key = "alpha",
            help =
                "Dirichlet prior of the documents: one number, or one for each topic separated by"
                    + " commas; auto: learned, one number for each topic; auto-symmetric: learned,"
                    + " the same number for all topics.")
        AlphaPrior alpha,
    @Setting(
            names = "--eta",
            label = "E",
            defaultValue = Priors.AUTO,
            expected = "a number > 0 or auto",
            key = "eta",
            help = "Dirichlet prior of the topics: a number, or auto: learned.")
        EtaPrior eta,
    EStepSettings eStep,
    OnlineSettings online)
    implements CheckedSettings {
  /** Which of the priors are learned. */
  public PriorLearning learning() {
    return new PriorLearning(alpha.learned(), eta.learned());
  }

  @Override
  public void check(OptionProblems problems) {
    alpha.check(topics, problems);
  }
}
