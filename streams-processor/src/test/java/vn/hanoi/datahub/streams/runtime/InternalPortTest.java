package vn.hanoi.datahub.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hanoi.datahub.schemas.connection.ServiceKey;

/** What the processor answers only to the hub's own services, and how much it reads from them. */
class InternalPortTest {

    private static final String KEY = "a-key-of-this-test-that-is-long-enough";

    private final List<Integer> refusals = new ArrayList<>();
    private final HttpServletResponse response = (HttpServletResponse) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {HttpServletResponse.class}, (proxy, method, arguments) -> {
                refusals.add((Integer) arguments[0]);
                return null;
            });

    private static HttpServletRequest request(Map<String, Object> answers) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                InternalPortTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> answers.get(method.getName()));
    }

    private static HttpServletRequest shown(String key) {
        return request(key == null ? Map.of() : Map.of("getHeader", key));
    }

    @Test
    void admitsWhoeverShowsTheKeyOfTheServices() throws Exception {
        assertThat(new ServiceGate(new ServiceKey(KEY)).preHandle(shown(KEY), response, this))
                .isTrue();
        assertThat(refusals).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({KEY + ",", KEY + ", ''", KEY + "," + KEY + "x", "'',", "'', ''", "'', x"})
    void refusesEverybodyElse_andEverybodyWithoutAKeyOfItsOwn(String own, String given) throws Exception {
        assertThat(new ServiceGate(new ServiceKey(own)).preHandle(shown(given), response, this))
                .isFalse();
        assertThat(refusals).containsExactly(401);
    }

    @ParameterizedTest
    @CsvSource({"POST, 0,", "POST, 25165824,", "GET, -1,", "POST, 25165825, 413", "POST, -1, 411"})
    void readsNoBodyThatIsTooLarge_orOfUnknownLength(String method, long length, Integer refusal) throws Exception {
        HttpServletRequest request = request(Map.of("getMethod", method, "getContentLengthLong", length));

        assertThat(new BodyBound().preHandle(request, response, this)).isEqualTo(refusal == null);
        assertThat(refusals).isEqualTo(refusal == null ? List.of() : List.of(refusal));
    }

    /** Bodies {@code [null]} and {@code [{}]}, and one with too many events; none comes as far as a dry run. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2_001})
    void refusesEventsThatAreNone(int events) throws Exception {
        DryRunController dryRuns = new DryRunController(null);

        assertThat(dryRuns.effects(Collections.nCopies(events, null))
                        .getStatusCode()
                        .value())
                .isEqualTo(400);
        assertThat(dryRuns.effects(Collections.nCopies(events, new DryRunController.Tried(null, null, null, null)))
                        .getStatusCode()
                        .value())
                .isEqualTo(400);
    }
}
