package io.reissue.sandbox.platforms;

import java.util.List;
import java.util.Locale;

/** The page that lists the platforms, made from the catalogue so that it cannot say anything else. */
final class PlatformPage {
    /** What {@code docs/sandbox/platforms.md} is made for. */
    static final long SEED = 1;

    static final int COUNT = 220;

    private static final String HEAD = """
            # The simulated platforms

            Generated from the catalogue; don't edit, run `%s`.

            The sandbox's far side: %d platforms of seed %d, in categories that exist, under names that don't. `./run platforms` starts them
            as a process of their own. They share no code with the connector, and each keeps accounts of its own, so that what became of an
            account is told by them and by nobody else. What they do to an account is what the protocol asks for, unless the last
            column says otherwise; when they do it, and how they say so, is theirs. Other seeds deal the same habits to others.

            Stage 1 are identity services and label registries, stage 2 the platforms that block a purge while they are open, stage 3 the
            rest. The form is the one in which the carrier names numbers to the platform. The reach is the share of numbers that have an
            account there: %.1f platforms a number in all. One platform can't be called and comes for what it is asked, one is told what
            becomes of numbers, and one reads it in the feed; the last column says which.

            | code | names | kind | stage | required | form | reach | manners |
            |---|---|---|--:|---|---|--:|---|
            """;

    /** Prints this page. */
    static final String COMMAND = "./run platforms page >docs/sandbox/platforms.md";

    private PlatformPage() {}

    static String of(long seed, int count) {
        List<PlatformProfile> platforms = PlatformCatalogue.generate(seed, count);
        double reach = platforms.stream().mapToDouble(PlatformProfile::reach).sum();
        StringBuilder page = new StringBuilder(HEAD.formatted(COMMAND, count, seed, reach));
        platforms.forEach(platform -> page.append(row(platform)));
        return page.toString();
    }

    private static String row(PlatformProfile platform) {
        return String.format(
                Locale.ROOT,
                "| `%s` | %s, %s | %s | %d | %s | %s | %.1f %% | %s |%n",
                platform.code(),
                platform.nameEn(),
                platform.nameZh(),
                platform.kind().name().toLowerCase(Locale.ROOT),
                platform.stage(),
                platform.required() ? "yes" : "no",
                platform.terms().identifierForm().name().replace('_', '-'),
                platform.reach() * 100,
                String.join("; ", platform.words()));
    }
}
