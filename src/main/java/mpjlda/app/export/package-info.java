/**
 * A model in the forms of other tools: numpy, CSV, JSON, lda-c, Mallet, gensim, scikit-learn,
 * pyLDAvis, GraphML; and a lambda from numpy or lda-c made into a model. Every file is written from
 * its beginning to its end and takes its name when it is whole. Knows no options of the command
 * line.
 */
@NullMarked
package mpjlda.app.export;

import org.jspecify.annotations.NullMarked;
