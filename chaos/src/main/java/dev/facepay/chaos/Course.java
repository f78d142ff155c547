package dev.facepay.chaos;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What the gateway does with a payment, chosen by the last three digits of its amount.
 *
 * @param weight how often it is drawn
 */
record Course(String name, int ending, int weight) {

  /** An amount that chooses nothing. */
  static final Course PAID = new Course("paid", 0, 480);

  private static final List<Course> ALL =
      List.of(
          PAID,
          new Course("no money", 901, 20),
          new Course("code expired", 902, 10),
          new Course("card refused", 903, 10),
          new Course("risk", 906, 10),
          new Course("password, paid after 3 s", 911, 60),
          new Course("password, refused after 3 s", 912, 20),
          new Course("password, never paid", 913, 20),
          new Course("password, paid after 20 s", 914, 30),
          new Course("failed behind USERPAYING", 915, 15),
          new Course("answer lost", 921, 80),
          new Course("request lost", 922, 25),
          new Course("SYSTEMERROR, paid", 923, 40),
          new Course("SYSTEMERROR, not paid", 924, 25),
          new Course("BANKERROR, paid after 2 s", 925, 25),
          new Course("charged after 10 s", 926, 25),
          new Course("HTTP 500", 931, 15),
          new Course("HTTP 502", 932, 10),
          new Course("HTTP 429", 933, 10),
          new Course("HTML", 934, 10),
          new Course("wrong amount", 941, 15),
          new Course("wrong order", 942, 15),
          new Course("no signature", 943, 15),
          new Course("wrong signature", 944, 15),
          new Course("forged success", 945, 15));

  private static final int WEIGHTS = ALL.stream().mapToInt(Course::weight).sum();

  static Course draw(RandomGenerator random) {
    int at = random.nextInt(WEIGHTS);
    for (Course course : ALL) {
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
