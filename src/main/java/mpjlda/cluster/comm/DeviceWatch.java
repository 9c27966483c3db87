package mpjlda.cluster.comm;

import java.lang.reflect.Field;
import java.nio.channels.Selector;
import mpjlda.core.parallel.DaemonThreads;
import org.jspecify.annotations.Nullable;

/**
 * Detects that MPJ Express's socket device has died, which the library does not report: when any
 * peer's connection ends, its selector thread closes every connection of this process and stops,
 * and a receiver waits for ever ({@code xdev.niodev.NIODevice.selectorThread}).
 *
 * <p>The device is reached by reflection, for the library has no accessor. Its shared-memory device
 * ({@code smpdev}) has no connections and is never dead.
 */
final class DeviceWatch {
  private static final long POLL_MILLIS = 20;

  private final Runnable onDeath;
  private volatile boolean armed = true;

  /**
   * @param onDeath run once, on the watch's own thread
   */
  DeviceWatch(Runnable onDeath) {
    this.onDeath = onDeath;
  }

  /** Starts to look; may be called before {@code MPI.Init}, when there is no device yet. */
  void arm() {
    DaemonThreads.start("mpj-device-watch", this::look);
  }

  /** From now on the device may close. */
  void disarm() {
    armed = false;
  }

  /** Whether there was a socket device and it has stopped. */
  boolean deviceIsDead() {
    try {
      Object device = device();
      return device != null && hasStopped(device);
    } catch (ReflectiveOperationException e) {
      // Another version of the library: nothing can be said, and a supervisor sees ends anyway.
      armed = false;
      return false;
    }
  }

  /**
   * Ends the device's thread, which waits in the operating system for messages: the virtual machine
   * gives such a thread 0.3 s when it ends. All connections close.
   */
  void stopDevice() {
    disarm();
    try {
      Object device = device();
      if (device != null) {
        field(device, "selectorFlag").setBoolean(device, false);
        ((Selector) field(device, "selector").get(device)).wakeup();
      }
    } catch (ReflectiveOperationException e) {
      // Then it takes its time.
    }
  }

  private void look() {
    try {
      while (armed && !deviceIsDead()) {
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      return;
    }
    if (armed) {
      onDeath.run();
    }
  }

  /** The running socket device; null before {@code MPI.Init} and in shared memory. */
  static @Nullable Object device() throws ReflectiveOperationException {
    Object device =
        Class.forName("mpjdev.javampjdev.MPJDev", true, DeviceWatch.class.getClassLoader())
            .getField("dev")
            .get(null);
    return device != null && device.getClass().getName().equals("xdev.niodev.NIODevice")
        ? device
        : null;
  }

  private static boolean hasStopped(Object device) throws ReflectiveOperationException {
    // The thread is set when the device is ready; until then a false flag means nothing.
    Thread selector = (Thread) field(device, "selectorThreadStarter").get(device);
    boolean running = field(device, "selectorFlag").getBoolean(device);
    return selector != null
        && selector.getState() != Thread.State.NEW
        && (!running || !selector.isAlive());
  }

  static Field field(Object device, String name) throws NoSuchFieldException {
    Field field = device.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }
}
