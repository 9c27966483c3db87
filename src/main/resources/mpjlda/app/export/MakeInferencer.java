// Makes Mallet's own inferencer of this folder's topics:
//
//   java -cp 'MALLET/class:MALLET/lib/*' MakeInferencer.java topics.inferencer topics.pipe
//   mallet import-file --use-pipe-from topics.pipe --input documents.txt --output documents.mallet
//   mallet infer-topics --inferencer topics.inferencer --input documents.mallet ...
//
// The pipe cuts documents at blanks and knows the topics' words; a third argument names the folder
// if it is not the current one.
import cc.mallet.pipe.CharSequence2TokenSequence;
import cc.mallet.pipe.Pipe;
import cc.mallet.pipe.SerialPipes;
import cc.mallet.pipe.Target2Label;
import cc.mallet.pipe.TokenSequence2FeatureSequence;
import cc.mallet.topics.TopicInferencer;
import cc.mallet.types.Alphabet;
import cc.mallet.types.InstanceList;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileOutputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

public class MakeInferencer {
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args.length > 2 ? args[2] : ".");
    List<Double> alpha = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("topic-keys.txt"))) {
      alpha.add(Double.parseDouble(line.split("\t")[1]));
    }
    int topics = alpha.size();
    int bits = 32 - Integer.numberOfLeadingZeros(Math.max(1, topics - 1));
    double beta = Double.parseDouble(Files.readString(folder.resolve("beta.txt")).strip());
    Alphabet words = new Alphabet();
    List<List<Integer>> counts = new ArrayList<>();
    int[] tokens = new int[topics];
    try (BufferedReader reader =
        Files.newBufferedReader(folder.resolve("topic-word-weights.txt"), StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] fields = line.split("\t");
        int topic = Integer.parseInt(fields[0]);
        int word = words.lookupIndex(fields[1]);
        while (counts.size() <= word) {
          counts.add(new ArrayList<>());
        }
        int count = (int) Math.round(Double.parseDouble(fields[2]) - beta);
        if (count > 0) {
          counts.get(word).add((count << bits) + topic);
          tokens[topic] += count;
        }
      }
    }
    int[][] typeTopicCounts = new int[counts.size()][];
    for (int w = 0; w < typeTopicCounts.length; w++) {
      counts.get(w).sort((a, b) -> b - a);
      // Mallet stops at a 0.
      typeTopicCounts[w] = new int[counts.get(w).size() + 1];
      for (int i = 0; i < counts.get(w).size(); i++) {
        typeTopicCounts[w][i] = counts.get(w).get(i);
      }
    }
    TopicInferencer inferencer =
        new TopicInferencer(
            typeTopicCounts,
            tokens,
            words,
            alpha.stream().mapToDouble(Double::doubleValue).toArray(),
            beta,
            beta * words.size());
    try (ObjectOutputStream out = new ObjectOutputStream(new FileOutputStream(args[0]))) {
      out.writeObject(inferencer);
    }
    Pipe pipe =
        new SerialPipes(
            List.of(
                new Target2Label(),
                new CharSequence2TokenSequence(Pattern.compile("\\S+")),
                new TokenSequence2FeatureSequence(words)));
    new InstanceList(pipe).save(new File(args[1]));
  }
}
