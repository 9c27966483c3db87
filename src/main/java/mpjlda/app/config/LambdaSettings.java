package mpjlda.app.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Topics of another program that a model is made of, as typed.
 *
 * @param file of the topics; empty if something else is imported
 * @param tokens that lda-c's topics were fitted to
 */
@SettingsGroup(heading = "Topics of another program")
public record LambdaSettings(
    @Setting(
            names = "--lambda",
            label = "FILE",
            common = true,
            help = "Make a model of these topics: numpy's .npy, or lda-c's final.beta.")
        Optional<Path> file,
    @Setting(
            names = "--alpha",
            label = "A",
            defaultValue = "0.1",
            help = "Prior of the documents: one number, or one for each topic separated by commas.")
        String alpha,
    @Setting(
            names = "--eta",
            label = "E",
            defaultValue = "0.01",
            min = Double.MIN_VALUE,
            expected = "a number > 0",
            help = "Prior of the topics that lambda contains.")
        double eta,
    @Setting(
            names = "--tokens",
            label = "N",
            defaultValue = "1000000",
            min = 1,
            help = "Tokens that lda-c's topics were fitted to.")
        long tokens) {}
