package dev.facepay.device;

import dev.facepay.device.order.Sale;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A terminal and the edge's contract over real HTTP. */
abstract class TerminalTest {

  static final Sale NOODLES = Sale.of(1280, "Noodles");
  static final String CODE = "134567890123456789";

  @TempDir Path disk;
  TerminalStand stand;

  @BeforeEach
  void stand() throws IOException {
    stand = new TerminalStand(disk);
  }

  @AfterEach
  void away() {
    stand.close();
  }
}
