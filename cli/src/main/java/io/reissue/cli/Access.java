package io.reissue.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Which instance is meant, and who asks: what is said, else the environment, else a sandbox's data folder. */
final class Access {
    private static final String STATE = "sandbox.properties";

    private final Map<String, String> environment;
    private final Path sandbox;

    /** @param data the sandbox's data folder; null: where the script looks for one */
    Access(Map<String, String> environment, @Nullable Path data) {
        this.environment = environment;
        this.sandbox = data == null ? Path.of(System.getProperty("reissue.home", "."), ".reissue") : data;
    }

    /**
     * The API for whoever asks.
     *
     * @param as one of the sandbox's own people; where one is named, the environment is another's matter
     * @throws Failure where one of the two is not known
     */
    Api open(@Nullable URI url, @Nullable Path tokenFile, @Nullable String as) {
        if (as != null && tokenFile != null) throw new Failure(Failure.USAGE, "--as and --token-file: who of the two?");
        return new Api(instance(url, as), token(tokenFile, as));
    }

    private URI instance(@Nullable URI url, @Nullable String as) {
        if (url != null) return checked(url.toString());
        String known = as == null ? environment.get("REISSUE_URL") : null;
        if (known != null) return checked(known);
        String edge = kept("edge");
        if (edge == null)
            throw new Failure(Failure.USAGE, "which instance? there is no sandbox in " + sandbox + ": give --url");
        return checked(edge);
    }

    private static URI checked(String url) {
        try {
            URI instance = new URI(url);
            boolean http = "http".equals(instance.getScheme()) || "https".equals(instance.getScheme());
            if (http && instance.getHost() != null) return instance;
        } catch (URISyntaxException none) {
            // said below, as any other that is none
        }
        throw new Failure(Failure.USAGE, "an instance is an http or https URL");
    }

    private String token(@Nullable Path file, @Nullable String as) {
        String token;
        if (file != null) token = firstLine(file);
        else if (as != null) token = kept("token." + as);
        else token = environment.get("REISSUE_TOKEN");
        if (token != null && !token.isBlank()) return token.strip();
        if (as != null) throw new Failure(Failure.USAGE, "the sandbox in " + sandbox + " knows no " + as);
        throw new Failure(
                Failure.USAGE,
                "who asks? give --token-file, or REISSUE_TOKEN, or --as NAME for one of the sandbox's people");
    }

    private static String firstLine(Path file) {
        try {
            return Files.readString(file).lines().findFirst().orElse("");
        } catch (IOException unreadable) {
            throw new Failure(Failure.USAGE, "the token can't be read from " + file);
        }
    }

    private @Nullable String kept(String name) {
        Properties state = new Properties();
        Path file = sandbox.resolve(STATE);
        if (!Files.exists(file)) return null;
        try (InputStream in = Files.newInputStream(file)) {
            state.load(in);
            return state.getProperty(name);
        } catch (IOException unreadable) {
            throw new Failure(Failure.USAGE, "the sandbox's state can't be read from " + file);
        }
    }
}
