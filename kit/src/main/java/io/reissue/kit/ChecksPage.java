package io.reissue.kit;

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

            | check | holds | the protocol says |
            |---|---|---|
            """.formatted(COMMAND);

    private ChecksPage() {}

    static String text() {
        StringBuilder page = new StringBuilder(HEAD);
        for (Check check : Check.all())
            page.append("| `%s` | %s | %s: %s |\n"
                    .formatted(check.id(), check.sentence(), check.section(), check.protocol()));
        return page.toString();
    }
}
