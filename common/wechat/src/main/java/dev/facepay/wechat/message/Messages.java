package dev.facepay.wechat.message;

import dev.facepay.payment.Cut;
import dev.facepay.payment.FieldRule;
import dev.facepay.wechat.call.AuthinfoRequest;
import dev.facepay.wechat.call.MicropayRequest;
import dev.facepay.wechat.call.QueryRequest;
import dev.facepay.wechat.call.ReverseRequest;
import dev.facepay.wechat.merchant.Merchant;
import dev.facepay.wechat.wire.WireTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The requests as fields, checked. */
public final class Messages {

  private static final Duration EXPIRY_MIN = Duration.ofMinutes(1);

  private Messages() {}

  /** Section 5. */
  public static Message micropay(MicropayRequest request, Merchant merchant) {
    MicropayRequest.Extras extras = request.extras();
    Message.Draft draft = parties(merchant, request.subMchId());
    draft
        .required(Field.OUT_TRADE_NO, request.outTradeNo())
        .required(Field.TOTAL_FEE, Long.toString(request.totalFeeFen()))
        .required(Field.AUTH_CODE, request.authCode())
        .required(Field.BODY, Cut.atBytes(request.body().strip(), FieldRule.BODY_BYTES_MAX))
        .required(Field.SPBILL_CREATE_IP, request.spbillCreateIp())
        .required(Field.FEE_TYPE, extras.feeType() == null ? "CNY" : extras.feeType())
        .optional(Field.DEVICE_INFO, extras.deviceInfo())
        .optional(Field.DETAIL, extras.detail())
        .optional(Field.ATTACH, extras.attach())
        .optional(Field.GOODS_TAG, extras.goodsTag())
        .optional(Field.LIMIT_PAY, extras.limitPay())
        .optional(Field.RECEIPT, extras.receipt())
        .optional(Field.SCENE_INFO, extras.sceneInfo());
    time(draft, Field.TIME_START, extras.timeStart());
    time(draft, Field.TIME_EXPIRE, extras.timeExpire());
    return draft.finish();
  }

  /** WeChat takes no order that expires so soon, and time has passed since a door took it. */
  public static boolean expiresTooSoon(MicropayRequest request, Instant now) {
    Instant expire = request.extras().timeExpire();
    return expire != null && !expire.isAfter(now.plus(EXPIRY_MIN));
  }

  /** Section 6. */
  public static Message query(QueryRequest request, Merchant merchant) {
    Message.Draft draft = parties(merchant, request.subMchId());
    number(draft, request.transactionId(), request.outTradeNo());
    if (request.expectedFen() <= 0) {
      draft.required(Field.TOTAL_FEE, Long.toString(request.expectedFen()));
    }
    return draft.finish();
  }

  /** Section 7. */
  public static Message reverse(ReverseRequest request, Merchant merchant) {
    Message.Draft draft = parties(merchant, request.subMchId());
    number(draft, request.transactionId(), request.outTradeNo());
    return draft.finish();
  }

  /** Section 11. */
  public static Message refunds(QueryRequest request, int offset, Merchant merchant) {
    Message.Draft draft = parties(merchant, request.subMchId());
    number(draft, request.transactionId(), request.outTradeNo());
    if (offset > 0) {
      draft.required(Field.OFFSET, Integer.toString(offset));
    }
    return draft.finish();
  }

  /** Section 4. */
  public static Message authinfo(AuthinfoRequest request, Merchant merchant, Instant now) {
    return parties(merchant, request.subMchId())
        .required(Field.STORE_ID, request.storeId())
        .required(Field.STORE_NAME, sendableName(request))
        .required(Field.DEVICE_ID, request.deviceId())
        .optional(Field.ATTACH_JSON, request.attach())
        .required(Field.RAWDATA, request.rawdata().reveal())
        .required(Field.NOW, Long.toString(now.getEpochSecond()))
        .required(Field.VERSION, "1")
        .finish();
  }

  /** Of a name that an older release took, what can be sent; a shop must have some name. */
  private static String sendableName(AuthinfoRequest request) {
    String name = FieldRule.sendable(request.storeName()).strip();
    return FieldRule.STORE_NAME.accepts(name) ? name : request.storeId();
  }

  private static Message.Draft parties(Merchant merchant, @Nullable String subMchId) {
    Message.Draft draft =
        new Message.Draft()
            .required(Field.APPID, merchant.appId())
            .required(Field.MCH_ID, merchant.mchId());
    if (subMchId == null) {
      return draft;
    }
    return draft
        .required(Field.SUB_MCH_ID, subMchId)
        .optional(Field.SUB_APPID, merchant.subAppId(subMchId.strip()).orElse(null));
  }

  /** One number only: with two, WeChat would pick one, and an echo of the other proves nothing. */
  private static void number(
      Message.Draft draft, @Nullable String transactionId, @Nullable String outTradeNo) {
    if (transactionId != null && !transactionId.isBlank()) {
      draft.required(Field.TRANSACTION_ID, transactionId);
    } else {
      draft.required(Field.OUT_TRADE_NO_ASKED, outTradeNo);
    }
  }

  private static void time(Message.Draft draft, Field field, @Nullable Instant time) {
    if (time == null) {
      return;
    }
    draft.optional(field, FieldRule.isSayable(time) ? WireTime.write(time) : "beyond");
  }
}
