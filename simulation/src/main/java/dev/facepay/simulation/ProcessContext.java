package dev.facepay.simulation;

import dev.facepay.pay.PayDoor;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.fact.BrokerClock;
import dev.facepay.runtime.fact.DeadLetters;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.held.HeldRecords;
import dev.facepay.runtime.held.HeldRecords.HoldSettings;
import dev.facepay.runtime.stage.FactHandler;
import dev.facepay.runtime.stage.FactHandler.Holding;
import dev.facepay.runtime.store.Documents;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What one process works with. */
final class ProcessContext {

  private final Environment place;
  private final Node node;
  private final Ports ports;
  private final NodeTime time;
  private final Wire wire;
  private final FactPublisher publisher;
  private final DeadLetters letters;
  private final HeldRecords held;
  private final Pen pen;
  private final BrokerClock brokers = new BrokerClock();

  ProcessContext(Environment place, Node node, String service, boolean isNewer) {
    this.place = place;
    this.node = node;
    this.pen = isNewer ? place.releases().newer() : place.releases().older();
    this.ports = new Ports(place.world(), place.trouble(), node);
    this.time = new NodeTime(ports);
    this.wire = place.wire(ports);
    FactPublisher said = place.publisher(ports, brokers);
    this.publisher = isNewer ? fact -> said.publish(place.releases().said(fact)) : said;
    this.letters = place.letters(ports);
    this.held =
        new HeldRecords(
            service,
            new DueRecords(documents(service + "_held")),
            place.log().codec(),
            letters,
            brokers,
            time,
            HoldSettings.defaults(),
            new CompositeMeterRegistry());
  }

  Documents documents(String collection) {
    return place
        .plant()
        .documents(collection, new NodeDocuments(ports, place.store(collection), pen), time);
  }

  Member member(Group group, FactHandler handler) {
    return new Member(
        place.world(),
        group,
        node,
        handler,
        letters,
        place.plant().holding(new Marked(held)),
        brokers,
        time,
        place.plant().commitsFirst());
  }

  /** As the sweep's own loop does. */
  void tolerate(PayDoor.Sweep sweep) throws InterruptedException {
    try {
      sweep.run();
    } catch (RuntimeException e) {
      place.trouble().marks().hit("a sweep fails");
    }
  }

  /** Says that it happened. */
  private final class Marked implements Holding {
    private final Holding real;

    Marked(Holding real) {
      this.real = real;
    }

    @Override
    public void handledBy(String stage, FactHandler handler) {
      real.handledBy(stage, handler);
    }

    @Override
    public void hold(ConsumerRecord<byte[], byte[]> record, DeadLetters.Reason reason) {
      place.trouble().marks().hit("record: held, " + reason.kind());
      real.hold(record, reason);
    }
  }

  /**
   * When this process's clock says so.
   *
   * @param epochMs may be as late as never
   */
  long trueTime(long epochMs) {
    return epochMs == Long.MAX_VALUE ? epochMs : World.millis(epochMs) - node.skewMs();
  }

  Node node() {
    return node;
  }

  NodeTime time() {
    return time;
  }

  Wire wire() {
    return wire;
  }

  FactPublisher publisher() {
    return publisher;
  }

  HeldRecords held() {
    return held;
  }
}
