package dev.facepay.auth.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.auth.registry.OperatorCalls.Call;
import dev.facepay.auth.registry.OperatorCalls.Reply;
import dev.facepay.http.RequestBody;
import dev.facepay.http.RequestBody.Read;
import dev.facepay.payment.FieldRule;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.StoreId;
import dev.facepay.payment.StoreName;
import dev.facepay.payment.StorePlace;
import dev.facepay.runtime.operator.OperatorKeys.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Stores. */
@RestController
@RequestMapping("/v1/admin/stores")
final class StoreController {

  private final OperatorCalls calls;
  private final RegistryService registry;
  private final Shops shops;

  StoreController(OperatorCalls calls, RegistryService registry, Shops shops) {
    this.calls = calls;
    this.registry = registry;
    this.shops = shops;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> add(HttpServletRequest http) throws Exception {
    return calls.run(
        new Call(http, Scope.DEVICES_WRITE, "store.add"),
        json -> StoreBody.read(json, null),
        shop -> reply(registry.addStore(shop), shop));
  }

  @GetMapping("/{id}")
  ResponseEntity<Object> find(HttpServletRequest http, @PathVariable String id) throws Exception {
    return calls.run(
        new Call(http, Scope.DEVICES_READ, "store.find", id),
        () ->
            Reply.found(
                shops.find(new StoreId(id)).map(StoreBody::of), RegistryProblem.STORE_NOT_FOUND));
  }

  @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> put(
      HttpServletRequest http,
      @PathVariable String id,
      @RequestParam(name = "dry_run", defaultValue = "false") boolean dry)
      throws Exception {
    return calls.run(
        new Call(http, Scope.DEVICES_WRITE, dry ? "store.try" : "store.put", id),
        json -> StoreBody.read(json, id),
        shop -> reply(registry.putStore(shop, dry), shop));
  }

  private static Reply reply(RegistryService.StoreReply done, Shop asked) {
    Reply reply =
        switch (done) {
          case RegistryService.Store kept ->
              Reply.ok(kept.fresh() ? 201 : 200, StoreBody.of(kept.shop()), kept.changed());
          case RegistryService.Refused refused -> Reply.refused(refused.problem());
        };
    return reply.about(asked.id().value());
  }

  @GetMapping
  ResponseEntity<Object> list(
      HttpServletRequest http,
      @RequestParam(name = "q", defaultValue = "") String typed,
      @RequestParam(name = "cursor", defaultValue = "") String cursor,
      @RequestParam(name = "limit", defaultValue = "50") int limit)
      throws Exception {
    return calls.run(
        new Call(http, Scope.DEVICES_READ, "store.list"),
        () -> Reply.page("stores", shops.search(typed, cursor, limit), StoreBody::of));
  }

  /** A store: what is sent to add or change one, and what is shown. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record StoreBody(
      @JsonProperty("store_id") String storeId,
      @JsonProperty("store_name") String storeName,
      @JsonProperty("merchant_id") String merchantId,
      @JsonProperty("sub_mch_id") @Nullable String subMchId,
      @JsonProperty("area_code") @Nullable String areaCode,
      @Nullable String address,
      @Nullable Boolean closed) {

    static StoreBody of(Shop shop) {
      return new StoreBody(
          shop.id().value(),
          shop.name().value(),
          shop.merchant().value(),
          shop.subMerchant() == null ? null : shop.subMerchant().value(),
          shop.place().areaCode(),
          shop.place().address(),
          shop.closed() ? true : null);
    }

    /**
     * @param addressed the store that the address names, or null if it names none
     */
    static Read<Shop> read(byte[] json, @Nullable String addressed) {
      return RequestBody.read(
          json,
          List.of("store_id", "store_name", "merchant_id"),
          Set.of("sub_mch_id", "area_code", "address", "closed"),
          in -> shop(in, addressed));
    }

    private static @Nullable Shop shop(RequestBody in, @Nullable String addressed) {
      String id =
          addressed == null
              ? in.text("store_id", FieldRule.STORE_ID)
              : in.word("store_id", List.of(addressed));
      String name = in.text("store_name", FieldRule.STORE_NAME);
      String merchant = in.text("merchant_id", FieldRule.MERCHANT_ID);
      String subMerchant = in.text("sub_mch_id", FieldRule.MERCHANT_ID);
      String areaCode = in.text("area_code", FieldRule.AREA_CODE);
      String address = in.text("address", FieldRule.STORE_ADDRESS);
      boolean closed = in.flag("closed");
      return id == null || name == null || merchant == null
          ? null
          : new Shop(
              new StoreId(id),
              new StoreName(name),
              new MerchantId(merchant),
              subMerchant == null ? null : new MerchantId(subMerchant),
              new StorePlace(areaCode, address),
              closed);
    }
  }
}
