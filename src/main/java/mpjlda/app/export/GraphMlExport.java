package mpjlda.app.export;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mpjlda.core.topics.TopicSimilarity;
import mpjlda.core.topics.TopicSummary;

/**
 * Topics as the nodes of a graph, with an edge from each to those most like it, weighted by their
 * Hellinger affinity: for Gephi and other readers of GraphML.
 */
final class GraphMlExport implements Exporter {
  private static final int NEIGHBOURS = 10;
  private static final int LABEL_WORDS = 3;

  @Override
  public List<Path> write(ExportSource source, Path folder) {
    return List.of(Lines.write(folder.resolve("topics.graphml"), out -> write(source, out)));
  }

  private static void write(ExportSource source, Writer out) throws IOException {
    out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.write("<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
    out.write("<key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n");
    out.write("<key id=\"share\" for=\"node\" attr.name=\"share\" attr.type=\"double\"/>\n");
    out.write("<key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n");
    out.write("<graph edgedefault=\"undirected\">\n");
    for (TopicSummary topic : TopicSummary.of(source.model().lambda(), source.eta(), LABEL_WORDS)) {
      String label =
          topic.words().stream().map(w -> source.word(w.word())).collect(Collectors.joining(" "));
      out.write(
          String.format(
              Locale.ROOT,
              "<node id=\"t%d\"><data key=\"label\">%s</data><data key=\"share\">%s</data></node>\n",
              topic.topic(),
              escaped(topic.topic() + ": " + label),
              topic.share()));
    }
    edges(TopicSimilarity.affinities(source.model().lambda()), out);
    out.write("</graph>\n</graphml>\n");
  }

  private record Edge(int from, int to) {}

  private static void edges(double[][] affinities, Writer out) throws IOException {
    TreeSet<Edge> edges =
        new TreeSet<>(Comparator.comparingInt(Edge::from).thenComparingInt(Edge::to));
    for (int k = 0; k < affinities.length; k++) {
      for (int other : nearest(affinities, k)) {
        edges.add(new Edge(Math.min(k, other), Math.max(k, other)));
      }
    }
    for (Edge edge : new ArrayList<>(edges)) {
      out.write(
          String.format(
              Locale.ROOT,
              "<edge source=\"t%d\" target=\"t%d\"><data key=\"weight\">%s</data></edge>\n",
              edge.from(),
              edge.to(),
              affinities[edge.from()][edge.to()]));
    }
  }

  private static List<Integer> nearest(double[][] affinities, int topic) {
    return IntStream.range(0, affinities.length)
        .filter(other -> other != topic)
        .boxed()
        .sorted(Comparator.comparingDouble(other -> -affinities[topic][other]))
        .limit(NEIGHBOURS)
        .toList();
  }

  /** Control characters that XML cannot hold become question marks. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replaceAll("[\\p{Cntrl}\\x{FFFE}\\x{FFFF}]", "?");
  }
}
