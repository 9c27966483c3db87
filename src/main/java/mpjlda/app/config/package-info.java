/**
 * Options: immutable records of settings that declare them, one for each concern, checked when they
 * are read. All problems of a command line are collected and reported together.
 *
 * <p>Must not know the command line's parser, nor how anything is carried out.
 */
@NullMarked
package mpjlda.app.config;

import org.jspecify.annotations.NullMarked;
