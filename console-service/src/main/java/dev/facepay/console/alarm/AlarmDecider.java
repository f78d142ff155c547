package dev.facepay.console.alarm;

import dev.facepay.console.alarm.AlarmStore.Standing;
import dev.facepay.payment.AlarmFact;
import dev.facepay.payment.AlarmFact.Acknowledged;
import dev.facepay.payment.AlarmFact.Assigned;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person may say of an alarm: anything, as long as it stands. It changes nothing else. */
public final class AlarmDecider {

  private AlarmDecider() {}

  /**
   * @param isAssignment whether it shall be somebody's; else it was seen
   * @param assignee null: nobody's
   * @param who the operator's name
   * @param why null: no words
   */
  public record Request(
      boolean isAssignment,
      @Nullable String assignee,
      String who,
      @Nullable String why,
      Instant at) {}

  /** What becomes of it. */
  public sealed interface Answer {

    /** To be published; what comes of it is seen in the read side. */
    record Say(AlarmFact fact) implements Answer {}

    /** It is so already. */
    record Known() implements Answer {}

    record NotOpen() implements Answer {}
  }

  public static Answer decide(Optional<Standing> standing, AlarmView known, Request request) {
    if (standing.isEmpty()) {
      return new Answer.NotOpen();
    }
    boolean isSaid = request.why() == null || request.why().equals(known.why());
    boolean isSo =
        request.isAssignment()
            ? Objects.equals(request.assignee(), known.assignee())
            : known.acknowledgedBy() != null;
    return isSo && isSaid ? new Answer.Known() : new Answer.Say(fact(standing.get(), request));
  }

  private static AlarmFact fact(Standing standing, Request request) {
    // Never before what it is about, whichever clock is behind: else it would not count.
    Instant at = request.at().isBefore(standing.last()) ? standing.last() : request.at();
    return request.isAssignment()
        ? new Assigned(standing.alarm(), request.assignee(), request.who(), request.why(), at)
        : new Acknowledged(standing.alarm(), request.who(), request.why(), at);
  }
}
