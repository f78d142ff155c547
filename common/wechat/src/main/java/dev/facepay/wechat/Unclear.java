package dev.facepay.wechat;

import java.util.Map;
import java.util.Optional;

/**
 * Nothing was learned: ask again. For every call but {@code micropay}, which must not be repeated.
 */
public record Unclear(Cause cause, Code code, String text)
    implements OrderQuery.Outcome,
        Refund.Outcome,
        RefundQuery.Outcome,
        RefundQuery.OneOutcome,
        Reverse.Outcome,
        DownloadBill.Outcome,
        Authinfo.Outcome {

  static Unclear of(Reply.Broken broken) {
    return new Unclear(broken.cause(), broken.code(), broken.text());
  }

  static Unclear of(Reply.NotSent notSent) {
    return new Unclear(Cause.NOT_SENT, notSent.obstacle(), notSent.text());
  }

  static Unclear of(Cause cause, Reply.Signed reply) {
    return new Unclear(cause, reply.code(), reply.text());
  }

  static Unclear unreadable(String field) {
    return new Unclear(Cause.UNREADABLE, Code.NONE, field + " is missing or unreadable");
  }

  static Unclear mismatch(String field) {
    return new Unclear(Cause.MISMATCH, Code.NONE, field + " is not what was sent");
  }

  /** If the answer is about something else than what was asked. */
  static Optional<Unclear> mismatch(Reply.Signed reply, Map<String, String> sent) {
    return reply.difference(sent).map(Unclear::mismatch);
  }
}
