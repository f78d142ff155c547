package dev.facepay.auth.registry.admin;

import dev.facepay.auth.registry.Shop;
import dev.facepay.auth.registry.admin.body.Pages;
import dev.facepay.auth.registry.admin.body.StoreBody;
import dev.facepay.auth.registry.audit.Audit;
import dev.facepay.auth.registry.desk.DeskReply;
import dev.facepay.auth.registry.desk.RegistryDesk;
import dev.facepay.auth.registry.store.Shops;
import dev.facepay.http.CommonProblem;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.StoreId;
import dev.facepay.payment.StoreName;
import dev.facepay.runtime.operator.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Stores. */
@RestController
@RequestMapping("/v1/admin/stores")
final class StoreController {

  private final AdminDoor door;
  private final RegistryDesk desk;
  private final Shops shops;

  StoreController(AdminDoor door, RegistryDesk desk, Shops shops) {
    this.door = door;
    this.desk = desk;
    this.shops = shops;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> add(
      @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
      HttpServletRequest http)
      throws Exception {
    return door.enter(
        new AdminDoor.Call(authorization, Scope.DEVICES_WRITE, "store.add"), () -> add(http));
  }

  private AdminReply add(HttpServletRequest http) throws Exception {
    StoreBody body = BodyReader.read(http, StoreBody.class);
    if (body == null) {
      return AdminReply.refused(CommonProblem.MALFORMED_JSON, null);
    }
    String subMerchant = body.subMchId();
    Shop shop =
        new Shop(
            new StoreId(BodyReader.required("store_id", body.storeId())),
            StoreName.given(BodyReader.required("store_name", body.storeName())),
            new MerchantId(BodyReader.required("merchant_id", body.merchantId())),
            subMerchant == null ? null : new MerchantId(subMerchant));
    AdminReply reply =
        switch (desk.addStore(shop)) {
          case DeskReply.Store kept ->
              AdminReply.ok(
                  kept.fresh() ? 201 : 200,
                  StoreBody.of(kept.shop()),
                  kept.fresh() ? Audit.DONE : Audit.UNCHANGED);
          case DeskReply.Refused refused ->
              AdminReply.refused(RegistryProblem.of(refused.reason()), null);
          case DeskReply.Coded c -> throw new IllegalStateException("a store gets no code");
          case DeskReply.Device d -> throw new IllegalStateException("a store is no device");
        };
    return reply.about(shop.id().value());
  }

  @GetMapping
  ResponseEntity<Object> list(
      @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
      @RequestParam(name = "cursor", defaultValue = "") String cursor,
      @RequestParam(name = "limit", defaultValue = "50") int limit)
      throws Exception {
    return door.enter(
        new AdminDoor.Call(authorization, Scope.DEVICES_READ, "store.list"),
        () -> {
          List<Shop> page = shops.page(cursor, BodyReader.limit(limit));
          String next = page.size() < limit ? null : page.getLast().id().value();
          return AdminReply.ok(
              200, new Pages.Stores(page.stream().map(StoreBody::of).toList(), next), Audit.DONE);
        });
  }
}
