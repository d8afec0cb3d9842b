package io.reissue.sandbox.oracle;

import io.reissue.sandbox.oracle.Books.Account;
import io.reissue.sandbox.oracle.Books.Exchange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** All that is read from the platforms' control port, once, before anything else: whatever they saw by then must be in the store. */
final class PlatformFacts {
    private record Handle(String platform, String handle) {}

    private final List<Account> accounts = new ArrayList<>();
    private final Map<Handle, Account> byHandle = new HashMap<>();
    private final PlantedDigests digests;
    private final Answers answers;
    private final Requests requests;
    private final Map<String, Long> strangers = new TreeMap<>();

    private PlatformFacts(List<Books.Platform> platforms, PlantedDigests digests) {
        this.digests = digests;
        this.answers = new Answers(platforms, digests.numbers());
        this.requests = new Requests(digests.numbers());
    }

    /** @param digests by which is known whom a request named */
    static PlatformFacts read(Books books, List<Books.Platform> platforms, PlantedDigests digests) {
        PlatformFacts facts = new PlatformFacts(platforms, digests);
        books.exchanges(facts::add);
        books.accounts(facts::add);
        return facts;
    }

    /** Whom it names first: the response to a request answers it. */
    private void add(Exchange exchange) {
        List<String> named = exchange.named() == null ? List.of() : exchange.named();
        for (int item = 0; item < named.size(); item++) {
            int ref = exchange.ref(item);
            OptionalInt known = digests.number(exchange.platform(), named.get(item));
            if (known.isEmpty() && Requests.asks(exchange)) strangers.merge(exchange.platform(), 1L, Long::sum);
            known.ifPresent(number -> {
                answers.asked(exchange, number, ref);
                requests.add(exchange, number);
            });
        }
        answers.add(exchange);
    }

    private void add(Account account) {
        accounts.add(account);
        byHandle.put(new Handle(account.platform(), account.handle()), account);
    }

    /** Every account that there is, or was. */
    List<Account> accounts() {
        return accounts;
    }

    /** What became of a planted account. */
    Optional<Account> find(Planted.Account planted) {
        return Optional.ofNullable(byHandle.get(new Handle(planted.platform(), planted.handle())))
                .filter(account -> account.number().equals(planted.digits()));
    }

    Answers answers() {
        return answers;
    }

    Requests requests() {
        return requests;
    }

    /** How often each platform was asked about somebody whose number nobody has handed in. */
    Map<String, Long> strangers() {
        return strangers;
    }
}
