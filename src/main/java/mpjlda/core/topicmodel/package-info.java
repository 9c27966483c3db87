/**
 * The topics' side of variational Bayes: q(beta | lambda), the M-step, the topics' part of the
 * evidence lower bound, and the E-step over all documents of a rank ({@link
 * mpjlda.core.topicmodel.EStepRunner}), whose kernels are in {@link mpjlda.core.kernel}.
 *
 * <p>Must not know files, options or communication; documents come by an interface.
 */
@NullMarked
package mpjlda.core.topicmodel;

import org.jspecify.annotations.NullMarked;
