package io.reissue.store.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.reissue.outcome.Answer.Said;
import io.reissue.recycle.CommandKind;
import io.reissue.store.Scene;
import io.reissue.store.StoreForTests;
import io.reissue.store.StoreParts;
import io.reissue.store.command.CommandForecast.Wish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is foreseen of many is what is decided about each. */
class CommandForecastTest {
    @RegisterExtension
    static final StoreForTests STORE = new StoreForTests();

    private final StoreParts parts = new StoreParts(STORE);
    private final CommandForecast forecast = CommandsForTests.forecast(STORE, parts.policies());

    @ParameterizedTest
    @EnumSource(value = CommandKind.class, mode = EnumSource.Mode.EXCLUDE, names = "REINSTATE")
    void itSaysOfEveryKindOfNumberWhatTheCommandSays(CommandKind kind) {
        for (Scene scene : List.of(Scene.begin(parts), Scene.beginAlone(parts))) {
            String platform = kind == CommandKind.WAIVE || kind == CommandKind.ASK_AGAIN ? Scene.REQUIRED : null;
            var cycles = allKinds(scene);
            for (Duration moved : List.of(Duration.ofDays(-1), Duration.ofDays(1), Duration.ofDays(2000))) {
                var end = Objects.requireNonNull(scene.row(cycles.get(1)).freezeEnd());
                var until = kind == CommandKind.EXTEND_FREEZE || kind == CommandKind.SHORTEN_FREEZE
                        ? end.plus(moved)
                        : null;
                var wish = new Wish(kind, "operator-c", Scene.OFFICES, "CASE", until, platform);

                var foreseen = forecast.of(wish, cycles.stream().map(scene::row).toList());

                assertThat(foreseen).hasSize(cycles.size());
                for (var expected : foreseen) {
                    var decided = parts.commands()
                            .request(Scene.input(expected.cycle().id(), kind, "operator-c", until, platform))
                            .orElseThrow();
                    assertThat(expected.verdict()).as(expected.toString()).isEqualTo(decided.verdict());
                    assertThat(expected.refusal()).as(expected.toString()).isEqualTo(decided.refusal());
                }
            }
        }
    }

    private static List<UUID> allKinds(Scene scene) {
        List<UUID> cycles = new ArrayList<>(List.of(scene.accepted(), scene.resting()));
        var held = scene.resting();
        scene.command(held, CommandKind.HOLD);
        var waived = scene.resting();
        for (String who : List.of("operator-a", "operator-b"))
            scene.command(Scene.input(waived, CommandKind.WAIVE, who, null, Scene.REQUIRED));
        var retiring = scene.resting();
        scene.command(Scene.input(retiring, CommandKind.RETIRE, "operator-a", null, null));
        var half = scene.resting();
        scene.command(Scene.input(half, CommandKind.WAIVE, "operator-a", null, Scene.REQUIRED));
        var undone = scene.resting();
        scene.command(undone, CommandKind.WITHDRAW);
        cycles.addAll(List.of(held, waived, retiring, half, undone));
        if (scene.row(held).asking() == io.reissue.policy.Asking.ALONE) return cycles;
        var asked = scene.asked(3);
        scene.take(
                Scene.REQUIRED,
                asked.batch(Scene.REQUIRED),
                Scene.listing(Scene.said(0, Said.NOT_BOUND), Scene.said(1, Said.REFUSED)));
        cycles.addAll(asked.cohort().members());
        return cycles;
    }
}
