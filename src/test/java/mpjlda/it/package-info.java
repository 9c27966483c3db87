/** Tests of the program as its users start it: the very jar, real processes, real MPJ Express. */
package mpjlda.it;
