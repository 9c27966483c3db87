import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Composes the sample corpus: made-up songs as bags of words, in the form of the musiXmatch data
 * set. Every word, song and number in it comes from this file; nothing is taken from real lyrics.
 *
 * <p>{@code java src/samples/ComposeSongs.java > src/samples/songs.txt} writes the same bytes on
 * every machine and JDK: whole numbers only, and a generator of its own.
 *
 * <p>A song has one to three of six themes. Each of its tokens is an everyday word with probability
 * 0.35, else a word of one of its themes; the i-th word of a list weighs 1 / (i + 8), so that every
 * theme has commoner and rarer words.
 */
public final class ComposeSongs {
  private static final int SONGS = 400;
  private static final int SHORTEST = 60;
  private static final int LONGEST = 200;
  private static final int EVERYDAY_PERCENT = 35;
  private static final long SEED = 20_100_418;

  private static final String EVERYDAY =
      "the i you and to a my in me of it is that on your all we for be no so do this but with what"
          + " when like now go can come up oh one they out down never time";

  /** One line a theme: sea, love, road, winter, party, farm. */
  private static final List<String> THEMES =
      List.of(
          "sea ship wave sail shore anchor tide captain harbour island gull storm deck sailor ocean"
              + " mast salt lighthouse whale coral reef voyage compass drown bay port crew rope"
              + " pearl sand net fisherman foam boat pirate hull",
          "love heart kiss darling true lover arms eyes tender sweetheart forever hold touch sigh"
              + " lips dear promise whisper adore bride embrace ring jealous passion rose charm"
              + " beloved tears devotion longing desire marry caress wedding faithful smile",
          "road highway wheel drive mile truck engine motel map diesel gear traveller bridge town"
              + " border train station ticket suitcase freight track wander desert gasoline"
              + " hitchhike signpost railway backpack roam headlight corner leave asphalt route"
              + " crossing windscreen",
          "snow winter cold ice frost december candle chimney sleigh fireplace mittens freeze"
              + " snowflake icicle blanket bell reindeer pine sledge blizzard north holly skate scarf"
              + " frozen january hearth wreath shiver carol white glacier wool stove thaw gift",
          "dance party floor beat disco music shake groove rhythm jump dj bass crowd tonight club"
              + " funk move hips clap sweat spin neon speaker boogie drum champagne weekend glitter"
              + " twist bounce rave swing midnight cheers turntable loud",
          "farm field hay barn plough cow harvest corn rooster horse tractor seed meadow orchard"
              + " fence wheat goat pasture soil milk saddle sheep apple shepherd mill acre mule"
              + " honey oats scarecrow stable creek haystack pumpkin dawn well");

  private final String[] everyday = EVERYDAY.split(" ");
  private final String[][] themes =
      THEMES.stream().map(line -> line.split(" ")).toArray(String[][]::new);

  /** Words by number: the everyday ones first, then theme after theme. */
  private final String[] words =
      IntStream.rangeClosed(0, themes.length)
          .mapToObj(i -> i == 0 ? everyday : themes[i - 1])
          .flatMap(Arrays::stream)
          .toArray(String[]::new);

  private final int[][] songs = new int[SONGS][words.length];
  private long state = SEED;

  public static void main(String[] arguments) {
    System.out.print(new ComposeSongs().compose());
    System.out.flush();
  }

  /** The whole file, lines ended by a line feed. */
  public String compose() {
    if (Arrays.stream(words).distinct().count() != words.length) {
      throw new IllegalStateException("a word is in the lists twice");
    }
    for (int[] song : songs) {
      fill(song);
    }
    Integer[] byFrequency = IntStream.range(0, words.length).boxed().toArray(Integer[]::new);
    Arrays.sort(byFrequency, Comparator.comparing(word -> -frequency(word)));
    StringBuilder text = new StringBuilder(header());
    text.append('%');
    for (int i = 0; i < byFrequency.length; i++) {
      text.append(i == 0 ? "" : ",").append(words[byFrequency[i]]);
    }
    text.append('\n');
    for (int song = 0; song < SONGS; song++) {
      appendSong(text, song, byFrequency);
    }
    return text.toString();
  }

  private void fill(int[] song) {
    int[] own = themesOfASong();
    int length = SHORTEST + below(LONGEST - SHORTEST + 1);
    for (int token = 0; token < length; token++) {
      if (below(100) < EVERYDAY_PERCENT) {
        song[ranked(everyday.length)]++;
      } else {
        int theme = own[below(own.length)];
        int first = everyday.length;
        for (int t = 0; t < theme; t++) {
          first += themes[t].length;
        }
        song[first + ranked(themes[theme].length)]++;
      }
    }
  }

  /** One theme for half of the songs, two for a third, else three; no theme twice. */
  private int[] themesOfASong() {
    int draw = below(6);
    int number = draw < 3 ? 1 : draw < 5 ? 2 : 3;
    int[] order = IntStream.range(0, themes.length).toArray();
    for (int i = 0; i < number; i++) {
      int other = i + below(order.length - i);
      int theme = order[other];
      order[other] = order[i];
      order[i] = theme;
    }
    return Arrays.copyOf(order, number);
  }

  /** 0 .. size−1, the i-th with a weight of 1 / (i + 8), in millionths. */
  private int ranked(int size) {
    int total = 0;
    for (int i = 0; i < size; i++) {
      total += 1_000_000 / (i + 8);
    }
    int left = below(total);
    int i = 0;
    while (left >= 1_000_000 / (i + 8)) {
      left -= 1_000_000 / (i + 8);
      i++;
    }
    return i;
  }

  private int frequency(int word) {
    return Arrays.stream(songs).mapToInt(song -> song[word]).sum();
  }

  private static String header() {
    String text =
        """
        # Sample songs for mpj-lda: %d made-up bags of words over six themes (sea, love, road, winter,
        # party, farm) and everyday words, in the form of the musiXmatch data set. No real lyrics.
        # Written by src/samples/ComposeSongs.java; do not edit.
        #   %% - the words, commonest first, comma-separated; their ids count from 1
        #   track id,lyrics id,word id:count,word id:count,...
        """;
    return String.format(Locale.ROOT, text, SONGS);
  }

  private void appendSong(StringBuilder text, int song, Integer[] byFrequency) {
    text.append(String.format(Locale.ROOT, "SAMPL%05d,%d", song + 1, 100_001 + song));
    for (int i = 0; i < byFrequency.length; i++) {
      int count = songs[song][byFrequency[i]];
      if (count > 0) {
        text.append(',').append(i + 1).append(':').append(count);
      }
    }
    text.append('\n');
  }

  /** Uniform in 0 .. bound−1, by SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
  private int below(int bound) {
    state += 0x9e3779b97f4a7c15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    z ^= z >>> 31;
    return (int) ((z >>> 1) % bound);
  }
}
