/**
 * Integration tests: the jar that users run, real processes, real MPJ Express.
 *
 * <p>A class is about one command or one way to run it. {@code Program} runs a command to its end;
 * {@code RunningTraining} has one under way, whose ranks a test can kill or stop. Results are
 * compared as bytes with those of an undisturbed run, messages with {@link
 * mpjlda.cluster.console.StableMessages}, and all waits are those of {@link mpjlda.it.Await}: no
 * test asserts how long something takes.
 *
 * <p>{@code NamespaceHosts} and {@code BatchBed} set up several hosts and batch systems by {@code
 * src/test/scripts}; their tests run with {@code bin/test --with-clusters}. Soaks, and the cases of
 * a test beyond a few, run with {@code --full} (the property {@code mpjlda.full}).
 */
package mpjlda.it;
