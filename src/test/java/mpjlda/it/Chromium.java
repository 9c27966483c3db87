package mpjlda.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A page in a real, headless Chromium, driven by its DevTools protocol
 * (https://chromedevtools.github.io/devtools-protocol/).
 */
final class Chromium implements AutoCloseable {
  private final Process process;
  private final Path profile;
  private final WebSocket socket;
  private final AtomicInteger nextId = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<JsonNode> events = Collections.synchronizedList(new ArrayList<>());
  private final ObjectMapper mapper = new ObjectMapper();

  /** Where the program is, if it is installed. */
  static Optional<Path> find() {
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(
            name ->
                Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin").split(":"))
                    .map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  Chromium(Path program) throws IOException, InterruptedException {
    profile = Files.createTempDirectory("chromium");
    ProcessBuilder builder =
        new ProcessBuilder(
            program.toString(),
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--hide-scrollbars",
            "--force-color-profile=srgb",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile,
            "about:blank");
    process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("output").toFile())
            .start();
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest newPage =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/json/new?about:blank"))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    String page = client.send(newPage, HttpResponse.BodyHandlers.ofString()).body();
    URI address = URI.create(mapper.readTree(page).get("webSocketDebuggerUrl").textValue());
    socket = client.newWebSocketBuilder().buildAsync(address, new Listener()).join();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      send(domain + ".enable", Map.of());
    }
  }

  private String port() throws IOException {
    Path file = profile.resolve("DevToolsActivePort");
    Await.whileRunning(
        process,
        () -> Files.exists(file) && Files.readAllLines(file).size() > 1,
        () -> "Chromium does not start: " + Files.readString(profile.resolve("output")));
    return Files.readAllLines(file).get(0);
  }

  /** Loads a file and waits for it; gives the milliseconds from the start to the load event. */
  double open(Path page, String fragment) {
    send("Page.navigate", Map.of("url", "about:blank"));
    events.clear();
    send("Page.navigate", Map.of("url", page.toUri() + fragment));
    return evaluate(
            """
            new Promise(done => {
              const timing = () => performance.getEntriesByType('navigation')[0];
              const look = () => location.protocol === 'file:' && timing().loadEventEnd > 0
                ? requestAnimationFrame(() => done(timing().loadEventEnd)) : setTimeout(look, 5);
              look();
            })""")
        .doubleValue();
  }

  /** The value of a JavaScript expression, awaited if it is a promise. */
  JsonNode evaluate(String expression) {
    JsonNode answer =
        send(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
    }
    return answer.get("result").path("value");
  }

  String text(String selector) {
    return evaluate("document.querySelector(" + quoted(selector) + ").innerText").textValue();
  }

  List<String> texts(String selector) {
    List<String> texts = new ArrayList<>();
    evaluate(
            "Array.from(document.querySelectorAll("
                + quoted(selector)
                + "), node => node.textContent)")
        .forEach(node -> texts.add(node.textValue()));
    return texts;
  }

  /** A real click in the middle of an element. */
  void click(String selector) {
    JsonNode place =
        evaluate(
            "(() => { const node = document.querySelector("
                + quoted(selector)
                + "); node.scrollIntoView({block: 'center', behavior: 'instant'});"
                + " const box = node.getBoundingClientRect();"
                + " return {x: box.x + box.width / 2, y: box.y + box.height / 2}; })()");
    for (String type : List.of("mouseMoved", "mousePressed", "mouseReleased")) {
      send(
          "Input.dispatchMouseEvent",
          Map.of(
              "type",
              type,
              "x",
              place.get("x"),
              "y",
              place.get("y"),
              "button",
              type.equals("mouseMoved") ? "none" : "left",
              "clickCount",
              type.equals("mouseMoved") ? 0 : 1));
    }
  }

  /** A key such as {@code ArrowRight} with its virtual key code. */
  void press(String key, int code) {
    for (String type : List.of("rawKeyDown", "keyUp")) {
      send(
          "Input.dispatchKeyEvent",
          Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code));
    }
  }

  void type(String text) {
    send("Input.insertText", Map.of("text", text));
  }

  void media(String colorScheme) {
    send(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colorScheme))));
  }

  void size(int width, int height) {
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  void screenshot(Path target) throws IOException {
    JsonNode picture = send("Page.captureScreenshot", Map.of("format", "png"));
    Files.write(target, Base64.getDecoder().decode(picture.get("data").textValue()));
  }

  byte[] pdf() {
    return Base64.getDecoder()
        .decode(send("Page.printToPDF", Map.of("printBackground", true)).get("data").textValue());
  }

  /** Errors, warnings and exceptions that the page caused since it was opened. */
  List<String> complaints() {
    synchronized (events) {
      return events.stream()
          .filter(
              event ->
                  List.of("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded")
                      .contains(event.get("method").textValue()))
          .map(JsonNode::toString)
          .toList();
    }
  }

  /** What the page asked for since it was opened, but for itself and what stands in it. */
  List<String> requests(Path page) {
    synchronized (events) {
      return events.stream()
          .filter(event -> event.get("method").textValue().equals("Network.requestWillBeSent"))
          .map(event -> event.at("/params/request/url").textValue())
          .filter(url -> !url.startsWith(page.toUri().toString()))
          .filter(url -> !url.startsWith("data:") && !url.equals("about:blank"))
          .toList();
    }
  }

  JsonNode send(String method, Map<String, ?> parameters) {
    int id = nextId.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    try {
      String message =
          mapper.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
      socket.sendText(message, true).join();
      JsonNode result = answer.get(Await.HANG.toSeconds(), TimeUnit.SECONDS);
      if (result.has("error")) {
        throw new AssertionError(method + ": " + result.get("error"));
      }
      return result.get("result");
    } catch (AssertionError e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("no answer from Chromium to " + method, e);
    }
  }

  private String quoted(String text) {
    return mapper.valueToTree(text).toString();
  }

  @Override
  public void close() throws IOException {
    try {
      send("Browser.close", Map.of());
    } catch (AssertionError e) {
      process.destroyForcibly();
    }
    try {
      process.onExit().get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().onExit().join();
    }
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      message.append(data);
      if (last) {
        try {
          JsonNode node = mapper.readTree(message.toString());
          if (node.has("id")) {
            answers.remove(node.get("id").intValue()).complete(node);
          } else {
            events.add(node);
          }
        } catch (IOException e) {
          events.add(mapper.valueToTree(Map.of("method", "Log.entryAdded", "text", e.toString())));
        }
        message.setLength(0);
      }
      webSocket.request(1);
      return CompletableFuture.completedFuture(null);
    }
  }
}
