package io.reissue.kit;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** What holds for every answer that came in the course of all checks. */
final class AnswerChecks {
    private static final String SECTION = "The platform answers";
    private static final Set<String> TO_UNBIND = Set.of("UNBOUND", "NOT_BOUND", "REFUSED", "NOT_YET_SYNCED");
    private static final Map<String, Set<String>> OUTCOMES = Map.of(
            Carrier.UNBIND, TO_UNBIND,
            Carrier.RESTORE, Set.of("RESTORED", "NOTHING_TO_RESTORE"),
            Carrier.QUERY, Set.of("BOUND", "NOT_BOUND", "NOT_YET_SYNCED"));
    private static final Set<String> REMAINDERS = Set.of("", "NOT_BOUND", "NOT_YET_SYNCED");
    static final Set<String> REASONS = Set.of(
            "BOUND_AFTER_CUTOFF",
            "BALANCE_OR_DEBT",
            "DISPUTE_OR_LEGAL_HOLD",
            "BANNED_ACCOUNT",
            "HOLDER_MUST_CONFIRM",
            "OTHER");

    private AnswerChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        "refs",
                        "No answer lists a ref twice, or one that was not asked about.",
                        SECTION,
                        "Judged per ref; ref is a per-batch ordinal.",
                        carrier -> each(carrier, AnswerChecks::refs)),
                new Check(
                        "codes",
                        "Outcomes, reasons and remainders are those of the protocol, and a refusal has a reason.",
                        SECTION,
                        "Outcomes UNBOUND, NOT_BOUND, REFUSED(reason), NOT_YET_SYNCED; RESTORED, NOTHING_TO_RESTORE; remainder NOT_BOUND or NOT_YET_SYNCED.",
                        carrier -> each(carrier, AnswerChecks::codes)),
                new Check(
                        "parts",
                        "The parts of an answer are complete, numbered from 1, and have one remainder, in whatever order they come.",
                        SECTION,
                        "The remainder speaks once all parts are on disk (it must be the same in all: else 400).",
                        carrier -> each(carrier, AnswerChecks::parts)),
                new Check(
                        "no-identifier",
                        "No answer names a number, in whatever form.",
                        "We ask",
                        "ref is a per-batch ordinal, so no answer ever carries a number.",
                        carrier -> each(carrier, answer -> names(carrier, answer))),
                new Check(
                        "answer-signed",
                        "What comes to the callback is signed with the partner's secret, at a time within 5 minutes.",
                        "Trust",
                        "POST /partner/v1/batches/{batch}/outcomes, signed with the platform's key.",
                        AnswerChecks::signed));
    }

    /** @param fault what is wrong with an answer */
    private static void each(Carrier carrier, Function<Answer, Optional<String>> fault) {
        List<Answer> answers =
                carrier.answers().stream().filter(Answer::isThere).toList();
        See.needs(!answers.isEmpty(), "no answer came");
        for (Answer answer : answers)
            fault.apply(answer).ifPresent(what -> {
                throw new Violation(what, answer.exchange());
            });
    }

    private static Optional<String> refs(Answer answer) {
        Set<String> asked = Set.copyOf(answer.refs());
        Set<String> seen = new HashSet<>();
        return answer.results()
                .map(result -> Answer.text(result, "ref"))
                .filter(ref -> !asked.contains(ref) || !seen.add(ref))
                .findFirst()
                .map(ref -> "ref \"" + ref + "\" is listed twice, or was not asked about");
    }

    private static Optional<String> codes(Answer answer) {
        Set<String> outcomes = OUTCOMES.getOrDefault(answer.type(), TO_UNBIND);
        Optional<String> remainder = answer.parts().stream()
                .map(part -> Answer.text(part, "remainder"))
                .filter(code -> !REMAINDERS.contains(code))
                .findFirst()
                .map(code -> "remainder " + code);
        return remainder.or(() -> answer.results()
                .flatMap(result -> code(result, outcomes).stream())
                .findFirst());
    }

    private static Optional<String> code(JsonNode result, Set<String> outcomes) {
        String outcome = Answer.text(result, "outcome");
        if (!outcomes.contains(outcome)) return Optional.of("outcome \"" + outcome + "\"");
        if (outcome.equals("REFUSED") && !REASONS.contains(Answer.text(result, "reason")))
            return Optional.of("a refusal with reason \"" + Answer.text(result, "reason") + "\"");
        String again = Answer.text(result, "askAgainAfter");
        if (!again.isEmpty() && !Rule.isDuration(again)) return Optional.of("askAgainAfter \"" + again + "\"");
        return Answer.elements(result.path("accounts"))
                .map(account -> Answer.text(account, "outcome"))
                .filter(of -> !TO_UNBIND.contains(of))
                .findFirst()
                .map(of -> "outcome \"" + of + "\" of an account");
    }

    private static Optional<String> parts(Answer answer) {
        List<JsonNode> parts = answer.parts();
        List<Integer> numbers =
                parts.stream().map(part -> part.path("part").asInt(0)).sorted().toList();
        boolean counted = parts.stream().allMatch(part -> part.path("of").asInt(0) == parts.size());
        if (!counted
                || !numbers.equals(
                        IntStream.rangeClosed(1, parts.size()).boxed().toList()))
            return Optional.of("parts " + numbers + " of " + parts.getFirst().path("of"));
        boolean agreed = parts.stream()
                        .map(part -> Answer.text(part, "remainder"))
                        .distinct()
                        .count()
                == 1;
        return agreed ? Optional.empty() : Optional.of("the remainder is not the same in all parts");
    }

    private static Optional<String> names(Carrier carrier, Answer answer) {
        String came = answer.exchange().came();
        return answer.numbers().stream()
                        .anyMatch(number -> came.contains(number) || came.contains(carrier.named(number)))
                ? Optional.of("the answer names a number")
                : Optional.empty();
    }

    private static void signed(Carrier carrier) {
        See.needs(carrier.edge().isPresent(), "there is no callback (--callback-secret)");
        List<CarrierEdge.Posted> posted = carrier.edge().orElseThrow().all();
        See.needs(!posted.isEmpty(), "nothing came to the callback");
        for (CarrierEdge.Posted one : posted)
            one.fault().ifPresent(what -> {
                throw new Violation(what, Exchange.posted(one.body()));
            });
    }
}
