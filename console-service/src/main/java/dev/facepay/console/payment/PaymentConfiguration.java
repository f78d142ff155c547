package dev.facepay.console.payment;

import dev.facepay.console.documents.FoldSettings;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.store.Stores;
import dev.facepay.wechat.WechatConfiguration;
import dev.facepay.wechat.WechatPay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@Configuration(proxyBeanMethods = false)
@Import(WechatConfiguration.class)
class PaymentConfiguration {

  @Bean
  PaymentStore payments(Stores stores, Timekeeper time, FoldSettings settings) {
    return PaymentStore.in(stores, time, settings.sumsEvery());
  }

  @Bean
  PaymentReader paymentReader(PaymentStore payments, Timekeeper time) {
    return new PaymentReader(payments, time);
  }

  @Bean
  Acts acts(PaymentReader reader, WechatPay wechat, FactPublisher publisher, Timekeeper time) {
    return new Acts(reader, wechat, publisher, time);
  }

  @Bean
  RefundActs refundActs(PaymentReader reader, FactPublisher publisher, Timekeeper time) {
    return new RefundActs(reader, publisher, time);
  }
}
