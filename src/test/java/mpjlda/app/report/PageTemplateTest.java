package mpjlda.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PageTemplateTest {
  @Test
  void escapesForTextAndAttributes() {
    assertThat(PageTemplate.escape("<a href=\"x\">'&lt;'</a>"))
        .isEqualTo("&lt;a href=&quot;x&quot;&gt;&#39;&amp;lt;&#39;&lt;/a&gt;");
  }

  @Test
  void everyPlaceIsFilledOnceAndAskedForNothing() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    PageTemplate.load("{{data}} & {{style}}")
        .write(out, data -> data.write("[\"{{title}}\"]".getBytes(StandardCharsets.UTF_8)));

    String page = out.toString(StandardCharsets.UTF_8);
    assertThat(page)
        .contains("<h1>{{data}} &amp; {{style}}</h1>")
        .contains("id=\"data\">[\"{{title}}\"]</script>")
        .doesNotContain("{{script}}")
        // Of the addresses in it one is a name (of SVG elements), none is fetched.
        .doesNotContain("src=", "@import", "url(", "https://");
    assertThat(page.split("http://", -1)).hasSize(2);
  }
}
