package io.reissue.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The application for a person who mends an installation: its parts, by its own configuration, in a process that polls nothing, listens
 * nowhere and runs nothing by the clock. It works while nothing else can be started, which is why it is no request to an edge.
 */
public final class Recovery implements AutoCloseable {
    private final ConfigurableApplicationContext parts;

    private Recovery(ConfigurableApplicationContext parts) {
        this.parts = parts;
    }

    /** @param configuration files like those that the installation's processes are started with */
    public static Recovery by(List<Path> configuration) {
        SpringApplication application = new SpringApplication(ReissueApplication.class);
        application.setRegisterShutdownHook(false);
        application.setDefaultProperties(Map.of(
                "spring.main.banner-mode", "off",
                // who asked gets an answer or one line; what went wrong inside stands in no log of the installation
                "logging.threshold.console", "OFF"));
        String[] arguments = {
            "--reissue.roles=RECOVERY",
            // the web application's parts, and no port
            "--server.port=-1",
            "--spring.config.additional-location="
                    + configuration.stream()
                            .map(file -> file.toUri().toString())
                            .collect(Collectors.joining(","))
        };
        try {
            return new Recovery(application.run(arguments));
        } catch (RuntimeException failed) {
            throw new IllegalStateException(firstCause(failed).getMessage(), failed);
        }
    }

    /** What the context says around it is about its own parts. */
    private static Throwable firstCause(Throwable failed) {
        Throwable cause = failed;
        while (cause.getCause() != null) cause = cause.getCause();
        return cause;
    }

    public <T> T part(Class<T> type) {
        return parts.getBean(type);
    }

    @Override
    public void close() {
        parts.close();
    }
}
