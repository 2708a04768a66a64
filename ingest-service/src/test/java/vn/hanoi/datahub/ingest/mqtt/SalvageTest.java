package vn.hanoi.datahub.ingest.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SalvageTest {

    @Test
    void takesABatchTogether() throws Exception {
        List<List<String>> taken = new ArrayList<>();

        Salvage.take(List.of("a", "b"), taken::add, (item, why) -> {});

        assertThat(taken).containsExactly(List.of("a", "b"));
    }

    @Test
    void takesEachAlone_whereOneFails_andTellsOfIt() throws Exception {
        List<List<String>> taken = new ArrayList<>();
        List<Map.Entry<String, String>> failed = new ArrayList<>();

        Salvage.take(
                List.of("a", "poison", "b", "deep"),
                items -> {
                    if (items.contains("poison")) {
                        throw new IllegalStateException("poison");
                    } else if (items.contains("deep")) {
                        throw new StackOverflowError("deep");
                    }
                    taken.add(items);
                },
                (item, why) -> failed.add(Map.entry(item, String.valueOf(why.getMessage()))));

        assertThat(taken).containsExactly(List.of("a"), List.of("b"));
        assertThat(failed).containsExactly(Map.entry("poison", "poison"), Map.entry("deep", "deep"));
    }

    @Test
    void goesOn_whereTheFailureOfOneCannotEvenBeTold() throws Exception {
        List<List<String>> taken = new ArrayList<>();

        Salvage.take(
                List.of("poison", "b"),
                items -> {
                    if (items.contains("poison")) {
                        throw new IllegalStateException("poison");
                    }
                    taken.add(items);
                },
                (item, why) -> {
                    throw new IllegalStateException("not told");
                });

        assertThat(taken).containsExactly(List.of("b"));
    }
}
