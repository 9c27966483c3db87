/**
 * The topics' side of variational Bayes: q(beta | lambda), what the E-step needs of it, the M-step,
 * and the topics' part of the evidence lower bound.
 *
 * <p>Must not know documents, files, options or communication.
 */
@NullMarked
package mpjlda.core.topicmodel;

import org.jspecify.annotations.NullMarked;
