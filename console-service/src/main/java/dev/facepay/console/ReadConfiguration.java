package dev.facepay.console;

import dev.facepay.console.act.Acts;
import dev.facepay.console.act.ReportActs;
import dev.facepay.console.docs.ApiDescription;
import dev.facepay.console.http.ActsController;
import dev.facepay.console.http.AttentionController;
import dev.facepay.console.http.ChangeStream;
import dev.facepay.console.http.CoverageController;
import dev.facepay.console.http.OperatorDoor;
import dev.facepay.console.http.PaymentsController;
import dev.facepay.console.http.ReportProblem;
import dev.facepay.console.http.StorageController;
import dev.facepay.console.http.TotalsController;
import dev.facepay.console.http.TradeActsController;
import dev.facepay.console.http.TradesController;
import dev.facepay.console.log.FoldSettings;
import dev.facepay.console.pages.ConsolePages;
import dev.facepay.console.place.Places;
import dev.facepay.console.place.RevokedDevices;
import dev.facepay.console.place.Sightings;
import dev.facepay.console.read.Reader;
import dev.facepay.console.read.Stories;
import dev.facepay.console.read.Totals;
import dev.facepay.console.trade.Coverage;
import dev.facepay.console.trade.CoverageMeter;
import dev.facepay.console.trade.CoverageSettings;
import dev.facepay.console.trade.Timelines;
import dev.facepay.console.trade.Trades;
import dev.facepay.http.ProblemAdvice;
import dev.facepay.http.ProblemCode;
import dev.facepay.runtime.Regularly;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.AnnouncedFacts;
import dev.facepay.runtime.fact.FactNotPublished;
import dev.facepay.runtime.operator.OperatorKeys;
import dev.facepay.runtime.stage.Stages;
import dev.facepay.runtime.store.StoreUnavailable;
import dev.facepay.wechat.WechatConfiguration;
import dev.facepay.wechat.WechatPay;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The read side over HTTP. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CoverageSettings.class)
@Import({
  WechatConfiguration.class,
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
  Acts acts(Reader reader, WechatPay wechat, Stages stages, Timekeeper time, MeterRegistry meters) {
    return new Acts(reader, wechat, new AnnouncedFacts(stages.publisher(), meters), time);
  }

  @Bean
  ReportActs reportActs(
      Trades trades, RevokedDevices revoked, Stages stages, Timekeeper time, MeterRegistry meters) {
    return new ReportActs(trades, revoked, new AnnouncedFacts(stages.publisher(), meters), time);
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
