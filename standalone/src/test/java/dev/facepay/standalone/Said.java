package dev.facepay.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** What a command said, and its exit status. */
public record Said(int status, String out, String err) {

  /** Runs it in this process. */
  public static Said by(Map<String, String> environment, List<String> command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            environment,
            command.toArray(String[]::new));
    return new Said(status, out.toString(UTF_8), err.toString(UTF_8));
  }
}
