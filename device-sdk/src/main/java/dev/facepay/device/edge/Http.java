package dev.facepay.device.edge;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One HTTP request and its answer, blocking. An App may bring its own client. */
public interface Http {

  /**
   * @throws NotSent if not a byte of the request can have arrived
   * @throws IOException if no whole answer came; the request may have arrived
   */
  Reply send(Ask ask) throws IOException;

  /** There was no connection. */
  final class NotSent extends IOException {
    private static final long serialVersionUID = 1L;

    public NotSent(String what) {
      super(what);
    }
  }

  /**
   * @param path with its leading slash, escaped
   * @param headers by name
   * @param body JSON, or null for none
   * @param within how long the answer may take once connected
   */
  record Ask(
      String method,
      String path,
      Map<String, String> headers,
      @Nullable String body,
      Duration within) {

    /** Neither headers nor body: both hold credentials. */
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /**
   * @param headers by lower-case name
   * @param body text, possibly empty
   */
  record Reply(int status, Map<String, String> headers, String body) {

    @Nullable String header(String name) {
      return headers.get(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
      return "Reply[" + status + "]";
    }
  }
}
