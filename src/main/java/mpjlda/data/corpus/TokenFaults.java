package mpjlda.data.corpus;

/** Describes the fault of a token that a parser could not read. Only runs on failure. */
final class TokenFaults {
  private TokenFaults() {}

  /** The fault of a pair {@code id:count}. */
  static String pair(String token, WordIds ids, boolean decimals) {
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
    return count(count, decimals);
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

  static String count(String count, boolean decimals) {
    String expected = ", expected a whole number from 1 to " + Integer.MAX_VALUE;
    if (count.startsWith("-") && isDigits(count.substring(1))) {
      return "found the negative count " + count + expected;
    }
    if (isDigits(count)) {
      String kind = value(count) == 0 ? "count " : "huge count ";
      return "found the " + kind + count + expected;
    }
    if (count.matches("-?[0-9]*\\.[0-9]+([eE][-+]?[0-9]+)?")) {
      String kind = decimals ? "count " : "fractional count ";
      return "found the " + kind + count + expected;
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
