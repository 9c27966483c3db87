package mpjlda.data.corpus;

/** Describes the fault of a token that a parser could not read. Only runs on failure. */
final class TokenFaults {
  private TokenFaults() {}

  /** The fault of a pair {@code id:count}. */
  static String pair(String token, WordIds ids) {
    int colon = token.indexOf(':');
    if (token.isEmpty()) {
      return "nothing between two separators or at the line's end found, id:count expected";
    }
    if (colon < 0) {
      return "found '" + token + "' (no colon), expected id:count; is the line cut short?";
    }
    String id = token.substring(0, colon);
    String count = token.substring(colon + 1);
    String fault = id(id, ids);
    if (!fault.isEmpty()) {
      return fault;
    }
    if (count.isEmpty()) {
      return "found '" + token + "' (no count), expected id:count; is the line cut short?";
    }
    return count(count);
  }

  /** The fault of a word id; empty if it is good. */
  static String id(String id, WordIds ids) {
    if (!isDigits(id)) {
      return "found the word id '" + id + "', expected a whole number";
    }
    long value = value(id);
    if (value >= ids.first() && value <= ids.last()) {
      return "";
    }
    String hint = value == 0 ? "; ids start from 1 in this format" : "";
    return "word id " + id + " found, " + ids.expected() + hint;
  }

  static String count(String count) {
    String expected =
        ", expected a whole number from 1 to " + Integer.MAX_VALUE + " (0 counts as absent)";
    if (count.startsWith("-") && isDigits(count.substring(1))) {
      return "found the negative count " + count + expected;
    }
    if (isDigits(count)) {
      return "found the huge count " + count + expected;
    }
    if (count.matches("-?[0-9]*\\.[0-9]+([eE][-+]?[0-9]+)?")) {
      return "found the fractional count " + count + expected;
    }
    return "found the count '" + count + "'" + expected;
  }

  static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static long value(String digits) {
    return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
  }
}
