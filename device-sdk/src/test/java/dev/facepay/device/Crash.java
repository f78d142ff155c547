package dev.facepay.device;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/** Cuts the power at the n-th step: before or after each call of a port. */
final class Crash {

  /** The power is gone. */
  static final class PowerCut extends Error {
    private static final long serialVersionUID = 1L;
  }

  final List<String> steps = new ArrayList<>();
  private int at = -1;

  /** The next cut comes before step {@code n}, counted from 0. */
  void at(int n) {
    at = n;
    steps.clear();
  }

  <T> T around(Class<T> port, T inner) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, args) -> {
              String name = port.getSimpleName() + "." + method.getName();
              step("before " + name);
              try {
                return method.invoke(inner, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              } finally {
                step("after " + name);
              }
            }));
  }

  private void step(String what) {
    if (steps.size() == at) {
      at = -1;
      throw new PowerCut();
    }
    steps.add(what);
  }
}
