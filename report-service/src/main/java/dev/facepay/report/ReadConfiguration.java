package dev.facepay.report;

import dev.facepay.report.http.ApiDescription;
import dev.facepay.report.http.ChangeStream;
import dev.facepay.report.http.OperatorDoor;
import dev.facepay.report.http.PaymentsController;
import dev.facepay.report.http.ProblemAdvice;
import dev.facepay.report.http.TotalsController;
import dev.facepay.report.read.Places;
import dev.facepay.report.read.Reader;
import dev.facepay.report.read.Stories;
import dev.facepay.report.read.Totals;
import dev.facepay.runtime.operator.OperatorKeys;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The read side over HTTP. */
@Configuration(proxyBeanMethods = false)
@Import({
  PaymentsController.class,
  TotalsController.class,
  ChangeStream.class,
  ProblemAdvice.class,
  ApiDescription.class
})
class ReadConfiguration {

  @Bean
  Reader reader(Stories stories) {
    return new Reader(stories);
  }

  @Bean
  Totals totals(Stories stories) {
    return new Totals(stories);
  }

  @Bean
  Places places(Totals totals) {
    return new Places(totals);
  }

  @Bean
  OperatorKeys operators(@Value("${facepay.operators-file}") Path file) {
    return new OperatorKeys(file);
  }

  @Bean
  FilterRegistrationBean<OperatorDoor> door(OperatorKeys operators) {
    FilterRegistrationBean<OperatorDoor> door =
        new FilterRegistrationBean<>(new OperatorDoor(operators));
    door.addUrlPatterns("/v1/*");
    // A stream of events waits on its request's own virtual thread.
    door.setAsyncSupported(false);
    return door;
  }
}
