package io.reissue.kit;

import java.util.List;

/** The page that lists the checks. */
final class ChecksPage {
    /** Makes the page anew. */
    static final String COMMAND = "./run kit page >docs/partners/conformance.md";

    private static final String HEAD = """
            # Conformance checks

            Generated: `%s`.

            The kit plays the carrier against a partner's endpoint, with synthetic numbers:

                ./run kit check --endpoint https://partner.example/webhooks --secret whsec_… --identifier-key … --numbers numbers.json

            or, as one jar, `java -jar kit-…-runnable.jar check …`. It signs, names numbers and reads answers by code of its own.

            **Prepared numbers.** Without them the kit asks about numbers that nobody can have (country code 999), and sees signatures, forms and
            answers. To see what is detached, kept and restored, bind accounts to numbers of your choice, some with accounts of one day, some with
            accounts of several days, and list them:

                [{"number":"9990000000001","accounts":[{"handle":"a1","boundOn":"2024-05-01T00:00:00Z"}]},
                 {"number":"9990000000002","accounts":[{"handle":"b1","boundOn":"2024-05-01T00:00:00Z"},{"handle":"b2","boundOn":"2025-02-01T00:00:00Z"}]}]

            Two numbers suffice, and twenty keep what one check breaks from the next. Each check asks for a restore of what it detached, so that the
            numbers can be used again. The kit sees accounts through `binding.queried` and through the handles in answers, nothing else.

            **Answers that come later.** A partner that answers with 202 posts to the kit as it would to the carrier; start the kit with
            `--callback-secret`, and let `http://127.0.0.1:8099` (`--callback-port`) be the carrier's address. 429 and 503 with `Retry-After` up to a
            minute are honoured.

            **Output.** A table; for a broken check what was sent, what came, and what the protocol says. `--json` prints all of it as JSON,
            `--junit FILE` writes JUnit XML. *Not seen* is a check that lacked something, such as prepared numbers: it does not fail, and it says what.
            Exit codes: 0 nothing is broken, 1 a check is broken, 2 wrong usage, or nobody answers.

            ## A partner that can't be called

            It fetches from the kit as it would from the carrier, at `http://127.0.0.1:8099`, and answers there:

                ./run kit check --fetches --secret whsec_… --callback-secret whsec_… --identifier-key … --numbers numbers.json

            The kit sees its accounts through answers alone, so all prepared numbers have to be bound when it begins. Let the partner look every few
            seconds meanwhile: what it has left alone eight times, and for longer than `--answer-within`, it does not take. A request that is signed
            wrongly is served all the same, and judged apart. With `--feed`, of either kind of partner, the kit has a status feed there too, in pages
            of three events at most, and sees how it is read.

            To see from the other side what fetching is like, play a partner against a carrier:

                ./run kit answer --carrier https://carrier.example --partner bank-one --secret whsec_… --say 7=REFUSED,BALANCE_OR_DEBT,P7D \\
                    --say %%10=UNBOUND --remainder NOT_BOUND --feed --once

            It looks once (without `--once` every ten seconds, or as `--every` says), fetches, says received, and answers. `--secret` signs what it
            sends; with `--carrier-secret` it believes only what the carrier has signed. `--say WHICH=OUTCOME` is a rule; `WHICH` is a ref, a span
            `0-9`, every tenth `%%10`, or `*`. The first rule that fits speaks, and the remainder for all others. A restore is answered `RESTORED`
            where it has said `UNBOUND`. `--parts N` splits an answer, `--silent` says received and no more. It has no accounts, and remembers
            nothing when it ends.
            """.formatted(COMMAND);

    private ChecksPage() {}

    static String text() {
        StringBuilder page = new StringBuilder(HEAD);
        table(page, "Of a partner that is called", Check.ofEndpoint());
        table(page, "Of a partner that fetches", Check.ofFetching());
        table(page, "Of a partner that reads the feed", Check.ofFeed());
        return page.toString();
    }

    private static void table(StringBuilder page, String of, List<Check> checks) {
        page.append("\n## ").append(of).append("\n\n| check | holds | the protocol says |\n|---|---|---|\n");
        for (Check check : checks)
            page.append("| `%s` | %s | %s: %s |\n"
                    .formatted(check.id(), check.sentence(), check.section(), check.protocol()));
    }
}
