/**
 * Declarations of the part of MPJ Express 0.44 that the program calls. They let the project compile
 * without MPJ Express, which no Maven repository has. No method has a working body, and no jar
 * contains these classes: at run time the program loads the real {@code mpj.jar}.
 *
 * <p>Only the compiler sees this module. A test compares each class, method and field with the real
 * library.
 */
module mpjlda.mpj.api {
  exports mpi;
  exports mpjdev;
  exports xdev;
}
