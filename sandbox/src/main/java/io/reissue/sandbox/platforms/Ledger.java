package io.reissue.sandbox.platforms;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.reissue.sandbox.platforms.Exchange.Direction;
import io.reissue.sandbox.platforms.Exchange.Handling;
import io.reissue.sandbox.platforms.wire.IdentifierForm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a judge is told: accounts with their histories, and every exchange. Nothing is changed here. */
final class Ledger {
    /** One account, with where it is and whose it is. */
    record ListedAccount(
            long seq,
            String platform,
            String number,
            String handle,
            Instant boundOn,
            int sessions,
            Account.State state,
            Account.@Nullable Reference detachedBy,
            List<Account.Change> history) {

        private static Stream<ListedAccount> of(Accounts.Held held) {
            return held.accounts().stream()
                    .map(account -> new ListedAccount(
                            account.seq(),
                            held.platform(),
                            held.number(),
                            account.handle(),
                            account.boundOn(),
                            account.sessions(),
                            account.state(),
                            account.detachedBy(),
                            account.history()));
        }
    }

    /** One request that named a number. */
    record Message(
            long seq,
            Instant at,
            String platform,
            @Nullable String type,
            @Nullable String batch,
            String ref,
            @Nullable String webhookId,
            @Nullable Handling handling) {
        private static Message of(Exchange exchange, String ref) {
            return new Message(
                    exchange.seq(),
                    exchange.at(),
                    exchange.platform(),
                    exchange.type(),
                    exchange.batch(),
                    ref,
                    exchange.webhookId(),
                    exchange.handling());
        }
    }

    /**
     * An exchange with whom it named.
     *
     * @param named how each identifier begins, in the order of the items; null: it names nobody
     * @param refs of the items; null: 0, 1, 2 …
     */
    record NamingExchange(
            @JsonUnwrapped Exchange exchange,
            @Nullable List<String> named,
            @Nullable List<String> refs) {}

    /** All requests of one type that named a number. */
    record MessageSum(String number, String type, long messages, Instant first, Instant last, String lastPlatform) {
        private MessageSum plus(MessageSum later) {
            return new MessageSum(number, type, messages + later.messages, first, later.last, later.lastPlatform);
        }
    }

    private final PlatformStore store;
    private final Map<String, PlatformProfile> platforms;

    Ledger(PlatformStore store, Map<String, PlatformProfile> platforms) {
        this.store = store;
        this.platforms = platforms;
    }

    /** @throws IllegalArgumentException when the digits are no number */
    List<NumberAtPlatform> number(String digits) {
        return store.read(() -> platforms.values().stream()
                .map(platform -> {
                    String identifier = platform.terms().identifierOf(digits);
                    Accounts.Held held = store.accounts.get(platform.code() + "/" + identifier);
                    return new NumberAtPlatform(
                            platform.code(), identifier, held == null ? List.of() : held.accounts());
                })
                .filter(found -> !found.accounts().isEmpty())
                .toList());
    }

    /** @throws IllegalArgumentException when the digits are no number */
    List<ListedAccount> accounts(String digits) {
        return number(digits).stream()
                .flatMap(at -> ListedAccount.of(new Accounts.Held(at.platform(), digits, at.accounts())))
                .sorted(Comparator.comparingLong(ListedAccount::seq))
                .toList();
    }

    /** All accounts that were bound after the one with that number, in that order. */
    List<ListedAccount> accountsAfter(long seq, int limit) {
        return store.read(() -> store.accounts.values().stream()
                .flatMap(ListedAccount::of)
                .filter(account -> account.seq() > seq)
                .sorted(Comparator.comparingLong(ListedAccount::seq))
                .limit(limit)
                .toList());
    }

    List<Exchange> exchangesAfter(long seq, int limit, @Nullable String platform) {
        return store.read(() -> store.exchanges.after(ExchangeLog.key(seq)).values().stream()
                .filter(exchange -> platform == null || platform.equals(exchange.platform()))
                .limit(limit)
                .toList());
    }

