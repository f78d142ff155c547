package dev.facepay.standalone.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.openqa.selenium.JavascriptExecutor;

/** Judges a page by WCAG 2.2 AA, as far as a program can. */
final class Axe {

  private static final String SCRIPT = script();

  private static final String RUN =
      """
      const done = arguments[arguments.length - 1];
      const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
      axe.run({ runOnly: { type: 'tag', values } }).then(found => done(
          found.violations.flatMap(rule => rule.nodes.map(
              node => `${rule.id}: ${node.html}: ${node.failureSummary}`))));
      """;

  private Axe() {}

  static List<String> barriers(JavascriptExecutor page) {
    page.executeScript(SCRIPT);
    List<?> found = Objects.requireNonNull((List<?>) page.executeAsyncScript(RUN));
    return found.stream().map(String::valueOf).toList();
  }

  private static String script() {
    try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
