package io.reissue.worker;

import io.reissue.policy.LegalLimits;
import io.reissue.store.platform.PlatformContract;
import io.reissue.store.platform.PlatformRegistry;
import io.reissue.store.policy.PolicyDocument;
import io.reissue.store.policy.PolicyStore;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.io.ResourceLoader;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Loads working years, policies and platforms at the start; what is stored already stays. */
@Component
class Reference implements InitializingBean {
    private final ReissueSettings settings;
    private final PolicyStore policies;
    private final PlatformRegistry platforms;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ResourceLoader resources;
    private final YAMLMapper yaml = YAMLMapper.builder().build();

    Reference(
            ReissueSettings settings,
            PolicyStore policies,
            PlatformRegistry platforms,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            ResourceLoader resources) {
        this.settings = settings;
        this.policies = policies;
        this.platforms = platforms;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.resources = resources;
    }

    /** One file of working years. */
    record WorkingYear(
            String jurisdiction, int year, Set<LocalDate> holidays, Set<LocalDate> makeUpDays, String source) {}

    @Override
    public void afterPropertiesSet() throws IOException {
        List<WorkingYear> years = read(settings.calendars(), WorkingYear[].class);
        List<PolicyDocument> documents = read(settings.policies(), PolicyDocument[].class);
        List<PlatformContract> contracts = read(settings.platformContracts(), PlatformContract[].class);
        if (!settings.demo()
                && documents.stream().anyMatch(policy -> policy.jurisdiction().equals(LegalLimits.DEMO)))
            throw new IllegalStateException("a policy of the demo jurisdiction needs reissue.demo=true");
        transaction.executeWithoutResult(status -> {
            // processes that start together number the same policies
            jdbc.sql("select pg_advisory_xact_lock(hashtext('reference'))")
                    .query((row, n) -> n)
                    .list();
            years.forEach(year -> policies.putYear(
                    year.jurisdiction(), year.year(), year.holidays(), year.makeUpDays(), year.source()));
            documents.forEach(policies::put);
            contracts.stream()
                    .filter(contract -> platforms.byCode(contract.code()).isEmpty())
                    .forEach(platforms::register);
        });
    }

    private <T> List<T> read(List<String> locations, Class<T[]> type) throws IOException {
        List<T> all = new ArrayList<>();
        for (String location : locations) {
            try (InputStream in = resources.getResource(location).getInputStream()) {
                all.addAll(List.of(yaml.readValue(in, type)));
            }
        }
        return all;
    }
}
