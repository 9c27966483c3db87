/**
 * The command line: options as typed, checked and handed on, and exit codes. The only package that
 * knows picocli, and the only one that ends the JVM.
 */
@NullMarked
package mpjlda.app.cli;

import org.jspecify.annotations.NullMarked;
