/**
 * The library: LDA models in a program of your own, in its process, without ranks or files of a
 * run.
 *
 * <pre>{@code
 * LdaModel model = LdaModel.load(Path.of("songs-model"));
 * double[] theta = model.infer(model.document("sea", "ship"));
 *
 * LdaCorpus corpus = LdaCorpus.read(Path.of("songs.txt"));
 * LdaModel fitted = Lda.topics(5).seed(1).threads(2).fit(corpus);
 * fitted.save(Path.of("fitted-model"));
 * }</pre>
 *
 * <p>Results are those of the command line, to the byte, for the same corpus, options and seed and
 * any number of threads. Every class is immutable and safe for several threads. A failure is a
 * {@link mpjlda.core.errors.LdaException} whose message says what was found, what was expected and
 * what to do.
 *
 * <p>Semantic versioning covers this package and {@code LdaException}: within a major version no
 * public name goes or changes its meaning. All other packages of the jar are internal.
 *
 * <p>May use every package of the program. Must not know the command line, start processes, print,
 * or return a type of an internal package.
 */
@NullMarked
package mpjlda.app.api;

import org.jspecify.annotations.NullMarked;
