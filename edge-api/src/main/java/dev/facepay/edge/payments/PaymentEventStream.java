package dev.facepay.edge.payments;

import dev.facepay.edge.access.Device;
import dev.facepay.edge.access.EdgeProblem;
import dev.facepay.edge.access.Replies;
import dev.facepay.edge.access.RequestSettings;
import dev.facepay.http.Problem;
import dev.facepay.payment.PaymentId;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** A payment's changes as server-sent events, for clients that prefer them to long polls. */
@RestController
final class PaymentEventStream {

  private static final String PING = ": ping\n\n";

  private final PaymentService service;
  private final RequestSettings settings;
  private final Replies replies;
  private final JsonMapper json;

  PaymentEventStream(
      PaymentService service, RequestSettings settings, Replies replies, JsonMapper json) {
    this.service = service;
    this.settings = settings;
    this.replies = replies;
    this.json = json;
  }

  @GetMapping("/v1/payments/{id}/events")
  void events(
      @RequestAttribute(Device.ATTRIBUTE) Device device,
      @PathVariable("id") String id,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
      HttpServletResponse response)
      throws IOException, InterruptedException {
    PaymentId payment = PaymentController.parse(id);
    PaymentResult found =
        payment == null ? new PaymentResult.NotKnown(false) : service.look(payment, device);
    if (payment == null || found instanceof PaymentResult.NotKnown) {
      replies.count("stream", EdgeProblem.PAYMENT_NOT_KNOWN.wire());
      Problem.of(EdgeProblem.PAYMENT_NOT_KNOWN).write(response);
      return;
    }
    response.setHeader("Cache-Control", "no-store");
    if (lastEventId != null && isOver(found, lastEventId)) {
      replies.count("stream", "over");
      // An EventSource opens a stream that ends again and again, until it is told this.
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      return;
    }
    response.setContentType("text/event-stream;charset=UTF-8");
    replies.count("stream", "opened");
    // The device hears at once that it is heard, however long nothing happens.
    write(response, PING);
    stream(payment, device, lastEventId, response);
  }

  private static boolean isOver(PaymentResult found, String lastEventId) {
    return found instanceof PaymentResult.Known known
        && known.view().snapshot().isFinal()
        && !known.view().isNewsTo(lastEventId);
  }

  private void stream(
      PaymentId payment, Device device, @Nullable String lastEventId, HttpServletResponse response)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + settings.streamMax().toNanos();
    // A tag that nothing has: the first look is always news.
    String seen = lastEventId == null ? "" : lastEventId;
    while (true) {
      long leftNanos = end - System.nanoTime();
      Duration wait = Duration.ofNanos(Math.min(leftNanos, settings.streamPing().toNanos()));
      switch (service.watch(payment, device, seen, wait)) {
        case PaymentResult.Known known -> {
          PaymentView view = known.view();
          seen = view.tag();
          String data = json.writeValueAsString(PaymentBody.of(view));
          write(response, "id: " + seen + "\nevent: payment\ndata: " + data + "\n\n");
          if (view.snapshot().isFinal() || System.nanoTime() - end >= 0) {
            return;
          }
        }
        case PaymentResult.Unchanged unchanged -> {
          write(response, PING);
          if (unchanged.isFinal() || System.nanoTime() - end >= 0) {
            return;
          }
        }
        case PaymentResult.Refused refused -> {
          Problem problem = Problem.of(refused.problem());
          write(response, "event: problem\ndata: " + json.writeValueAsString(problem) + "\n\n");
          return;
        }
        case PaymentResult.NotKnown n -> {
          return;
        }
        case PaymentResult.NotPublished n ->
            throw new IllegalStateException("nothing was published");
        case PaymentResult.NoRoom n -> throw new IllegalStateException("nothing was begun");
        case PaymentResult.Overloaded o -> throw new IllegalStateException("nothing was begun");
        case PaymentResult.Busy b -> throw new IllegalStateException("nothing was begun");
        case PaymentResult.ExpiresTooSoon e -> throw new IllegalStateException("nothing was asked");
      }
    }
  }

  private static void write(HttpServletResponse response, String text) throws IOException {
    OutputStream out = response.getOutputStream();
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
