package io.reissue.worker;

import io.reissue.store.policy.PolicyDocument;
import io.reissue.store.policy.PolicyStore;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.Set;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Component;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Loads policies and working years at the start; what is stored already stays. */
@Component
class Reference implements InitializingBean {
    private final ReissueSettings settings;
    private final PolicyStore policies;
    private final ResourceLoader resources;
    private final YAMLMapper yaml = YAMLMapper.builder().build();

    Reference(ReissueSettings settings, PolicyStore policies, ResourceLoader resources) {
        this.settings = settings;
        this.policies = policies;
        this.resources = resources;
    }

    /** One file of working years. */
    record WorkingYear(
            String jurisdiction, int year, Set<LocalDate> holidays, Set<LocalDate> makeUpDays, String source) {}

    @Override
    public void afterPropertiesSet() throws IOException {
        for (String location : settings.calendars()) {
            for (WorkingYear year : read(location, WorkingYear[].class)) {
                policies.putYear(year.jurisdiction(), year.year(), year.holidays(), year.makeUpDays(), year.source());
            }
        }
        for (String location : settings.policies()) {
            for (PolicyDocument policy : read(location, PolicyDocument[].class)) policies.put(policy);
        }
    }

    private <T> T read(String location, Class<T> type) throws IOException {
        try (InputStream in = resources.getResource(location).getInputStream()) {
            return yaml.readValue(in, type);
        }
    }
}
