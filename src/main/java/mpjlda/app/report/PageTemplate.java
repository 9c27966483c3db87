package mpjlda.app.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The page around the data: {@code page.html} with style and script put in. */
final class PageTemplate {
  private static final String DATA = "{{data}}";

  private final String head;
  private final String tail;

  private PageTemplate(String head, String tail) {
    this.head = head;
    this.tail = tail;
  }

  /** Writes something at the place of the data. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  static PageTemplate load(String title) throws IOException {
    String page = resource("page.html");
    int data = page.indexOf(DATA);
    return new PageTemplate(
        filled(page.substring(0, data), title),
        filled(page.substring(data + DATA.length()), title));
  }

  void write(OutputStream out, Content content) throws IOException {
    out.write(head.getBytes(StandardCharsets.UTF_8));
    content.writeTo(out);
    out.write(tail.getBytes(StandardCharsets.UTF_8));
  }

  /** Escapes text for HTML, also in attributes with either kind of quotes. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String filled(String part, String title) throws IOException {
    return part.replace("{{style}}", resource("report.css"))
        .replace("{{script}}", resource("report.js"))
        // Last, so that a title that looks like a placeholder stays a title.
        .replace("{{title}}", escape(title));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = PageTemplate.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program's jar lacks mpjlda/report/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
