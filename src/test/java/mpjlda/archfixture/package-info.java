/**
 * Classes for {@link mpjlda.ArchitectureTest} only: each breaks one rule on purpose, so that the
 * test can show that the rule sees it; those named {@code Permitted…} must not be reported. Never
 * run.
 */
@NullMarked
package mpjlda.archfixture;

import org.jspecify.annotations.NullMarked;
