package io.reissue.edge.console;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.reissue.edge.platform.Deliveries;
import io.reissue.edge.platform.Resend;
import io.reissue.store.StoreParts;
import io.reissue.store.answers.Doubts;
import io.reissue.store.audit.AuditChain;
import io.reissue.store.audit.AuditLog;
import io.reissue.store.audit.AuditTrail;
import io.reissue.store.brake.Brakes;
import io.reissue.store.bulk.Bulks;
import io.reissue.store.bulk.BulksForTests;
import io.reissue.store.certificate.Certificates;
import io.reissue.store.command.Commands;
import io.reissue.store.cycle.CycleRows;
import io.reissue.store.intake.IntakeFiles;
import io.reissue.store.inventory.Inventory;
import io.reissue.store.platform.Onboarding;
import io.reissue.store.platform.OnboardingForTests;
import io.reissue.store.platform.PlatformPing.Pinged;
import io.reissue.store.platform.PlatformsForTests;
import io.reissue.store.policy.PoliciesForTests;
import io.reissue.store.policy.PolicyActivations;
import io.reissue.store.policy.PolicyDrafts;
import io.reissue.store.policy.PolicyPreview;
import io.reissue.store.policy.PolicyRows;
import io.reissue.store.policy.PolicyStore;
import io.reissue.store.policy.WorkingYears;
import io.reissue.store.standing.CohortGrid;
import io.reissue.store.standing.Freshness;
import io.reissue.store.standing.PlatformScores;
import io.reissue.store.standing.Standings;
import io.reissue.store.standing.StuckNumbers;
import io.reissue.store.story.CycleList;
import io.reissue.store.story.OnRecord;
import io.reissue.store.story.PlatformTable;
import io.reissue.store.story.StoriesForTests;
import io.reissue.store.story.Timeline;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** The console's pages over a real store, without the login in front of them: what somebody may do follows from his name. */
final class ConsoleForTests implements AutoCloseable {
    private static final WebUi WEB_UI = new WebUi(URI.create("http://127.0.0.1:8233/"), "reissue");

    private final GenericWebApplicationContext context = new GenericWebApplicationContext(new MockServletContext());
    private final MockMvc console;
    private final BulksForTests bulks;

    @EnableWebMvc
    static class Mvc {}

    ConsoleForTests(StoreParts parts) {
        this(parts, null);
    }

    ConsoleForTests(StoreParts parts, @Nullable MovableTime time) {
        this(parts, time, Freshness.ALWAYS);
    }

    ConsoleForTests(StoreParts parts, @Nullable MovableTime time, Freshness freshness) {
        var store = parts.store();
        context.registerBean(Clock.class, store::clock);
        context.registerBean(
                ConsoleSettings.class, () -> new ConsoleSettings(WEB_UI, URI.create("https://wiki.example/runbook")));
        context.registerBean(Freshness.class, () -> freshness);
        context.registerBean(Standings.class, () -> new Standings(store.jdbc()));
        context.registerBean(StuckNumbers.class, () -> new StuckNumbers(store.jdbc()));
        context.registerBean(CohortGrid.class, () -> new CohortGrid(store.jdbc()));
        context.registerBean(PlatformScores.class, () -> new PlatformScores(store.jdbc(), freshness, store.clock()));
        context.registerBean(Doubts.class, parts::doubts);
        context.registerBean(
                Onboarding.class,
                () -> OnboardingForTests.over(
                        store, platform -> new Pinged(null, "ADDRESS_REFUSED", java.time.Duration.ofMillis(9))));
        context.registerBean(
                Deliveries.class,
                () -> new Deliveries(
                        PlatformsForTests.registry(store),
                        PlatformsForTests.deliveries(store),
                        (platform, batch) -> new Resend.Sent.Pointless(),
                        new AuditLog(store.jdbc(), store.clock())));
        context.registerBean(Brakes.class, parts::brakes);
        var stories = StoriesForTests.over(parts);
        context.registerBean(CycleList.class, stories::list);
        context.registerBean(Timeline.class, stories::timeline);
        context.registerBean(PlatformTable.class, stories::platforms);
        context.registerBean(OnRecord.class, stories::onRecord);
        context.registerBean(CycleRows.class, parts::cycles);
        context.registerBean(Inventory.class, parts::inventory);
        context.registerBean(Commands.class, parts::commands);
        context.registerBean(Certificates.class, parts::certificates);
        context.registerBean(PolicyRows.class, () -> PoliciesForTests.rows(store));
        context.registerBean(PolicyStore.class, parts::policies);
        context.registerBean(PolicyDrafts.class, () -> PoliciesForTests.drafts(store));
        context.registerBean(PolicyPreview.class, () -> PoliciesForTests.preview(store));
        context.registerBean(
                PolicyActivations.class, () -> PoliciesForTests.activations(store, parts.policies(), parts.outbox()));
        context.registerBean(
                WorkingYears.class,
                () -> new WorkingYears(
                        store.transaction(), store.jdbc(), store.clock(), new AuditLog(store.jdbc(), store.clock())));
        bulks = new BulksForTests(parts);
        context.registerBean(Bulks.class, bulks::bulks);
        context.registerBean(AuditTrail.class, () -> new AuditTrail(store.jdbc()));
        context.registerBean(AuditChain.class, () -> new AuditChain(store.jdbc(), store.transactionManager()));
        context.registerBean(
                IntakeFiles.class,
                () -> new IntakeFiles(
                        store.jdbc(),
                        store.transactionManager(),
                        store.keys(),
                        new AuditLog(store.jdbc(), store.clock()),
                        store.clock()));
        if (time != null) context.registerBean(MovableTime.class, () -> time);
        new AnnotatedBeanDefinitionReader(context)
                .register(
                        Mvc.class,
                        ConsoleConfiguration.class,
                        ConsoleFrame.class,
                        OverviewPage.class,
                        StuckPage.class,
                        CohortPages.class,
                        PlatformPages.class,
                        PlatformForms.class,
                        BrakePages.class,
                        IntakePages.class,
                        AuditPage.class,
                        BulkPages.class,
                        PolicyPages.class,
                        DraftPages.class,
                        CalendarPages.class,
                        ClockPage.class,
                        NumberPages.class,
                        CyclePages.class);
        context.refresh();
        console = MockMvcBuilders.webAppContextSetup(context).build();
    }

