package xdev;

/** Declaration of MPJ Express's class of the same name. */
public class XDevException extends RuntimeException {
  private static final long serialVersionUID = 1;
}
