package mpjlda.app.config;

/**
 * Online variational Bayes: batch t, counted from 0, has the learning rate (tau0 + t)^−kappa.
 *
 * @param batchSize documents of a batch at most, ≥ 1
 * @param tau0 ≥ 1
 * @param kappa from 0 to 1
 * @param polish iterations of another algorithm at the end
 */
@SettingsGroup(heading = "Online variational Bayes")
public record OnlineSettings(
    @Setting(
            names = "--batch-size",
            label = "S",
            defaultValue = "4096",
            min = 1,
            key = "batch_size",
            algorithms = "online",
            help = "Maximum number of documents in a batch.")
        int batchSize,
    @Setting(
            names = "--tau0",
            label = "T",
            defaultValue = "64",
            min = 1,
            max = 1e15,
            expected = ">= 1, as the learning rate cannot be larger than 1",
            key = "tau0",
            algorithms = "online",
            help = "Learning rate of batch t, counted from 0: (tau0 + t)^-kappa.")
        double tau0,
    @Setting(
            names = "--kappa",
            label = "X",
            defaultValue = "0.7",
            min = 0,
            max = 1,
            expected = "from 0 to 1 (above 0.5 lambda converges)",
            key = "kappa",
            algorithms = "online",
            help = "Exponent of the learning rate; see --tau0.")
        double kappa,
    @Setting(
            names = "--polish",
            label = "N[:cvb0]",
            defaultValue = "0",
            expected = "N, N:batch or N:cvb0, N from 0 to 1000000",
            key = "polish",
            algorithms = "online",
            help = "End with N iterations of batch, or of cvb0.")
        Polish polish) {}
