package mpjlda.cluster.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mpjlda.cluster.runfolder.Fingerprint;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.JsonFields;
import mpjlda.data.io.SealedJson;

/**
 * {@code manifest.json}: the files that make up a generation, and the run that it belongs to. One
 * JSON object with its own checksum ({@link SealedJson}):
 *
 * <pre>
 *   {
 *     "format" : "mpj-lda checkpoint",
 *     "format_version" : 1,
 *     "generation" : 7,
 *     "written" : "2026-01-31T12:00:00Z",
 *     "iteration" : 20, "bound" : -3250721.5, "K" : 50, "V" : 6906,
 *     "fingerprint" : { name : value, ... },
 *     "state" : { "bytes" : ..., "crc32" : "8 hexadecimal digits" },
 *     "parts" : [ { "name" : ..., "first_document" : ..., "documents" : ..., "width" : ...,
 *                   "bytes" : ..., "crc32" : ... }, ... ],
 *     "crc32c" : "8 hexadecimal digits"
 *   }
 * </pre>
 *
 * <p>The files' checksums are of all their bytes ({@link FileSum}). Later format versions keep the
 * first two members and the last, so that this program can distinguish newer files from damaged
 * ones.
 *
 * @param summary a bound that is NaN is {@code null} in the file
 * @param state the file of rank 0
 */
record Manifest(
    long generation,
    Instant written,
    Summary summary,
    Fingerprint fingerprint,
    FileSum state,
    List<CheckpointPartFile> parts) {
  static final int FORMAT_VERSION = 1;
  private static final String FORMAT = "mpj-lda checkpoint";

  /** More than any manifest has; a longer file is not read into memory. */
  private static final long MAX_BYTES = 1 << 28;

  Manifest {
    parts = List.copyOf(parts);
  }

  /** Numbers that are shown without reading the state. */
  record Summary(int iteration, double bound, int topics, int words) {
    static Summary of(CheckpointState state) {
      return new Summary(
          state.iteration(),
          state.bound(),
          state.lambda().layout().columns(),
          state.lambda().layout().rows());
    }
  }

  /** Bytes of all files but the manifest itself. */
  long bytes() {
    return state.bytes() + parts.stream().mapToLong(CheckpointPartFile::bytes).sum();
  }

  byte[] encode() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("format", FORMAT);
    map.put("format_version", FORMAT_VERSION);
    map.put("generation", generation);
    map.put("written", written);
    map.put("iteration", summary.iteration());
    map.put("bound", summary.bound());
    map.put("K", summary.topics());
    map.put("V", summary.words());
    map.put("fingerprint", fingerprint.values());
    map.put("state", sum(state));
    map.put("parts", parts.stream().map(Manifest::part).toList());
    return SealedJson.write(map).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a generation's manifest.
   *
   * @throws DamagedCheckpointException if a byte of it has changed, or if it is another
   *     generation's
   * @throws NewerVersionException if a newer version of this program wrote it
   */
  static Manifest read(Generation generation)
      throws IOException, DamagedCheckpointException, NewerVersionException {
    Path path = generation.manifest();
    if (Files.size(path) > MAX_BYTES) {
      throw new DamagedCheckpointException("longer than any manifest");
    }
    JsonFields fields = unsealed(path, Files.readAllBytes(path));
    try {
      checkVersion(path, fields);
      Manifest manifest = decode(fields);
      if (manifest.generation != generation.number()) {
        throw new DamagedCheckpointException(
            String.format(
                "another manifest in its place: generation %d found, %d expected",
                manifest.generation, generation.number()));
      }
      return manifest;
    } catch (LdaException | IllegalArgumentException e) {
      throw new DamagedCheckpointException("not a manifest: " + e.getMessage(), e);
    }
  }

  private static JsonFields unsealed(Path path, byte[] bytes) throws DamagedCheckpointException {
    if (!SealedJson.isIntact(bytes)) {
      throw new DamagedCheckpointException("damaged: its CRC32C is wrong or missing");
    }
    try {
      return JsonFields.parse(path.toString(), 1, new String(bytes, StandardCharsets.UTF_8));
    } catch (LdaException e) {
      throw new DamagedCheckpointException("not a manifest: " + e.getMessage(), e);
    }
  }

  private static void checkVersion(Path path, JsonFields fields)
      throws DamagedCheckpointException, NewerVersionException {
    if (!fields.text("format").equals(FORMAT)) {
      throw new DamagedCheckpointException(
          "not a checkpoint's manifest: format " + fields.text("format"));
    }
    long version = fields.count("format_version");
    if (version > FORMAT_VERSION) {
      throw new NewerVersionException(path, version);
    }
  }

  private static Manifest decode(JsonFields fields) {
    Map<String, String> fingerprint = new LinkedHashMap<>();
    fields
        .map("fingerprint")
        .forEach((name, value) -> fingerprint.put(name, String.valueOf(value)));
    List<CheckpointPartFile> parts = new ArrayList<>();
    for (JsonFields part : fields.objects("parts")) {
      parts.add(partFile(part));
    }
    return new Manifest(
        fields.count("generation"),
        fields.instant("written"),
        new Summary(
            fields.smallCount("iteration"),
            fields.number("bound"),
            fields.smallCount("K"),
            fields.smallCount("V")),
        new Fingerprint(fingerprint),
        sum(fields.object("state")),
        CheckpointParts.sorted(parts));
  }

  /** Of a part whose documents fit into its file. */
  private static CheckpointPartFile partFile(JsonFields part) {
    FileSum sum = sum(part);
    CheckpointPartFile file =
        new CheckpointPartFile(
            part.text("name"),
            part.count("first_document"),
            part.count("documents"),
            part.smallCount("width"),
            sum.bytes(),
            sum.crc32());
    if (file.documents() > 0 && file.width() > sum.bytes() / Long.BYTES / file.documents()) {
      throw new IllegalArgumentException(
          file + ": its documents do not fit into " + sum.bytes() + " bytes");
    }
    return file;
  }

  private static Map<String, Object> part(CheckpointPartFile part) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", part.name());
    map.put("first_document", part.firstDocument());
    map.put("documents", part.documents());
    map.put("width", part.width());
    map.putAll(sum(part.sum()));
    return map;
  }

  private static Map<String, Object> sum(FileSum sum) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("bytes", sum.bytes());
    map.put("crc32", FileSum.hex(sum.crc32()));
    return map;
  }

  private static FileSum sum(JsonFields fields) {
    return new FileSum(fields.count("bytes"), Integer.parseUnsignedInt(fields.text("crc32"), 16));
  }
}
