package mpjlda.data.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is not compressed. */
record PlainSource(Path path) implements ByteSource {
  @Override
  public long size() throws IOException {
    return Files.size(path);
  }

  @Override
  public boolean compressed() {
    return false;
  }

  @Override
  public InputStream openAt(long offset) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    channel.position(offset);
    return Channels.newInputStream(channel);
  }
}
