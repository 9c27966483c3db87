package mpjlda.archfixture.wrong;

import mpjdev.MPJDev;

/** Knows the device of MPJ Express. */
public final class UsesMpjDevice {
  private UsesMpjDevice() {}

  public static Class<?> device() {
    return MPJDev.class;
  }
}
