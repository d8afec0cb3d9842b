package io.reissue.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody who logs in again and again, over HTTP, at a sandbox of his own: everybody here has the same address. */
class LoginThrottleTest {
    private static final String LOGIN = "/console/login/oidc";

    @RegisterExtension
    static final OpenSandbox OPEN = new OpenSandbox();

    private final Sandbox sandbox = OPEN.sandbox();

    @Test
    void whoComesTooOftenOrFailsTooOftenIsToldWhenHeMayAgainAndNobodyWhoIsInIsTroubled() {
        try (Browser known = new Browser(sandbox.edge());
                Browser loop = new Browser(sandbox.edge());
                Browser guess = new Browser(sandbox.edge())) {
            known.logIn("operator-a");

            HttpResponse<String> english = repeated(302, () -> loop.get(LOGIN));
            assertThat(wait(english)).isBetween(1, 60);
            assertThat(english.body())
                    .contains("<html lang=\"en\"", "Too many logins were tried from here")
                    .doesNotContain("<nav", "??");
            HttpResponse<String> chinese = loop.get(LOGIN + "?lang=zh");
            assertThat(chinese.statusCode()).isEqualTo(429);
            assertThat(chinese.body()).contains("<html lang=\"zh\"", "登录过于频繁");
            assertThat(loop.get("/console/%6Cogin/oidc").statusCode())
                    .as("the same path, written otherwise")
                    .isEqualTo(429);
            assertThat(guess.get(LOGIN).statusCode())
                    .as("from there with another session")
                    .isEqualTo(302);

            HttpResponse<String> failed = repeated(403, () -> guess.get("/console/signed-in?code=guessed&state=any"));
            assertThat(wait(failed)).isBetween(1, 60);
            assertThat(guess.get(LOGIN).statusCode())
                    .as("a login is not begun that may not end")
                    .isEqualTo(429);
            assertThat(known.get("/console").statusCode()).isEqualTo(200);
            assertThat(guess.get("/console/too-often").statusCode())
                    .as("the page itself")
                    .isEqualTo(404);
        }
    }

    /** Ten times at least, and not much oftener, however long the machine takes. */
    private static HttpResponse<String> repeated(int before, Supplier<HttpResponse<String>> request) {
        int times = 0;
        HttpResponse<String> response = request.get();
        while (response.statusCode() == before && times++ < 40) response = request.get();
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(times).isBetween(9, 39);
        return response;
    }

    private static int wait(HttpResponse<String> refused) {
        return Integer.parseInt(refused.headers().firstValue("retry-after").orElseThrow());
    }
}
