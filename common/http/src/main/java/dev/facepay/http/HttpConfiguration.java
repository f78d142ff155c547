package dev.facepay.http;

import jakarta.servlet.DispatcherType;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;

/** What every service with an API has of its web server. */
@Configuration(proxyBeanMethods = false)
@Import(DocPages.class)
public class HttpConfiguration {

  /** Before all others, also where the container tells an error after them. */
  @Bean
  FilterRegistrationBean<RequestTrace> requestTrace() {
    FilterRegistrationBean<RequestTrace> filter = new FilterRegistrationBean<>(new RequestTrace());
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
    return filter;
  }

  @Bean
  static WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> problemsOfTheContainer() {
    return server ->
        server.addContextCustomizers(
            context -> {
              if (context.getParent() instanceof StandardHost host) {
                // The innermost one reports, and the host would put its own there.
                host.setErrorReportValveClass(null);
                host.getPipeline().addValve(new ProblemValve());
              }
            });
  }
}
