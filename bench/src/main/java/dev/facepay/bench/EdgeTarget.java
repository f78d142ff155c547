package dev.facepay.bench;

import dev.facepay.standalone.client.EdgeClient;
import dev.facepay.standalone.client.EdgeClient.EdgeProblem;
import dev.facepay.standalone.client.EdgeClient.PaymentSeen;
import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** FacePay, as devices use it: each payment is one POST that waits for its answer. */
final class EdgeTarget implements Target {

  private static final int CONNECTIONS_MAX = 4_000;
  private static final int LOOKS_AT_ONCE = 64;

  /** Beyond the longest that a payment may stay open: query's deadline, then the reversal. */
  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(90);

  private final List<DemoDevice> devices;
  private final HttpWire wire;
  private final EdgeClient client;
  private final byte[][] heads;
  private final SplittableRandom codes = new SplittableRandom();

  /**
   * @param devices those that send, in turn
   */
  EdgeTarget(URI edge, List<DemoDevice> devices) {
    this.devices = List.copyOf(devices);
    this.client = new EdgeClient(edge);
    this.heads = devices.stream().map(device -> head(edge, device)).toArray(byte[][]::new);
    try {
      this.wire =
          new HttpWire(new InetSocketAddress(edge.getHost(), edge.getPort()), CONNECTIONS_MAX);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String label() {
    return "FacePay";
  }

  @Override
  public void fire(Shot shot) {
    wire.send(
        request(shot),
        new HttpWire.Reply() {
          @Override
          public void answered(int status, String text) {
            shot.finish(answer(status, text));
          }

          @Override
          public void failed(IOException why) {
            shot.finish(Answer.ERROR);
          }
        });
  }

  private static Answer answer(int status, String text) {
    if (status / 100 != 2) {
      return text.contains("\"code\":\"overloaded\"") ? Answer.REFUSED : Answer.ERROR;
    }
    if (text.contains("\"state\":\"SUCCEEDED\"")) {
      return Answer.PAID;
    }
    return text.contains("\"final\":true") ? Answer.NOT_PAID : Answer.OPEN;
  }

  private static byte[] head(URI edge, DemoDevice device) {
    String head =
        """
        POST /v1/payments HTTP/1.1\r
        Host: %s\r
        Authorization: Bearer %s\r
        Prefer: wait=30\r
        Content-Type: application/json\r
        Content-Length: \
        """
            .formatted(edge.getAuthority(), device.key());
    return head.getBytes(StandardCharsets.US_ASCII);
  }

  private ByteBuffer request(Shot shot) {
    String body =
        "{\"order_no\":\"%s\",\"auth_code\":\"13%016d\",\"total_fee\":%d,\"body\":\"bench\",\"channel\":\"face\"}"
            .formatted(
                shot.orderNo(), codes.nextLong(10_000_000_000_000_000L), shot.course().fen());
    byte[] head = heads[shot.number() % heads.length];
    byte[] rest = (body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(head.length + rest.length).put(head).put(rest).flip();
  }

  @Override
  public void settle(List<Shot> shots) throws InterruptedException {
    Semaphore turns = new Semaphore(LOOKS_AT_ONCE);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Shot shot : shots) {
        if (shot.answer() == Answer.OPEN || shot.answer() == Answer.ERROR) {
          turns.acquire();
          threads.execute(
              () -> {
                try {
                  shot.settle(lookUntilFinal(shot));
                } finally {
                  turns.release();
                }
              });
        }
      }
    }
  }

  private Answer lookUntilFinal(Shot shot) {
    DemoDevice device = devices.get(shot.number() % devices.size());
    long deadline = System.nanoTime() + SETTLED_WITHIN.toNanos();
    try {
      PaymentSeen seen = client.find(device.key(), device.merchant() + ":" + shot.orderNo());
      while (!seen.isFinal() && System.nanoTime() < deadline) {
        seen = client.follow(device.key(), seen, Duration.ofSeconds(10));
      }
      if (!seen.isFinal()) {
        return Answer.OPEN;
      }
      return seen.succeeded() ? Answer.PAID : Answer.NOT_PAID;
    } catch (EdgeProblem e) {
      return e.status() == 404 ? Answer.NOT_TAKEN : Answer.ERROR;
    } catch (IOException e) {
      return Answer.ERROR;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.ERROR;
    }
  }

  @Override
  public void close() {
    client.close();
    try {
      wire.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
