package mpjlda.cluster.comm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import mpjlda.core.parallel.CommunicatorContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranks as threads, over real files in memory. */
class SharedMemoryTest {
  private static final int[] LENGTHS = {0, 1, 7, 999, 1000, 4097, 5003, 65537};

  private Path folder = Path.of("");

  @BeforeEach
  void makeFolder() throws IOException {
    folder = MemoryFolder.create();
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    MemoryFolder.removeEmpty(folder);
  }

  private SharedMemory memory(HostIdentity host) {
    return new SharedMemory(Optional.of(folder), 1000, Optional.of(host));
  }

  private static HostIdentity here() {
    return HostIdentity.own().orElseThrow();
  }

  private List<String> contract(int size, IntFunction<SharedMemory> memory) {
    return InProcessRanks.runOverLinks(
        size,
        memory,
        link -> {
          CommunicatorContract.check(new Collectives(link), 20261121, LENGTHS);
          return link.transport();
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
  void keepsTheContract(int size) {
    assertThat(contract(size, rank -> memory(here()))).containsOnly("shared memory");
  }

  /** As ranks 0 and 1 on one host, 2 and 3 on another, and so on. */
  @ParameterizedTest
  @ValueSource(ints = {3, 4, 7})
  void keepsTheContractBetweenHosts(int size) {
    List<String> transports = contract(size, rank -> memory(new HostIdentity(rank / 2)));
    assertThat(transports.get(0)).isEqualTo("shared memory and MPJ Express");
    if (size % 2 == 1) {
      assertThat(transports.get(size - 1)).as("alone on its host").isEqualTo("MPJ Express");
    }
  }

  /** Rank 1 can make no memory, but takes what it is offered. */
  @Test
  void keepsTheContractWhereSomeHaveNone() {
    SharedMemory nowhere =
        new SharedMemory(Optional.of(Path.of("/nowhere")), 1000, Optional.of(here()));
    List<String> transports = contract(4, rank -> rank == 1 ? nowhere : memory(here()));
    assertThat(transports.get(1))
        .isEqualTo("shared memory and MPJ Express (no shared memory: /nowhere: no such folder)");
    assertThat(transports.get(2)).isEqualTo("shared memory");
  }

  /** Where the system does not tell which host it is. */
  @Test
  void aRankWithoutAHostSharesNothing() {
    SharedMemory unknown = new SharedMemory(Optional.of(folder), 1000, Optional.empty());
    List<String> transports = contract(2, rank -> rank == 1 ? unknown : memory(here()));
    assertThat(transports).containsOnly("MPJ Express");
  }

  /** A circle in which each rank's second message waits for the others' first ones. */
  @Test
  void directionsDoNotWaitForEachOther() {
    InProcessRanks.runOverLinks(
        3,
        rank -> memory(here()),
        link -> {
          long[] in = new long[5000];
          ArraySlice out = ArraySlice.of(new long[5000]);
          if (link.rank() == 0) {
            link.send(1, out);
            link.exchange(1, out, 2, ArraySlice.of(in));
          } else if (link.rank() == 1) {
            link.receive(0, ArraySlice.of(in));
            link.receive(0, ArraySlice.of(in));
            link.send(2, out);
          } else {
            link.receive(1, ArraySlice.of(in));
            link.send(0, out);
          }
          return 0;
        });
  }

  @Test
  void theFileHasNoNameAndIsTheUsersOwn() throws IOException {
    SharedMemoryFile file = SharedMemoryFile.create(folder, 100);
    assertThat(folder).isEmptyDirectory();
    Path open = Path.of("/proc/self/fd").resolve(Long.toString(file.handle().descriptor()));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(open)))
        .isEqualTo("rw-------");
    assertThat(Files.size(open)).isEqualTo(SharedMemoryQueue.bytes(100));
    file.close();
    assertThatThrownBy(() -> SharedMemoryFile.open(file.handle())).isInstanceOf(IOException.class);
  }

  @Test
  void onlyTheMemoryThatIsMeantIsTaken() throws IOException {
    try (SharedMemoryFile file = SharedMemoryFile.create(folder, 100);
        SharedMemoryFile another = SharedMemoryFile.create(folder, 100)) {
      long[] sent = {42};
      assertThat(file.queue().write(ArraySlice.of(sent), 0)).isEqualTo(1);
      long[] received = new long[1];
      assertThat(SharedMemoryFile.open(file.handle()).read(ArraySlice.of(received), 0))
          .isEqualTo(1);
      assertThat(received).containsExactly(42);

      SharedMemoryFile.Handle h = file.handle();
      SharedMemoryFile.Handle wrong =
          new SharedMemoryFile.Handle(
              h.pid(), another.handle().descriptor(), h.nonceHigh(), h.nonceLow());
      assertThatThrownBy(() -> SharedMemoryFile.open(wrong)).hasMessageContaining("another file");
    }
  }

  @Test
  void anOfferOfAnotherHostIsNotLookedAt() throws IOException {
    try (SharedMemoryFile file = SharedMemoryFile.create(folder, 100)) {
      long[] words = new SharedMemoryHandle(new HostIdentity(1), file.handle()).words();
      SharedMemory receiver = memory(new HostIdentity(2));
      assertThat(receiver.open(words)).isEmpty();
      assertThat(receiver.trouble()).isEmpty();
      assertThat(memory(new HostIdentity(1)).open(words)).isPresent();
    }
  }

  /** Memory that is full is told when the file is made, not when it is written to. */
  @Test
  void fullMemoryIsNoMemory() throws IOException, InterruptedException {
    MemoryFolder.mountTiny(folder);
    try {
      SharedMemory memory = new SharedMemory(Optional.of(folder), 100_000, Optional.of(here()));
      assertThat(memory.make()).isEmpty();
      assertThat(memory.trouble()).contains(folder + ": No space left on device");
      try (Stream<Path> left = Files.list(folder)) {
        assertThat(left).isEmpty();
      }
      List<String> transports = contract(2, rank -> memory);
      assertThat(transports.get(0)).startsWith("MPJ Express (no shared memory: " + folder);
    } finally {
      MemoryFolder.unmount(folder);
    }
  }
}
