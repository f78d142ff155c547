package dev.facepay.console;

import dev.facepay.http.ProblemCode;
import dev.facepay.runtime.fact.FactPublisher.FactNotPublished;
import dev.facepay.runtime.fact.LogReader.LogUnanswered;
import dev.facepay.runtime.store.StoreUnavailable;
import org.jspecify.annotations.Nullable;

/** All that can be wrong with a request, as a client tells it apart. */
public enum ConsoleProblem implements ProblemCode {
  PAYMENT_NOT_FOUND(
      "payment_not_found",
      404,
      true,
      "Search by another of its numbers. The read side follows the log by about a second."),
  ALREADY_SETTLED(
      "already_settled", 409, false, "Nothing is left to do: look at the payment's state."),
  NOTHING_TO_RESOLVE("nothing_to_resolve", 409, false, "Nobody asked for a person here."),
  OWNED_BY_STAGE(
      "owned_by_stage",
      409,
      true,
      "A stage decides this by itself within a minute. Look again then."),
  GATEWAY_CONTRADICTS(
      "gateway_contradicts",
      409,
      true,
      "Give the money back at WeChat first (merchant platform), then resolve again."),
  GATEWAY_UNCLEAR(
      "gateway_unclear", 503, true, "WeChat gave no proof just now. Repeat the same request."),
  ALREADY_REPORTED(
      "already_reported",
      409,
      false,
      "The device's SDK took this report: a second one would spoil WeChat's count. Nothing is left"
          + " to do."),
  REPORT_NOT_DUE(
      "report_not_due",
      409,
      false,
      "Its money went back before it was reported, so it must not be. Nothing is left to do."),
  REPORT_RESOLVED(
      "report_resolved", 409, false, "A person ended this report: its timeline says who and why."),
  DEVICE_REVOKED(
      "device_revoked",
      409,
      false,
      "A revoked device stays so, and nobody can report for it. Resolve the report."),
  REFUND_NUMBER_REUSED(
      "refund_number_reused",
      409,
      false,
      "This number stands for another refund of the payment. A new refund needs a new number."),
  NOTHING_TO_REFUND(
      "nothing_to_refund", 409, false, "Only what is paid goes back: look at the payment's state."),
  REFUND_MORE_THAN_LEFT(
      "refund_more_than_left",
      409,
      false,
      "Give back what is left, or less: `detail` says how much it is."),
  BOOKS_NOT_FOUND(
      "books_not_found",
      404,
      true,
      "This merchant's day was not compared yet: see how its bill stands (`/v1/bills`)."),
  BOOKS_UNAVAILABLE(
      "books_unavailable",
      503,
      true,
      "The disk with the books is not there (`facepay.reconcile.dir`). Repeat the request."),
  ALARM_NOT_OPEN(
      "alarm_not_open",
      409,
      false,
      "No alarm stands here any more: somebody or something has settled it. Load the list anew."),
  OPERATOR_NOT_KNOWN(
      "operator_not_known",
      409,
      true,
      "Give it to somebody who is in the operators' file (`/v1/operators`), or have the name added"
          + " there."),
  DEAD_LETTER_NOT_FOUND(
      "dead_letter_not_found",
      404,
      false,
      "No such letter is in the log: take its id from the list (`/v1/dead-letters`)."),
  DEAD_LETTER_OVER(
      "dead_letter_over",
      409,
      false,
      "Somebody has dealt with it: `detail` says who. If it died again, there is a newer letter."),
  DEAD_LETTER_UNREADABLE(
      "dead_letter_unreadable",
      409,
      false,
      "It would end among the dead letters again: `detail` says why. Find its writer, and drop it;"
          + " a release that can read it may redrive it."),
  REDRIVE_NOT_GRANTED(
      "redrive_not_granted",
      409,
      false,
      "The console's user of Kafka may not write to that topic, so that nobody moves money by it."
          + " Run `./facepay dlt redrive` with the administrator's properties."),
  REGISTRY_NOT_CONNECTED(
      "registry_not_connected",
      404,
      false,
      "This console has no registry. Say where auth-service is (`facepay.console.registry.url`)."),
  REGISTRY_UNREACHABLE(
      "registry_unreachable",
      503,
      true,
      "The registry (auth-service) gave no answer. Repeat the same request: that is safe even if"
          + " this one worked."),
  SESSION_IDLE(
      "session_idle", 401, false, "Log in again: nothing was done with this session for a while."),
  SESSION_EXPIRED("session_expired", 401, false, "Log in again: a session does not last longer."),
  SESSION_ENDED(
      "session_ended",
      401,
      false,
      "Log in again: the key was taken away, or the console has another key to open sessions by."),
  CSRF_TOKEN_MISSING(
      "csrf_token_missing",
      403,
      false,
      "Send the value of the cookie XSRF-TOKEN as the header X-XSRF-TOKEN; a program sends its key"
          + " as a bearer token instead."),
  STORE_UNAVAILABLE("store_unavailable", 503, true, "The database is away. Repeat the request."),
  LOG_UNAVAILABLE(
      "log_unavailable", 503, true, "The broker is away, nothing was begun. Repeat the request.");

  private final Terms terms;

  ConsoleProblem(String wire, int status, boolean retryable, String whatToDo) {
    terms = new Terms(wire, status, retryable, whatToDo);
  }

  /** What is away, if an exception says that something is. */
  static @Nullable ConsoleProblem outage(Exception e) {
    return switch (e) {
      case StoreUnavailable away -> STORE_UNAVAILABLE;
      case FactNotPublished away -> LOG_UNAVAILABLE;
      case LogUnanswered away -> LOG_UNAVAILABLE;
      default -> null;
    };
  }

  @Override
  public Terms terms() {
    return terms;
  }
}
