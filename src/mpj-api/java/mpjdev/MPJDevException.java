package mpjdev;

import xdev.XDevException;

/** Declaration of MPJ Express's class of the same name. */
public class MPJDevException extends XDevException {
  private static final long serialVersionUID = 1;
}
