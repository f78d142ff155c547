package dev.facepay.testkit;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

class ArchitectureTest implements ModuleArchitecture {

  /** Testkit leans on the vocabulary, which therefore can't lean on testkit. */
  @Nested
  class Payment implements ModuleArchitecture {

    @Override
    public Path module() {
      return Repository.root().resolve("common/payment");
    }
  }
}
