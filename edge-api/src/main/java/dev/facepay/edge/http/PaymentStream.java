package dev.facepay.edge.http;

import dev.facepay.edge.desk.DeskAnswer;
import dev.facepay.edge.desk.PaymentDesk;
import dev.facepay.edge.desk.Sight;
import dev.facepay.edge.device.Device;
import dev.facepay.edge.screen.PaymentBody;
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

/** A payment's changes as server-sent events, for those who like them better than long polls. */
@RestController
public final class PaymentStream {

  private final PaymentDesk desk;
  private final WaitSettings settings;
  private final EdgeMetrics metrics;
  private final JsonMapper json;

  public PaymentStream(
      PaymentDesk desk, WaitSettings settings, EdgeMetrics metrics, JsonMapper json) {
    this.desk = desk;
    this.settings = settings;
    this.metrics = metrics;
    this.json = json;
  }

  @GetMapping("/v1/payments/{id}/events")
  void events(
      @RequestAttribute(DoorFilter.DEVICE) Device device,
      @PathVariable("id") String id,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
      HttpServletResponse response)
      throws IOException, InterruptedException {
    PaymentId payment = PaymentController.parse(id);
    if (payment == null || desk.look(payment, device) instanceof DeskAnswer.NotKnown) {
      metrics.count("stream", EdgeProblem.PAYMENT_NOT_KNOWN.wire());
      Problem.of(EdgeProblem.PAYMENT_NOT_KNOWN).write(response);
      return;
    }
    response.setContentType("text/event-stream;charset=UTF-8");
    response.setHeader("Cache-Control", "no-store");
    metrics.count("stream", "opened");
    stream(payment, device, lastEventId, response);
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
      switch (desk.watch(payment, device, seen, wait)) {
        case DeskAnswer.Known known -> {
          Sight sight = known.sight();
          seen = sight.tag();
          String data = json.writeValueAsString(PaymentBody.of(sight));
          write(response, "id: " + seen + "\nevent: payment\ndata: " + data + "\n\n");
          if (sight.view().isFinal() || System.nanoTime() - end >= 0) {
            return;
          }
        }
        case DeskAnswer.Unchanged unchanged -> {
          write(response, ": ping\n\n");
          if (unchanged.isFinal() || System.nanoTime() - end >= 0) {
            return;
          }
        }
        case DeskAnswer.Refused refused -> {
          Problem problem = Problem.of(EdgeProblem.ofRejection(refused.reason()));
          write(response, "event: problem\ndata: " + json.writeValueAsString(problem) + "\n\n");
          return;
        }
        case DeskAnswer.NotKnown n -> {
          return;
        }
        case DeskAnswer.NotPublished n -> throw new IllegalStateException("nothing was published");
        case DeskAnswer.NoRoom n -> throw new IllegalStateException("nothing was begun");
        case DeskAnswer.Busy b -> throw new IllegalStateException("nothing was begun");
        case DeskAnswer.ExpiresTooSoon e -> throw new IllegalStateException("nothing was asked");
      }
    }
  }

  private static void write(HttpServletResponse response, String text) throws IOException {
    OutputStream out = response.getOutputStream();
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
