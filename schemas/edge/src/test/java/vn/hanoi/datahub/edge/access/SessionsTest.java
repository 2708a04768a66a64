package vn.hanoi.datahub.edge.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.access.ApiKey;
import vn.hanoi.datahub.access.SessionEnd;
import vn.hanoi.datahub.edge.config.SmallService;
import vn.hanoi.datahub.schemas.access.Caller;
import vn.hanoi.datahub.schemas.access.KeyRefusedException;
import vn.hanoi.datahub.schemas.access.KeyRing;
import vn.hanoi.datahub.schemas.access.Role;
import vn.hanoi.datahub.schemas.connection.ServiceKey;

/** A session opens what its key opens, on every instance, and for no longer. */
class SessionsTest {

    private static final Instant NOW = SmallService.NOW;
    private static final ServiceKey SHARED = new ServiceKey("0123456789abcdef0123456789abcdef");

    private final KeyRing keys = new KeyRing(SmallService.CATALOGUE);
    private final Sessions here = new Sessions(keys, SHARED);
    private final Sessions elsewhere = new Sessions(keys, SHARED);

    private static ApiKey.Builder key(String key, String role) {
        return ApiKey.newBuilder()
                .setId(KeyRing.id(KeyRing.sha256(key)))
                .setSha256(KeyRing.sha256(key))
                .setRole(role)
                .setLabel("")
                .setCreatedBy("test")
                .setCreatedAt(NOW);
    }

    @BeforeEach
    void know() {
        keys.put(key("op", "operator").build());
        keys.put(key("wall", "reader").build());
    }

    private void end(String token) {
        Map.Entry<String, SessionEnd> end = here.end(token, NOW).orElseThrow();
        here.take(end.getValue());
        elsewhere.take(end.getValue());
    }

    @Test
    void speaksForItsKey_onEveryInstance_andIsNotTheKey() {
        Sessions.Begun begun = here.begin("op", NOW);

        assertThat(begun.token()).doesNotContain("op.").doesNotContain(KeyRing.sha256("op"));
        assertThat(begun.caller().isOperator()).isTrue();
        assertThat(elsewhere.caller(begun.token(), NOW)).map(Caller::role).contains(Role.OPERATOR);
        assertThatThrownBy(() -> keys.caller(begun.token(), NOW)).isInstanceOf(KeyRefusedException.class);
        assertThatThrownBy(() -> here.begin("unknown", NOW)).isInstanceOf(KeyRefusedException.class);
    }

    @Test
    void endsByItself() {
        String op = here.begin("op", NOW).token();
        String wall = here.begin("wall", NOW).token();

        assertThat(here.caller(op, NOW.plus(Duration.ofHours(12)).minusSeconds(1)))
                .isPresent();
        assertThat(here.caller(op, NOW.plus(Duration.ofHours(12)))).isEmpty();
        assertThat(here.caller(wall, NOW.plus(Duration.ofDays(30)).minusSeconds(1)))
                .isPresent();
        assertThat(here.caller(wall, NOW.plus(Duration.ofDays(30)))).isEmpty();
    }

    @Test
    void endsWithItsKey() {
        String op = here.begin("op", NOW).token();
        keys.put(key("op", "operator").setRevokedAt(NOW).build());
        assertThat(here.caller(op, NOW)).isEmpty();

        String wall = here.begin("wall", NOW).token();
        keys.remove(KeyRing.id(KeyRing.sha256("wall")));
        assertThat(here.caller(wall, NOW)).isEmpty();
    }

    @Test
    void endsWhenItIsEnded_andNoOtherDoes() {
        String one = here.begin("op", NOW).token();
        String other = here.begin("op", NOW).token();

        end(one);

        assertThat(elsewhere.caller(one, NOW)).isEmpty();
        assertThat(elsewhere.caller(other, NOW)).isPresent();
        elsewhere.forgetBefore(NOW.plus(Sessions.OF_READER));
        assertThat(elsewhere.caller(one, NOW.plus(Sessions.OF_READER)))
                .as("over by itself when its end is forgotten")
                .isEmpty();
    }

    /** Whoever begins and ends sessions all day fills no memory. */
    @Test
    void endsBeyondABoundEndAllOfTheKey() {
        String kept = here.begin("op", NOW).token();
        for (int i = 0; i < Sessions.MOST_ENDED; i++) {
            end(here.begin("op", NOW).token());
        }
        assertThat(here.caller(kept, NOW)).isPresent();

        end(here.begin("op", NOW).token());

        assertThat(here.caller(kept, NOW)).isEmpty();
        assertThat(here.caller(here.begin("op", NOW.plusSeconds(1)).token(), NOW.plusSeconds(1)))
                .as("a new one")
                .isPresent();
        assertThat(here.caller(here.begin("wall", NOW).token(), NOW))
                .as("of another key")
                .isPresent();
    }

    @Test
    void endsThatAreForgottenCountNoMore() {
        for (int i = 0; i < Sessions.MOST_ENDED; i++) {
            end(here.begin("op", NOW).token());
        }
        Instant later = NOW.plus(Sessions.OF_READER);
        assertThat(here.end(here.begin("op", later).token(), later)
                        .orElseThrow()
                        .getKey())
                .as("all of the key")
                .doesNotContain("/");

        here.forgetBefore(NOW.plusSeconds(1));

        assertThat(here.end(here.begin("op", later).token(), later)
                        .orElseThrow()
                        .getKey())
                .as("only this one")
                .contains("/");
    }

    @Test
    void refusesWhatOthersSigned() {
        String forged = new Sessions(keys, new ServiceKey("another-secret-another-secret-32"))
                .begin("op", NOW)
                .token();
        String own = new Sessions(keys, new ServiceKey("")).begin("op", NOW).token();
        String unsigned = "eyJhbGciOiJub25lIn0." + forged.split("\\.")[1] + ".";
        for (String token : new String[] {forged, own, unsigned, "", "a", "a.b.c", forged + "x"}) {
            assertThat(here.caller(token, NOW)).as(token).isEmpty();
            assertThat(here.end(token, NOW)).as(token).isEmpty();
        }
    }
}
