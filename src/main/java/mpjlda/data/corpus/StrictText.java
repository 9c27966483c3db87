package mpjlda.data.corpus;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Decodes UTF-8 and refuses other bytes. Not thread-safe. */
final class StrictText {
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);

  /** Decodes a word. */
  String word(byte[] bytes, int from, int to) throws MalformedLineException {
    if (from == to) {
      throw new MalformedLineException("found an empty word, expected a word");
    }
    for (int i = from; i < to; i++) {
      if (bytes[i] == 0) {
        throw LineDocumentParser.nul();
      }
    }
    try {
      return decoder.decode(ByteBuffer.wrap(bytes, from, to - from)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedLineException(
          "found bytes that are not UTF-8 in a word, expected UTF-8;"
              + " convert the file with 'iconv -f latin1 -t utf-8'");
    }
  }
}
