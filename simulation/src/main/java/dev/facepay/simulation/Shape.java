package dev.facepay.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * What a history begins with, before anything happens in it.
 *
 * @param level of trouble: 0 for a calm world
 * @param recognisesRepeats false: a second pay call for a number charges a second time
 * @param closesUnheardOf a reversal of a number that never came closes it for good
 * @param skewMaxMs how far the clocks of processes are off, either way
 * @param edgeSkewMs how far the edge's clock is off
 * @param ownersMax how many processes a stage has, at most
 * @param orders one till each
 * @param troubleMs when all heals
 * @param disturbed whether processes and partitions are touched between calls too
 * @param restores databases are lost and restored now and then. Then no number has two contents:
 *     which of them was asked for is lost with the database
 * @param calm nothing happens that could call a person, but for what WeChat does
 * @param scripts the gateway's, for the numbers in their sequence; beyond the last, and where it is
 *     empty, the seed's
 * @param refunds the refund stage runs, and money is asked back
 * @param refundScripts as {@code scripts}, for refunds
 */
record Shape(
    double level,
    boolean recognisesRepeats,
    boolean closesUnheardOf,
    long skewMaxMs,
    long edgeSkewMs,
    int ownersMax,
    List<String> orders,
    long troubleMs,
    boolean disturbed,
    boolean restores,
    boolean calm,
    List<Script> scripts,
    boolean refunds,
    List<RefundScript> refundScripts) {

  private static final long SKEW_MAX_MS = 120_000;

  /** Of orders: one alone meets most of what there is, and is over sooner. */
  private static final List<Integer> COUNTS = List.of(1, 1, 1, 2, 2, 4);

  /** As large a share of the histories. */
  private static final double REFUNDS = 0.25;

  Shape {
    orders = List.copyOf(orders);
    scripts = List.copyOf(scripts);
    refundScripts = List.copyOf(refundScripts);
  }

  /** As a seed has it. */
  static Shape random(World world) {
    List<String> orders = new ArrayList<>();
    boolean refunds = world.twist("shape: refunds are asked for", REFUNDS);
    int count = refunds ? (int) world.between(1, 2) : world.oneOf(COUNTS);
    for (int i = 1; i <= count; i++) {
      if (i == 1 || world.twist("shape: one more order", 1)) {
        orders.add("O" + i);
      }
    }
    boolean restores = world.twist("shape: databases are restored", 0.4);
    if (!restores
        && world.twist("shape: an order number that is an attempt of another order", 0.5)) {
      orders.add("O1-" + world.between(2, 3));
    }
    double level = world.oneOf(List.of(0.0, 0.3, 1.0, 1.0, 2.0));
    return new Shape(
        level,
        !world.twist("shape: a repeated pay call charges again", 0.5),
        world.chance(0.5),
        world.twist("shape: clocks differ", 0.5) ? SKEW_MAX_MS : 0,
        world.twist("shape: the clock of the edge differs", 0.2) ? SKEW_MAX_MS / 8 : 0,
        2,
        orders,
        world.between(30_000, refunds ? 500_000 : 240_000),
        true,
        restores,
        level == 0,
        List.of(),
        refunds,
        List.of());
  }

  /** One order, and a process of each kind: small enough to try everything. */
  static Shape small(List<Script> scripts) {
    return new Shape(
        1,
        false,
        false,
        0,
        0,
        1,
        List.of("O1"),
        240_000,
        false,
        false,
        false,
        scripts,
        false,
        List.of());
  }

  /** The same, for one that WeChat never hears of; queries go on saying nothing for an hour. */
  static Shape neverReached() {
    return new Shape(
        1,
        true,
        false,
        0,
        0,
        1,
        List.of("O1"),
        3_600_000,
        false,
        false,
        true,
        List.of(Script.REQUEST_LOST),
        false,
        List.of());
  }
}
