package mpjlda.core.kernel;

/** A document for {@link ActiveSetKernel}: besides all topics, copies of its active ones. */
final class ActiveSetWorkspace extends FloatWorkspace {
  private final ActiveTopics active;

  ActiveSetWorkspace(int topics, int longest) {
    super(topics, longest);
    this.active = new ActiveTopics(this);
  }

  ActiveTopics active() {
    return active;
  }
}
