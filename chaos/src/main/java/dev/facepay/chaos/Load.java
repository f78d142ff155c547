package dev.facepay.chaos;

import dev.facepay.chaos.judge.Evidence.Sent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Orders that come as customers do, whatever the system is doing. */
final class Load implements AutoCloseable {

  /** Devices that wait at once: so many tills has the chain, and no more customers are served. */
  private static final int OPEN_MAX = 150;

  private static final double FOREIGN = 0.015;

  private final Diary diary;
  private final EdgeCalls edge;
  private final OtherSystem other;
  private final List<Device> devices;
  private final Random random;
  private final String prefix;
  private final Semaphore room = new Semaphore(OPEN_MAX);
  private final AtomicInteger open = new AtomicInteger();
  private volatile boolean closing;
  private volatile boolean over;

  Load(Stand stand, Diary diary, long seed) throws IOException {
    this.diary = diary;
    this.edge = new EdgeCalls(stand.edges(), diary);
    this.other = new OtherSystem(stand.gateway(), stand.gatewayDir(), diary);
    this.devices = stand.devices();
    this.random = new Random(seed);
    this.prefix = "C" + Long.toString(Math.abs(seed) % 1_000_000, 36) + "-";
  }

  /**
   * Returns when so many payments have begun, or the time is over.
   *
   * @param perSecond orders that come, if there is a till for them
   */
  void send(int payments, double perSecond, Duration longest) throws InterruptedException {
    int orders = 0;
    long next = System.nanoTime();
    long end = next + longest.toNanos();
    while (diary.begun() < payments && System.nanoTime() < end) {
      next += (long) (-Math.log(1 - random.nextDouble()) * 1e9 / perSecond);
      long left = next - System.nanoTime();
      if (left > 0) {
        Thread.sleep(Duration.ofNanos(left));
      }
      room.acquire();
      // Numbers with dashes that look like another attempt's, too.
      String number = prefix + (orders % 7 == 0 ? orders + "-2" : Integer.toString(orders));
      begin(number, new Random(random.nextLong()));
      orders++;
    }
  }

  private void begin(String number, Random own) {
    open.incrementAndGet();
    Device device = devices.get(own.nextInt(devices.size()));
    Till till = new Till(edge, diary, device, number, own, this);
    Thread.startVirtualThread(
        () -> {
          try {
            boolean foreign =
                device.merchant().equals(OtherSystem.MERCHANT) && own.nextDouble() < FOREIGN;
            Sent first = till.first(foreign ? GatewayBehaviour.PAID : GatewayBehaviour.draw(own));
            if (foreign) {
              other.sell(first, own);
            }
            till.sell(first);
          } catch (InterruptedException e) {
            // The run is over.
          } finally {
            open.decrementAndGet();
            room.release();
          }
        });
  }

  /** Orders whose device still waits. */
  int open() {
    return open.get();
  }

  /** Nobody begins anything new: neither an order nor another attempt. */
  void closeTheShop() {
    closing = true;
  }

  boolean isOpen() {
    return !closing;
  }

  /** Whether devices still wait for their answers. */
  boolean goesOn() {
    return !over;
  }

  /** Devices wait no longer. */
  void giveUp() {
    over = true;
  }

  @Override
  public void close() {
    giveUp();
    edge.close();
    other.close();
  }
}
