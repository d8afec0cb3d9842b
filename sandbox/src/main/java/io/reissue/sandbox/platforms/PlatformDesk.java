package io.reissue.sandbox.platforms;

import io.reissue.sandbox.platforms.Exchange.Handling;
import io.reissue.sandbox.platforms.manners.Mishap;
import io.reissue.sandbox.platforms.manners.Said;
import io.reissue.sandbox.platforms.wire.Answer;
import io.reissue.sandbox.platforms.wire.Ask;
import io.reissue.sandbox.platforms.wire.ItemOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a platform does with a request whose signature was right: answer now, or put it aside. */
final class PlatformDesk {
    /** What goes back over HTTP. */
    record Reply(int status, @Nullable String body) {
        static final Reply ACCEPTED = new Reply(202, null);
    }

    private record Taken(Reply reply, Handling handling) {}

    private final PlatformStore store;
    private final Accounts accounts;
    private final AnswerQueue queue;
    private final Pace pace;
    private final Judgement judgement;
    private final ExchangeLog log;

    PlatformDesk(PlatformStore store, Accounts accounts, AnswerQueue queue, Pace pace) {
        this.store = store;
        this.accounts = accounts;
        this.queue = queue;
        this.pace = pace;
        this.judgement = new Judgement(store, accounts, pace);
        this.log = new ExchangeLog(store);
    }

    /**
     * The reply to a message; the first one again when the id is known. What it changes is in the journal when this returns.
     *
     * @param mishap what the reply will meet on its way back
     */
    Reply receive(PlatformProfile platform, String webhookId, Ask ask, @Nullable Mishap mishap, Instant now) {
        String key = platform.code() + "/" + webhookId;
        return store.commit(() -> {
            long seq = store.nextSequence();
            Reply known = store.replies.get(key);
            Taken taken = known != null
                    ? new Taken(known, Handling.REPEATED)
                    : ask.isAboutABatch() ? take(platform, ask, seq, now) : note(platform, ask, now);
            if (known == null && taken.handling() != Handling.TURNED_AWAY) {
                store.replies.put(key, taken.reply());
            }
            write(seq, platform, webhookId, ask, taken, mishap, now);
            return taken.reply();
        });
    }

    private void write(
            long seq,
            PlatformProfile platform,
            String webhookId,
            Ask ask,
            Taken taken,
            @Nullable Mishap mishap,
            Instant now) {
        Reply reply = taken.reply();
        switch (mishap) {
            case Mishap.Lost(int status) ->
                log.received(seq, platform, webhookId, ask, Handling.LOST, status == 0 ? null : status, null, now);
            case Mishap.Endless() -> log.received(seq, platform, webhookId, ask, Handling.LOST, null, null, now);
            case Mishap.Garbled()
            when reply.body() != null ->
                log.received(
                        seq,
                        platform,
                        webhookId,
                        ask,
                        Handling.LOST,
                        reply.status(),
                        Wording.garbled(reply.body()),
                        now);
            case null, default ->
                log.received(seq, platform, webhookId, ask, taken.handling(), reply.status(), reply.body(), now);
        }
    }

    /** Works through, at {@code now}, what was put aside until {@code due}, and queues what there is to say. Only inside a commit. */
    void workThrough(PlatformProfile platform, AnswerQueue.Pending pending, Instant due, Instant now) {
        Ask ask = pending.ask();
        if (ask.expiredAt(now)) {
            log.expired(pending.seq());
        } else if (pending.completionOnly()) {
            List<Answer.Item> better = ask.items().stream()
                    .map(item -> judgement.unbind(platform, ask.batch(), item, now))
                    .filter(item -> item.outcome() != ItemOutcome.REFUSED)
                    .toList();
            if (!better.isEmpty()) {
                queue.say(platform, ask.batch(), said(platform, ask, Answer.only(better), Said.Way.POST), due);
            }
        } else {
            Answer answer = work(platform, ask, pending.seq(), now);
            queue.say(platform, ask.batch(), said(platform, ask, answer, Said.Way.POST), due);
        }
    }

