package mpjlda.generate;

/**
 * What is asked of a generated corpus, beside its topics.
 *
 * @param documents D, ≥ 1
 * @param meanLength mean tokens of a document, &gt; 0; whole if {@code fixedLength}
 * @param fixedLength whether all documents have that length; else lengths are Poisson distributed
 * @param alpha (K), all &gt; 0 with a finite sum
 * @param seed of the documents
 * @param format of the corpus file
 * @param gzip whether the corpus file is compressed
 */
@SuppressWarnings("ArrayRecordComponent") // not compared
public record GeneratorOptions(
    long documents,
    double meanLength,
    boolean fixedLength,
    double[] alpha,
    long seed,
    GeneratedFormat format,
    boolean gzip) {
  LengthDistribution lengths() {
    return fixedLength
        ? LengthDistribution.fixed((int) meanLength)
        : LengthDistribution.poisson(meanLength);
  }
}
