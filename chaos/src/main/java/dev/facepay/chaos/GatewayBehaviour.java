package dev.facepay.chaos;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What the gateway does with a payment, chosen by the last three digits of its amount.
 *
 * @param weight how often it is drawn
 */
record GatewayBehaviour(String name, int ending, int weight) {

  /** An amount that chooses nothing. */
  static final GatewayBehaviour PAID = new GatewayBehaviour("paid", 0, 480);

  private static final List<GatewayBehaviour> ALL =
      List.of(
          PAID,
          new GatewayBehaviour("no money", 901, 20),
          new GatewayBehaviour("code expired", 902, 10),
          new GatewayBehaviour("card refused", 903, 10),
          new GatewayBehaviour("risk", 906, 10),
          new GatewayBehaviour("password, paid after 3 s", 911, 60),
          new GatewayBehaviour("password, refused after 3 s", 912, 20),
          new GatewayBehaviour("password, never paid", 913, 20),
          new GatewayBehaviour("password, paid after 20 s", 914, 30),
          new GatewayBehaviour("failed behind USERPAYING", 915, 15),
          new GatewayBehaviour("answer lost", 921, 80),
          new GatewayBehaviour("request lost", 922, 25),
          new GatewayBehaviour("SYSTEMERROR, paid", 923, 40),
          new GatewayBehaviour("SYSTEMERROR, not paid", 924, 25),
          new GatewayBehaviour("BANKERROR, paid after 2 s", 925, 25),
          new GatewayBehaviour("charged after 10 s", 926, 25),
          new GatewayBehaviour("HTTP 500", 931, 15),
          new GatewayBehaviour("HTTP 502", 932, 10),
          new GatewayBehaviour("HTTP 429", 933, 10),
          new GatewayBehaviour("HTML", 934, 10),
          new GatewayBehaviour("wrong amount", 941, 15),
          new GatewayBehaviour("wrong order", 942, 15),
          new GatewayBehaviour("no signature", 943, 15),
          new GatewayBehaviour("wrong signature", 944, 15),
          new GatewayBehaviour("forged success", 945, 15));

  private static final int WEIGHTS = ALL.stream().mapToInt(GatewayBehaviour::weight).sum();

  static GatewayBehaviour draw(RandomGenerator random) {
    int at = random.nextInt(WEIGHTS);
    for (GatewayBehaviour course : ALL) {
      at -= course.weight;
      if (at < 0) {
        return course;
      }
    }
    throw new IllegalStateException("weights do not add up");
  }

  /** In fen. */
  long amount(RandomGenerator random) {
    long yuan = 10L * random.nextInt(1, 9);
    return ending == 0 ? yuan * 100 + random.nextInt(80) : yuan * 100 + ending;
  }
}
