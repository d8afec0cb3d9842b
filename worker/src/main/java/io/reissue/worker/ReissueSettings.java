package io.reissue.worker;

import io.reissue.store.audit.AuditLog;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Everything that can be configured beside Spring Boot's own. A secret has no default.
 *
 * @param roles what this process does
 * @param keys folder of the key ring; outside every database backup
 * @param policies YAML files of policies to store at the start, each once
 * @param calendars YAML files of working years to store at the start
 * @param platformContracts YAML files of platforms to register at the start, secrets included; those that are known stay as they are
 * @param runbook where the runbook can be read in a browser: what the Web UI shows of a number that something keeps links to its heading
 * @param oidc who says who the staff are; without it there is no console, and only {@code principals} are known
 * @param freshness how old figures over all numbers may be that people read; zero: they are counted for each of them
 * @param demo whether the demo jurisdiction is served, whose days are minutes; never together with the profile {@code production}
 */
@ConfigurationProperties("reissue")
public record ReissueSettings(
        @DefaultValue({"WORKER", "EDGE"}) Set<Role> roles,
        Path keys,
        @DefaultValue List<String> policies,
        @DefaultValue List<String> calendars,
        @DefaultValue List<String> platformContracts,
        @Nullable URI runbook,
        @DefaultValue("false") boolean demo,
        @DefaultValue Temporal temporal,
        Proof proof,
        @DefaultValue Platforms platforms,
        @DefaultValue List<Principal> principals,
        @Nullable Oidc oidc,
        @DefaultValue Sessions sessions,
        @DefaultValue("30s") Duration freshness,
        @Nullable Notices notices) {

    public ReissueSettings {
        Misconfigured.unless(!roles.isEmpty(), "reissue.roles", "WORKER, EDGE, or both");
        Misconfigured.unless(keys != null, "reissue.keys", "the folder of the key ring");
        Misconfigured.unless(!freshness.isNegative(), "reissue.freshness", "a time, as in 30s");
        Misconfigured.unless(proof != null, "reissue.proof.issuer", "who issues certificates");
    }

    /** A worker runs workflows, activities and the relay; an edge answers requests; recovery does neither: see {@link Recovery}. */
    public enum Role {
        WORKER,
        EDGE,
        RECOVERY
    }

    /**
     * @param target host and port of the frontend
     * @param storeStepsAtOnce steps of numbers, and of cohorts, that are taken side by side, each on a connection to the database
     * @param activitiesAtOnce of each kind; one that reaches a platform is at work for as long as that platform takes to respond
     * @param deployment name of the worker deployment; where there is a build
     * @param build id of this release; without one the workers are unversioned, and every release replays every workflow
     * @param webUi Temporal's Web UI, as operators reach it; the console links to it
     */
    public record Temporal(
            @DefaultValue("127.0.0.1:7233") String target,
            @DefaultValue("default") String namespace,
            @DefaultValue("600") int cachedWorkflows,
            @DefaultValue("12") int storeStepsAtOnce,
            @DefaultValue("200") int activitiesAtOnce,
            @DefaultValue("reissue") String deployment,
            @Nullable String build,
            @Nullable URI webUi) {}

    /** What certificates say beside a cycle's facts. {@code temporalRetention}: of the namespace. */
    public record Proof(
            String issuer,
            @DefaultValue("P3D") Period temporalRetention,
            @DefaultValue("P35D") Period backupHorizon) {
        public Proof {
            Misconfigured.unless(given(issuer), "reissue.proof.issuer", "who issues certificates");
        }
    }

    /**
     * How platforms are reached, and reach us.
     *
     * @param answersAtOnce answers that are written side by side, each on a connection to the database
     * @param logKept how long what went out to them and came in stands in their logs
     * @param tryAgainAfter when one that could not be reached is tried again, where it did not say, and how long it is left alone at most for
     *     having failed; zero: the asker's own schedule, and up to an hour
     */
    public record Platforms(
            @DefaultValue("6") int answersAtOnce,
            @DefaultValue("5s") Duration connectTimeout,
            @DefaultValue("30s") Duration readTimeout,
            @DefaultValue("60s") Duration totalTimeout,
            @DefaultValue("0s") Duration tryAgainAfter,
            @DefaultValue("30d") Duration logKept,
            @DefaultValue("false") boolean allowHttpOnLoopback,
            @DefaultValue Set<String> allowedPrivateHosts) {
        public Platforms {
            Misconfigured.unless(logKept.isPositive(), "reissue.platforms.log-kept", "a time, as in 30d");
        }
    }

    /**
     * One who may call the API. Where he logs in as well, {@code name} is his {@code sub}: two names are two people. {@code tokenSha256}: lower-case hex; the token itself is nowhere.
     */
    public record Principal(String name, String tokenSha256, Set<String> roles) {
        public Principal {
            Misconfigured.unless(given(name), "reissue.principals[].name", "as which it stands in the audit");
            Misconfigured.unless(
                    AuditLog.admits(name),
                    "reissue.principals[].name",
                    "a code without blanks or @, in ASCII, for the audit takes nothing else");
            Misconfigured.unless(
                    !AuditLog.reserved(name),
                    "reissue.principals[].name",
                    "another one: so the system itself is called");
            Misconfigured.unless(
                    tokenSha256 != null && tokenSha256.matches("[0-9a-f]{64}"),
                    "reissue.principals[].token-sha256",
                    "the SHA-256 of the token in lower-case hex");
        }
    }

    /**
     * The OpenID Connect issuer of the staff, whose tokens name people by {@code sub} and their roles by {@code roles}.
     *
     * @param clientSecret without one the console is a public client, held to its requests by PKCE
     * @param audience for whom the access tokens have to be that open the API
     * @param allowHttpOnLoopback for a sandbox: an issuer, and a console, that are reached without TLS on this machine only
     */
    public record Oidc(
            URI issuer,
            String clientId,
            @Nullable String clientSecret,
            @DefaultValue("reissue") String audience,
            @DefaultValue("false") boolean allowHttpOnLoopback) {
        private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

        public Oidc {
            Misconfigured.unless(
                    issuer != null
                            && ("https".equals(issuer.getScheme())
                                    || allowHttpOnLoopback && LOOPBACK.contains(issuer.getHost())),
                    "reissue.oidc.issuer",
                    "an https address");
            Misconfigured.unless(given(clientId), "reissue.oidc.client-id", "as which the issuer knows the console");
        }
    }

    /**
     * Sessions of the console.
     *
     * @param idle without a request of the person's own; a page that looks again by itself makes none
     * @param longest in any case
     */
    public record Sessions(
            @DefaultValue("15m") Duration idle,
            @DefaultValue("12h") Duration longest) {
        public Sessions {
            Misconfigured.unless(idle.isPositive(), "reissue.sessions.idle", "a time, as in 15m");
            Misconfigured.unless(
                    longest.compareTo(idle) >= 0, "reissue.sessions.longest", "no less than reissue.sessions.idle");
        }
    }

    /** The carrier's own service that reaches a holder: mail, letter, app. */
    public record Notices(URI endpoint, String secret) {
        public Notices {
            Misconfigured.unless(endpoint != null, "reissue.notices.endpoint", "the service that reaches a holder");
            Misconfigured.unless(given(secret), "reissue.notices.secret", "what notices are signed with");
        }
    }

    /** The binder passes null for what is not configured. */
    private static boolean given(@Nullable String text) {
        return text != null && !text.isBlank();
    }
}
