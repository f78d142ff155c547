package dev.facepay.runtime.fact;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A log with fresh topics, and a follower of it. */
abstract class FollowedLog {

  @TempDir Path directory;
}