    /** @param language as the browser says it */
    String page(String path, String language) throws Exception {
        return page("operator-a", path, language);
    }

    String page(String who, String path, String language) throws Exception {
        var response = perform(get(path).header("Accept-Language", language), who);
        if (response.getStatus() != 200) throw new AssertionError(path + " gave " + response.getStatus());
        return response.getContentAsString(StandardCharsets.UTF_8);
    }

    MockHttpServletResponse read(String path) throws Exception {
        return perform(get(path), "operator-a");
    }

    /** Follows where the form leads, and gives that page. */
    String sendForm(String who, String path, Map<String, String> fields) throws Exception {
        var request = post(path);
        fields.forEach(request::param);
        return sent(who, path, request);
    }

    /** As {@link #sendForm}, with a file in its field {@code list}. */
    String sendList(String who, Map<String, String> fields, byte[] list) throws Exception {
        String path = "/console/bulk/lists";
        var request = multipart(path).file(new MockMultipartFile("list", "list.csv", "text/csv", list));
        fields.forEach(request::param);
        return sent(who, path, request);
    }

    /** Does what was confirmed, as the outbox's relay does. */
    void takeAll(UUID bulk) {
        bulks.takeAll(bulk);
    }

    private <B extends AbstractMockHttpServletRequestBuilder<B>> String sent(String who, String path, B request)
            throws Exception {
        var sent = console.perform(as(who, request)).andReturn();
        if (sent.getResponse().getStatus() != 302) {
            throw new AssertionError(path + " gave " + sent.getResponse().getStatus());
        }
        String next = sent.getResponse().getRedirectedUrl();
        var following = as(who, get(URI.create(next == null ? "" : next))).header("Accept-Language", "en");
        if (!sent.getFlashMap().isEmpty()) following.flashAttrs(sent.getFlashMap());
        return console.perform(following).andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8);
    }

    /** The form once more, since it was not taken. */
    String formAgain(String who, String path, Map<String, String> fields) throws Exception {
        var request = post(path).header("Accept-Language", "en");
        fields.forEach(request::param);
        var response = perform(request, who);
        if (response.getStatus() != 200) throw new AssertionError(path + " gave " + response.getStatus());
        return response.getContentAsString(StandardCharsets.UTF_8);
    }

    private MockHttpServletResponse perform(MockHttpServletRequestBuilder request, String who) throws Exception {
        return console.perform(as(who, request)).andReturn().getResponse();
    }

    private static <B extends AbstractMockHttpServletRequestBuilder<B>> B as(String who, B request) {
        Principal principal = () -> who;
        String role = who.startsWith("policy")
                ? "POLICY_ADMIN"
                : who.substring(0, who.indexOf('-')).toUpperCase(Locale.ROOT);
        return request.principal(principal).with(sent -> {
            sent.addUserRole(role);
            return sent;
        });
    }

    @Override
    public void close() {
        context.close();
    }
}
