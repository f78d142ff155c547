package dev.facepay.standalone.desk;

import dev.facepay.standalone.setup.ExitCode;
import dev.facepay.standalone.terminal.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Payments one after the other, without a person; first what was open before. */
public final class Script {

  private final Desk desk;
  private final Terminal out;
  private final Duration patience;

  /**
   * @param patience how long one payment is followed
   */
  public Script(Desk desk, Terminal out, Duration patience) {
    this.desk = desk;
    this.out = out;
    this.patience = patience;
  }

  public ExitCode run(List<Wish> wishes) throws InterruptedException {
    boolean clear = true;
    for (String open : desk.openBefore()) {
      clear &= endsClearly(open);
    }
    for (Wish wish : wishes) {
      clear &= endsClearly(desk.pay(wish));
    }
    return clear ? ExitCode.OK : ExitCode.NOT_SETTLED;
  }

  private boolean endsClearly(String orderNo) throws InterruptedException {
    try {
      return desk.shown().end(orderNo).get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      out.line("%-28s  still open: the next start takes it up".formatted(orderNo));
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("an end fails never", e);
    }
  }
}
