/**
 * Is this machine fit for a run, are these hosts, is this folder? {@link
 * mpjlda.app.doctor.MachineProbe} looks (files, sockets, JVM), {@link mpjlda.app.doctor.Machine}
 * holds what it saw, {@link mpjlda.app.doctor.Doctor} judges and advises. {@link
 * mpjlda.app.doctor.HostsDoctor} has every host of a run do that to itself ({@link
 * mpjlda.app.doctor.HostPeer}), {@link mpjlda.app.doctor.FolderProbe} tries out a file system.
 *
 * <p>Reaches hosts by {@link mpjlda.cluster.launch.remote.HostSession} only. Must not know the
 * command line, corpora, models or how ranks are started.
 */
@NullMarked
package mpjlda.app.doctor;

import org.jspecify.annotations.NullMarked;
