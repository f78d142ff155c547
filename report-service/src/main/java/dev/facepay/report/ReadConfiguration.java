package dev.facepay.report;

import dev.facepay.http.ProblemAdvice;
import dev.facepay.http.ProblemCode;
import dev.facepay.report.act.Acts;
import dev.facepay.report.act.ReportActs;
import dev.facepay.report.console.ConsolePages;
import dev.facepay.report.docs.ApiDescription;
import dev.facepay.report.http.ActsController;
import dev.facepay.report.http.AttentionController;
import dev.facepay.report.http.ChangeStream;
import dev.facepay.report.http.CoverageController;
import dev.facepay.report.http.OperatorDoor;
import dev.facepay.report.http.PaymentsController;
import dev.facepay.report.http.ReportProblem;
import dev.facepay.report.http.StorageController;
import dev.facepay.report.http.TotalsController;
import dev.facepay.report.http.TradeActsController;
import dev.facepay.report.http.TradesController;
import dev.facepay.report.job.Ends;
import dev.facepay.report.job.KnownDevices;
import dev.facepay.report.log.FoldSettings;
import dev.facepay.report.place.Places;
import dev.facepay.report.place.Sightings;
import dev.facepay.report.read.Reader;
import dev.facepay.report.read.Stories;
import dev.facepay.report.read.Totals;
import dev.facepay.report.trade.Coverage;
import dev.facepay.report.trade.CoverageMeter;
import dev.facepay.report.trade.CoverageSettings;
import dev.facepay.report.trade.Timelines;
import dev.facepay.report.trade.Trades;
import dev.facepay.runtime.Regularly;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.AnnouncedFacts;
import dev.facepay.runtime.fact.FactNotPublished;
import dev.facepay.runtime.operator.OperatorKeys;
import dev.facepay.runtime.stage.Stages;
import dev.facepay.runtime.store.StoreUnavailable;
import dev.facepay.wechat.GatewayMeters;
import dev.facepay.wechat.GatewaySettings;
import dev.facepay.wechat.WechatPay;
import dev.facepay.wechat.merchant.Merchants;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** The read side over HTTP. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CoverageSettings.class)
@Import({
  PaymentsController.class,
  AttentionController.class,
  ActsController.class,
  TotalsController.class,
  CoverageController.class,
  TradesController.class,
  StorageController.class,
  TradeActsController.class,
  ChangeStream.class,
  ApiDescription.class,
  ConsolePages.class
})
class ReadConfiguration {

  @Bean
  ProblemAdvice problems() {
    return new ProblemAdvice(ReadConfiguration::outage, code -> {});
  }

  private static @Nullable ProblemCode outage(Exception e) {
    return switch (e) {
      case StoreUnavailable away -> ReportProblem.STORE_UNAVAILABLE;
      case FactNotPublished away -> ReportProblem.LOG_UNAVAILABLE;
      default -> null;
    };
  }

  @Bean
  Reader reader(Stories stories) {
    return new Reader(stories);
  }

  @Bean
  Totals totals(Stories stories) {
    return new Totals(stories);
  }

  @Bean
  Timelines timelines(Trades trades) {
    return new Timelines(trades);
  }

  @Bean
  Places places(Totals totals, Sightings sightings) {
    return new Places(totals, sightings);
  }

  @Bean
  Coverage coverage(Trades trades, Totals totals, CoverageSettings settings) {
    return new Coverage(trades, totals, settings.lateAfter());
  }

  @Bean
  Regularly coverageMeter(
      Coverage coverage, FoldSettings settings, Timekeeper time, MeterRegistry meters) {
    CoverageMeter meter = new CoverageMeter(coverage, time, meters);
    return new Regularly("count-coverage", settings.countEvery(), time, meter::count);
  }

  @Bean
  Merchants merchants(@Value("${facepay.merchants-dir}") Path dir) {
    return Merchants.load(dir);
  }

  @Bean
  WechatPay wechat(
      Environment environment, Merchants merchants, Timekeeper time, MeterRegistry meters) {
    GatewaySettings gateway =
        Binder.get(environment).bindOrCreate("facepay.gateway", GatewaySettings.class);
    return WechatPay.open(gateway, merchants, time, new GatewayMeters(meters, merchants));
  }

  @Bean
  Acts acts(Reader reader, WechatPay wechat, Stages stages, Timekeeper time, MeterRegistry meters) {
    return Acts.with(reader, wechat, new AnnouncedFacts(stages.publisher(), meters), time);
  }

  @Bean
  ReportActs reportActs(
      Trades trades,
      Ends ends,
      KnownDevices devices,
      Stages stages,
      Timekeeper time,
      MeterRegistry meters) {
    return new ReportActs(
        trades, ends, devices, new AnnouncedFacts(stages.publisher(), meters), time);
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
