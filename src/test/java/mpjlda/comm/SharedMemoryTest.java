package mpjlda.comm;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedMemoryTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void keepsTheContract(int size) {
    InProcessRanks.runOverLinks(
        size,
        rank -> new SharedMemory(Optional.of(Path.of("/dev/shm")), 1000, HostIdentity.own()),
        link -> {
          CommunicatorContract.check(
              new Collectives(link), 20261121, new int[] {0, 1, 7, 999, 1000, 4097, 5003, 65537});
          return 0;
        });
  }
}
