package io.reissue.worker;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.scheduling.annotation.EnableScheduling;

/** A worker, an edge, or both: {@code reissue.roles}. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
@ComponentScan(
        basePackages = "io.reissue",
        excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = "io\\.reissue\\.sandbox\\..*"))
public class ReissueApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(ReissueApplication.class, arguments);
    }
}