    /** The same, with whom each request named. */
    List<NamingExchange> naming(List<Exchange> exchanges) {
        return store.read(() -> exchanges.stream()
                .map(exchange -> {
                    Named named = store.named.get(ExchangeLog.key(exchange.seq()));
                    return named == null
                            ? new NamingExchange(exchange, null, null)
                            : new NamingExchange(exchange, named.heads(form(exchange.platform())), named.refs);
                })
                .toList());
    }

    /** Every request that named the number, oldest first. */
    List<Message> messages(String digits) {
        Map<String, Long> wanted = new HashMap<>();
        platforms
                .values()
                .forEach(platform ->
                        wanted.put(platform.code(), Named.of(platform.terms().identifierOf(digits))));
        return store.read(() -> {
            List<Message> found = new ArrayList<>();
            for (Exchange exchange : store.exchanges.values()) {
                Named named = store.named.get(ExchangeLog.key(exchange.seq()));
                Long name = wanted.get(exchange.platform());
                int index = named == null || name == null ? -1 : named.indexOf(name);
                if (index >= 0) {
                    found.add(Message.of(exchange, Objects.requireNonNull(named).ref(index)));
                }
            }
            return found;
        });
    }

    /** The same for many numbers, summed up by number and type. */
    List<MessageSum> messages(List<String> numbers) {
        Map<String, Map<Long, String>> wanted = names(numbers);
        Map<String, MessageSum> sums = new TreeMap<>();
        return store.read(() -> {
            for (Exchange exchange : store.exchanges.values()) {
                Named named = store.named.get(ExchangeLog.key(exchange.seq()));
                Map<Long, String> here = wanted.get(exchange.platform());
                for (int i = 0; named != null && here != null && i < named.names.length; i++) {
                    String number = here.get(named.names[i]);
                    if (number != null) {
                        String type = String.valueOf(exchange.type());
                        sums.merge(
                                number + "/" + type,
                                new MessageSum(number, type, 1, exchange.at(), exchange.at(), exchange.platform()),
                                MessageSum::plus);
                    }
                }
            }
            return List.copyOf(sums.values());
        });
    }

    private IdentifierForm form(String platform) {
        return Objects.requireNonNull(platforms.get(platform)).terms().identifierForm();
    }

    /** Platform, to what it calls each number, to the number. */
    private Map<String, Map<Long, String>> names(List<String> numbers) {
        Map<String, Map<Long, String>> names = new HashMap<>();
        for (PlatformProfile platform : platforms.values()) {
            Map<Long, String> own = new HashMap<>();
            numbers.forEach(digits -> own.put(Named.of(platform.terms().identifierOf(digits)), digits));
            names.put(platform.code(), own);
        }
        return names;
    }

    /** How often what happened, by {@code platform/type.HANDLING} and {@code platform/outcomes.STATUS}. */
    Map<String, Long> counts() {
        return store.read(() -> {
            Map<String, Long> counts = new TreeMap<>();
            for (Exchange exchange : store.exchanges.values()) {
                String what = exchange.direction() == Direction.SENT
                        ? "%s/%s.%s".formatted(exchange.platform(), exchange.type(), exchange.status())
                        : "%s/%s.%s"
                                .formatted(
                                        exchange.platform(),
                                        Objects.requireNonNullElse(exchange.type(), "unread"),
                                        exchange.handling());
                counts.merge(what, 1L, Long::sum);
            }
            return new LinkedHashMap<>(counts);
        });
    }

    /** The posts that the carrier did not take, oldest first. */
    List<UndeliveredAnswer> undelivered() {
        return store.read(() -> store.exchanges.values().stream()
                .filter(exchange -> exchange.direction() == Direction.SENT)
                .flatMap(exchange -> undelivered(exchange, Objects.requireNonNullElse(exchange.status(), 0)))
                .toList());
    }

    private static Stream<UndeliveredAnswer> undelivered(Exchange exchange, int status) {
        return status / 100 == 2
                ? Stream.empty()
                : Stream.of(new UndeliveredAnswer(
                        exchange.at(),
                        exchange.platform(),
                        String.valueOf(exchange.batch()),
                        String.valueOf(exchange.webhookId()),
                        status,
                        CarrierPost.worthRepeating(status)));
    }
}
