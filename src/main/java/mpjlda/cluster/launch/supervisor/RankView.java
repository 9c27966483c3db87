package mpjlda.cluster.launch.supervisor;

/**
 * A rank as its supervisor sees it at a moment.
 *
 * @param host as the user knows it
 * @param pid of its process, or of what stands for it on this machine
 * @param phase where it is, in one or two words
 * @param iteration 1-based; 0 where no iteration is running
 * @param working whether its program has begun: it has met the others and entered a phase of its
 *     own
 */
public record RankView(
    int rank, String host, long pid, String phase, int iteration, boolean working) {}
