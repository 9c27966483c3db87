/**
 * Is this machine fit for a run, are these hosts, is this folder? {@link
 * mpjlda.doctor.MachineProbe} looks (files, sockets, JVM), {@link mpjlda.doctor.Machine} holds what
 * it saw, {@link mpjlda.doctor.Doctor} judges and advises. {@link mpjlda.doctor.HostsDoctor} has
 * every host of a run do that to itself ({@link mpjlda.doctor.HostPeer}), {@link
 * mpjlda.doctor.FolderProbe} tries out a file system.
 *
 * <p>Reaches hosts by {@link mpjlda.launch.HostVisit} only. Must not know the command line,
 * corpora, models or how ranks are started.
 */
@NullMarked
package mpjlda.doctor;

import org.jspecify.annotations.NullMarked;
