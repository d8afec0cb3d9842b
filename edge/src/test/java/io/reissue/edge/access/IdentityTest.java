package io.reissue.edge.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtValidationException;

class IdentityTest {
    private static final String ISSUER = "https://staff.example";

    @Test
    void aCodeOfTheIssuerOfTheStaffIsSomebody() {
        assertThat(errors(token("operator-a", ISSUER))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reissue", "Reissue", "REISSUE"})
    void nobodyIsLetInUnderTheNameOfTheSystemItself(String sub) {
        assertThat(errors(token(sub, ISSUER)))
                .extracting(OAuth2Error::getErrorCode)
                .containsExactly("RESERVED_NAME");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Li Wei", "wei@staff.example", "+8613900000000"})
    void nobodyIsLetInWhomTheAuditWouldNotName(String sub) {
        assertThat(errors(token(sub, ISSUER)))
                .extracting(OAuth2Error::getErrorCode)
                .containsExactly("UNNAMEABLE");
    }

    @Test
    void theSameSubOfAnotherIssuerIsSomebodyElse() {
        assertThat(errors(token("operator-a", "https://elsewhere.example"))).isNotEmpty();
    }

    @Test
    void whoIsTurnedAwayForHisNameIsToldSo() throws Exception {
        var answer = new MockHttpServletResponse();

        ConsoleAccess.turnAway(new MockHttpServletRequest(), answer, failedLogin(errors(token("reissue", ISSUER))));

        assertThat(answer.getStatus()).isEqualTo(403);
        assertThat(answer.getContentAsString()).startsWith("RESERVED_NAME: ");
    }

    @Test
    void whatElseIsWrongWithALoginIsForTheLogOnly() throws Exception {
        var answer = new MockHttpServletResponse();

        ConsoleAccess.turnAway(
                new MockHttpServletRequest(),
                answer,
                failedLogin(List.of(new OAuth2Error("invalid_token", "x", null))));

        assertThat(answer.getStatus()).isEqualTo(403);
        assertThat(answer.getContentAsString()).isEmpty();
    }

    /** As Spring Security says it of an ID token that does not hold. */
    private static OAuth2AuthenticationException failedLogin(List<OAuth2Error> errors) {
        return new OAuth2AuthenticationException(
                new OAuth2Error("invalid_id_token"), new JwtValidationException("it does not hold", errors));
    }

    private static List<OAuth2Error> errors(Jwt token) {
        return List.copyOf(Identity.by(URI.create(ISSUER)).validate(token).getErrors());
    }

    private static Jwt token(String sub, String issuer) {
        return Jwt.withTokenValue("signed")
                .header("alg", "RS256")
                .subject(sub)
                .issuer(issuer)
                .build();
    }
}
