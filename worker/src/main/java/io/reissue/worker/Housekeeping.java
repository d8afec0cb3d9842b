package io.reissue.worker;

import io.reissue.relay.LateCheck;
import io.reissue.store.bulk.Bulks;
import io.reissue.store.certificate.CertificateArchive;
import io.reissue.store.cycle.ProofSettings;
import io.reissue.store.delivery.DeliveryLog;
import io.reissue.store.feed.Sequencer;
import io.reissue.store.feed.StatusPushes;
import io.reissue.store.intake.IntakeFiles;
import io.reissue.store.login.LoginRates;
import io.reissue.store.platform.PlatformIncidents;
import io.reissue.store.policy.PolicyActivations;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Conditional;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * What runs by the wall clock: the check for late numbers, policies that become effective, what is left of uploads that broke off, previews of
 * bulks that nobody confirmed, counts of logins, archived certificates and logs past their time, the numbering of feed and audit, and the pushes that follow from
 * it.
 */
@Component
@Conditional(WorkerRole.class)
class Housekeeping {
    private final LateCheck late;
    private final IntakeFiles files;
    private final Sequencer sequencer;
    private final StatusPushes pushes;
    private final PolicyActivations activations;
    private final Bulks bulks;
    private final LoginRates logins;
    private final CertificateArchive archive;
    private final ProofSettings proof;
    private final DeliveryLog deliveries;
    private final PlatformIncidents incidents;
    private final ReissueSettings settings;
    private final Clock clock;

    Housekeeping(
            LateCheck late,
            IntakeFiles files,
            Sequencer sequencer,
            StatusPushes pushes,
            PolicyActivations activations,
            Bulks bulks,
            LoginRates logins,
            CertificateArchive archive,
            ProofSettings proof,
            DeliveryLog deliveries,
            PlatformIncidents incidents,
            ReissueSettings settings,
            Clock clock) {
        this.late = late;
        this.files = files;
        this.sequencer = sequencer;
        this.pushes = pushes;
        this.activations = activations;
        this.bulks = bulks;
        this.logins = logins;
        this.archive = archive;
        this.proof = proof;
        this.deliveries = deliveries;
        this.incidents = incidents;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT30S", fixedDelayString = "PT10M")
    void checkForLateNumbers() {
        late.check();
    }

    /** What is to be done then is done by follow-up messages, wherever one is relayed. */
    @Scheduled(initialDelayString = "PT10S", fixedDelayString = "PT1M")
    void carryPolicies() {
        activations.begin();
    }

    @Scheduled(initialDelayString = "PT5M", fixedDelayString = "PT1H")
    void discardAbandonedUploads() {
        files.discardAbandoned();
    }

    @Scheduled(initialDelayString = "PT10M", fixedDelayString = "PT1H")
    void forgetOldDeliveries() {
        Instant then = clock.instant().minus(settings.platforms().logKept());
        deliveries.forgetBefore(then);
        incidents.forgetBefore(then);
    }

    @Scheduled(initialDelayString = "PT6M", fixedDelayString = "PT1H")
    void forgetUnconfirmedBulks() {
        bulks.forgetExpired();
    }

    @Scheduled(initialDelayString = "PT7M", fixedDelayString = "PT10M")
    void forgetOldLogins() {
        logins.sweep();
    }

    /** Whoever restores a backup from before the horizon breaks his word anyway; the day more is for its time zone. */
    @Scheduled(initialDelayString = "PT1H", fixedDelayString = "PT24H")
    void forgetOldCertificates() {
        archive.forgetBefore(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                .minus(proof.backupHorizon())
                .minusDays(1));
    }

    /** Not with every event: what happens within ten seconds is told in one request. */
    @Scheduled(initialDelayString = "PT10S", fixedDelayString = "PT10S")
    void planStatusPushes() {
        pushes.plan();
    }

    @Scheduled(fixedDelayString = "PT0.2S")
    void number() {
        while (sequencer.number().more()) {
            // as long as there is a full batch
        }
    }
}
