package dev.facepay.simulator.door;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/** Lets a servlet close its connection without an answer, which the servlet API cannot. */
final class CutValve extends ValveBase {
  /** Request attribute with a {@link Runnable} that closes the connection. */
  static final String CUT = CutValve.class.getName();

  CutValve() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    Runnable cut = () -> response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
    request.setAttribute(CUT, cut);
    getNext().invoke(request, response);
  }
}
