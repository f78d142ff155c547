package dev.facepay.standalone.journey;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** Cuts a terminal's power before or after one call of its ports; from then on none is made. */
final class PowerCut {

  private static final int NEVER = -1;

  private final AtomicInteger steps = new AtomicInteger();
  private final int at;
  private volatile boolean gone;

  private PowerCut(int at) {
    this.at = at;
  }

  static PowerCut never() {
    return new PowerCut(NEVER);
  }

  /** Before step {@code n}, counted from 0. */
  static PowerCut at(int n) {
    return new PowerCut(n);
  }

  /** The power is gone. */
  private static final class Gone extends Error {
    private static final long serialVersionUID = 1L;

    Gone() {
      super("the power is gone", null, false, false);
    }
  }

  int steps() {
    return steps.get();
  }

  boolean gone() {
    return gone;
  }

  /** What happens now happens to nobody. */
  void now() {
    gone = true;
  }

  <T> T around(Class<T> port, T inner) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, args) -> {
              step();
              try {
                return method.invoke(inner, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              } finally {
                step();
              }
            }));
  }

  private void step() {
    if (gone) {
      throw new Gone();
    }
    if (steps.getAndIncrement() == at) {
      gone = true;
      throw new Gone();
    }
  }
}
