package dev.facepay.auth.registry.admin;

import dev.facepay.auth.registry.admin.body.DeviceBody;
import dev.facepay.auth.registry.admin.body.DeviceWish;
import dev.facepay.auth.registry.admin.body.Pages;
import dev.facepay.auth.registry.admin.body.StoreBody;
import dev.facepay.http.CommonProblem;
import dev.facepay.http.OperatorProblem;
import dev.facepay.http.Problem;
import dev.facepay.http.ProblemCode;
import dev.facepay.http.docs.Answers;
import dev.facepay.http.docs.Description;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.List;
import java.util.Objects;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The description of the API: OpenAPI 3.1, an address that does not exist breaks it. */
@Configuration(proxyBeanMethods = false)
class AdminDescription {

  private static final String ABOUT =
      """
      Stores, devices and their keys, for operators. Every call is audited, refused ones too.

      A device is added with a one-time code; the device shows it to the edge \
      (`POST /v1/devices/enroll`) and gets its key there. `rotate` makes the code for its next key: \
      the old one lives on for a while. `revoke` ends all of its keys within a second. Repeating any \
      call is safe. Errors are problems by RFC 9457.
      """;

  @Bean
  OpenAPI adminApi() {
    return Description.of(
        "FacePay registry API",
        ABOUT,
        "operator-key",
        "An operator's key; its scopes say what it opens.");
  }

  @Bean
  OpenApiCustomizer adminOperations() {
    return api -> {
      Description.schemas(
          api,
          DeviceBody.class,
          DeviceWish.class,
          Pages.Stores.class,
          Pages.Devices.class,
          Pages.Audits.class,
          Problem.class,
          StoreBody.class);
      describe(api.getPaths());
    };
  }

  private static void describe(Paths paths) {
    Operation addStore = at(paths, "/v1/admin/stores", true);
    begin(addStore, "addStore", "Add a store", "devices:write");
    addStore.setRequestBody(Answers.body("Store"));
    answer(addStore, "201", "Store", "Added.");
    answer(addStore, "200", "Store", "The same was there.");
    problems(addStore, RegistryProblem.STORE_EXISTS);
    problems(addStore, RegistryProblem.MERCHANT_UNKNOWN);
    problems(addStore, CommonProblem.INVALID_REQUEST, CommonProblem.MALFORMED_JSON);
    Operation stores = at(paths, "/v1/admin/stores", false);
    begin(stores, "listStores", "The stores by id", "devices:read");
    answer(stores, "200", "StorePage", "A page.");

    Operation addDevice = at(paths, "/v1/admin/devices", true);
    begin(addDevice, "addDevice", "Add a device and get its enrolment code", "devices:write");
    addDevice.setRequestBody(Answers.body("DeviceWish"));
    answer(addDevice, "201", "Device", "Added: the code is shown in this answer alone.");
    answer(addDevice, "200", "Device", "The same was there; `rotate` makes a new code.");
    problems(addDevice, RegistryProblem.DEVICE_EXISTS);
    problems(addDevice, RegistryProblem.STORE_UNKNOWN);
    problems(addDevice, CommonProblem.INVALID_REQUEST, CommonProblem.MALFORMED_JSON);
    Operation devices = at(paths, "/v1/admin/devices", false);
    begin(devices, "listDevices", "The devices by id", "devices:read");
    answer(devices, "200", "DevicePage", "A page.");
    Operation device = at(paths, "/v1/admin/devices/{id}", false);
    begin(device, "findDevice", "One device", "devices:read");
    answer(device, "200", "Device", "The device.");
    problems(device, RegistryProblem.DEVICE_UNKNOWN);
    Operation rotate = at(paths, "/v1/admin/devices/{id}/rotate", true);
    begin(rotate, "rotateKey", "Make the code for the device's next key", "devices:write");
    answer(rotate, "200", "Device", "The code is shown in this answer alone.");
    problems(rotate, RegistryProblem.DEVICE_UNKNOWN);
    problems(rotate, RegistryProblem.DEVICE_REVOKED);
    Operation revoke = at(paths, "/v1/admin/devices/{id}/revoke", true);
    begin(revoke, "revokeDevice", "End all keys of a device, for good", "devices:write");
    answer(revoke, "200", "Device", "Revoked, now or before.");
    problems(revoke, RegistryProblem.DEVICE_UNKNOWN);

    Operation audit = at(paths, "/v1/admin/audit", false);
    begin(audit, "listAudit", "Who did what, newest first", "audit:read");
    answer(audit, "200", "AuditPage", "A page.");
  }

  private static Operation at(Paths paths, String address, boolean post) {
    var item = Objects.requireNonNull(paths.get(address), address);
    return Objects.requireNonNull(post ? item.getPost() : item.getGet(), address);
  }

  private static void begin(Operation operation, String id, String summary, String scope) {
    operation.setOperationId(id);
    operation.setSummary(summary);
    operation.setDescription("Needs the scope `" + scope + "`.");
    operation.setTags(List.of("registry"));
    operation.setResponses(new ApiResponses());
    problems(operation, OperatorProblem.UNAUTHORIZED);
    problems(operation, OperatorProblem.SCOPE_MISSING);
    problems(operation, CommonProblem.INTERNAL_ERROR);
    problems(operation, RegistryProblem.REGISTRY_UNAVAILABLE);
    if (operation.getParameters() != null) {
      // The bearer key is said by the security scheme.
      operation.getParameters().removeIf(it -> it.getName().equals("Authorization"));
      operation.getParameters().forEach(AdminDescription::describe);
    }
  }

  private static void describe(Parameter parameter) {
    parameter.setDescription(
        switch (parameter.getName()) {
          case "id" -> "The device's id.";
          case "cursor" -> "`next_cursor` of the page before; empty: the first page.";
          case "limit" -> "Entries a page, 1 to 100.";
          case "store" -> "Only devices of this store.";
          case "status" -> "Only `active` or `revoked` ones.";
          default -> throw new IllegalStateException(parameter.getName() + " is not described");
        });
  }

  private static void answer(
      Operation operation, String status, String schema, String description) {
    operation.getResponses().addApiResponse(status, Answers.answer(schema, description));
  }

  private static void problems(Operation operation, ProblemCode... codes) {
    operation
        .getResponses()
        .addApiResponse(Integer.toString(codes[0].status()), Answers.problem(codes));
  }
}
