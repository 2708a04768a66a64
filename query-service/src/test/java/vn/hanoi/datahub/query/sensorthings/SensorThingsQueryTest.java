package vn.hanoi.datahub.query.sensorthings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.query.sensorthings.EntityNode.Place;

/** Pages of a set: each begins after the last entity of the one before, whatever came or went in the meantime. */
class SensorThingsQueryTest {

    private static final Instant NOON = Instant.parse("2025-11-01T05:00:00Z");

    private static Place place(int number) {
        return new Place(NOON.plusSeconds(10L * (number % 3)), "station " + number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "phenomenonTime", "phenomenonTime asc", "phenomenonTime desc"})
    void aPageGoesOnAfterTheLastOneOfTheFormer(String order) {
        Map<String, String> options = order.isEmpty() ? Map.of() : Map.of("$orderby", order);
        SensorThingsQuery first = SensorThingsQuery.of(options);
        Stream<Place> all = IntStream.range(0, 9).mapToObj(SensorThingsQueryTest::place);
        Place[] inOrder = all.sorted(first.order().places).toArray(Place[]::new);
        String token = SensorThingsQuery.token(inOrder[4]);

        SensorThingsQuery second = SensorThingsQuery.of(
                order.isEmpty() ? Map.of("$skiptoken", token) : Map.of("$orderby", order, "$skiptoken", token));

        assertThat(inOrder).allMatch(first::isAfter);
        assertThat(Stream.of(inOrder).filter(second::isAfter))
                .containsExactly(inOrder[5], inOrder[6], inOrder[7], inOrder[8]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "5", "MjAyNQ", "IA"})
    void refusesATokenThatNoPageHas(String token) {
        assertThatThrownBy(() -> SensorThingsQuery.of(Map.of("$skiptoken", token)))
                .isInstanceOf(BadRequestException.class);
    }

    @Test
    void refusesWhatItDoesNotAnswer() {
        assertThatThrownBy(() -> SensorThingsQuery.of(Map.of("$expand", "Things")))
                .isInstanceOf(BadRequestException.class)
                .hasMessageStartingWith("'$expand' is not answered here");
        assertThat(SensorThingsQuery.of(Map.of("$top", "2000000000")).top()).isEqualTo(10_000);
    }
}
