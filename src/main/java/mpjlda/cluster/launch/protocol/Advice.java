package mpjlda.cluster.launch.protocol;

/** Advice to the user after a failure. */
public final class Advice {
  public static final String MEMORY =
      "Give each rank more memory (--java-options -Xmx8g; with mpjrun, -Xmx8g before -jar), or run"
          + " fewer ranks or threads on a host.";

  private Advice() {}

  /** Empty where there is nothing to advise. */
  public static String of(RankFailure.Kind kind) {
    return switch (kind) {
      case TOLD, PEER_LOST -> "";
      case OUT_OF_MEMORY -> MEMORY;
      case EXCEPTION ->
          "This is a defect of the program or of its set-up; -v shows where it happened.";
      case NOT_JOINED ->
          "See that the host is up and not overloaded, and that its ranks may connect to one"
              + " another.";
      case SILENT ->
          "Its process is stopped, its host swaps or hangs, or the network is cut. The logs of the"
              + " other ranks show what their threads waited for.";
      case CONNECTION_LOST ->
          "Its host went down, its sshd was ended, or the network is cut; see that the host can be"
              + " reached: bin/mpj-lda doctor --hostfile F.";
      case STALLED -> "The ranks' logs show what their threads waited for.";
    };
  }

  /** For a process that ended without a word; {@code status} as a shell counts it. */
  public static String ofStatus(int status) {
    return switch (status) {
      case 128 + 9 ->
          "Linux kills a process so when memory runs out (see dmesg), a batch system when a limit"
              + " is passed. "
              + MEMORY;
      case 128 + 6, 128 + 7, 128 + 11 ->
          "The Java virtual machine itself crashed; its hs_err file tells where. Try another JDK.";
      case 128 + 15, 128 + 2, 128 + 1 ->
          "A user or a batch system ended it: look for a time limit or a shutdown of its host.";
      default -> "";
    };
  }
}
