package dev.facepay.http;

import dev.facepay.runtime.Trace;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/**
 * What the container refuses before any application sees it (an address with an encoded slash, half
 * a percent sign, a method that is none) is told as a problem too, and not as a page.
 */
final class ProblemValve extends ErrorReportValve {

  @Override
  protected void report(Request request, Response response, Throwable throwable) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    try {
      Trace trace = RequestTrace.of(request);
      RequestTrace.begin(trace, response);
      trace.run(() -> Problem.of(CommonProblem.ofStatus(status)).write(response));
      response.finishResponse();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
