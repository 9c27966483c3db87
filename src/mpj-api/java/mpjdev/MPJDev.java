package mpjdev;

/** Declaration of MPJ Express's class of the same name. */
public class MPJDev {}