    private Taken take(PlatformProfile platform, Ask ask, long seq, Instant now) {
        Instant contact = judgement.firstContact(platform, now);
        if (ask.type().equals(Ask.RESTORE)) {
            return restore(platform, ask, now);
        }
        if (ask.expiredAt(now)) {
            return new Taken(Reply.ACCEPTED, Handling.EXPIRED);
        }
        Instant asked = pace.inManners(now);
        Optional<Instant> works = ask.type().equals(Ask.QUERY)
                ? Optional.of(asked)
                : platform.manners().timing().worksAt(asked, pace.inManners(contact));
        if (works.isEmpty()) {
            return new Taken(Reply.ACCEPTED, Handling.PUT_ASIDE);
        }
        if (works.get().isAfter(asked)) {
            queue.later(new AnswerQueue.Pending(platform.code(), ask, false, seq), pace.onClock(works.get()));
            return new Taken(Reply.ACCEPTED, Handling.PUT_ASIDE);
        }
        return answered(platform, ask, work(platform, ask, seq, now), now);
    }

    private Taken restore(PlatformProfile platform, Ask ask, Instant now) {
        var restoring = platform.manners().restoring();
        if (judgement.failsToRestore(platform, ask, now)) {
            return new Taken(new Reply(restoring.status(), null), Handling.TURNED_AWAY);
        }
        // Takes effect at once even where the answer is late: it must win over a request still put aside. It never
        // expires either, since an undo that is refused would leave the holder without his accounts.
        Answer answer = Answer.only(ask.items().stream()
                .map(item -> judgement.restore(platform, ask.batch(), item, now))
                .toList());
        if (restoring.answersAfter().isZero()) {
            return answered(platform, ask, answer, now);
        }
        Instant due = pace.onClock(pace.inManners(now).plus(restoring.answersAfter()));
        queue.say(platform, ask.batch(), said(platform, ask, answer, Said.Way.POST), due);
        return new Taken(Reply.ACCEPTED, Handling.PROCESSED);
    }

    /** The answer in the response; what is said beside it is queued. */
    private Taken answered(PlatformProfile platform, Ask ask, Answer answer, Instant now) {
        if (platform.dealings().fetches()) {
            // what was fetched has no response that an answer could go into
            queue.say(platform, ask.batch(), said(platform, ask, answer, Said.Way.POST), now);
            return new Taken(Reply.ACCEPTED, Handling.PROCESSED);
        }
        List<Said> said = said(platform, ask, answer, Said.Way.RESPONSE);
        Said response = said.stream()
                .filter(one -> one.way() == Said.Way.RESPONSE)
                .findFirst()
                .orElseThrow();
        queue.say(
                platform,
                ask.batch(),
                said.stream().filter(one -> one.way() == Said.Way.POST).toList(),
                now);
        return new Taken(new Reply(200, Wording.of(response)), Handling.PROCESSED);
    }

    private static List<Said> said(PlatformProfile platform, Ask ask, Answer answer, Said.Way way) {
        return platform.manners().say(answer, way, ask.content());
    }

    private Taken note(PlatformProfile platform, Ask ask, Instant now) {
        if (ask.type().equals(Ask.PURGED)) {
            ask.items().forEach(item -> accounts.erase(platform, item.id(), now));
        }
        return new Taken(new Reply(200, null), Handling.PROCESSED);
    }

    private Answer work(PlatformProfile platform, Ask ask, long seq, Instant now) {
        if (ask.type().equals(Ask.QUERY)) {
            return Answer.whole(ask.items().stream()
                    .map(item -> judgement.query(platform, item))
                    .toList());
        }
        List<Answer.Item> said = new ArrayList<>();
        List<Ask.Item> completing = new ArrayList<>();
        Instant synced = now;
        Instant completed = now;
        for (Ask.Item item : ask.items()) {
            Answer.Item own = judgement.unbind(platform, ask.batch(), item, now);
            said.add(own);
            if (own.outcome() == ItemOutcome.NOT_YET_SYNCED) {
                synced = later(synced, judgement.syncedAt(platform, item, now));
            } else if (own.outcome() == ItemOutcome.REFUSED) {
                Optional<Instant> completes = judgement.completesAt(platform, item, now);
                if (completes.isPresent()) {
                    completing.add(item);
                    completed = later(completed, completes.get());
                }
            }
        }
        if (synced.isAfter(now)) {
            queue.later(new AnswerQueue.Pending(platform.code(), ask, false, seq), synced);
        }
        if (!completing.isEmpty()) {
            queue.later(new AnswerQueue.Pending(platform.code(), ask.about(completing), true, seq), completed);
        }
        return Answer.whole(said);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
