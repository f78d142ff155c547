package dev.facepay.bench;

import com.github.binarywang.wxpay.bean.request.WxPayMicropayRequest;
import com.github.binarywang.wxpay.bean.result.WxPayMicropayResult;
import com.github.binarywang.wxpay.config.WxPayConfig;
import com.github.binarywang.wxpay.exception.WxPayException;
import com.github.binarywang.wxpay.service.WxPayService;
import com.github.binarywang.wxpay.service.impl.WxPayServiceImpl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.SplittableRandom;

/**
 * The common client library calling the gateway directly, one virtual thread a call: no log, no
 * write-ahead, no second look. What it costs to pay with nothing around it.
 */
final class WxJavaTarget implements Target {

  private static final int CONNECTIONS_MAX = 8_000;
  private static final int TIMEOUT_MS = 10_000;

  private final WxPayService service = new WxPayServiceImpl();
  private final SplittableRandom codes = new SplittableRandom();

  /**
   * @param merchant the merchant's folder: number, appid, key and sign type are ours
   */
  WxJavaTarget(URI gateway, Path merchant) {
    WxPayConfig config = new WxPayConfig();
    try {
      Properties properties = new Properties();
      try (var in = Files.newBufferedReader(merchant.resolve("merchant.properties"))) {
        properties.load(in);
      }
      config.setAppId(properties.getProperty("app_id"));
      config.setSignType(properties.getProperty("sign_type"));
      config.setMchKey(Files.readString(merchant.resolve("api-key")).strip());
      config.setMchId(String.valueOf(merchant.getFileName()));
      config.setApiHostUrl(gateway.toString());
      config.setMaxConnTotal(CONNECTIONS_MAX);
      config.setMaxConnPerRoute(CONNECTIONS_MAX);
      config.setHttpConnectionTimeout(TIMEOUT_MS);
      config.setHttpTimeout(TIMEOUT_MS);
      config.initHttpClient();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (WxPayException e) {
      throw new IllegalStateException("WxJava refuses its settings", e);
    }
    service.setConfig(config);
  }

  @Override
  public String label() {
    return "WxJava";
  }

  @Override
  public void fire(Shot shot) {
    String code = "13%016d".formatted(codes.nextLong(10_000_000_000_000_000L));
    Thread.ofVirtual().start(() -> shot.finish(pay(shot, code)));
  }

  private Answer pay(Shot shot, String code) {
    WxPayMicropayRequest request = new WxPayMicropayRequest();
    request.setOutTradeNo(shot.orderNo());
    request.setAuthCode(code);
    request.setTotalFee(1_280);
    request.setBody("bench");
    request.setSpbillCreateIp("127.0.0.1");
    try {
      WxPayMicropayResult result = service.micropay(request);
      return "SUCCESS".equals(result.getResultCode()) ? Answer.PAID : Answer.ERROR;
    } catch (WxPayException | RuntimeException e) {
      return Answer.ERROR;
    }
  }

  @Override
  public void close() {
    try {
      service.getConfig().getHttpClient().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
