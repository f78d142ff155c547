package dev.facepay.chaos;

import dev.facepay.auth.AuthApplication;
import dev.facepay.console.ConsoleApplication;
import dev.facepay.edge.EdgeApplication;
import dev.facepay.pay.PayApplication;
import dev.facepay.query.QueryApplication;
import dev.facepay.report.ReportApplication;
import dev.facepay.reverse.ReverseApplication;
import dev.facepay.simulator.SimulatorApplication;
import java.nio.file.Path;
import java.util.Arrays;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** One of the product's services as a process, with a clock that can be put wrong from outside. */
final class ServiceNode {

  private ServiceNode() {}

  /**
   * @param args the service, the file that says how wrong its clock is, and its settings
   */
  public static void main(String[] args) {
    Class<?> application = application(args[0]);
    WrongClock clock = new WrongClock(Path.of(args[1]));
    new SpringApplicationBuilder(application)
        .main(application)
        .bannerMode(Banner.Mode.OFF)
        .initializers(context -> context.getBeanFactory().addBeanPostProcessor(clock))
        .run(Arrays.copyOfRange(args, 2, args.length));
  }

  static Class<?> application(String service) {
    return switch (service) {
      case "auth-service" -> AuthApplication.class;
      case "pay-service" -> PayApplication.class;
      case "query-service" -> QueryApplication.class;
      case "reverse-service" -> ReverseApplication.class;
      case "report-service" -> ReportApplication.class;
      case "console-service" -> ConsoleApplication.class;
      case "edge-api" -> EdgeApplication.class;
      case "gateway-simulator" -> SimulatorApplication.class;
      default -> throw new IllegalArgumentException("no service " + service);
    };
  }
}
