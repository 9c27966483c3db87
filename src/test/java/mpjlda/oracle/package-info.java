/**
 * What the tests compare the program with: a slow textbook implementation of variational Bayes,
 * golden values made with many digits by the scripts in {@code src/test/python}, and small corpora.
 *
 * <p>Uses nothing of the program. An oracle that shares code with what it judges would share its
 * faults.
 */
@NullMarked
package mpjlda.oracle;

import org.jspecify.annotations.NullMarked;
