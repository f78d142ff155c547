package dev.facepay.chaos;

import dev.facepay.chaos.judge.Evidence.DeviceAnswer;
import dev.facepay.chaos.judge.Evidence.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/**
 * A device with one order. It sends the same request again until it has an answer, asks until the
 * payment is final, and begins another attempt only when it is told that the one before is over.
 */
final class Till {

  private static final int ATTEMPTS_MAX = 3;
  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final double AGAIN = 0.4;
  private static final double CANCELS = 0.08;
  private static final double OTHER_CONTENT = 0.02;

  private final EdgeCalls edge;
  private final Diary diary;
  private final Device device;
  private final String order;
  private final Random random;
  private final Load load;

  Till(EdgeCalls edge, Diary diary, Device device, String order, Random random, Load load) {
    this.edge = edge;
    this.diary = diary;
    this.device = device;
    this.order = order;
    this.random = random;
    this.load = load;
  }

  /** What the first attempt asks for: the gateway may know the number before. */
  Sent first(GatewayBehaviour course) {
    return request(course, 1);
  }

  void sell(Sent first) throws InterruptedException {
    Sent sent = first;
    while (true) {
      Optional<DeviceAnswer> end = pay(sent);
      diary.ended();
      boolean again =
          load.isOpen() && end.filter(Till::mayTryAgain).isPresent() && random.nextDouble() < AGAIN;
      if (!again || sent.attempt() == ATTEMPTS_MAX) {
        return;
      }
      Thread.sleep(random.nextInt(200, 2_000));
      sent = request(GatewayBehaviour.draw(random), sent.attempt() + 1);
    }
  }

  private static boolean mayTryAgain(DeviceAnswer end) {
    return end.isFinal() && !end.succeeded();
  }

  private Sent request(GatewayBehaviour course, int attempt) {
    String number = attempt == 1 ? order : order + "-" + attempt;
    return new Sent(
        device.merchant() + ":" + number,
        order,
        attempt,
        course.amount(random),
        device.id(),
        device.store(),
        device.merchant(),
        device.subMerchant(),
        course.name(),
        Instant.now());
  }

  /** The last word; empty if there was none as long as anybody waited. */
  private Optional<DeviceAnswer> pay(Sent sent) throws InterruptedException {
    String code = "1%d%016d".formatted(random.nextInt(6), random.nextLong(10_000_000_000_000_000L));
    diary.code(code);
    diary.sent(sent);
    Thread impatient = random.nextDouble() < CANCELS ? cancelLater(sent) : null;
    try {
      Optional<DeviceAnswer> end = untilFinal(sent, code);
      end.ifPresent(_ -> maybeOtherContent(sent, code));
      return end;
    } finally {
      if (impatient != null) {
        impatient.interrupt();
        impatient.join();
      }
    }
  }

  private Optional<DeviceAnswer> untilFinal(Sent sent, String code) throws InterruptedException {
    boolean known = false;
    int version = 0;
    while (load.goesOn()) {
      Duration wait = Duration.ofSeconds(random.nextInt(11));
      Optional<DeviceAnswer> told =
          known
              ? edge.look(device, sent.paymentId(), version, LOOK)
              : edge.pay(device, sent, sent.fen(), code, wait);
      if (told.isPresent()) {
        DeviceAnswer one = told.get();
        if (one.isFinal() || one.refused()) {
          return told;
        }
        known = one.taken();
        version = known ? version(one) : 0;
      }
      Thread.sleep(random.nextInt(200, known ? 600 : 3_000));
    }
    return Optional.empty();
  }

  /** What a device that has shown this state has seen. */
  private static int version(DeviceAnswer told) {
    return switch (told.state()) {
      case "PROCESSING" -> 1;
      case "WAITING" -> 2;
      case "REVERSING" -> 3;
      default -> 0;
    };
  }

  private Thread cancelLater(Sent sent) {
    long afterMs = random.nextInt(200, 20_000);
    return Thread.startVirtualThread(
        () -> {
          try {
            Thread.sleep(afterMs);
            for (int i = 0; i < 5; i++) {
              if (edge.cancel(device, sent.paymentId()).filter(DeviceAnswer::taken).isPresent()) {
                return;
              }
              Thread.sleep(2_000);
            }
          } catch (InterruptedException e) {
            // The payment is over.
          }
        });
  }

  /** Another amount under a number that is in use: must be refused. */
  private void maybeOtherContent(Sent sent, String code) {
    if (random.nextDouble() < OTHER_CONTENT) {
      try {
        edge.pay(device, sent, sent.fen() + 1, code, Duration.ZERO);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
