/**
 * Is this machine fit for a run? {@link mpjlda.doctor.MachineProbe} looks (files, sockets, JVM),
 * {@link mpjlda.doctor.Machine} holds what it saw, {@link mpjlda.doctor.Doctor} judges and advises.
 *
 * <p>Must not know the command line, corpora, models or how ranks are started.
 */
@NullMarked
package mpjlda.doctor;

import org.jspecify.annotations.NullMarked;
