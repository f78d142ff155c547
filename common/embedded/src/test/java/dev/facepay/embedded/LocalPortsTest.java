package dev.facepay.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real")
class LocalPortsTest {

  /** Where Linux begins to take ports for outgoing connections. */
  private static final int OUTGOING = 32_768;

  @Test
  void no_port_is_given_twice_and_no_connection_can_take_one() {
    List<Integer> ports = new ArrayList<>(LocalPorts.free(14));
    ports.addAll(LocalPorts.free(14));

    assertThat(ports).hasSize(28).doesNotHaveDuplicates().allMatch(port -> port < OUTGOING);
  }

  @Test
  void a_busy_port_is_passed_over() throws IOException {
    int before = LocalPorts.free(1).getFirst();
    try (ServerSocket busy = new ServerSocket(before + 1)) {
      assertThat(LocalPorts.free(1).getFirst()).isGreaterThan(busy.getLocalPort());
    }
  }
}
