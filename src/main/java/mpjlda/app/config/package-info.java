/**
 * What the user asked for, checked: one immutable record that the rest of the program trusts. All
 * problems of a command line are collected and told together.
 *
 * <p>Must not know the command line's parser, nor how anything is carried out.
 */
@NullMarked
package mpjlda.app.config;

import org.jspecify.annotations.NullMarked;
