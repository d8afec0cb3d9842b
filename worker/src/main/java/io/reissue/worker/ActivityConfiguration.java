package io.reissue.worker;

import io.reissue.edge.access.AccessSettings;
import io.reissue.edge.access.Issuer;
import io.reissue.edge.access.Principals;
import io.reissue.edge.access.SessionLimits;
import io.reissue.edge.console.ConsoleSettings;
import io.reissue.edge.console.WebUi;
import io.reissue.edge.intake.IntakeSettings;
import io.reissue.edge.intake.IntakeStarter;
import io.reissue.edge.intake.IntakeUpload;
import io.reissue.edge.platform.Resend;
import io.reissue.edge.platform.Resend.Sent;
import io.reissue.intake.CycleStarter;
import io.reissue.intake.IntakeActivities;
import io.reissue.intake.IntakeActivitiesImpl;
import io.reissue.notices.HttpNotices;
import io.reissue.notices.Notices;
import io.reissue.platforms.ConnectorSettings;
import io.reissue.platforms.HttpPlatformConnector;
import io.reissue.platforms.PlatformUnavailable;
import io.reissue.recycle.Exchanges;
import io.reissue.recycle.RecycleActivities.Receipt;
import io.reissue.recycle.Runbook;
import io.reissue.relay.Busy;
import io.reissue.relay.RelayBell;
import io.reissue.relay.Starter;
import io.reissue.store.delivery.DeliveryLog;
import io.reissue.store.intake.IntakeFiles;
import io.reissue.store.intake.IntakeImport;
import io.reissue.store.platform.PlatformCircuits;
import io.reissue.store.platform.PlatformRates;
import io.reissue.store.platform.PlatformRegistry;
import io.reissue.store.protocol.Signatures;
import io.reissue.store.standing.Freshness;
import java.net.URI;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the activities reach the world. */
@Configuration(proxyBeanMethods = false)
class ActivityConfiguration {

    @Bean
    HttpPlatformConnector platformConnector(
            PlatformRegistry registry,
            PlatformCircuits circuits,
            PlatformRates rates,
            DeliveryLog deliveries,
            Clock clock,
            ReissueSettings settings) {
        ReissueSettings.Platforms platforms = settings.platforms();
        return new HttpPlatformConnector(
                registry,
                circuits,
                rates,
                deliveries,
                clock,
                new ConnectorSettings(
                        platforms.connectTimeout(),
                        platforms.readTimeout(),
                        platforms.totalTimeout(),
                        platforms.tryAgainAfter(),
                        platforms.allowHttpOnLoopback(),
                        platforms.allowedPrivateHosts()));
    }

    /** What an operator has sent again goes the way of every delivery. */
    @Bean
    Resend resend(Exchanges exchanges) {
        return (platform, batch) -> {
            try {
                return exchanges
                        .again(platform, batch)
                        .<Sent>map(receipt -> new Sent.Tried(receipt == Receipt.REJECTED ? "REJECTED" : null))
                        .orElseGet(Sent.Pointless::new);
            } catch (PlatformUnavailable unavailable) {
                return new Sent.Tried(unavailable.code());
            }
        };
    }

    @Bean
    Runbook runbook(ReissueSettings settings) {
        return new Runbook(settings.runbook());
    }

    @Bean
    @ConditionalOnMissingBean
    Busy busy() {
        return Busy.unobserved();
    }

    @Bean
    RelayBell relayBell(Busy busy) {
        return new RelayBell(busy);
    }

    @Bean
    CycleStarter cycleStarter(Starter starter) {
        return (cycles, jurisdiction, file) -> cycles.forEach(cycle -> starter.startRecycle(cycle, jurisdiction, file));
    }

    @Bean
    IntakeStarter intakeStarter(Starter starter) {
        return starter::startIntake;
    }

    @Bean
    IntakeUpload intakeUpload(IntakeFiles files) {
        return new IntakeUpload(files);
    }

    @Bean
    IntakeSettings intakeSettings(ReissueSettings settings) {
        return new IntakeSettings(settings.demo());
    }

    @Bean
    IntakeActivities intakeActivities(IntakeFiles files, IntakeImport intake, CycleStarter starter, Clock clock) {
        return new IntakeActivitiesImpl(files, intake, starter, clock);
    }

    @Bean
    ConsoleSettings consoleSettings(ReissueSettings settings) {
        URI webUi = settings.temporal().webUi();
        return new ConsoleSettings(
                webUi == null ? null : new WebUi(webUi, settings.temporal().namespace()), settings.runbook());
    }

    @Bean
    Freshness freshness(ReissueSettings settings) {
        return new Freshness(settings.freshness());
    }

    /** A process that is no edge still shows its health and metrics. */
    @Bean
    AccessSettings accessSettings(ReissueSettings settings, Clock clock) {
        ReissueSettings.Oidc oidc = settings.oidc();
        return new AccessSettings(
                settings.roles().contains(ReissueSettings.Role.EDGE),
                oidc == null
                        ? null
                        : new Issuer(
                                new Issuer.Settings(
                                        oidc.issuer(), oidc.clientId(), oidc.clientSecret(), oidc.audience()),
                                clock),
                new SessionLimits(
                        settings.sessions().idle(), settings.sessions().longest()));
    }

    /** A session needs TLS, but in a sandbox. */
    @Bean
    ServletContextInitializer sessionCookies(ReissueSettings settings) {
        ReissueSettings.Oidc oidc = settings.oidc();
        boolean needsTls = oidc == null || !oidc.allowHttpOnLoopback();
        return context -> context.getSessionCookieConfig().setSecure(needsTls);
    }

    @Bean
    Signatures signatures(Clock clock) {
        return new Signatures(clock);
    }

    @Bean
    Principals principals(ReissueSettings settings) {
        return new Principals(settings.principals().stream()
                .map(principal -> new Principals.Known(principal.name(), principal.tokenSha256(), principal.roles()))
                .toList());
    }

    /** Without a service that reaches holders nothing starts: a notice that nobody sends would be worse than none. */
    @Bean
    @ConditionalOnMissingBean
    Notices notices(ReissueSettings settings, Clock clock) {
        ReissueSettings.Notices notices = settings.notices();
        if (notices == null)
            throw new Misconfigured(
                    "reissue.notices.endpoint and .secret are needed: the service that reaches a holder");
        return new HttpNotices(notices.endpoint(), notices.secret(), clock);
    }
}
