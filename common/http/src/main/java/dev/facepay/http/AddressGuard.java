package dev.facepay.http;

import dev.facepay.http.AddressRules.Operation;
import dev.facepay.http.FieldError.Code;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Lets a request go on whose address, and whose body's kind, is by the contract. */
final class AddressGuard implements HandlerInterceptor {

  private static final String PATH = HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE;
  private static final String VALUES = HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE;

  private final AddressRules rules;

  AddressGuard(AddressRules rules) {
    this.rules = rules;
  }

  /** What is wrong with an address; {@link ProblemAdvice} tells it. */
  static final class WrongAddress extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<FieldError> faults;

    WrongAddress(List<FieldError> faults) {
      super("an address is not by the contract", null, false, false);
      this.faults = List.copyOf(faults);
    }

    List<FieldError> faults() {
      return faults;
    }
  }

  /** Of a matrix parameter: the framework would leave it out, and do as if nobody had sent it. */
  static final class OddAddress extends RuntimeException {

    private static final long serialVersionUID = 1;

    OddAddress() {
      super("an address has a ;", null, false, false);
    }
  }

  @Override
  public boolean preHandle(HttpServletRequest http, HttpServletResponse answer, Object handler)
      throws HttpMediaTypeNotSupportedException {
    if (http.getRequestURI().indexOf(';') >= 0) {
      throw new OddAddress();
    }
    Operation operation =
        http.getAttribute(PATH) instanceof String path ? rules.of(http.getMethod(), path) : null;
    if (operation != null) {
      List<FieldError> faults = new ArrayList<>(operation.faultsOfPath(values(http)));
      if (http.getQueryString() != null || operation.isQueryWanted()) {
        faults.addAll(operation.faultsOfQuery(query(http)));
      }
      if (!faults.isEmpty()) {
        throw new WrongAddress(faults);
      }
      if (operation.takesBody()) {
        BodyKind.require(http);
      }
    }
    return true;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> values(HttpServletRequest http) {
    return http.getAttribute(VALUES) instanceof Map<?, ?> values
        ? (Map<String, String>) values
        : Map.of();
  }

  private static Map<String, String[]> query(HttpServletRequest http) {
    try {
      return http.getParameterMap();
    } catch (IllegalStateException e) {
      // The container's word for a query that it can't decode.
      throw new WrongAddress(
          List.of(new FieldError("query", Code.INVALID, "must be percent-encoded UTF-8")));
    }
  }
}
