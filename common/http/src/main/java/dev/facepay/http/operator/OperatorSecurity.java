package dev.facepay.http.operator;

import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.operator.OperatorKeys;
import dev.facepay.runtime.operator.OperatorKeys.Operator;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.Objects;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * What every {@link org.springframework.security.web.SecurityFilterChain} of a service has that
 * operators reach: keys as bearer tokens, problems by RFC 9457, bounds for wrong keys, headers.
 * Whose request it is, and its key, are the {@link
 * org.springframework.security.core.Authentication}'s principal and credentials.
 *
 * <p>Not by Spring Boot's starter: where all services share one class path, its auto-configuration
 * would guard those too that have no operators.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@EnableConfigurationProperties(TrySettings.class)
public class OperatorSecurity {

  /** As Spring Boot has it; behind the filter that begins the request's trace. */
  private static final int ORDER = -100;

  private static final String NOTHING_BUT_DATA =
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /**
   * A key that somebody shows, for the {@link
   * org.springframework.security.authentication.AuthenticationManager}.
   *
   * @param address where it comes from
   */
  public static Authentication asking(String key, String address) {
    PreAuthenticatedAuthenticationToken asking = new PreAuthenticatedAuthenticationToken("-", key);
    asking.setDetails(address);
    return asking;
  }

  /** An operator who is let in, with what the key opens. */
  public static AbstractAuthenticationToken letIn(Operator operator, String key) {
    return new PreAuthenticatedAuthenticationToken(
        operator,
        key,
        operator.scopes().stream().map(scope -> new SimpleGrantedAuthority(scope.wire())).toList());
  }

  /**
   * @param who one who is let in
   */
  public static Operator operator(Authentication who) {
    return (Operator) Objects.requireNonNull(who.getPrincipal(), "an operator");
  }

  @Bean
  KnownKeys authenticationManager(
      OperatorKeys keys, TrySettings settings, Timekeeper time, MeterRegistry meters) {
    return new KnownKeys(keys, new Tries(settings, time), new RefusedTries(meters, time));
  }

  @Bean
  OperatorRefusals operatorRefusals() {
    return new OperatorRefusals();
  }

  @Bean
  Customizer<HttpSecurity> operatorAccess(KnownKeys keys, OperatorRefusals refusals) {
    return http ->
        http.sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
            .requestCache(it -> it.disable())
            .logout(it -> it.disable())
            .exceptionHandling(
                it -> it.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
            // Each only where the answer has none of its own: pages have.
            .headers(
                it ->
                    // Of this host alone: others below its name are not ours to judge.
                    it.httpStrictTransportSecurity(tls -> tls.includeSubDomains(false))
                        .contentSecurityPolicy(csp -> csp.policyDirectives(NOTHING_BUT_DATA))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
            .addFilterBefore(new BearerKeys(keys, refusals), AuthorizationFilter.class);
  }

  @Bean
  DelegatingFilterProxyRegistrationBean securityFilter() {
    DelegatingFilterProxyRegistrationBean filter =
        new DelegatingFilterProxyRegistrationBean("springSecurityFilterChain");
    filter.setOrder(ORDER);
    filter.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
    // A stream of events waits on its request's own virtual thread.
    filter.setAsyncSupported(false);
    return filter;
  }

  /** What the contract judges, and answers with the field's name, is left to it. */
  @Bean
  HttpFirewall firewall() {
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setUnsafeAllowAnyHttpMethod(true);
    firewall.setAllowSemicolon(true);
    firewall.setAllowUrlEncodedPercent(true);
    firewall.setAllowUrlEncodedPeriod(true);
    firewall.setAllowUrlEncodedLineFeed(true);
    firewall.setAllowUrlEncodedCarriageReturn(true);
    firewall.setAllowUrlEncodedLineSeparator(true);
    firewall.setAllowUrlEncodedParagraphSeparator(true);
    firewall.setAllowedHeaderValues(value -> true);
    firewall.setAllowedParameterNames(name -> true);
    return firewall;
  }

  /** Each filter would be a series of metrics. */
  @Bean
  static SecurityObservationSettings noObservations() {
    return SecurityObservationSettings.noObservations();
  }
}
