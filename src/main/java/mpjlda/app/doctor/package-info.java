/**
 * Examination of a machine, of hosts and of a folder before a run. {@link
 * mpjlda.app.doctor.MachineProbe} looks (files, sockets, JVM), {@link mpjlda.app.doctor.Machine}
 * holds its facts, {@link mpjlda.app.doctor.Doctor} judges and advises. {@link
 * mpjlda.app.doctor.HostsDoctor} lets every host of a run do so for itself ({@link
 * mpjlda.app.doctor.HostPeer}), {@link mpjlda.app.doctor.FolderProbe} tests a file system.
 *
 * <p>Reaches hosts by {@link mpjlda.cluster.launch.remote.HostSession} only. Must not know the
 * command line, corpora, models or how ranks are started.
 */
@NullMarked
package mpjlda.app.doctor;

import org.jspecify.annotations.NullMarked;
