package io.reissue.sandbox.platforms;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a platform does with a request whose signature was right: answer now, or put it aside. */
final class PlatformDesk {
    /** What goes back over HTTP. */
    record Reply(int status, @Nullable String body) {
        static final Reply ACCEPTED = new Reply(202, null);

        static Reply answer(Answer answer) {
            return new Reply(200, Json.text(answer));
        }
    }

    private final PlatformStore store;
    private final Accounts accounts;
    private final AnswerQueue queue;
    private final Judgement judgement;

    PlatformDesk(PlatformStore store, Accounts accounts, AnswerQueue queue) {
        this.store = store;
        this.accounts = accounts;
        this.queue = queue;
        this.judgement = new Judgement(store, accounts);
    }

    /** The reply to a message; the first one again when the id is known. What it changes is on disk when this returns. */
    Reply receive(PlatformProfile platform, String webhookId, Ask ask, Instant now) {
        String key = platform.code() + "/" + webhookId;
        return store.commit(() -> {
            String known = store.replies.get(key);
            if (known != null) {
                count(platform, ask.type() + ".repeated");
                return Json.read(known, Reply.class);
            }
            count(platform, ask.type());
            Reply reply = ask.isAboutABatch() ? take(platform, ask, now) : note(platform, ask, now);
            store.replies.put(key, Json.text(reply));
            return reply;
        });
    }

    /** Works through, at {@code now}, what was put aside until {@code due}, and queues what there is to say. Only inside a commit. */
    void workThrough(PlatformProfile platform, AnswerQueue.Pending pending, Instant due, Instant now) {
        Ask ask = pending.ask();
        if (ask.expiredAt(now)) {
            count(platform, ask.type() + ".expired");
        } else if (pending.completionOnly()) {
            List<Answer.Item> better = ask.items().stream()
                    .map(item -> judgement.unbind(platform, ask.batch(), item, now))
                    .filter(item -> item.outcome() != ItemOutcome.REFUSED)
                    .toList();
            if (!better.isEmpty()) {
                queue.say(platform, ask.batch(), Answer.only(better), due);
            }
        } else {
            queue.say(platform, ask.batch(), work(platform, ask, now), due);
        }
    }

    private Reply take(PlatformProfile platform, Ask ask, Instant now) {
        Instant due = due(platform, now);
        if (ask.type().equals(Ask.RESTORE)) {
            // Takes effect at once even where the answer is late: it must win over a request still put aside. It never
            // expires either, since an undo that is refused would leave the holder without his accounts.
            Answer answer = Answer.only(ask.items().stream()
                    .map(item -> judgement.restore(platform, ask.batch(), item, now))
                    .toList());
            if (due.isAfter(now)) {
                queue.say(platform, ask.batch(), answer, due);
                return Reply.ACCEPTED;
            }
            return Reply.answer(answer);
        }
        if (ask.expiredAt(now)) {
            count(platform, ask.type() + ".expired");
            return Reply.ACCEPTED;
        }
        if (due.isAfter(now)) {
            queue.later(platform, ask, false, due);
            return Reply.ACCEPTED;
        }
        return Reply.answer(work(platform, ask, now));
    }

    private Reply note(PlatformProfile platform, Ask ask, Instant now) {
        for (Ask.Item item : ask.items()) {
            PlatformStore.count(store.events, platform.code() + "/" + item.id() + "/" + ask.type());
            if (ask.type().equals(Ask.PURGED)) {
                accounts.erase(platform, item.id(), now);
            }
        }
        return new Reply(200, null);
    }

    private Answer work(PlatformProfile platform, Ask ask, Instant now) {
        if (ask.type().equals(Ask.QUERY)) {
            return Answer.whole(ask.items().stream()
                    .map(item -> judgement.query(platform, item))
                    .toList());
        }
        List<Answer.Item> said = new ArrayList<>();
        List<Ask.Item> unsynced = new ArrayList<>();
        List<Ask.Item> refused = new ArrayList<>();
        for (Ask.Item item : ask.items()) {
            Answer.Item own = judgement.unbind(platform, ask.batch(), item, now);
            said.add(own);
            if (own.outcome() == ItemOutcome.NOT_YET_SYNCED) {
                unsynced.add(item);
            } else if (Judgement.passes(own)) {
                refused.add(item);
            }
        }
        if (!unsynced.isEmpty()) {
            Instant synced = unsynced.stream()
                    .map(item -> judgement.patienceEnds(platform, item.id(), now))
                    .max(Instant::compareTo)
                    .orElseThrow();
            queue.later(platform, ask, false, synced);
        }
        if (!refused.isEmpty() && platform.manners().signalsCompletion()) {
            queue.later(platform, ask.about(refused), true, judgement.refusalsEnd(platform, refused, now));
        }
        return Answer.whole(said);
    }

    private Instant due(PlatformProfile platform, Instant now) {
        return switch (platform.manners().behaviour()) {
            case LATER -> now.plus(platform.manners().delay());
            case SILENT_AT_FIRST -> judgement.patienceEnds(platform, "", now);
            case AT_ONCE, REFUSES_AT_FIRST, NOT_YET_SYNCED_FIRST -> now;
        };
    }

    private void count(PlatformProfile platform, String what) {
        PlatformStore.count(store.counts, platform.code() + "/" + what);
    }
}
