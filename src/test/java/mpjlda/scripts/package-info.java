/**
 * Tests of bin/. Where a test is about a failure that cannot be had for real (no network, no
 * Maven), fakes of mvn, apt-get and dpkg stand first in PATH and record their calls; the tests of
 * what works use the real programs.
 */
package mpjlda.scripts;
