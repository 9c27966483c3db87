package mpjlda.data.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which fields of a table's records make its documents.
 *
 * @param text numbers of the fields, from 0
 * @param name number of the field with the document's name
 * @param fields of a record
 */
record RecordFields(List<Integer> text, Optional<Integer> name, int fields) {
  /**
   * Finds the fields.
   *
   * @param header names of the fields; without a header their numbers from 1
   * @throws MalformedTextException if one is not there
   */
  static RecordFields of(List<String> header, TextSource.Fields wanted)
      throws MalformedTextException {
    List<String> names = wanted.text();
    if (names.isEmpty()) {
      names = header.size() == 1 ? header : List.of("text");
    }
    List<Integer> text = new ArrayList<>();
    for (String name : names) {
      text.add(find(name, header));
    }
    Optional<Integer> name =
        wanted.name().isPresent()
            ? Optional.of(find(wanted.name().get(), header))
            : Optional.empty();
    return new RecordFields(text, name, header.size());
  }

  private static int find(String name, List<String> header) throws MalformedTextException {
    int at = header.indexOf(name);
    if (at < 0) {
      throw new MalformedTextException(1, missing(name, header));
    }
    return at;
  }

  /** The message for a user who asked for fields that are not there. */
  static String missing(String wanted, List<String> there) {
    return "found no field '"
        + wanted
        + "', expected one to take the text from; the fields are: "
        + String.join(", ", there.subList(0, Math.min(there.size(), 20)))
        + ". Name one or several with --text-field";
  }
}
