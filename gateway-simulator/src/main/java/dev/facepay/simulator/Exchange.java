package dev.facepay.simulator;

import dev.facepay.simulator.ledger.Api;
import org.jspecify.annotations.Nullable;

/** What comes in and goes out, without a web server. */
final class Exchange {
  private Exchange() {}

  /**
   * @param certificateOwner common name of the client's certificate; null without one
   */
  record Inbound(
      Api api,
      GatewayPort port,
      String method,
      String body,
      boolean isUtf8,
      @Nullable String negativeTest,
      @Nullable String certificateOwner) {}

  /**
   * @param cut close the connection instead
   */
  record Outbound(int status, String contentType, String body, boolean cut) {
    static Outbound xml(String text) {
      return new Outbound(200, "text/xml;charset=UTF-8", text, false);
    }

    static Outbound html(int status, String text) {
      String page =
          "<html><head><title>" + text + "</title></head><body>" + text + "</body></html>";
      return new Outbound(status, "text/html;charset=UTF-8", page, false);
    }

    static Outbound nothing() {
      return new Outbound(0, "", "", true);
    }
  }
}
